using System.Text;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Markup;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Reporting.Rendering;

/// <summary>Writes the blocks of a report as Markdown, a blank line between each two.</summary>
internal sealed class MarkdownBlocks(ReportWords words)
{
    private const int TitleLevel = 1;
    private const int DeepestHeading = 6;

    private readonly StringBuilder _text = new();

    public string Write(ReportDocument document)
    {
        Heading(TitleLevel, document.Title, null);
        if (document.Subtitle.Trim().Length > 0)
        {
            Block(MarkdownText.Line(document.Subtitle));
        }

        if (document.GeneratedAt.Trim().Length > 0)
        {
            Block(MarkdownText.Line($"{words.Generated} {document.GeneratedAt}"));
        }

        Write(document.Blocks, depth: 0);
        return _text.ToString();
    }

    private static string Strong(string text) => Bold(MarkdownText.Escape(MarkdownText.Spaced(text)));

    /// <summary>Spaces directly inside the marks would unmake them.</summary>
    private static string Bold(string escaped) => escaped.Length == 0 ? "" : $"**{escaped}**";

    private static string WithStatus(string escaped, StatusBadge? status) =>
        status is null ? escaped : escaped.Length == 0 ? Strong(status.Text) : $"{escaped} ({Strong(status.Text)})";

    private static string WithNote(string escaped, string note) =>
        note.Trim().Length == 0 ? escaped : $"{escaped} ({MarkdownText.Escape(MarkdownText.Spaced(note))})".TrimStart();

    private static string Inline(string text) => MarkdownText.Escape(MarkdownText.Spaced(text));

    private void Write(IReadOnlyList<ReportBlock> blocks, int depth)
    {
        foreach (ReportBlock block in blocks)
        {
            Write(block, depth);
        }
    }

    private void Write(ReportBlock block, int depth)
    {
        switch (block)
        {
            case ReportSection section:
                Heading(TitleLevel + depth + 1, section.Heading, section.Status);
                Write(section.Blocks, depth + 1);
                break;
            case ReportParagraph paragraph:
                Block(MarkdownText.Line(paragraph.Text));
                break;
            case ReportMarkdown markdown:
                Write(markdown, depth);
                break;
            case StatusBadge badge:
                Block(Strong(badge.Text));
                break;
            case KeyValueList list:
                Block([.. list.Items.Select(i => $"- {Strong(i.Key + ":")} {WithStatus(Inline(i.Value), i.Status)}".TrimEnd())]);
                break;
            case ReportTable table:
                Write(table);
                break;
            case ReportFigure figure:
                Write(figure.Chart);
                break;
            case FindingList findings:
                Write(findings);
                break;
            case KpiTiles tiles:
                Write(tiles);
                break;
            default:
                throw new ArgumentException($"There is no Markdown for a {block.GetType().Name}.", nameof(block));
        }
    }

    private void Write(ReportMarkdown markdown, int depth)
    {
        UserMarkdown? text = UserMarkdown.Read(markdown.Source, Math.Min(DeepestHeading, TitleLevel + depth + 1));
        IReadOnlyList<string> lines = text is null ? [MarkdownText.Line(markdown.Source)] : new UserMarkdownText(text).Lines();
        if (lines.Any(l => l.Length > 0))
        {
            Block([.. lines]);
        }
    }

    private void Write(ReportTable table)
    {
        Block(Strong(table.Caption));
        Table(
            table.Columns.Select(c => (Inline(c.Unit.Length == 0 ? c.Heading : $"{c.Heading} ({c.Unit})"), c.Alignment)),
            table.Rows.Select(r => r.Select(c => WithNote(WithStatus(Inline(c.Text), c.Status), c.Note))));
        if (table.Note.Trim().Length > 0)
        {
            Block(MarkdownText.Line(table.Note));
        }
    }

    private void Write(Chart chart)
    {
        Block(Strong(chart.Title));
        Block(MarkdownText.Line($"{chart.Description} {chart.Summary(words.Charts)}"));
        if (chart.Series.Any(v => v is not null))
        {
            Block(MarkdownText.Code(Sparkline.Characters(chart.Series)));
        }

        ChartData data = chart.Data(words.Charts);
        if (data.Rows.Count > 0)
        {
            Table(
                data.Headings.Select((h, i) => (Inline(h), data.IsOfWords(i) ? ColumnAlignment.Start : ColumnAlignment.End)),
                data.Rows.Select(r => r.Select(Inline)));
        }

        // The summary of a trend says it already.
        if (data.Remark.Length > 0 && chart is not TrendChart)
        {
            Block(MarkdownText.Line(data.Remark));
        }
    }

    private void Write(FindingList findings)
    {
        if (findings.Items.Count == 0)
        {
            Block(MarkdownText.Line(words.NoFindings));
            return;
        }

        Block(
        [
            .. findings.Items.Select(f =>
            {
                string name = f.Severity switch
                {
                    FindingSeverity.Error => words.Error,
                    FindingSeverity.Warning => words.Warning,
                    _ => words.Information,
                };
                string where = string.Join(" · ", new[] { f.Place, f.Code }.Where(t => t.Trim().Length > 0));
                return $"- {Strong(name + ":")} {WithNote(Inline(f.Text), where)}".TrimEnd();
            }),
        ]);
    }

    private void Write(KpiTiles tiles)
    {
        (bool Shown, string Heading, ColumnAlignment Side, Func<KpiTile, string> Cell)[] columns =
        [
            (true, words.Charts.Measure, ColumnAlignment.Start, t => Inline(t.Label)),
            (true, words.Charts.Value, ColumnAlignment.End, t => Inline(t.Value)),
            (tiles.Tiles.Any(t => t.Unit.Length > 0), words.Unit, ColumnAlignment.Start, t => Inline(t.Unit)),
            (tiles.Tiles.Any(t => t.Course is not null), words.Course, ColumnAlignment.Start, t => t.Course is null ? "" : MarkdownText.Code(Sparkline.Characters(t.Course.Series))),
            (tiles.Tiles.Any(t => t.Status is not null), words.Status, ColumnAlignment.Start, t => WithStatus("", t.Status)),
            (tiles.Tiles.Any(t => t.Note.Length > 0), words.Charts.Note, ColumnAlignment.Start, t => Inline(t.Note)),
        ];
        var shown = columns.Where(c => c.Shown).ToArray();
        Table(shown.Select(c => (Inline(c.Heading), c.Side)), tiles.Tiles.Select(t => shown.Select(c => c.Cell(t))));
    }

    private void Table(IEnumerable<(string Heading, ColumnAlignment Side)> columns, IEnumerable<IEnumerable<string>> rows)
    {
        static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

        (string Heading, ColumnAlignment Side)[] known = [.. columns];
        IEnumerable<string> rule = known.Select(c => c.Side switch { ColumnAlignment.End => "--:", ColumnAlignment.Center => ":-:", _ => "---" });
        Block([Row(known.Select(c => c.Heading)), Row(rule), .. rows.Select(Row)]);
    }

    private void Heading(int level, string heading, StatusBadge? status) =>
        Block($"{new string('#', level)} {WithStatus(MarkdownText.Heading(heading), status)}");

    private void Block(params ReadOnlySpan<string> lines)
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        foreach (string line in lines)
        {
            _text.Append(line).Append('\n');
        }
    }
}
