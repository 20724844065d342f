using System.Globalization;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>How mature each area is, from 1 to 5: what people say, what facts say, and where one wants to be.</summary>
/// <remarks>
/// Immutable. One scale per area below each other, with a dot for each of the three, and not a radar: on a radar the order of the areas makes the shape,
/// areas grow with the square of the values, and two values can hardly be compared; positions along one scale are what people read most exactly
/// (Cleveland and McGill, Graphical Perception, Journal of the American Statistical Association 79, 1984).
/// </remarks>
public sealed class MaturityChart : Chart
{
    /// <summary>The lowest level.</summary>
    public const int Lowest = 1;

    /// <summary>The highest level.</summary>
    public const int Highest = 5;

    /// <summary>Creates a profile.</summary>
    /// <param name="title">The name of the chart, not blank.</param>
    /// <param name="description">What a reader should see in it; empty for nothing.</param>
    /// <param name="areas">The areas from top to bottom; may be none.</param>
    /// <param name="levels">What the five levels are called, from the lowest; none to show numbers only.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is blank, an area is null, or there are names but not five, or one is blank.</exception>
    public MaturityChart(string title, string description, IEnumerable<MaturityArea> areas, IEnumerable<string>? levels = null)
        : base(title, description, ValueFormat.Number(1))
    {
        Areas = Copied(areas, nameof(areas));
        Levels = Copied(levels ?? [], nameof(levels));
        if (Levels.Count is not (0 or Highest) || Levels.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("There are five names of levels or none.", nameof(levels));
        }
    }

    /// <summary>The areas from top to bottom.</summary>
    public IReadOnlyList<MaturityArea> Areas { get; }

    /// <summary>What the levels are called, from the lowest; five or none.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>Empty: areas are no series.</summary>
    public override IReadOnlyList<ChartValue?> Series => [];

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        IEnumerable<string> Parts(MaturityArea area) => new[] { (words.Self, area.Self), (words.Evidence, area.Evidence), (words.Wanted, area.Wanted) }
            .Where(p => p.Item2 is not null).Select(p => $"{p.Item1} {Text(p.Item2)}").DefaultIfEmpty(words.NoData);

        return Areas.Count == 0 ? words.NoData + "." : string.Join(". ", Areas.Select(a => $"{a.Name}: {string.Join(", ", Parts(a))}")) + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new ChartData(
            [words.Area, words.Self, words.Evidence, words.Difference, words.Wanted],
            [.. Areas.Select(a => (IReadOnlyList<string>)[a.Name, Text(a.Self), Text(a.Evidence), a is { Self: not null, Evidence: not null } ? Text(new ChartValue(a.Self.Value - a.Evidence.Value)) : "", Text(a.Wanted)])],
            hasNotes: false,
            string.Join(", ", Levels.Select((l, i) => $"{(i + 1).ToString(CultureInfo.InvariantCulture)}: {l}")));
    }

    /// <summary>A level as it is written: whole where it is.</summary>
    internal string Text(ChartValue? value) => value is null ? "" : value.Text is null && value.Value.IsInteger ? value.Value.ToString() : Format.Bare(value);
}

/// <summary>An area of a <see cref="MaturityChart"/>.</summary>
public sealed class MaturityArea
{
    /// <summary>Creates an area.</summary>
    /// <param name="name">What the area is called, not blank.</param>
    /// <param name="self">What people say, 1 to 5, or null when nobody said.</param>
    /// <param name="evidence">What facts say, 1 to 5, or null when there are none.</param>
    /// <param name="wanted">Where one wants to be, 1 to 5, or null.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A level is not between 1 and 5.</exception>
    public MaturityArea(string name, ChartValue? self, ChartValue? evidence, ChartValue? wanted)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Self = Checked(self, nameof(self));
        Evidence = Checked(evidence, nameof(evidence));
        Wanted = Checked(wanted, nameof(wanted));
    }

    /// <summary>What the area is called.</summary>
    public string Name { get; }

    /// <summary>What people say, or null.</summary>
    public ChartValue? Self { get; }

    /// <summary>What facts say, or null.</summary>
    public ChartValue? Evidence { get; }

    /// <summary>Where one wants to be, or null.</summary>
    public ChartValue? Wanted { get; }

    private static ChartValue? Checked(ChartValue? level, string parameter) =>
        level is null || (level.Value >= new Rational(MaturityChart.Lowest, 1) && level.Value <= new Rational(MaturityChart.Highest, 1))
            ? level
            : throw new ArgumentOutOfRangeException(parameter, level, "A level is between 1 and 5.");
}
