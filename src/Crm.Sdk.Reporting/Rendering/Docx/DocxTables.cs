using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Charts.Svg;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>Writes tables: heads that come again on each page, columns as wide as their texts ask for, rows that do not break.</summary>
/// <remarks>Lengths are twentieths of a point.</remarks>
internal sealed class DocxTables(DocxText text, int width)
{
    private const int TwentiethsPerPixel = 15;
    private const int Padding = 180;
    private const decimal CellFont = 12, DenseFont = 10;
    private const decimal BoldFactor = 1.1m;
    private const int MostWanted = 5000;
    private const decimal DenseFrom = 0.75m;

    private readonly MarkupWriter _writer = text.Writer;
    private IReadOnlyList<int> _columns = [];
    private bool _isDense;

    public void Write(ReportTable table)
    {
        text.Paragraph(table.Caption, "Caption");
        string[] sides = [.. table.Columns.Select(c => Side(c.Alignment))];
        string Words(TableColumn column) => column.Unit.Length == 0 ? column.Heading : $"{column.Heading} {column.Unit}";
        Start(table.Caption, Widths([.. table.Columns.Select((c, i) => table.Rows.Select(r => Said(r[i])).Prepend(Words(c)))]));
        StartHead();
        for (int c = 0; c < sides.Length; c++)
        {
            StartCell(c);
            text.Paragraph(table.Columns[c].Heading, Head, sides[c]);
            if (table.Columns[c].Unit.Length > 0)
            {
                text.Paragraph(table.Columns[c].Unit, "CellNote", sides[c]);
            }

            EndCell();
        }

        EndRow();
        foreach (IReadOnlyList<TableCell> row in table.Rows)
        {
            StartRow();
            for (int c = 0; c < row.Count; c++)
            {
                StartCell(c);
                text.Start(Cell, sides[c]);
                text.WithBadge(row[c].Text, row[c].Status);
                text.End();
                if (row[c].Note.Length > 0)
                {
                    text.Paragraph(row[c].Note, "CellNote", sides[c]);
                }

                EndCell();
            }

            EndRow();
        }

        End(table.Note);
    }

    /// <summary>What a chart shows as a table.</summary>
    public void Write(string caption, ChartData data)
    {
        text.Paragraph(caption, "Caption");
        string[] sides = [.. data.Headings.Select((_, i) => data.IsOfWords(i) ? "left" : "right")];
        Start(caption, Widths([.. data.Headings.Select((h, i) => data.Rows.Select(r => r[i]).Prepend(h))]));
        StartHead();
        Row(data.Headings, Head, sides);
        foreach (IReadOnlyList<string> row in data.Rows)
        {
            StartRow();
            Row(row, Cell, sides);
        }

        End(data.Remark);
    }

    /// <summary>Opens a table with columns of given widths.</summary>
    /// <param name="description">What it holds, for those who do not see it.</param>
    /// <param name="columns">The widths.</param>
    /// <param name="hasRules">Whether lines part the rows.</param>
    public void Start(string description, IReadOnlyList<int> columns, bool hasRules = true)
    {
        _columns = columns;
        _writer.Start("w:tbl").Start("w:tblPr");
        if (hasRules)
        {
            _writer.Empty("w:tblStyle", ("w:val", "ReportTable"));
        }

        _writer.Empty("w:tblW", ("w:w", DocxFrame.Text(columns.Sum())), ("w:type", "dxa")).Empty("w:tblLayout", ("w:type", "fixed"))
            .Empty("w:tblLook", ("w:val", "04A0"), ("w:firstRow", "1"), ("w:lastRow", "0"), ("w:firstColumn", "1"), ("w:lastColumn", "0"), ("w:noHBand", "0"), ("w:noVBand", "1"))
            .Empty("w:tblCaption", ("w:val", description)).End().Start("w:tblGrid");
        foreach (int column in columns)
        {
            _writer.Empty("w:gridCol", ("w:w", DocxFrame.Text(column)));
        }

        _writer.End().Line();
    }

