using System.IO.Compression;
using System.Xml.Linq;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Rendering.Docx;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using FsCheck.Xunit;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Crm.Sdk.Reporting.Tests.Rendering.Docx;

public sealed class DocxRendererTests
{
    private static readonly XNamespace Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly XNamespace Drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

    private static readonly XNamespace Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    private const string Markdown = """
        # Why

        A *second* order pays for the **first**, ~~not~~ `code` [link](https://example.com/why?a=1&b=2) ![pic](https://e.example/p.png)
        <https://example.com/why?a=1&b=2>

        - one
          - two
            1. three
        - four

          more of four

        7. seven
        8. eight

        > quoted
        >
        > > twice

        ```
        a  < b
          c
        ```

        ---

        | a | b |
        |--:|:-:|
        | 1 | [x](https://e.example) |

        ## <b>no markup</b>
        """;

    public static TheoryData<string> Names => [.. Samples.Keys];

    private static Dictionary<string, Func<byte[]>> Samples => new()
    {
        ["everything"] = () => DocxRenderer.Render(SampleDocuments.Everything(() => "x", Markdown)),
        ["small"] = () => DocxRenderer.Render(SampleDocuments.Small()),
        ["pictures"] = () => DocxRenderer.Render(SampleDocuments.Pictures(), new DocxOptions { ShowsData = true, Paper = DocxPaper.Letter }),
        ["nothing"] = () => DocxRenderer.Render(new ReportDocument("t", "", "en", "", [])),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_is_valid(string name) => ErrorsOf(Samples[name]()).Should().BeEmpty();

    /// <summary>Else an empty list of errors would say nothing: the validator looks into tables, text and pictures.</summary>
    [Theory]
    [InlineData("<wps:spPr>", "<wps:spPr><a:ln/>")]
    [InlineData("<w:tcPr>", "<w:tcPr><w:shd/>")]
    [InlineData("<w:pPr>", "<w:pPr><w:jc w:val=\"middle\"/>")]
    [InlineData("<wp:docPr id=\"1\"", "<wp:docPr id=\"one\"")]
    public void The_validator_sees_what_is_wrong(string right, string wrong)
    {
        byte[] file = Changed(DocxRenderer.Render(SampleDocuments.Small()), text =>
        {
            text.Should().Contain(right);
            return text.Replace(right, wrong, StringComparison.Ordinal);
        });

        ErrorsOf(file).Should().NotBeEmpty();
    }

    [Property(MaxTest = 40, EndSize = HostileText.Seeds)]
    public void Whatever_stands_in_a_report_its_document_is_valid_and_has_the_same_elements(int seed)
    {
        var hostile = new HostileText(seed);
        byte[] file = DocxRenderer.Render(SampleDocuments.Everything(hostile.Next));

        ErrorsOf(file).Should().BeEmpty();
        Outline(file).Should().Equal(Outline(DocxRenderer.Render(SampleDocuments.Everything(() => "x"))));
    }

    [Property(MaxTest = 150, EndSize = HostileText.Seeds)]
    public void Whatever_a_person_writes_as_Markdown_the_document_is_valid(int seed) =>
        ErrorsOf(DocxRenderer.Render(SampleDocuments.Everything(() => "x", new HostileText(seed).Markdown()))).Should().BeEmpty();

    [Fact]
    public void The_text_of_a_report_is_read_back_in_order()
    {
        string text = TextOf(DocxRenderer.Render(SampleDocuments.Small()));

        string[] parts =
        [
            "CRM plan 2026", "Northwind Traders", "Generated 2026-04-15T08:00:00Z", "Contents", "214,900 EUR", "Target 250,000 EUR", "On track", "Raise revenue", "Why",
            "A second order pays for the first.", "welcome programme", "Ann Lindqvist", "Net of returns.", "Latest: 120,000 EUR (2026-04, period still open).",
            "Segments", "Key figures by segment", "North & South", "182,400.00", "At risk", "no rows", "Two segments overlap.", "segments.crm(3,1) · CRM7001",
        ];
        int at = 0;
        foreach (string part in parts)
        {
            int found = text.IndexOf(part, at, StringComparison.Ordinal);
            found.Should().BeGreaterThanOrEqualTo(at, "'{0}' stands behind what comes before it", part);
            at = found;
        }
    }

    [Fact]
    public void Headings_are_headings_and_the_contents_lead_to_them()
    {
        byte[] file = DocxRenderer.Render(SampleDocuments.Everything(() => "x", "# a\n\n### b"));
        using WordprocessingDocument document = Open(file);
        W.Body body = document.MainDocumentPart!.Document.Body!;

        body.Elements<W.Paragraph>().Select(StyleOf).Where(s => s.StartsWith("Heading", StringComparison.Ordinal))
            .Should().Equal("Heading1", "Heading2", "Heading3", "Heading2", "Heading1");
        string[] marks = [.. body.Descendants<W.BookmarkStart>().Select(b => b.Name!.Value!)];
        body.Descendants<W.Hyperlink>().Select(h => h.Anchor?.Value).Should().Equal(marks).And.HaveCount(3);
        body.Descendants<W.FieldCode>().Single().Text.Should().Contain("TOC");
        HashSet<string> styles = [.. document.MainDocumentPart.StyleDefinitionsPart!.Styles!.Elements<W.Style>().Select(s => s.StyleId!.Value!)];
        body.Descendants<W.ParagraphStyleId>().Select(s => s.Val!.Value!).Should().BeSubsetOf(styles);
    }

    [Fact]
    public void A_document_has_its_title_its_language_and_a_footer_with_pages()
    {
        using WordprocessingDocument document = Open(DocxRenderer.Render(new ReportDocument("Plan & more", "Shop", "pt-BR", "", [])));

        document.PackageProperties.Title.Should().Be("Plan & more");
        document.PackageProperties.Subject.Should().Be("Shop");
        document.PackageProperties.Language.Should().Be("pt-BR");
        document.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.Descendants<W.Languages>().Single().Val!.Value.Should().Be("pt-BR");
        document.MainDocumentPart.FooterParts.Single().Footer.Descendants<W.SimpleField>().Select(f => f.Instruction!.Value!.Trim()).Should().Equal("PAGE", "NUMPAGES");
    }

    [Fact]
    public void The_head_of_a_table_comes_again_on_each_page_and_numbers_stand_at_the_end()
    {
        using WordprocessingDocument document = Open(DocxRenderer.Render(SampleDocuments.Small()));
        W.Table table = document.MainDocumentPart!.Document.Body!.Elements<W.Table>().Single(t => t.Descendants<W.TableCaption>().Any(c => c.Val == "Key figures by segment"));

        table.Elements<W.TableRow>().Select(r => r.Descendants<W.TableHeader>().Any()).Should().Equal(true, false, false);
        table.Elements<W.TableRow>().Should().OnlyContain(r => r.Descendants<W.CantSplit>().Any());
        table.Elements<W.TableRow>().Select(r => string.Join(' ', r.Elements<W.TableCell>().Select(c => c.Descendants<W.Justification>().First().Val!.InnerText)))
            .Should().OnlyContain(s => s == "left right left");
    }

    [Fact]
    public void A_status_is_never_a_colour_alone()
    {
        using WordprocessingDocument document = Open(DocxRenderer.Render(SampleDocuments.Small()));

        document.MainDocumentPart!.Document.Descendants<W.Run>().Where(r => r.RunProperties?.Shading is not null)
            .Select(r => r.InnerText.Trim('\u00A0', '●')).Should().Equal("On track", "On track", "At risk", "Warning");
    }

    [Fact]
    public void Every_picture_is_drawn_and_says_in_words_what_it_shows()
    {
        XElement[] pictures = [.. Body(DocxRenderer.Render(SampleDocuments.Pictures())).Descendants(Drawing + "docPr")];

        pictures.Select(p => p.Attribute("descr")!.Value)
            .Should().Equal(SampleCharts.All.Select(c => $"{c.Description} {c.Summary(ChartWords.English)}"));
        pictures.Select(p => p.Ancestors(Word + "drawing").First().Descendants().Count(e => e.Name.LocalName == "wsp")).Should().OnlyContain(n => n > 8);
        pictures.SelectMany(p => p.Ancestors(Word + "drawing").First().Descendants()).Attributes("id").Select(a => a.Value).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_picture_is_no_wider_than_the_text()
    {
        var wide = new AlignmentGraph("t", "", Enumerable.Range(1, 9).Select(i => $"column {i}"), [new GraphNode("a", 0, "a")], []);

        Body(DocxRenderer.Render(new ReportDocument("t", "", "en", "", [new ReportFigure(wide), .. SampleCharts.All.Select(c => new ReportFigure(c))])))
            .Descendants(Drawing + "extent").Select(e => long.Parse(e.Attribute("cx")!.Value, System.Globalization.CultureInfo.InvariantCulture) / 635)
            .Should().OnlyContain(w => w <= 11906 - (2 * 1134));
    }

    [Fact]
    public void Data_of_pictures_are_added_where_they_are_asked_for()
    {
        TextOf(DocxRenderer.Render(SampleDocuments.Small())).Should().NotContain("182,400 EUR");
        TextOf(DocxRenderer.Render(SampleDocuments.Small(), new DocxOptions { ShowsData = true })).Should().Contain("Data of: Revenue").And.Contain("200,000 – 250,000");
    }

    [Fact]
    public void Lists_are_lists_and_each_numbered_one_begins_anew()
    {
        using WordprocessingDocument document = Open(DocxRenderer.Render(new ReportDocument("t", "", "en", "", [new ReportMarkdown("- a\n  - b\n\n3. c\n4. d\n\ntext\n\n1. e")])));
        W.Paragraph[] items = [.. document.MainDocumentPart!.Document.Body!.Elements<W.Paragraph>().Where(p => p.ParagraphProperties?.NumberingProperties is not null)];

        items.Select(i => $"{i.InnerText} {i.ParagraphProperties!.NumberingProperties!.NumberingLevelReference!.Val} {i.ParagraphProperties.NumberingProperties.NumberingId!.Val}")
            .Should().Equal("a 0 1", "b 1 1", "c 0 2", "d 0 2", "e 0 3");
        document.MainDocumentPart.NumberingDefinitionsPart!.Numbering.Elements<W.NumberingInstance>()
            .Select(n => n.Descendants<W.StartOverrideNumberingValue>().FirstOrDefault()?.Val?.Value).Should().Equal(null, 3, 1);
    }

    [Fact]
    public void Links_lead_only_where_they_may()
    {
        using WordprocessingDocument document = Open(DocxRenderer.Render(new ReportDocument(
            "t", "", "en", "", [new ReportMarkdown("[a](https://e.example/x y) [b](https://e.example/1) [c](javascript:x) [d](/local) ![e](https://e.example/1) <f@e.example> [g](http://[)")])));

        document.MainDocumentPart!.HyperlinkRelationships.Select(r => r.Uri.OriginalString).Should().Equal("https://e.example/1", "mailto:f@e.example");
        document.MainDocumentPart.Document.Body!.Descendants<W.Hyperlink>().Select(h => h.InnerText).Should().Equal("b", "e", "f@e.example");
    }

    [Fact]
    public void A_document_loads_nothing_and_runs_nothing()
    {
        using var archive = new ZipArchive(new MemoryStream(DocxRenderer.Render(SampleDocuments.Pictures())));

        archive.Entries.Select(e => e.FullName).Should().BeEquivalentTo(
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "docProps/app.xml", "word/document.xml", "word/_rels/document.xml.rels", "word/footer1.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml");
        archive.Entries.Should().OnlyContain(e => e.LastWriteTime.Year == 1980);
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes() =>
        DocxRenderer.Render(SampleDocuments.Pictures()).Should().Equal(DocxRenderer.Render(SampleDocuments.Pictures()));

    internal static WordprocessingDocument Open(byte[] file) => WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);

    private static string StyleOf(W.Paragraph paragraph) => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "";

    internal static string[] ErrorsOf(byte[] file)
    {
        // The validator passes over what has an alternative; without the alternative it does not.
        byte[] drawn = Changed(file, text =>
        {
            XElement root = XElement.Parse(text, LoadOptions.PreserveWhitespace);
            foreach (XElement alternative in root.Descendants(Compatibility + "AlternateContent").ToList())
            {
                alternative.ReplaceWith(alternative.Element(Compatibility + "Choice")!.Nodes());
            }

            return root.ToString(SaveOptions.DisableFormatting);
        });
        return [.. new[] { file, drawn }.SelectMany(f =>
        {
            using WordprocessingDocument document = Open(f);
            return new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").Take(5).ToList();
        })];
    }

    /// <summary>A file whose text is another one.</summary>
    private static byte[] Changed(byte[] file, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = archive.GetEntry("word/document.xml")!;
            using var reader = new StreamReader(entry.Open());
            string text = reader.ReadToEnd();
            reader.Close();
            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("word/document.xml").Open());
            writer.Write(change(text));
        }

        return stream.ToArray();
    }

    private static XElement Body(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using Stream stream = archive.GetEntry("word/document.xml")!.Open();
        return XElement.Load(stream);
    }

    /// <summary>The paragraphs of a document, without the words in its pictures.</summary>
    private static string TextOf(byte[] file) => string.Join('\n', Body(file).Descendants(Word + "p").Where(p => p.Ancestors(Word + "drawing").FirstOrDefault() is null)
        .Select(p => string.Concat(p.Descendants(Word + "t").Where(t => t.Ancestors(Word + "drawing").FirstOrDefault() is null).Select(t => t.Value))));

    /// <summary>The elements in order, without those of pictures, which depend on how wide texts are.</summary>
    private static List<string> Outline(byte[] file) =>
        [.. Body(file).Descendants().Where(e => !e.Ancestors(Word + "drawing").Any()).Select(e => e.Name.LocalName)];
}
