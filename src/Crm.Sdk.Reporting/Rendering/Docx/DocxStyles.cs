using System.Globalization;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>How headings, tables, captions and the rest look. Sizes are half points, distances twentieths of a point, as the format has them.</summary>
internal static class DocxStyles
{
    public const string Font = "Arial";
    public const string CodeFont = "Courier New";

    private const int TextSize = 20;

    private static readonly int[] HeadingSizes = [32, 26, 23, 21, 20, 20];

    public static string Write(string language)
    {
        string ink = Palette.Light("ink"), quiet = Palette.Light("quiet"), rule = Palette.Light("rule");
        var writer = new MarkupWriter();
        writer.Start("w:styles", ("xmlns:w", DocxFrame.Main)).Start("w:docDefaults");
        writer.Start("w:rPrDefault").Start("w:rPr").Empty("w:rFonts", ("w:ascii", Font), ("w:hAnsi", Font), ("w:eastAsia", Font), ("w:cs", Font))
            .Empty("w:color", ("w:val", ink)).Empty("w:sz", ("w:val", Text(TextSize))).Empty("w:szCs", ("w:val", Text(TextSize)))
            .Empty("w:lang", ("w:val", language), ("w:eastAsia", language), ("w:bidi", language)).End().End();
        writer.Start("w:pPrDefault").Start("w:pPr").Empty("w:spacing", ("w:after", "120"), ("w:line", "269"), ("w:lineRule", "auto")).End().End().End();

        Paragraph(writer, "Normal", "Normal", basedOn: null, isDefault: true);
        Paragraph(writer, "Title", "Title", before: 0, after: 60, size: 44, isBold: true, keepsNext: true);
        Paragraph(writer, "Subtitle", "Subtitle", after: 40, size: 24, color: quiet, keepsNext: true);
        for (int level = 1; level <= HeadingSizes.Length; level++)
        {
            Paragraph(
                writer, "Heading" + Text(level), "heading " + Text(level), before: level == 1 ? 480 : 280, after: 120, size: HeadingSizes[level - 1], isBold: true, keepsNext: true, outline: level - 1);
        }

        Paragraph(writer, "TOCHeading", "TOC Heading", before: 320, after: 80, size: 24, isBold: true, keepsNext: true);
        Paragraph(writer, "TOC1", "toc 1", after: 40, tab: 9620);
        Paragraph(writer, "TOC2", "toc 2", after: 30, left: 280, color: quiet, tab: 9620);
        Paragraph(writer, "Caption", "caption", before: 200, after: 60, isBold: true, keepsNext: true);
        Paragraph(writer, "Note", "Note", before: 60, after: 120, size: 17, color: quiet);
        Paragraph(writer, "Picture", "Picture", before: 60, after: 60, line: 240, keepsNext: true);
        Paragraph(writer, "Quote", "Quote", left: 360, color: quiet);
        Paragraph(writer, "Code", "Code", after: 0, size: 17, font: CodeFont, ground: Palette.Light("neutral-ground"), line: 250);
        Paragraph(writer, "Cell", "Cell", after: 0, size: 18, line: 252);
        Paragraph(writer, "CellNote", "Cell Note", basedOn: "Cell", after: 0, size: 15, color: quiet, line: 240);
        Paragraph(writer, "CellHead", "Cell Head", basedOn: "Cell", after: 0, size: 17, isBold: true, color: quiet, line: 252);
        Paragraph(writer, "CellDense", "Cell Dense", basedOn: "Cell", after: 0, size: 15, line: 245);
        Paragraph(writer, "CellHeadDense", "Cell Head Dense", basedOn: "CellHead", after: 0, size: 14, isBold: true, color: quiet, line: 245);
        Paragraph(writer, "TileValue", "Tile Value", before: 30, after: 30, size: 34, isBold: true, line: 240);
        Paragraph(writer, "AfterTable", "After Table", after: 60, size: 8, line: 240);
        Paragraph(writer, "Footer", "footer", after: 0, size: 16, color: quiet, line: 240, tab: 9620);

        writer.Start("w:style", ("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultParagraphFont")).Empty("w:name", ("w:val", "Default Paragraph Font")).End();
        writer.Start("w:style", ("w:type", "character"), ("w:styleId", "Hyperlink")).Empty("w:name", ("w:val", "Hyperlink")).Start("w:rPr")
            .Empty("w:color", ("w:val", Palette.Light("link"))).Empty("w:u", ("w:val", "single")).End().End();
        Table(writer, rule);
        return writer.End().ToString();
    }

