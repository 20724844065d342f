using System.Globalization;
using Crm.Sdk.Plans.Analysis;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>Risks by how likely and how bad they are, in five steps each.</summary>
/// <remarks>
/// Immutable. The level of a cell is the product of its steps: below 6 low, from 6 medium, from 15 high, as <see cref="RiskExposure"/> rates risks; a
/// matrix orders and does not add up, and exposure in money is computed elsewhere.
/// </remarks>
public sealed class RiskMatrix : Chart
{
    /// <summary>How many steps each side has.</summary>
    public const int Steps = 5;

    /// <summary>Creates a matrix.</summary>
    /// <param name="title">The name of the chart, not blank.</param>
    /// <param name="description">What a reader should see in it; empty for nothing.</param>
    /// <param name="risks">The risks in the order in which they are listed; may be none.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is blank, a risk is null, or two have one key.</exception>
    public RiskMatrix(string title, string description, IEnumerable<RiskPoint> risks)
        : base(title, description, ValueFormat.Number())
    {
        Risks = Copied(risks, nameof(risks));
        CheckKeys(Risks.Select(r => r.Key), nameof(risks));
    }

    /// <summary>The risks in the order in which they are listed.</summary>
    public IReadOnlyList<RiskPoint> Risks { get; }

    /// <summary>Empty: risks are no series.</summary>
    public override IReadOnlyList<ChartValue?> Series => [];

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        IEnumerable<string> parts = Risks.GroupBy(r => RiskExposure.LevelOf(r.Probability, r.Impact)).OrderByDescending(g => g.Key)
            .Select(g => $"{Word(words, g.Key)}: {string.Join(", ", g.Select(r => r.Name))}");
        return Risks.Count == 0 ? words.NoData + "." : string.Join(". ", parts) + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new ChartData(
            [words.Key, words.Name, words.Probability, words.Impact, words.Level],
            [.. Risks.Select(r => (IReadOnlyList<string>)[r.Key, r.Name, Number(r.Probability), Number(r.Impact), Word(words, RiskExposure.LevelOf(r.Probability, r.Impact))])],
            hasNotes: false,
            isWords: true);
    }

    internal static string Word(ChartWords words, RiskLevel level) =>
        level switch { RiskLevel.High => words.High, RiskLevel.Medium => words.Medium, _ => words.Low };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A risk in a <see cref="RiskMatrix"/>.</summary>
public sealed class RiskPoint
{
    /// <summary>Creates a risk.</summary>
    /// <param name="key">A short name that stands in its cell, not blank.</param>
    /// <param name="name">What could happen, not blank.</param>
    /// <param name="probability">How likely it is, 1 to 5.</param>
    /// <param name="impact">How bad it would be, 1 to 5.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A step is out of range.</exception>
    public RiskPoint(string key, string name, int probability, int impact)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Key = key;
        Name = name;
        Probability = Step(probability, nameof(probability));
        Impact = Step(impact, nameof(impact));
    }

    /// <summary>The short name.</summary>
    public string Key { get; }

    /// <summary>What could happen.</summary>
    public string Name { get; }

    /// <summary>How likely it is, 1 to 5.</summary>
    public int Probability { get; }

    /// <summary>How bad it would be, 1 to 5.</summary>
    public int Impact { get; }

    /// <summary>The step of a probability between 0 and 1: a fifth each, 1 for up to 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not between 0 and 1.</exception>
    public static int StepOf(decimal probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        return Math.Max(1, (int)Math.Ceiling(probability * RiskMatrix.Steps));
    }

    private static int Step(int step, string parameter) =>
        step is >= 1 and <= RiskMatrix.Steps ? step : throw new ArgumentOutOfRangeException(parameter, step, "A step is 1 to 5.");
}
