using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Crm.Sdk.Reporting.Markup;

/// <summary>Writes what a person wrote as Markdown as HTML.</summary>
internal sealed class UserMarkdownHtml(MarkupWriter writer, UserMarkdown text, string tableCaption)
{
    public void Write() => Blocks(text.Document);

    private void Blocks(ContainerBlock blocks)
    {
        foreach (Block block in blocks)
        {
            Write(block);
        }
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading when text.LevelOf(heading) is { } level:
                Leaf($"h{level}", heading);
                break;
            case HeadingBlock or LinkReferenceDefinitionGroup or LinkReferenceDefinition:
                break;
            case ListBlock list:
                Write(list);
                break;
            case QuoteBlock quote:
                writer.Start("blockquote").Line();
                Blocks(quote);
                writer.End().Line();
                break;
            case CodeBlock code:
                writer.Start("pre", ("tabindex", "0")).Element("code", code.Lines.ToString() + "\n").End().Line();
                break;
            case ThematicBreakBlock:
                writer.Empty("hr").Line();
                break;
            case Table table:
                Write(table);
                break;
            case ContainerBlock container:
                Blocks(container);
                break;
            case LeafBlock leaf:
                Leaf("p", leaf);
                break;
        }
    }

    private void Leaf(string element, LeafBlock leaf)
    {
        writer.Start(element);
        Content(leaf);
        writer.End().Line();
    }

    private void Content(LeafBlock leaf)
    {
        if (leaf.Inline is null)
        {
            writer.Text(leaf.Lines.ToString());
        }
        else
        {
            Inlines(leaf.Inline);
        }
    }

    private void Write(ListBlock list)
    {
        string? start = list.IsOrdered && list.OrderedStart is { Length: < 9 } first && first != "1" ? first : null;
        writer.Start(list.IsOrdered ? "ol" : "ul", ("start", start)).Line();
        foreach (ContainerBlock item in list.OfType<ContainerBlock>())
        {
            writer.Start("li");
            foreach (Block block in item)
            {
                if (block is ParagraphBlock paragraph && !list.IsLoose)
                {
                    Content(paragraph);
                }
                else
                {
                    Write(block);
                }
            }

            writer.End().Line();
        }

        writer.End().Line();
    }

    private void Write(Table table)
    {
        writer.Start("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", tableCaption))
            .Start("table").Element("caption", tableCaption, ("class", "hidden")).Line();
        foreach (IGrouping<bool, TableRow> part in table.OfType<TableRow>().GroupBy(r => r.IsHeader))
        {
            writer.Start(part.Key ? "thead" : "tbody").Line();
            foreach (TableRow row in part)
            {
                writer.Start("tr");
                for (int c = 0; c < row.Count; c++)
                {
                    Write((TableCell)row[c], part.Key, c < table.ColumnDefinitions.Count ? table.ColumnDefinitions[c].Alignment : null);
                }

                writer.End().Line();
            }

            writer.End().Line();
        }

        writer.End().End().Line();
    }

    private void Write(TableCell cell, bool isHeader, TableColumnAlign? alignment)
    {
        string? side = alignment switch { TableColumnAlign.Right => "end", TableColumnAlign.Center => "center", _ => null };
        writer.Start(isHeader ? "th" : "td", ("scope", isHeader ? "col" : null), ("class", side));
        foreach (LeafBlock leaf in cell.OfType<LeafBlock>())
        {
            Content(leaf);
        }

        writer.End();
    }

    private void Inlines(ContainerInline inlines)
    {
        foreach (Inline inline in inlines)
        {
            Write(inline);
        }
    }

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                writer.Text(literal.Content.ToString());
                break;
            case CodeInline code:
                writer.Element("code", code.Content);
                break;
            case LineBreakInline { IsHard: true }:
                writer.Empty("br").Line();
                break;
            case LineBreakInline:
                writer.Line();
                break;
            case HtmlEntityInline entity:
                writer.Text(entity.Transcoded.ToString());
                break;
            case AutolinkInline link:
                Link(UserMarkdown.Address(link), () => writer.Text(link.Url));
                break;
            case LinkInline link:
                Link(UserMarkdown.Address(link), () => Inlines(link));
                break;
            case EmphasisInline emphasis:
                writer.Start(emphasis switch { { DelimiterChar: '~' } => "del", { DelimiterCount: 2 } => "strong", _ => "em" });
                Inlines(emphasis);
                writer.End();
                break;
            case DelimiterInline delimiter:
                writer.Text(delimiter.ToLiteral());
                Inlines(delimiter);
                break;
            case HtmlInline html:
                writer.Text(html.Tag);
                break;
            case ContainerInline container:
                Inlines(container);
                break;
        }
    }

    private void Link(string? address, Action content)
    {
        if (address is not null)
        {
            writer.Start("a", ("href", address));
        }

        content();
        if (address is not null)
        {
            writer.End();
        }
    }
}
