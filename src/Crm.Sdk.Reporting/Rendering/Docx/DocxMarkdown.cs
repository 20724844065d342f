using Crm.Sdk.Reporting.Markup;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>Writes what a person wrote as Markdown as paragraphs. As on a page, a kind of node that this does not know is shown as text.</summary>
/// <param name="text">Where to.</param>
/// <param name="tables">Writes tables.</param>
/// <param name="markdown">What was written.</param>
/// <param name="tableCaption">What a table is called.</param>
/// <param name="newList">Gives the number of a list that begins with a number.</param>
/// <param name="newLink">Gives the number of a relation to an address.</param>
internal sealed class DocxMarkdown(DocxText text, DocxTables tables, UserMarkdown markdown, string tableCaption, Func<int, int> newList, Func<string, int> newLink)
{
    private const int IndentPerLevel = 360;
    private const int DeepestLevel = 8;

    /// <summary>The first heading of a page is its title, which is no heading here.</summary>
    private const int LevelsAbove = 1;

    public void Write() => Blocks(markdown.Document, new Place());

    private void Blocks(ContainerBlock blocks, Place place)
    {
        foreach (Block block in blocks)
        {
            Write(block, place);
        }
    }

    private void Write(Block block, Place place)
    {
        switch (block)
        {
            case HeadingBlock heading when markdown.LevelOf(heading) is { } level:
                Leaf(heading, place, "Heading" + DocxFrame.Text(level - LevelsAbove));
                break;
            case HeadingBlock or LinkReferenceDefinitionGroup or LinkReferenceDefinition:
                break;
            case ListBlock list:
                Write(list, place);
                break;
            case QuoteBlock quote:
                Blocks(quote, place with { Style = "Quote", Left = place.Left + IndentPerLevel, Item = null });
                break;
            case CodeBlock code:
                Write(code, place);
                break;
            case ThematicBreakBlock:
                Rule();
                break;
            case Table table:
                Write(table);
                break;
            case ContainerBlock container:
                Blocks(container, place);
                break;
            case LeafBlock leaf:
                Leaf(leaf, place, place.Style);
                break;
        }
    }

    private void Leaf(LeafBlock leaf, Place place, string? style)
    {
        text.Start(style, list: place.Item, left: place.Item is null && place.Left > 0 ? place.Left : null);
        Content(leaf, DocxRun.Plain);
        text.End();
    }

    private void Content(LeafBlock leaf, DocxRun look)
    {
        if (leaf.Inline is null)
        {
            text.Run(leaf.Lines.ToString(), look);
        }
        else
        {
            Inlines(leaf.Inline, look);
        }
    }

    private void Write(ListBlock list, Place place)
    {
        int level = Math.Min(DeepestLevel, place.Depth);
        int number = list.IsOrdered
            ? newList(list.OrderedStart is { Length: < 9 } first && int.TryParse(first, out int start) ? start : 1)
            : DocxFrame.Bullets;
        foreach (ContainerBlock item in list.OfType<ContainerBlock>())
        {
            Place inside = place with { Depth = place.Depth + 1, Left = place.Left + IndentPerLevel };
            bool isFirst = true;
            foreach (Block block in item)
            {
                bool isMarked = isFirst && block is ParagraphBlock;
                if (isFirst && !isMarked)
                {
                    // What is no text has no place for a mark.
                    text.Start(place.Style, list: (number, level));
                    text.End();
                }

                isFirst = false;
                Write(block, isMarked ? inside with { Item = (number, level) } : inside);
            }

            if (isFirst)
            {
                text.Start(place.Style, list: (number, level));
                text.End();
            }
        }
    }

    private void Write(CodeBlock code, Place place)
    {
        foreach (string line in code.Lines.ToString().Split('\n'))
        {
            text.Start("Code", left: place.Left > 0 ? place.Left : null);
            text.Run(line, DocxRun.Plain);
            text.End();
        }

        text.Paragraph("", "AfterTable");
    }

    private void Rule()
    {
        text.Writer.Start("w:p").Start("w:pPr").Start("w:pBdr")
            .Empty("w:bottom", ("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", Palette.Light("rule"))).End().End();
        text.End();
    }

    private void Write(Table table)
    {
        List<TableRow> rows = [.. table.OfType<TableRow>()];
        int columns = rows.Max(r => r.Count);
        string Words(TableRow row, int column) => column < row.Count ? string.Concat(((TableCell)row[column]).Descendants<LiteralInline>().Select(l => l.Content.ToString())) : "";

        tables.Start(tableCaption, tables.Widths([.. Enumerable.Range(0, columns).Select(c => rows.Select(r => Words(r, c)))]));
        foreach (TableRow row in rows)
        {
            if (row.IsHeader)
            {
                tables.StartHead();
            }
            else
            {
                tables.StartRow();
            }

            for (int c = 0; c < columns; c++)
            {
                TableColumnAlign? side = c < table.ColumnDefinitions.Count ? table.ColumnDefinitions[c].Alignment : null;
                tables.StartCell(c);
                text.Start(row.IsHeader ? "CellHead" : "Cell", side switch { TableColumnAlign.Right => "right", TableColumnAlign.Center => "center", _ => "left" });
                foreach (LeafBlock leaf in c < row.Count ? ((TableCell)row[c]).OfType<LeafBlock>() : [])
                {
                    Content(leaf, DocxRun.Plain);
                }

                text.End();
                tables.EndCell();
            }

            tables.EndRow();
        }

        tables.End();
    }

    private void Inlines(ContainerInline inlines, DocxRun look)
    {
        foreach (Inline inline in inlines)
        {
            Write(inline, look);
        }
    }

    private void Write(Inline inline, DocxRun look)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Run(literal.Content.ToString(), look);
                break;
            case CodeInline code:
                text.Run(code.Content, look with { IsCode = true });
                break;
            case LineBreakInline { IsHard: true }:
                text.Break();
                break;
            case LineBreakInline:
                text.Run(" ", look);
                break;
            case HtmlEntityInline entity:
                text.Run(entity.Transcoded.ToString(), look);
                break;
            case AutolinkInline link:
                Link(UserMarkdown.Address(link), inside => text.Run(link.Url, inside), look);
                break;
            case LinkInline link:
                Link(UserMarkdown.Address(link), inside => Inlines(link, inside), look);
                break;
            case EmphasisInline emphasis:
                Inlines(emphasis, emphasis switch { { DelimiterChar: '~' } => look with { IsStruck = true }, { DelimiterCount: 2 } => look with { IsBold = true }, _ => look with { IsItalic = true } });
                break;
            case DelimiterInline delimiter:
                text.Run(delimiter.ToLiteral(), look);
                Inlines(delimiter, look);
                break;
            case HtmlInline html:
                text.Run(html.Tag, look);
                break;
            case ContainerInline container:
                Inlines(container, look);
                break;
        }
    }

    private void Link(string? address, Action<DocxRun> content, DocxRun look)
    {
        // A link in a link (Markdown allows none, an image in one may be one) is text; so is an address that is none.
        if (look.IsLink || address is null || !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
        {
            content(look);
            return;
        }

        text.Writer.Start("w:hyperlink", ("r:id", DocxFrame.LinkRelation(newLink(uri.AbsoluteUri))));
        content(look with { IsLink = true });
        text.Writer.End();
    }

    /// <summary>Where a block stands: how deep in lists and quotes, and whether it is the text of an item.</summary>
    private sealed record Place
    {
        public string? Style { get; init; }

        public int Depth { get; init; }

        public int Left { get; init; }

        public (int List, int Level)? Item { get; init; }
    }
}
