using System.Globalization;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>The parts around the text: what the file holds, who made it, its footer, its lists.</summary>
internal static class DocxFrame
{
    public const string Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The relation to the footer; those of links are counted from there.</summary>
    public const string FooterRelation = "rId4";

    /// <summary>The list with bullets; numbered lists come behind it.</summary>
    public const int Bullets = 1;

    private const string PackageRelationNames = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string CorePropertyNames = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const int FirstLink = 5;
    private const int ListLevels = 9;
    private const int IndentPerLevel = 360;

    private static readonly string[] Marks = ["•", "–", "▪"];

    public static string ContentTypes { get; } = Types();

    public static string PackageRelations { get; } = RelationList(
        ("rId1", Relations + "/officeDocument", "word/document.xml", false),
        ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", false),
        ("rId3", Relations + "/extended-properties", "docProps/app.xml", false));

    public static string Application { get; } = new MarkupWriter()
        .Start("Properties", ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")).Element("Application", "Crm.Sdk.Reporting").End().ToString();

    public static string LinkRelation(int link) => "rId" + (FirstLink + link).ToString(CultureInfo.InvariantCulture);

    public static string DocumentRelations(IReadOnlyList<string> links) => RelationList(
    [
        ("rId1", Relations + "/styles", "styles.xml", false),
        ("rId2", Relations + "/numbering", "numbering.xml", false),
        ("rId3", Relations + "/settings", "settings.xml", false),
        (FooterRelation, Relations + "/footer", "footer1.xml", false),
        .. links.Select((l, i) => (LinkRelation(i), Relations + "/hyperlink", l, true)),
    ]);

    public static string Core(ReportDocument document)
    {
        MarkupWriter writer = new MarkupWriter().Start("cp:coreProperties", ("xmlns:cp", CorePropertyNames), ("xmlns:dc", "http://purl.org/dc/elements/1.1/"))
            .Element("dc:title", document.Title);
        if (document.Subtitle.Length > 0)
        {
            writer.Element("dc:subject", document.Subtitle);
        }

        return writer.Element("dc:language", document.Language).End().ToString();
    }

    public static string Settings(ReportDocument document) => new MarkupWriter()
        .Start("w:settings", ("xmlns:w", Main))
        .Empty("w:zoom", ("w:percent", "100"))
        .Start("w:compat")
        .Empty("w:compatSetting", ("w:name", "compatibilityMode"), ("w:uri", "http://schemas.microsoft.com/office/word"), ("w:val", "15"))
        .End()
        .Empty("w:themeFontLang", ("w:val", document.Language))
        .Empty("w:decimalSymbol", ("w:val", "."))
        .Empty("w:listSeparator", ("w:val", ","))
        .End().ToString();

    /// <summary>The title at the left, the page and how many there are at the right.</summary>
    public static string Footer(ReportDocument document)
    {
        MarkupWriter writer = new MarkupWriter().Start("w:ftr", ("xmlns:w", Main)).Start("w:p")
            .Start("w:pPr").Empty("w:pStyle", ("w:val", "Footer")).End()
            .Start("w:r").Element("w:t", document.Title, ("xml:space", "preserve")).End()
            .Start("w:r").Empty("w:tab").End();
        Field(writer, "PAGE", "1");
        writer.Start("w:r").Element("w:t", " / ", ("xml:space", "preserve")).End();
        Field(writer, "NUMPAGES", "1");
        return writer.End().End().ToString();
    }

    /// <summary>The kinds of lists: one with bullets, and a numbered one for each list, since each begins anew.</summary>
    /// <param name="starts">The first number of each numbered list.</param>
    public static string Numbering(IReadOnlyList<int> starts)
    {
        MarkupWriter writer = new MarkupWriter().Start("w:numbering", ("xmlns:w", Main));
        Levels(writer, "0", _ => "bullet", level => Marks[level % Marks.Length]);
        Levels(writer, "1", _ => "decimal", level => $"%{level + 1}.");
        writer.Start("w:num", ("w:numId", Text(Bullets))).Empty("w:abstractNumId", ("w:val", "0")).End();
        for (int i = 0; i < starts.Count; i++)
        {
            writer.Start("w:num", ("w:numId", Text(Bullets + 1 + i))).Empty("w:abstractNumId", ("w:val", "1"));
            for (int level = 0; level < ListLevels; level++)
            {
                writer.Start("w:lvlOverride", ("w:ilvl", Text(level))).Empty("w:startOverride", ("w:val", Text(starts[i]))).End();
            }

            writer.End();
        }

        return writer.End().ToString();
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A field with the text that it shows until it is updated.</summary>
    private static void Field(MarkupWriter writer, string code, string shown) => writer
        .Start("w:fldSimple", ("w:instr", $" {code} ")).Start("w:r").Element("w:t", shown).End().End();

    private static void Levels(MarkupWriter writer, string id, Func<int, string> format, Func<int, string> mark)
    {
        writer.Start("w:abstractNum", ("w:abstractNumId", id)).Empty("w:multiLevelType", ("w:val", "hybridMultilevel"));
        for (int level = 0; level < ListLevels; level++)
        {
            writer.Start("w:lvl", ("w:ilvl", Text(level))).Empty("w:start", ("w:val", "1")).Empty("w:numFmt", ("w:val", format(level)))
                .Empty("w:lvlText", ("w:val", mark(level))).Empty("w:lvlJc", ("w:val", "left"))
                .Start("w:pPr").Empty("w:ind", ("w:left", Text(IndentPerLevel * (level + 1))), ("w:hanging", "300")).End().End();
        }

        writer.End();
    }

    private static string Types()
    {
        MarkupWriter writer = new MarkupWriter().Start("Types", ("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types"))
            .Empty("Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"))
            .Empty("Default", ("Extension", "xml"), ("ContentType", "application/xml"));
        (string Part, string Type)[] parts =
        [
            ("/word/document.xml", WordType + "document.main+xml"), ("/word/styles.xml", WordType + "styles+xml"), ("/word/numbering.xml", WordType + "numbering+xml"),
            ("/word/settings.xml", WordType + "settings+xml"), ("/word/footer1.xml", WordType + "footer+xml"),
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"), ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        ];
        foreach ((string part, string type) in parts)
        {
            writer.Empty("Override", ("PartName", part), ("ContentType", type));
        }

        return writer.End().ToString();
    }

    private static string RelationList(params ReadOnlySpan<(string Id, string Type, string Target, bool IsExternal)> relations)
    {
        MarkupWriter writer = new MarkupWriter().Start("Relationships", ("xmlns", PackageRelationNames));
        foreach ((string id, string type, string target, bool isExternal) in relations)
        {
            writer.Empty("Relationship", ("Id", id), ("Type", type), ("Target", target), ("TargetMode", isExternal ? "External" : null));
        }

        return writer.End().ToString();
    }
}
