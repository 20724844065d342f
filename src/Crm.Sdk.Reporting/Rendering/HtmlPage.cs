using System.Reflection;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Rendering;

/// <summary>The frame of a page: head, title, contents. What stands below is written by <see cref="HtmlBlocks"/>.</summary>
internal sealed class HtmlPage(ReportDocument document, HtmlOptions options)
{
    private const string MainId = "r_main";
    private const int LevelsOfContents = 2;

    private static readonly string Rules = ReadRules();

    private readonly MarkupWriter _writer = new();

    public string Write()
    {
        ReportWords words = options.Words;
        _writer.Raw("<!DOCTYPE html>\n").Start("html", ("lang", document.Language)).Line();
        Head();
        _writer.Start("body").Line();
        _writer.Element("a", words.SkipToContent, ("class", "skip"), ("href", "#" + MainId)).Line();
        _writer.Start("div", ("class", "page")).Line();
        Header();
        Contents();
        _writer.Start("main", ("id", MainId), ("tabindex", "-1")).Line();
        new HtmlBlocks(_writer, words).Write(document.Blocks, depth: 0, document.Title);
        _writer.End().Line().End().Line().End().Line().End().Line();
        return _writer.ToString();
    }

    private static string ReadRules()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private void Head()
    {
        _writer.Start("head").Line();
        _writer.Empty("meta", ("charset", "utf-8")).Line();
        _writer.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line();
        _writer.Empty("meta", ("name", "generator"), ("content", "Crm.Sdk.Reporting")).Line();
        // The page needs its own style only; whatever else got into it would not be loaded.
        _writer.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")).Line();
        _writer.Element("title", document.Title).Line();
        _writer.Start("style").Raw("\n").Raw(Palette.Rules(options.ColorScheme)).Raw(Rules).End().Line();
        _writer.End().Line();
    }

    private void Header()
    {
        _writer.Start("header").Line().Element("h1", document.Title).Line();
        if (document.Subtitle.Length > 0)
        {
            _writer.Element("p", document.Subtitle, ("class", "subtitle")).Line();
        }

        if (document.GeneratedAt.Length > 0)
        {
            _writer.Element("p", $"{options.Words.Generated} {document.GeneratedAt}", ("class", "generated")).Line();
        }

        _writer.End().Line();
    }

    private void Contents()
    {
        if (!document.Blocks.OfType<ReportSection>().Any())
        {
            return;
        }

        _writer.Start("nav", ("aria-label", options.Words.Contents)).Line();
        _writer.Element("p", options.Words.Contents, ("class", "nav-title"), ("aria-hidden", "true")).Line();
        Entries(document.Blocks, level: 1);
        _writer.End().Line();
    }

    private void Entries(IReadOnlyList<ReportBlock> blocks, int level)
    {
        ReportSection[] sections = [.. blocks.OfType<ReportSection>()];
        if (sections.Length == 0 || level > LevelsOfContents)
        {
            return;
        }

        _writer.Start("ol").Line();
        foreach (ReportSection section in sections)
        {
            _writer.Start("li").Element("a", section.Heading, ("href", "#" + section.Id));
            Entries(section.Blocks, level + 1);
            _writer.End().Line();
        }

        _writer.End().Line();
    }
}
