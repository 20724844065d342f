using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Rendering;

/// <summary>Makes one self-contained page of a report: no scripts, no fonts, nothing to load, for screens and for paper.</summary>
/// <remarks>
/// Well-formed as XML. All text is encoded; the same report and options give the same text on every machine. The page follows WCAG 2.2
/// level AA where a page without scripts can: language, landmarks, headings that skip no level, captions, names of charts, contrast.
/// </remarks>
public static class HtmlRenderer
{
    /// <summary>Makes the page.</summary>
    /// <param name="document">The report.</param>
    /// <param name="options">Colours and words; null for the defaults.</param>
    public static string Render(ReportDocument document, HtmlOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new HtmlPage(document, options ?? HtmlOptions.Default).Write();
    }
}
