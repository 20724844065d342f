namespace Crm.Sdk.Reporting.Charts;

/// <summary>What a chart shows, without how it is drawn.</summary>
/// <remarks>Closed: <see cref="TrendChart"/>, <see cref="BulletChart"/> and <see cref="Sparkline"/>. Immutable.</remarks>
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

    /// <summary>The numbers in order, for a line that is drawn with characters; null where there is none.</summary>
    public abstract IReadOnlyList<ChartValue?> Series { get; }

    /// <summary>The state of things in one sentence or a few, for those who do not see the picture.</summary>
    public abstract string Summary(ChartWords words);

    /// <summary>All numbers as a table.</summary>
    public abstract ChartData Data(ChartWords words);
}

/// <summary>The numbers of a chart as a table. The first cell of each row names the row.</summary>
public sealed class ChartData
{
    internal ChartData(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, bool hasNotes, string remark = "")
    {
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
}
