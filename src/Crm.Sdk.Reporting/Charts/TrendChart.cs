namespace Crm.Sdk.Reporting.Charts;

/// <summary>A value over time, with what it is held against.</summary>
/// <remarks>Immutable. Periods are drawn at equal distances in the order given; a gap interrupts the line.</remarks>
public sealed class TrendChart : Chart
{
    /// <summary>Creates a chart.</summary>
    /// <param name="title">The name of the chart, not blank.</param>
    /// <param name="description">What a reader should see in it; empty for nothing.</param>
    /// <param name="points">The periods in order; may be empty. Periods to come without a value are gaps.</param>
    /// <param name="format">How numbers are written.</param>
    /// <param name="target">What is to be reached, or null: a line across the chart.</param>
    /// <param name="baseline">Where it began, or null: a line across the chart.</param>
    /// <param name="pace">The way to the target, or null; its periods must be among the points.</param>
    /// <param name="rangeName">What the range of the predictions is, such as <c>95% range</c>; empty for the word that charts have.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is blank, a point is null, or the pace ends behind the last point.</exception>
    public TrendChart(
        string title,
        string description,
        IEnumerable<TrendPoint> points,
        ValueFormat format,
        ChartValue? target = null,
        ChartValue? baseline = null,
        PaceLine? pace = null,
        string rangeName = "")
        : base(title, description, format)
    {
        ArgumentNullException.ThrowIfNull(rangeName);
        ArgumentNullException.ThrowIfNull(points);
        Points = [.. points];
        if (Points.Any(p => p is null))
        {
            throw new ArgumentException("A point is null.", nameof(points));
        }

        if (pace is not null && pace.To >= Points.Count)
        {
            throw new ArgumentException("The pace ends behind the last point.", nameof(pace));
        }

        Target = target;
        Baseline = baseline;
        Pace = pace;
        RangeName = rangeName;
    }

    /// <summary>The periods in order.</summary>
    public IReadOnlyList<TrendPoint> Points { get; }

    /// <summary>What is to be reached, or null.</summary>
    public ChartValue? Target { get; }

    /// <summary>Where it began, or null.</summary>
    public ChartValue? Baseline { get; }

    /// <summary>The way to the target, or null.</summary>
    public PaceLine? Pace { get; }

    /// <summary>What the range of the predictions is; empty for the word that charts have.</summary>
    public string RangeName { get; }

    /// <summary>The values of periods that are over, in order, null elsewhere; ends with the last such value.</summary>
    /// <remarks>Half a period would look like a fall in a line that has no room to say so.</remarks>
    public override IReadOnlyList<ChartValue?> Series =>
        [.. Points.Take(Last(p => p is { Value: not null, IsOpen: false }) + 1).Select(p => p.IsOpen ? null : p.Value)];

    /// <summary>The index of the last point with a measured value, or -1.</summary>
    internal int LastMeasured => Last(p => p.Value is not null);

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var parts = new List<string>();
        if (LastMeasured is >= 0 and var last)
        {
            string open = Points[last].IsOpen ? $", {words.Open}" : "";
            parts.Add($"{words.Latest}: {Format.Text(Points[last].Value!)} ({Points[last].Label}{open})");
        }
        else
        {
            parts.Add(words.NoData);
        }

        parts.AddRange(Lines(words));
        if (Points.LastOrDefault(p => p.Forecast is not null) is { } forecast)
        {
            parts.Add($"{words.Forecast}: {Format.Text(forecast.Forecast!)} ({forecast.Label})");
            if (forecast.Low is not null)
            {
                parts.Add($"{Range(words)}: {Format.Bare(forecast.Low)} – {Format.Bare(forecast.High!)}");
            }
        }

        return string.Join(". ", parts) + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        bool hasForecast = Points.Any(p => p.Forecast is not null);
        bool hasRange = Points.Any(p => p.Low is not null);
        bool hasNotes = Points.Any(p => NoteOf(p, words).Length > 0);
        (bool Shown, string Heading, Func<TrendPoint, int, string> Cell)[] columns =
        [
            (true, words.Period, (p, _) => p.Label),
            (true, Format.Heading(words.Actual), (p, _) => Text(p.Value)),
            (Pace is not null, Format.Heading(words.Pace), (_, i) => Text(Pace!.At(i))),
            (hasForecast, Format.Heading(words.Forecast), (p, _) => Text(p.Forecast)),
            (hasRange, Format.Heading(Range(words)), (p, _) => p.Low is null ? "" : $"{Text(p.Low)} – {Text(p.High)}"),
            (hasNotes, words.Note, (p, _) => NoteOf(p, words)),
        ];
        var shown = columns.Where(c => c.Shown).ToArray();
        return new ChartData(
            [.. shown.Select(c => c.Heading)],
            [.. Points.Select((p, i) => (IReadOnlyList<string>)[.. shown.Select(c => c.Cell(p, i))])],
            hasNotes,
            string.Join(". ", Lines(words)));
    }

    /// <summary>What the range of the predictions is called.</summary>
    internal string Range(ChartWords words) => RangeName.Length > 0 ? RangeName : words.Range;

    private static string NoteOf(TrendPoint point, ChartWords words) =>
        !point.IsOpen ? point.Note : point.Note.Length == 0 ? words.Open : $"{words.Open}; {point.Note}";

    private string Text(ChartValue? value) => value is null ? "" : Format.Bare(value);

    private IEnumerable<string> Lines(ChartWords words) =>
        new[] { (Word: words.Baseline, Value: Baseline), (Word: words.Target, Value: Target) }
            .Where(l => l.Value is not null)
            .Select(l => $"{l.Word}: {Format.Text(l.Value!)}");

    private int Last(Func<TrendPoint, bool> condition)
    {
        int last = Points.Count - 1;
        while (last >= 0 && !condition(Points[last]))
        {
            last--;
        }

        return last;
    }
}
