using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Rendering;
using FsCheck.Xunit;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Crm.Sdk.Reporting.Tests.Rendering;

public sealed class MarkdownRendererTests
{
    private static readonly string[] Schemes = ["http://", "https://", "mailto:"];

    private static readonly MarkdownPipeline Reader = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    [Property(MaxTest = 300, EndSize = HostileText.Seeds)]
    public void Whatever_stands_in_a_report_its_Markdown_has_the_same_blocks(int seed)
    {
        var hostile = new HostileText(seed);

        MarkdownDocument read = Read(SampleDocuments.Everything(hostile.Next));

        Outline(read).Should().Equal(Outline(Read(SampleDocuments.Everything(() => "x"))));
        read.Descendants<LinkInline>().Should().BeEmpty();
        read.Descendants<AutolinkInline>().Should().BeEmpty();
        read.Descendants<HtmlInline>().Should().BeEmpty();
        read.Descendants<HtmlBlock>().Should().BeEmpty();
    }

    [Property(EndSize = HostileText.Seeds)]
    public void A_paragraph_is_read_back_as_it_was(int seed)
    {
        string text = new HostileText(seed).Next();

        MarkdownDocument read = Read(new ReportDocument("t", "", "en", "", [new ReportParagraph(text)]));

        Words(Text((LeafBlock)read[1])).Should().Be(Words(text));
    }

    [Property(MaxTest = 500, EndSize = HostileText.Seeds)]
    public void Whatever_a_person_writes_as_Markdown_stays_in_its_place(int seed)
    {
        var section = new ReportSection("a", "Before", [new ReportMarkdown(new HostileText(seed).Markdown())]);

        MarkdownDocument read = Read(new ReportDocument("t", "", "en", "", [section, new ReportSection("b", "Behind", [new ReportParagraph("end")])]));

        HeadingBlock[] headings = [.. read.OfType<HeadingBlock>()];
        headings.Where(h => h.Level <= 2).Select(Text).Should().Equal("t", "Before", "Behind");
        Text((LeafBlock)read.Last(b => b is not LinkReferenceDefinitionGroup)).Should().Be("end");
        read.Descendants<HtmlInline>().Should().BeEmpty();
        read.Descendants<HtmlBlock>().Should().BeEmpty();
        read.Descendants<LinkInline>().Where(l => l.IsImage || !Schemes.Any(s => l.Url!.StartsWith(s, StringComparison.OrdinalIgnoreCase))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("a *b* **c** ~~d~~ `e|f` [g](https://e.example/a_b) <https://e.example>", "a *b* **c** ~~d~~ `e|f` [g](https://e.example/a_b) [https://e.example](https://e.example)")]
    [InlineData("a\\\nb\nc", "a\\\nb\nc")]
    [InlineData("- a\n- b\n  - c\n\n1. d\n2. e", "- a\n- b\n  - c\n\n1. d\n2. e")]
    [InlineData("> a\n>\n> b", "> a\n>\n> b")]
    [InlineData("    code ```", "````\ncode ```\n````")]
    [InlineData("```sh\nnever closed", "```sh\nnever closed\n```")]
    [InlineData("a|b\n-|-:\n`x\\|y`|2", "| a | b |\n| --- | --: |\n| `x\\|y` | 2 |")]
    [InlineData("![pic](https://e.example/p.png) [x](javascript:1) <b>", "[pic](https://e.example/p.png) x \\<b>")]
    [InlineData("# a\n\n### b\n\n# c #", "### a\n\n#### b\n\n### c")]
    [InlineData("---", "___")]
    [InlineData("&copy; 5 * 6 = 30 _x_y_", "© 5 \\* 6 = 30 *x_y*")]
    public void Markdown_of_a_person_is_written_cleanly(string source, string expected)
    {
        string text = MarkdownRenderer.Render(new ReportDocument("t", "", "en", "", [new ReportSection("a", "A", [new ReportMarkdown(source)])]));

        text.Should().Be($"# t\n\n## A\n\n{expected}\n");
    }

    [Fact]
    public void The_same_report_gives_the_same_text_and_lines_end_alike() =>
        MarkdownRenderer.Render(SampleDocuments.Small()).Should().Be(MarkdownRenderer.Render(SampleDocuments.Small())).And.NotContain("\r").And.EndWith("\n");

    private static MarkdownDocument Read(ReportDocument document) => Markdown.Parse(MarkdownRenderer.Render(document), Reader);

    private static List<string> Outline(MarkdownDocument document) =>
    [
        .. document.Descendants<Block>().Where(b => b is not LinkReferenceDefinitionGroup).Select(b => b switch
        {
            HeadingBlock heading => $"heading {heading.Level}",
            TableRow row => $"row of {row.Count}",
            _ => b.GetType().Name,
        }),
    ];

    private static string Text(LeafBlock block) => string.Concat(block.Inline!.Descendants().Select(i => i switch
    {
        LiteralInline literal => literal.Content.ToString(),
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }));

    /// <summary>Without what Markdown does not keep: runs of spaces, and characters that no text may hold.</summary>
    private static string Words(string text) =>
        string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r') || char.IsSurrogate(c) || c >= '\uFFFD' ? '?' : c))
            .Split([' ', '\t', '\n', '\r', '\u2028', '\u2029', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
}
