using Crm.Sdk.Reporting.Charts;

namespace Crm.Sdk.Reporting.Rendering;

/// <summary>The words that renderers use of themselves. The defaults are English; none may be blank.</summary>
public sealed class ReportWords
{
    /// <summary>The English words.</summary>
    public static ReportWords English { get; } = new();

    /// <summary>The words of charts.</summary>
    public ChartWords Charts { get => field; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = ChartWords.English;

    /// <summary>The link for those who do not want to hear the contents on each page.</summary>
    public string SkipToContent { get => field; init => field = Checked(value); } = "Skip to content";

    /// <summary>The name of the list of sections.</summary>
    public string Contents { get => field; init => field = Checked(value); } = "Contents";

    /// <summary>What comes before the instant at which the report was made.</summary>
    public string Generated { get => field; init => field = Checked(value); } = "Generated";

    /// <summary>What opens the numbers of a chart.</summary>
    public string ShowData { get => field; init => field = Checked(value); } = "Show the data";

    /// <summary>What comes before the title of a chart in the caption of its table.</summary>
    public string DataOf { get => field; init => field = Checked(value); } = "Data of";

    /// <summary>The caption of a table that a person wrote in Markdown.</summary>
    public string Table { get => field; init => field = Checked(value); } = "Table";

    /// <summary>The name of the key figures.</summary>
    public string KeyFigures { get => field; init => field = Checked(value); } = "Key figures";

    /// <summary>Heading of units.</summary>
    public string Unit { get => field; init => field = Checked(value); } = "Unit";

    /// <summary>Heading of how things stand.</summary>
    public string Status { get => field; init => field = Checked(value); } = "Status";

    /// <summary>Heading of the course over time.</summary>
    public string Course { get => field; init => field = Checked(value); } = "Course";

    /// <summary>What a finding is that refuses something.</summary>
    public string Error { get => field; init => field = Checked(value); } = "Error";

    /// <summary>What a finding is that doubts something.</summary>
    public string Warning { get => field; init => field = Checked(value); } = "Warning";

    /// <summary>What a finding is that tells something.</summary>
    public string Information { get => field; init => field = Checked(value); } = "Note";

    /// <summary>What a list of findings says when there is none.</summary>
    public string NoFindings { get => field; init => field = Checked(value); } = "No findings.";

    private static string Checked(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return value;
    }
}
