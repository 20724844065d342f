using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Crm.Sdk.Reporting.Markup;

/// <summary>Markdown that a person wrote, read without trust.</summary>
/// <remarks>Markdig reads; what comes out is written by this package, so that a new kind of node is shown as text and never as markup.</remarks>
internal sealed class UserMarkdown
{
    private const int DeepestHeading = 6;

    private static readonly string[] SafeSchemes = ["http://", "https://", "mailto:"];

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    private readonly Dictionary<HeadingBlock, int> _levels = [];

    private UserMarkdown(MarkdownDocument document, int firstLevel)
    {
        Document = document;
        HeadingBlock[] headings = [.. document.Descendants<HeadingBlock>().Where(h => h.Inline?.FirstChild is not null)];
        int highest = headings.Length == 0 ? 1 : headings.Min(h => h.Level);
        int previous = firstLevel - 1;
        foreach (HeadingBlock heading in headings)
        {
            previous = Math.Min(DeepestHeading, Math.Min(firstLevel + heading.Level - highest, previous + 1));
            _levels[heading] = previous;
        }
    }

    /// <summary>What was read.</summary>
    public MarkdownDocument Document { get; }

    /// <summary>Reads Markdown whose headings shall begin at a level and not skip one; null when it nests too deeply to be read.</summary>
    public static UserMarkdown? Read(string source, int firstLevel)
    {
        try
        {
            return new UserMarkdown(Markdown.Parse(XmlText.Clean(source), Pipeline), firstLevel);
        }
        catch (ArgumentException)
        {
            // Markdig's only way to say that blocks or inlines lie more than 128 deep.
            return null;
        }
    }

    /// <summary>The level at which a heading is shown, or null for one without text.</summary>
    public int? LevelOf(HeadingBlock heading) => _levels.TryGetValue(heading, out int level) ? level : null;

    /// <summary>The address that a link leads to, or null when it is none that may be followed.</summary>
    public static string? Address(LinkInline link) => Safe(link.GetDynamicUrl?.Invoke() ?? link.Url);

    /// <summary>The address that a link in angle brackets leads to, or null when it is none that may be followed.</summary>
    public static string? Address(AutolinkInline link) => Safe(link.IsEmail ? "mailto:" + link.Url : link.Url);

    private static string? Safe(string? address)
    {
        string clean = XmlText.Clean(address ?? "").Trim();
        return SafeSchemes.Any(s => clean.StartsWith(s, StringComparison.OrdinalIgnoreCase) && clean.Length > s.Length) ? clean : null;
    }
}