    public void StartHead() => _writer.Start("w:tr").Start("w:trPr").Empty("w:cantSplit").Empty("w:tblHeader").End();

    public void StartRow() => _writer.Start("w:tr").Start("w:trPr").Empty("w:cantSplit").End();

    public void EndRow() => _writer.End().Line();

    /// <summary>Opens a cell, in which there must be a paragraph.</summary>
    /// <param name="column">Its column, from 0.</param>
    /// <param name="frame">The colour of a frame around it; null for none.</param>
    public void StartCell(int column, string? frame = null)
    {
        _writer.Start("w:tc").Start("w:tcPr").Empty("w:tcW", ("w:w", DocxFrame.Text(_columns[column])), ("w:type", "dxa"));
        if (frame is not null)
        {
            _writer.Start("w:tcBorders");
            foreach (string side in (string[])["top", "left", "bottom", "right"])
            {
                _writer.Empty("w:" + side, ("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", frame));
            }

            _writer.End().Start("w:tcMar").Empty("w:top", ("w:w", "100"), ("w:type", "dxa")).Empty("w:left", ("w:w", "140"), ("w:type", "dxa"))
                .Empty("w:bottom", ("w:w", "100"), ("w:type", "dxa")).Empty("w:right", ("w:w", "100"), ("w:type", "dxa")).End();
        }

        _writer.End();
    }

    public void EndCell() => _writer.End();

    /// <summary>Closes a table. What follows one must be a paragraph, so that two tables do not become one.</summary>
    public void End(string note = "")
    {
        _writer.End().Line();
        text.Paragraph(note, note.Length > 0 ? "Note" : "AfterTable");
    }

    private string Cell => _isDense ? "CellDense" : "Cell";

    private string Head => _isDense ? "CellHeadDense" : "CellHead";

    /// <summary>Widths of columns that hold texts: at least the longest word of each, and the rest as they need it. Where words take nearly all the room, the table is written smaller.</summary>
    public IReadOnlyList<int> Widths(IReadOnlyList<IEnumerable<string>> columns)
    {
        int Wide(string words) => (int)(TextSize.Width(words, _isDense ? DenseFont : CellFont) * BoldFactor * TwentiethsPerPixel) + Padding;
        int[] Words() => [.. columns.Select(c => c.SelectMany(t => t.Split(' ')).SelectMany(Parts).Select(Wide).Append(2 * Padding).Max())];
        // A word may break at its hyphen, a day may not.
        string[] Parts(string word) => _isDense && word.AsSpan().IndexOfAnyInRange('0', '9') < 0 ? word.Split('-') : [word];

        _isDense = false;
        int[] least = Words();
        if (_isDense = least.Sum() > width * DenseFrom)
        {
            least = Words();
        }

        int[] wanted = [.. columns.Select((c, i) => Math.Max(least[i], Math.Min(MostWanted, c.Select(Wide).Max())))];
        long room = width - least.Sum(), more = wanted.Sum() - least.Sum();
        if (room < 0)
        {
            return [.. least.Select(l => (int)((long)l * width / least.Sum()))];
        }

        return more == 0
            ? [.. wanted.Select(w => (int)((long)w * width / wanted.Sum()))]
            : [.. least.Select((l, i) => l + (int)((wanted[i] - l) * room / more))];
    }

    private static string Said(TableCell cell) => cell.Status is null ? cell.Text : $"{cell.Text} ●\u00A0{cell.Status.Text.Replace(' ', '\u00A0')}";

    private static string Side(ColumnAlignment alignment) => alignment switch { ColumnAlignment.End => "right", ColumnAlignment.Center => "center", _ => "left" };

    private void Row(IReadOnlyList<string> cells, string style, string[] sides)
    {
        for (int c = 0; c < cells.Count; c++)
        {
            StartCell(c);
            text.Paragraph(cells[c], style, sides[c]);
            EndCell();
        }

        EndRow();
    }
}
