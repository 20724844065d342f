using System.Text;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>A line of the size of a word: the course of a value without axes.</summary>
/// <remarks>Immutable. Null values interrupt the line.</remarks>
public sealed class Sparkline : Chart
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const char GapMark = '·';

    /// <summary>Creates a line.</summary>
    /// <param name="title">What it shows, not blank.</param>
    /// <param name="values">The values in order, null in gaps; may be empty.</param>
    /// <param name="format">How numbers are written.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is blank.</exception>
    public Sparkline(string title, IEnumerable<ChartValue?> values, ValueFormat format)
        : base(title, "", format)
    {
        ArgumentNullException.ThrowIfNull(values);
        Series = [.. values];
    }

    /// <summary>The values in order, null in gaps.</summary>
    public override IReadOnlyList<ChartValue?> Series { get; }

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Series.LastOrDefault(v => v is not null) is { } last ? $"{words.Latest}: {Format.Text(last)}." : words.NoData + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new ChartData(
            [words.Period, Format.Heading(words.Value)],
            [.. Series.Select((v, i) => (IReadOnlyList<string>)[new Rational(i + 1, 1).ToString(), v is null ? "" : Format.Bare(v)])],
            hasNotes: false);
    }

    /// <summary>A series drawn with eight block characters, from its least value to its greatest; a middle dot in gaps.</summary>
    /// <returns>One character for each value; empty for an empty series. Equal values are drawn at half height.</returns>
    public static string Characters(IReadOnlyList<ChartValue?> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        Rational[] known = [.. series.Where(v => v is not null).Select(v => v!.Value)];
        var text = new StringBuilder();
        foreach (ChartValue? value in series)
        {
            text.Append(value is null ? GapMark : Bars[Height(value.Value, known.Min(), known.Max())]);
        }

        return text.ToString();
    }

    private static int Height(Rational value, Rational least, Rational greatest) =>
        least == greatest
            ? Bars.Length / 2
            : Math.Min(Bars.Length - 1, (int)((value - least) * Bars.Length / (greatest - least)).ToScaled(0, Rounding.Down));
}
