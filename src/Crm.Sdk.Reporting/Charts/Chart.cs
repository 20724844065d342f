namespace Crm.Sdk.Reporting.Charts;

/// <summary>What a chart shows, without how it is drawn.</summary>
/// <remarks>
/// Closed: <see cref="TrendChart"/>, <see cref="BulletChart"/>, <see cref="Sparkline"/>, <see cref="TimelineChart"/>, <see cref="RiskMatrix"/>,
/// <see cref="PriorityChart"/>, <see cref="AlignmentGraph"/>, <see cref="MaturityChart"/> and <see cref="CohortHeatMap"/>. Immutable.
/// </remarks>
public abstract class Chart
{
    private protected Chart(string title, string description, ValueFormat format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(format);
        Title = title;
        Description = description;
        Format = format;
    }

    /// <summary>The name of the chart, not blank.</summary>
    public string Title { get; }

    /// <summary>What a reader should see in it; empty for nothing beyond the numbers.</summary>
    public string Description { get; }

    /// <summary>How its numbers are written.</summary>
    public ValueFormat Format { get; }

    /// <summary>The numbers in order, for a line that is drawn with characters; null where there is none. Empty for a chart that is no series.</summary>
    public abstract IReadOnlyList<ChartValue?> Series { get; }

    /// <summary>The state of things in one sentence or a few, for those who do not see the picture.</summary>
    public abstract string Summary(ChartWords words);

    /// <summary>All that the picture shows as a table.</summary>
    public abstract ChartData Data(ChartWords words);

    private protected static IReadOnlyList<T> Copied<T>(IEnumerable<T> items, string parameter)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        T[] copy = [.. items];
        return copy.Contains(null) ? throw new ArgumentException("An element is null.", parameter) : Array.AsReadOnly(copy);
    }

    /// <summary>Checks that each key is there once.</summary>
    private protected static void CheckKeys(IEnumerable<string> keys, string parameter)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (keys.FirstOrDefault(k => !known.Add(k)) is { } twice)
        {
            throw new ArgumentException($"There are two with the key '{twice}'.", parameter);
        }
    }
}

/// <summary>The numbers of a chart as a table. The first cell of each row names the row.</summary>
public sealed class ChartData
{
    private readonly bool _isWords;

    internal ChartData(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, bool hasNotes, string remark = "", bool isWords = false)
    {
        _isWords = isWords;
        Remark = remark;
        Headings = headings;
        Rows = rows;
        HasNotes = hasNotes;
    }

    /// <summary>The headings of the columns; at least one.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>The cells of each row, as many as headings; empty where there is nothing.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>What holds for all rows, such as the target; empty for nothing.</summary>
    public string Remark { get; }

    /// <summary>Whether the last column holds words instead of numbers.</summary>
    public bool HasNotes { get; }

    /// <summary>Whether a column holds words, which stand at its start, instead of numbers, which stand at its end.</summary>
    /// <param name="column">Its place, from 0.</param>
    public bool IsOfWords(int column) => column == 0 || _isWords || (HasNotes && column == Headings.Count - 1);
}
