using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Rendering;

/// <summary>Makes Markdown of a report: CommonMark with the tables of GitHub, no HTML in it.</summary>
/// <remarks>
/// Plain text is escaped, so that it means itself; Markdown that people wrote is read and written anew, so that it cannot reach beyond
/// its place. Charts are their numbers as a table, below a line of block characters. The same report gives the same text.
/// </remarks>
public static class MarkdownRenderer
{
    /// <summary>Makes the text, with a line feed at the end of each line.</summary>
    /// <param name="document">The report.</param>
    /// <param name="words">The words of the renderer, or null for English.</param>
    public static string Render(ReportDocument document, ReportWords? words = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new MarkdownBlocks(words ?? ReportWords.English).Write(document);
    }
}
