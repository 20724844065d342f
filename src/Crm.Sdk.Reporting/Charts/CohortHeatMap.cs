namespace Crm.Sdk.Reporting.Charts;

/// <summary>Groups that began together, and how each fared after so many periods: each cell with its number and a shade.</summary>
/// <remarks>Immutable. The shade goes from the least value to the greatest. A cell that nobody knows is hatched; one that is yet to come is empty.</remarks>
public sealed class CohortHeatMap : Chart
{
    /// <summary>Creates a map.</summary>
    /// <param name="title">The name of the chart, not blank.</param>
    /// <param name="description">What a reader should see in it; empty for nothing.</param>
    /// <param name="offsets">What the columns are called, such as <c>0</c>, <c>1</c>, <c>2</c> for months after the first; at least one.</param>
    /// <param name="cohorts">The groups from top to bottom; may be none.</param>
    /// <param name="format">How numbers are written.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> or the name of a column is blank, there is no column, or a group has more values than there are columns.</exception>
    public CohortHeatMap(string title, string description, IEnumerable<string> offsets, IEnumerable<CohortRow> cohorts, ValueFormat format)
        : base(title, description, format)
    {
        Offsets = Copied(offsets, nameof(offsets));
        Cohorts = Copied(cohorts, nameof(cohorts));
        if (Offsets.Count == 0 || Offsets.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("There is at least one column, and each has a name.", nameof(offsets));
        }

        if (Cohorts.FirstOrDefault(c => c.Values.Count > Offsets.Count) is { } wide)
        {
            throw new ArgumentException($"'{wide.Name}' has {wide.Values.Count} values, the map {Offsets.Count} columns.", nameof(cohorts));
        }
    }

    /// <summary>What the columns are called.</summary>
    public IReadOnlyList<string> Offsets { get; }

    /// <summary>The groups from top to bottom.</summary>
    public IReadOnlyList<CohortRow> Cohorts { get; }

    /// <summary>Empty: a table is no series.</summary>
    public override IReadOnlyList<ChartValue?> Series => [];

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        IEnumerable<string> parts = Cohorts.Where(c => c.Values.Any(v => v is not null)).Select(c =>
        {
            int last = c.Values.Count - 1;
            while (c.Values[last] is null)
            {
                last--;
            }

            return $"{c.Name}: {Format.Text(c.Values[last]!)} ({Offsets[last]})";
        });
        string[] all = [.. parts];
        return (all.Length == 0 ? words.NoData : $"{words.Latest}: {string.Join("; ", all)}") + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        bool hasSizes = Cohorts.Any(c => c.Size.Length > 0);
        return new ChartData(
            [words.Cohort, .. hasSizes ? [words.Size] : Array.Empty<string>(), .. Offsets],
            [.. Cohorts.Select(c => (IReadOnlyList<string>)[c.Name, .. hasSizes ? [c.Size] : Array.Empty<string>(), .. Offsets.Select((_, i) => Cell(c, i, words))])],
            hasNotes: false,
            Format.Unit);
    }

    private string Cell(CohortRow cohort, int offset, ChartWords words) =>
        offset >= cohort.Values.Count ? words.NotYet : cohort.Values[offset] is { } value ? Format.Bare(value) : words.Unknown;
}

/// <summary>A group of a <see cref="CohortHeatMap"/>.</summary>
public sealed class CohortRow
{
    /// <summary>Creates a group.</summary>
    /// <param name="name">What the group is called, such as the month in which it began; not blank.</param>
    /// <param name="values">Its values by column: null where nobody knows, and fewer than columns where it is too early.</param>
    /// <param name="size">How many it had at the start, as it is written; empty for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    public CohortRow(string name, IEnumerable<ChartValue?> values, string size = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(size);
        Name = name;
        Values = [.. values];
        Size = size;
    }

    /// <summary>What the group is called.</summary>
    public string Name { get; }

    /// <summary>Its values by column, null where nobody knows; fewer than columns where it is too early.</summary>
    public IReadOnlyList<ChartValue?> Values { get; }

    /// <summary>How many it had at the start; empty for nothing.</summary>
    public string Size { get; }
}
