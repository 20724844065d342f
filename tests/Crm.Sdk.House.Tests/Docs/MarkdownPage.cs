using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>A Markdown file as DocFX and GitHub read it.</summary>
internal sealed partial class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    private readonly string _text;
    private readonly MarkdownDocument _document;

    public MarkdownPage(string file)
    {
        File = file;
        _text = System.IO.File.ReadAllText(file);
        _document = Markdown.Parse(_text, Pipeline);
    }

    public string File { get; }

    /// <summary>What a link can point at after <c>#</c>: headings, and names given in HTML.</summary>
    public IEnumerable<string> Anchors =>
        _document.Descendants<HeadingBlock>().Select(h => h.TryGetAttributes()?.Id).OfType<string>()
            .Concat(HtmlName().Matches(_text).Select(m => m.Groups["name"].Value));

    /// <summary>Links and images, without those that are the inner part of a snippet include.</summary>
    public IEnumerable<(int Line, string Target)> Links =>
        from link in _document.Descendants<LinkInline>()
        where link.Url is { Length: > 0 } && !(link.PreviousSibling is LiteralInline before && IncludeStart().IsMatch(before.Content.ToString()))
        select (link.Line + 1, link.Url);

    /// <summary>Code below a comment that names its region, as <c>&lt;!-- path/File.cs#region --&gt;</c> from the root of the checkout.</summary>
    public IEnumerable<SnippetInclude> ShownIncludes(string repository) =>
        from fence in _document.Descendants<FencedCodeBlock>()
        let comment = Previous(fence) is HtmlBlock html ? Comment().Match(html.Lines.ToString()) : null
        where comment is { Success: true }
        let region = RegionName().Match(comment.Groups["text"].Value)
        where region.Success
        select new SnippetInclude
        {
            Page = File,
            Line = fence.Line + 1,
            Language = fence.Info ?? "",
            File = Path.GetFullPath(Path.Combine(repository, region.Groups["path"].Value)),
            Region = region.Groups["region"].Value,
            Text = fence.Lines.ToString(),
            ExpectedOutput = TextBelow(fence),
        };

    /// <summary>Regions that are named as DocFX reads it, without their code.</summary>
    public IEnumerable<SnippetInclude> Includes =>
        from paragraph in _document.Descendants<ParagraphBlock>()
        let include = Include().Match(Source(paragraph))
        where include.Success
        select new SnippetInclude
        {
            Page = File,
            Line = paragraph.Line + 1,
            Language = include.Groups["language"].Value,
            File = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(File)!, include.Groups["path"].Value)),
            Region = include.Groups["region"].Value,
            ExpectedOutput = TextBelow(paragraph),
        };

    /// <summary>Lines with an include that is not of the one form that is checked.</summary>
    public IEnumerable<int> MalformedIncludes =>
        from paragraph in _document.Descendants<ParagraphBlock>()
        where paragraph.Inline!.Descendants<LiteralInline>().Any(t => t.Content.ToString().Contains("!code-", StringComparison.Ordinal))
            && !Include().IsMatch(Source(paragraph))
        select paragraph.Line + 1;

    public IEnumerable<(int Line, string Language, int Length)> Fences =>
        _document.Descendants<FencedCodeBlock>().Select(f => (f.Line + 1, f.Info ?? "", f.Lines.Count));

    /// <summary>Fenced blocks with the text of a comment that stands directly above, or null.</summary>
    public IEnumerable<(int Line, string Language, string? Comment, string Text)> CommentedFences =>
        from fence in _document.Descendants<FencedCodeBlock>()
        let comment = Previous(fence) is HtmlBlock html ? Comment().Match(html.Lines.ToString()) : null
        select (fence.Line + 1, fence.Info ?? "", comment is { Success: true } ? comment.Groups["text"].Value : null, fence.Lines.ToString());

    /// <summary>Fenced blocks with what stands behind the language, and the text of a <c>text</c> fence directly below, or null.</summary>
    public IEnumerable<(int Line, string Language, string Arguments, string Text, string? Output)> Blocks =>
        from fence in _document.Descendants<FencedCodeBlock>()
        select (fence.Line + 1, fence.Info ?? "", fence.Arguments ?? "", fence.Lines.ToString(), TextBelow(fence));

    private static string? TextBelow(Block block) => Next(block) is FencedCodeBlock { Info: "text" } output ? output.Lines.ToString() : null;

    private string Source(Block block) => _text[block.Span.Start..(block.Span.End + 1)];

    private static Block? Next(Block block) => block.Parent!.SkipWhile(b => b != block).Skip(1).FirstOrDefault();

    private static Block? Previous(Block block) => block.Parent!.TakeWhile(b => b != block).LastOrDefault();

    [GeneratedRegex(@"^<!--\s*(?<text>.*?)\s*-->$", RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<path>[^#\s]+)#(?<region>[\w.-]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex RegionName();

    [GeneratedRegex("""<\w+[^>]*\s(id|name)\s*=\s*["'](?<name>[^"']+)["']""", RegexOptions.ExplicitCapture)]
    private static partial Regex HtmlName();

    [GeneratedRegex(@"!code-\w*$")]
    private static partial Regex IncludeStart();

    [GeneratedRegex(@"^\[!code-(?<language>\w+)\[[^\]]*\]\((?<path>[^)#?\s]+)#(?<region>[\w.-]+)\)\]$", RegexOptions.ExplicitCapture)]
    private static partial Regex Include();
}
