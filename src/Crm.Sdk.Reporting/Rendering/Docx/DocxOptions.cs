namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>Which paper a document is made for.</summary>
public enum DocxPaper
{
    /// <summary>210 by 297 millimetres.</summary>
    A4,

    /// <summary>8.5 by 11 inches.</summary>
    Letter,
}

/// <summary>How a document for word processors is made. Immutable; the defaults suit a report in English.</summary>
public sealed class DocxOptions
{
    /// <summary>The defaults.</summary>
    public static DocxOptions Default { get; } = new();

    /// <summary>The paper.</summary>
    public DocxPaper Paper { get; init; }

    /// <summary>Whether each picture is followed by a table of all that it shows. Without it, a picture is followed by its summary in words.</summary>
    public bool ShowsData { get; init; }

    /// <summary>The words of the renderer itself, in the language of the report.</summary>
    public ReportWords Words { get => field; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = ReportWords.English;
}
