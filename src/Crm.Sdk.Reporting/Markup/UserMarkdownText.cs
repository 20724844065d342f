using System.Text;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Crm.Sdk.Reporting.Markup;

/// <summary>Writes what a person wrote as Markdown as Markdown that cannot reach beyond itself: closed fences, no HTML, lowered headings.</summary>
internal sealed partial class UserMarkdownText(UserMarkdown text)
{
    /// <summary>The lines of the text.</summary>
    public IReadOnlyList<string> Lines() => Blocks(text.Document, isTight: false);

    private List<string> Blocks(ContainerBlock blocks, bool isTight)
    {
        var lines = new List<string>();
        Block? before = null;
        foreach (Block block in blocks)
        {
            List<string> own = LinesOf(block, before);
            if (own.Count == 0)
            {
                continue;
            }

            if (lines.Count > 0 && !(isTight && block is ListBlock))
            {
                lines.Add("");
            }

            lines.AddRange(own);
            before = block;
        }

        return lines;
    }

    private List<string> LinesOf(Block block, Block? before) => block switch
    {
        HeadingBlock heading => text.LevelOf(heading) is { } level ? [$"{new string('#', level)} {OneLine(heading)}"] : [],
        LinkReferenceDefinitionGroup or LinkReferenceDefinition => [],
        ListBlock list => LinesOf(list, before is ListBlock other && other.IsOrdered == list.IsOrdered),
        QuoteBlock quote => [.. Blocks(quote, isTight: false).Select(l => l.Length == 0 ? ">" : "> " + l)],
        CodeBlock code => LinesOf(code),
        ThematicBreakBlock => ["___"],
        Table table => LinesOf(table),
        ContainerBlock container => Blocks(container, isTight: false),
        LeafBlock leaf => [.. Content(leaf).Split('\n').Select(l => MarkdownText.AtLineStart(l.TrimStart())).Where(l => l.Length > 0)],
        _ => [],
    };

    private List<string> LinesOf(ListBlock list, bool isBehindAnother)
    {
        var lines = new List<string>();
        int number = int.TryParse(list.OrderedStart, out int first) ? first : 1;
        foreach (ContainerBlock item in list.OfType<ContainerBlock>())
        {
            // A list directly behind another needs another mark, or both become one.
            string mark = list.IsOrdered ? $"{number++}{(isBehindAnother ? ')' : '.')} " : isBehindAnother ? "* " : "- ";
            List<string> own = Blocks(item, isTight: !list.IsLoose);
            if (list.IsLoose && lines.Count > 0)
            {
                lines.Add("");
            }

            lines.Add((mark + own.FirstOrDefault("")).TrimEnd());
            lines.AddRange(own.Skip(1).Select(l => l.Length == 0 ? "" : new string(' ', mark.Length) + l));
        }

        return lines;
    }

    private static List<string> LinesOf(CodeBlock code)
    {
        string content = code.Lines.ToString();
        string fence = MarkdownText.Fence(content);
        string language = code is FencedCodeBlock { Info: { } info } && info.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-') ? info : "";
        return [fence + language, .. content.Split('\n'), fence];
    }

    private static List<string> LinesOf(Table table)
    {
        List<TableRow> rows = [.. table.OfType<TableRow>()];
        int columns = rows.Max(r => r.Count);
        IEnumerable<string> rules = Enumerable.Range(0, columns).Select(c =>
            (c < table.ColumnDefinitions.Count ? table.ColumnDefinitions[c].Alignment : null) switch
            {
                TableColumnAlign.Right => "--:",
                TableColumnAlign.Center => ":-:",
                _ => "---",
            });
        List<string> lines = [.. rows.Select(r => Row(r.OfType<TableCell>().Select(c => string.Join(' ', c.OfType<LeafBlock>().Select(OneLine)))))];
        lines.Insert(1, Row(rules));
        return lines;
    }

    // Only code can still hold a bar that is not escaped.
    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(c => BareBar().Replace(c, @"\|")))} |";

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex BareBar();

    private static string OneLine(LeafBlock leaf) => Content(leaf).Replace("\\\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Trim();

    private static string Content(LeafBlock leaf)
    {
        if (leaf.Inline is null)
        {
            return MarkdownText.Escape(leaf.Lines.ToString());
        }

        var content = new StringBuilder();
        Inlines(content, leaf.Inline);
        return content.ToString();
    }

    private static void Inlines(StringBuilder to, ContainerInline inlines)
    {
        foreach (Inline inline in inlines)
        {
            Write(to, inline);
        }
    }

    private static void Write(StringBuilder to, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                to.Append(MarkdownText.Escape(literal.Content.ToString()));
                break;
            case CodeInline code:
                to.Append(MarkdownText.Code(code.Content));
                break;
            case LineBreakInline { IsHard: true }:
                to.Append("\\\n");
                break;
            case LineBreakInline:
                to.Append('\n');
                break;
            case HtmlEntityInline entity:
                to.Append(MarkdownText.Line(entity.Transcoded.ToString()));
                break;
            case AutolinkInline link:
                Around(to, UserMarkdown.Address(link), () => to.Append(MarkdownText.Escape(link.Url)));
                break;
            case LinkInline link:
                Around(to, UserMarkdown.Address(link), () => Inlines(to, link));
                break;
            case EmphasisInline emphasis:
                string mark = new(emphasis.DelimiterChar == '~' ? '~' : '*', emphasis.DelimiterCount);
                to.Append(mark);
                Inlines(to, emphasis);
                to.Append(mark);
                break;
            case DelimiterInline delimiter:
                to.Append(MarkdownText.Escape(delimiter.ToLiteral()));
                Inlines(to, delimiter);
                break;
            case HtmlInline html:
                to.Append(MarkdownText.Escape(html.Tag));
                break;
            case ContainerInline container:
                Inlines(to, container);
                break;
        }
    }

    private static void Around(StringBuilder to, string? address, Action content)
    {
        if (address is not null && to is [.., '!'])
        {
            // Directly before a link it would make an image of it.
            to.Insert(to.Length - 1, '\\');
        }

        _ = address is null ? to : to.Append('[');
        content();
        _ = address is null ? to : to.Append(']').Append(MarkdownText.Address(address));
    }
}
