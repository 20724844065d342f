namespace Crm.Sdk.Reporting.Rendering;

/// <summary>Which colours a page has.</summary>
public enum ColorScheme
{
    /// <summary>What the reader's system prefers.</summary>
    Automatic,

    /// <summary>Dark on light.</summary>
    Light,

    /// <summary>Light on dark.</summary>
    Dark,
}

/// <summary>How a page is made. Immutable; the defaults suit a report in English.</summary>
public sealed class HtmlOptions
{
    /// <summary>The defaults.</summary>
    public static HtmlOptions Default { get; } = new();

    /// <summary>Which colours the page has; paper is always light.</summary>
    public ColorScheme ColorScheme { get; init; }

    /// <summary>The words of the page itself, in the language of the report.</summary>
    public ReportWords Words { get => field; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = ReportWords.English;
}
