namespace Crm.Sdk.Reporting.Charts;

/// <summary>What customers find important against how well it is done, in four fields with an advice each.</summary>
/// <remarks>
/// Immutable. Martilla and James, Importance-Performance Analysis, Journal of Marketing 41 (1977). The lines that part the fields are the mean importance
/// and the mean performance, or where the caller puts them; what lies on a line counts as above it.
/// </remarks>
public sealed class PriorityChart : Chart
{
    /// <summary>Creates a chart.</summary>
    /// <param name="title">The name of the chart, not blank.</param>
    /// <param name="description">What a reader should see in it; empty for nothing.</param>
    /// <param name="items">What was judged; may be none.</param>
    /// <param name="format">How numbers of both scales are written.</param>
    /// <param name="importanceFrom">From which importance on something is important; null for the mean.</param>
    /// <param name="performanceFrom">From which performance on something is done well; null for the mean.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is blank, or an item is null.</exception>
    public PriorityChart(string title, string description, IEnumerable<PriorityItem> items, ValueFormat format, ChartValue? importanceFrom = null, ChartValue? performanceFrom = null)
        : base(title, description, format)
    {
        Items = Copied(items, nameof(items));
        ImportanceFrom = importanceFrom ?? Mean(i => i.Importance);
        PerformanceFrom = performanceFrom ?? Mean(i => i.Performance);
    }

    /// <summary>What was judged.</summary>
    public IReadOnlyList<PriorityItem> Items { get; }

    /// <summary>From which importance on something is important; null when nothing was judged and no line was given.</summary>
    public ChartValue? ImportanceFrom { get; }

    /// <summary>From which performance on something is done well; null when nothing was judged and no line was given.</summary>
    public ChartValue? PerformanceFrom { get; }

    /// <summary>Empty: items are no series.</summary>
    public override IReadOnlyList<ChartValue?> Series => [];

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        string[] advice = [words.Concentrate, words.KeepUp, words.LowPriority, words.Overkill];
        IEnumerable<string> parts = Items.GroupBy(i => Advice(i, words)).OrderBy(g => Array.IndexOf(advice, g.Key)).Select(g => $"{g.Key}: {string.Join(", ", g.Select(i => i.Name))}");
        return Items.Count == 0 ? words.NoData + "." : string.Join(". ", parts) + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new ChartData(
            [words.Name, Format.Heading(words.Importance), Format.Heading(words.Performance), words.Quadrant],
            [.. Items.Select(i => (IReadOnlyList<string>)[i.Name, Format.Bare(i.Importance), Format.Bare(i.Performance), Advice(i, words)])],
            hasNotes: true);
    }

    /// <summary>What the field of an item advises.</summary>
    internal string Advice(PriorityItem item, ChartWords words) =>
        (item.Importance.Value >= ImportanceFrom!.Value, item.Performance.Value >= PerformanceFrom!.Value) switch
        {
            (true, false) => words.Concentrate,
            (true, true) => words.KeepUp,
            (false, false) => words.LowPriority,
            _ => words.Overkill,
        };

    private ChartValue? Mean(Func<PriorityItem, ChartValue> value) =>
        Items.Count == 0 ? null : new ChartValue(Items.Select(i => value(i).Value).Aggregate((a, b) => a + b) / Items.Count);
}

/// <summary>Something that customers judged, in a <see cref="PriorityChart"/>.</summary>
public sealed class PriorityItem
{
    /// <summary>Creates an item.</summary>
    /// <param name="name">What was judged, not blank.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="performance">How well it is done.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    public PriorityItem(string name, ChartValue importance, ChartValue performance)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(importance);
        ArgumentNullException.ThrowIfNull(performance);
        Name = name;
        Importance = importance;
        Performance = performance;
    }

    /// <summary>What was judged.</summary>
    public string Name { get; }

    /// <summary>How much it matters.</summary>
    public ChartValue Importance { get; }

    /// <summary>How well it is done.</summary>
    public ChartValue Performance { get; }
}
