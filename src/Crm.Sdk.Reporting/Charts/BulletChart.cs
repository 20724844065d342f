namespace Crm.Sdk.Reporting.Charts;

/// <summary>One value as a bar, held against a target and a baseline.</summary>
/// <remarks>Immutable. The shape is Stephen Few's bullet graph, without its coloured bands.</remarks>
public sealed class BulletChart : Chart
{
    /// <summary>Creates a chart.</summary>
    /// <param name="title">The name of the chart, not blank.</param>
    /// <param name="description">What a reader should see in it; empty for nothing.</param>
    /// <param name="actual">The value, or null when there is none.</param>
    /// <param name="format">How numbers are written.</param>
    /// <param name="target">What is to be reached, or null.</param>
    /// <param name="baseline">Where it began, or null.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is blank.</exception>
    public BulletChart(
        string title,
        string description,
        ChartValue? actual,
        ValueFormat format,
        ChartValue? target = null,
        ChartValue? baseline = null)
        : base(title, description, format)
    {
        Actual = actual;
        Target = target;
        Baseline = baseline;
    }

    /// <summary>The value, or null.</summary>
    public ChartValue? Actual { get; }

    /// <summary>What is to be reached, or null.</summary>
    public ChartValue? Target { get; }

    /// <summary>Where it began, or null.</summary>
    public ChartValue? Baseline { get; }

    /// <summary>Empty: one value is no series.</summary>
    public override IReadOnlyList<ChartValue?> Series => [];

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        IEnumerable<string> parts = Rows(words, Format.Text).Select(r => $"{r[0]}: {r[1]}");
        return string.Join(". ", Actual is null ? parts.Skip(1).Prepend(words.NoData) : parts) + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new ChartData([words.Measure, Format.Heading(words.Value)], Rows(words, Format.Bare), hasNotes: false);
    }

    private List<IReadOnlyList<string>> Rows(ChartWords words, Func<ChartValue, string> text)
    {
        var rows = new List<IReadOnlyList<string>> { new[] { words.Actual, Actual is null ? words.NoData : text(Actual) } };
        if (Target is not null)
        {
            rows.Add([words.Target, text(Target)]);
        }

        if (Baseline is not null)
        {
            rows.Add([words.Baseline, text(Baseline)]);
        }

        return rows;
    }
}
