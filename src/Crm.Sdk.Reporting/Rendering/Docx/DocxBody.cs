using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Charts.Svg;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Markup;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>Writes the text of a document: title, contents, then the blocks.</summary>
internal sealed class DocxBody
{
    private const int LevelsOfContents = 2;
    private const int DeepestHeading = 6;
    private const int TitleLevel = 1;
    private const int TilesPerRow = 3;
    private const int TileGap = 160;
    private const int TwentiethsPerPixel = 15;

    // A picture that is no overview leaves room for what stands around it, so that two objectives fit on a page.
    private const decimal WidestPart = 440;
    private const int Margin = 1134;

    // Names of marks in the text hold no hyphens and points, which ids of sections may.
    private const string MarkName = "section_";

    private readonly ReportDocument _document;
    private readonly DocxOptions _options;
    private readonly MarkupWriter _writer = new();
    private readonly DocxText _text;
    private readonly DocxTables _tables;
    private readonly DocxPicture _pictures;
    private readonly List<string> _links = [];
    private readonly List<int> _lists = [];
    private readonly int _width;
    private int _marks;

    public DocxBody(ReportDocument document, DocxOptions options)
    {
        _document = document;
        _options = options;
        _width = PageSize.Width - (2 * Margin);
        _text = new DocxText(_writer);
        _tables = new DocxTables(_text, _width);
        _pictures = new DocxPicture(_writer, options.Words.Charts);
    }

    /// <summary>The addresses that links lead to.</summary>
    public IReadOnlyList<string> Links => _links;

    /// <summary>The first number of each numbered list.</summary>
    public IReadOnlyList<int> Lists => _lists;

    private ReportWords Words => _options.Words;

    private (int Width, int Height) PageSize => _options.Paper == DocxPaper.Letter ? (12240, 15840) : (11906, 16838);