    private static void Table(MarkupWriter writer, string rule)
    {
        writer.Start("w:style", ("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")).Empty("w:name", ("w:val", "Normal Table")).Start("w:tblPr")
            .Empty("w:tblInd", ("w:w", "0"), ("w:type", "dxa")).Start("w:tblCellMar").Empty("w:top", ("w:w", "0"), ("w:type", "dxa")).Empty("w:left", ("w:w", "100"), ("w:type", "dxa"))
            .Empty("w:bottom", ("w:w", "0"), ("w:type", "dxa")).Empty("w:right", ("w:w", "100"), ("w:type", "dxa")).End().End().End();
        writer.Start("w:style", ("w:type", "table"), ("w:customStyle", "1"), ("w:styleId", "ReportTable")).Empty("w:name", ("w:val", "Report Table")).Empty("w:basedOn", ("w:val", "TableNormal"))
            .Start("w:tblPr").Start("w:tblBorders");
        foreach (string side in (string[])["top", "bottom", "insideH"])
        {
            writer.Empty("w:" + side, ("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", rule));
        }

        writer.End().Start("w:tblCellMar").Empty("w:top", ("w:w", "50"), ("w:type", "dxa")).Empty("w:left", ("w:w", "80"), ("w:type", "dxa"))
            .Empty("w:bottom", ("w:w", "50"), ("w:type", "dxa")).Empty("w:right", ("w:w", "80"), ("w:type", "dxa")).End().End().End();
    }

    private static void Paragraph(
        MarkupWriter writer, string id, string name, string? basedOn = "Normal", bool isDefault = false, int? before = null, int? after = null, int? line = null,
        int? size = null, bool isBold = false, string? color = null, bool keepsNext = false, int? outline = null, int? left = null, int? tab = null, string? font = null, string? ground = null)
    {
        bool isOwn = id is "Note" or "Picture" or "Code" or "Cell" or "CellNote" or "CellHead" or "CellDense" or "CellHeadDense" or "TileValue" or "AfterTable";
        writer.Start("w:style", ("w:type", "paragraph"), ("w:default", isDefault ? "1" : null), ("w:customStyle", isOwn ? "1" : null), ("w:styleId", id)).Empty("w:name", ("w:val", name));
        if (basedOn is not null)
        {
            writer.Empty("w:basedOn", ("w:val", basedOn));
        }

        if (id.StartsWith("Heading", StringComparison.Ordinal))
        {
            writer.Empty("w:next", ("w:val", "Normal"));
        }

        writer.Empty("w:qFormat").Start("w:pPr");
        if (keepsNext)
        {
            writer.Empty("w:keepNext").Empty("w:keepLines");
        }

        if (ground is not null)
        {
            writer.Empty("w:shd", ("w:val", "clear"), ("w:color", "auto"), ("w:fill", ground));
        }

        if (tab is not null)
        {
            writer.Start("w:tabs").Empty("w:tab", ("w:val", "right"), ("w:pos", Text(tab.Value))).End();
        }

        if (before is not null || after is not null || line is not null)
        {
            writer.Empty("w:spacing", ("w:before", Maybe(before)), ("w:after", Maybe(after)), ("w:line", Maybe(line)), ("w:lineRule", line is null ? null : "auto"));
        }

        if (left is not null)
        {
            writer.Empty("w:ind", ("w:left", Text(left.Value)));
        }

        if (outline is not null)
        {
            writer.Empty("w:outlineLvl", ("w:val", Text(outline.Value)));
        }

        writer.End().Start("w:rPr");
        if (font is not null)
        {
            writer.Empty("w:rFonts", ("w:ascii", font), ("w:hAnsi", font), ("w:cs", font));
        }

        if (isBold)
        {
            writer.Empty("w:b").Empty("w:bCs");
        }

        if (color is not null)
        {
            writer.Empty("w:color", ("w:val", color));
        }

        if (size is not null)
        {
            writer.Empty("w:sz", ("w:val", Text(size.Value))).Empty("w:szCs", ("w:val", Text(size.Value)));
        }

        writer.End().End();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Maybe(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
