using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>Makes a document for word processors of a report: Office Open XML (ECMA-376, transitional) as Word 2010 and later and LibreOffice read it.</summary>
/// <remarks>
/// Headings, lists, captions and table heads are what they are and not only look like it; pictures are drawings with words for those who do not see them;
/// no macros, no fonts, nothing to load. The contents are a field with links: word processors add page numbers when they are asked to update it.
/// The same report and options give the same bytes on the same version of .NET.
/// </remarks>
public static class DocxRenderer
{
    /// <summary>Makes the file.</summary>
    /// <param name="document">The report.</param>
    /// <param name="options">Paper, tables of pictures and words; null for the defaults.</param>
    /// <returns>The bytes of a <c>.docx</c> file.</returns>
    public static byte[] Render(ReportDocument document, DocxOptions? options = null)
    {
        using var stream = new MemoryStream();
        Write(document, stream, options);
        return stream.ToArray();
    }

    /// <summary>Writes the file.</summary>
    /// <param name="document">The report.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="options">Paper, tables of pictures and words; null for the defaults.</param>
    public static void Write(ReportDocument document, Stream stream, DocxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(stream);
        options ??= DocxOptions.Default;
        var body = new DocxBody(document, options);
        string text = body.Write();
        DocxPackage.Write(stream,
        [
            ("[Content_Types].xml", DocxFrame.ContentTypes),
            ("_rels/.rels", DocxFrame.PackageRelations),
            ("docProps/core.xml", DocxFrame.Core(document)),
            ("docProps/app.xml", DocxFrame.Application),
            ("word/document.xml", text),
            ("word/_rels/document.xml.rels", DocxFrame.DocumentRelations(body.Links)),
            ("word/footer1.xml", DocxFrame.Footer(document)),
            ("word/numbering.xml", DocxFrame.Numbering(body.Lists)),
            ("word/settings.xml", DocxFrame.Settings(document)),
            ("word/styles.xml", DocxStyles.Write(document.Language)),
        ]);
    }
}