    public string Write()
    {
        _writer.Start(
            "w:document",
            ("xmlns:w", DocxFrame.Main),
            ("xmlns:r", DocxFrame.Relations),
            ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
            ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
            ("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
            ("xmlns:wpg", "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"),
            ("xmlns:wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape")).Start("w:body").Line();
        _text.Paragraph(_document.Title, "Title");
        if (_document.Subtitle.Length > 0)
        {
            _text.Paragraph(_document.Subtitle, "Subtitle");
        }

        if (_document.GeneratedAt.Length > 0)
        {
            _text.Paragraph($"{Words.Generated} {_document.GeneratedAt}", "Note");
        }

        Contents();
        Write(_document.Blocks, depth: 0, _document.Title);
        _writer.Start("w:sectPr").Empty("w:footerReference", ("w:type", "default"), ("r:id", DocxFrame.FooterRelation))
            .Empty("w:pgSz", ("w:w", DocxFrame.Text(PageSize.Width)), ("w:h", DocxFrame.Text(PageSize.Height)))
            .Empty("w:pgMar", ("w:top", "1134"), ("w:right", DocxFrame.Text(Margin)), ("w:bottom", "1134"), ("w:left", DocxFrame.Text(Margin)), ("w:header", "567"), ("w:footer", "567"), ("w:gutter", "0"))
            .End();
        return _writer.End().End().ToString();
    }

    /// <summary>A field that a word processor can update, with what it shows until then: the headings, each a link.</summary>
    private void Contents()
    {
        (ReportSection Section, int Level)[] sections = [.. Sections(_document.Blocks, 1)];
        if (sections.Length == 0)
        {
            return;
        }

        _text.Paragraph(Words.Contents, "TOCHeading");
        int mark = 0;
        bool isFirst = true;
        foreach ((ReportSection section, int level) in sections)
        {
            mark++;
            if (level > LevelsOfContents)
            {
                continue;
            }

            _text.Start("TOC" + DocxFrame.Text(level));
            if (isFirst)
            {
                FieldMark("begin");
                _writer.Start("w:r").Element("w:instrText", $" TOC \\o \"1-{DocxFrame.Text(LevelsOfContents)}\" \\h \\z \\u ", ("xml:space", "preserve")).End();
                FieldMark("separate");
                isFirst = false;
            }

            _writer.Start("w:hyperlink", ("w:anchor", MarkName + DocxFrame.Text(mark)), ("w:history", "1"));
            _text.Run(section.Heading, DocxRun.Plain);
            _writer.End();
            _text.End();
        }

        _text.Start("AfterTable");
        FieldMark("end");
        _text.End();
    }

    private static IEnumerable<(ReportSection Section, int Level)> Sections(IReadOnlyList<ReportBlock> blocks, int level) =>
        blocks.OfType<ReportSection>().SelectMany(s => Sections(s.Blocks, level + 1).Prepend((s, level)));

    private void FieldMark(string kind) => _writer.Start("w:r").Empty("w:fldChar", ("w:fldCharType", kind)).End();

    private void Write(IReadOnlyList<ReportBlock> blocks, int depth, string heading)
    {
        foreach (ReportBlock block in blocks)
        {
            Write(block, depth, heading);
        }
    }

    private void Write(ReportBlock block, int depth, string heading)
    {
        switch (block)
        {
            case ReportSection section:
                Write(section, depth);
                break;
            case ReportParagraph paragraph:
                _text.Paragraph(paragraph.Text);
                break;
            case ReportMarkdown markdown:
                Write(markdown, depth, heading);
                break;
            case StatusBadge badge:
                _text.Start();
                _text.Badge(badge.Text, badge.Tone);
                _text.End();
                break;
            case KeyValueList list:
                Write(list, heading);
                break;
            case ReportTable table:
                _tables.Write(table);
                break;
            case ReportFigure figure:
                Write(figure.Chart);
                break;
            case FindingList findings:
                Write(findings, heading);
                break;
            case KpiTiles tiles:
                Write(tiles);
                break;
            default:
                throw new ArgumentException($"There is no part of a document for a {block.GetType().Name}.", nameof(block));
        }
    }

    private void Write(ReportSection section, int depth)
    {
        string mark = DocxFrame.Text(++_marks);
        _text.Start("Heading" + DocxFrame.Text(depth + 1));
        _writer.Empty("w:bookmarkStart", ("w:id", mark), ("w:name", MarkName + mark));
        _text.Run(section.Heading, DocxRun.Plain);
        _writer.Empty("w:bookmarkEnd", ("w:id", mark));
        if (section.Status is not null)
        {
            _text.Run(" ", DocxRun.Plain);
            _text.Badge(section.Status.Text, section.Status.Tone);
        }

        _text.End();
        Write(section.Blocks, depth + 1, section.Heading);
    }

    private void Write(ReportMarkdown markdown, int depth, string heading)
    {
        if (UserMarkdown.Read(markdown.Source, Math.Min(DeepestHeading, TitleLevel + depth + 1)) is not { } read)
        {
            _text.Paragraph(markdown.Source);
            return;
        }

        int List(int start)
        {
            _lists.Add(start);
            return DocxFrame.Bullets + _lists.Count;
        }

        int Link(string address)
        {
            int known = _links.IndexOf(address);
            if (known < 0)
            {
                _links.Add(address);
            }

            return known < 0 ? _links.Count - 1 : known;
        }

        new DocxMarkdown(_text, _tables, read, $"{Words.Table}: {heading}", List, Link).Write();
    }

    private void Write(KeyValueList list, string heading)
    {
        int first = Math.Min(_width / 3, _tables.Widths([list.Items.Select(i => i.Key), ["."]])[0]);
        _tables.Start(heading, [first, _width - first], hasRules: false);
        foreach (KeyValueItem item in list.Items)
        {
            _tables.StartRow();
            _tables.StartCell(0);
            _text.Paragraph(item.Key, "CellHead", keepsNext: true);
            _tables.EndCell();
            _tables.StartCell(1);
            _text.Start("Cell", keepsNext: true);
            _text.WithBadge(item.Value, item.Status);
            _text.End();
            _tables.EndCell();
            _tables.EndRow();
        }

        _tables.End();
    }

    private void Write(FindingList findings, string heading)
    {
        if (findings.Items.Count == 0)
        {
            _text.Paragraph(Words.NoFindings);
            return;
        }

        string[] names = [Words.Error, Words.Warning, Words.Information];
        int first = (int)((names.Max(n => TextSize.Width(n)) + 40) * TwentiethsPerPixel);
        _tables.Start(heading, [first, _width - first]);
        foreach (ReportFinding finding in findings.Items)
        {
            (string name, ReportTone tone) = finding.Severity switch
            {
                FindingSeverity.Error => (Words.Error, ReportTone.Bad),
                FindingSeverity.Warning => (Words.Warning, ReportTone.Warning),
                _ => (Words.Information, ReportTone.Information),
            };
            _tables.StartRow();
            _tables.StartCell(0);
            _text.Start("Cell");
            _text.Badge(name, tone);
            _text.End();
            _tables.EndCell();
            _tables.StartCell(1);
            _text.Paragraph(finding.Text, "Cell");
            if (finding.Place.Length + finding.Code.Length > 0)
            {
                _text.Paragraph(string.Join(" · ", new[] { finding.Place, finding.Code }.Where(t => t.Length > 0)), "CellNote");
            }

            _tables.EndCell();
            _tables.EndRow();
        }

        _tables.End();
    }

    private void Write(KpiTiles tiles)
    {
        int columns = Math.Min(TilesPerRow, tiles.Tiles.Count), tile = (_width - (TileGap * (columns - 1))) / columns;
        int[] widths = [.. Enumerable.Range(0, (2 * columns) - 1).Select(c => c % 2 == 0 ? tile : TileGap)];
        foreach (KpiTile[] row in tiles.Tiles.Chunk(columns))
        {
            _tables.Start(Words.KeyFigures, widths, hasRules: false);
            _tables.StartRow();
            for (int c = 0; c < widths.Length; c++)
            {
                bool isTile = c % 2 == 0 && c / 2 < row.Length;
                _tables.StartCell(c, isTile ? Palette.Light("rule") : null);
                if (isTile)
                {
                    Write(row[c / 2], tile);
                }
                else
                {
                    _text.Paragraph("", "Cell");
                }

                _tables.EndCell();
            }

            _tables.EndRow();
            _tables.End();
        }
    }

    private void Write(KpiTile tile, int width)
    {
        _text.Paragraph(tile.Label, "CellHead");
        _text.Paragraph(tile.Unit.Length == 0 ? tile.Value : $"{tile.Value} {tile.Unit}", "TileValue");
        if (tile.Course is not null)
        {
            _text.Start("Cell");
            _pictures.Write(tile.Course, (120, 28), (width / (decimal)TwentiethsPerPixel) - 20);
            _text.End();
        }

        if (tile.Note.Length > 0)
        {
            _text.Paragraph(tile.Note, "CellNote");
        }

        if (tile.Status is not null)
        {
            _text.Start("Cell");
            _text.Badge(tile.Status.Text, tile.Status.Tone);
            _text.End();
        }
    }

    private void Write(Chart chart)
    {
        _text.Paragraph(chart.Title, "Caption");
        if (chart.Description.Length > 0)
        {
            _text.Paragraph(chart.Description, "Note", keepsNext: true);
        }

        _text.Start("Picture");
        _pictures.Write(chart, ChartDrawing.Wide(chart), ChartDrawing.IsFull(chart) ? _width / (decimal)TwentiethsPerPixel : WidestPart);
        _text.End();
        _text.Paragraph(chart.Summary(Words.Charts), "Note");
        if (_options.ShowsData)
        {
            _tables.Write($"{Words.DataOf}: {chart.Title}", chart.Data(Words.Charts));
        }
    }
}
