using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Rendering;

/// <summary>Writes tables as HTML: each in a container of its own that scrolls, so that the page never does.</summary>
internal sealed class HtmlTables(MarkupWriter writer)
{
    private int _tables;

    public void Write(ReportTable table)
    {
        Start(table.Caption);
        foreach (TableColumn column in table.Columns)
        {
            writer.Start("th", ("scope", "col"), ("class", IsDay(column.Heading) ? $"{Side(column.Alignment)} word".TrimStart() : Side(column.Alignment))).Text(column.Heading);
            if (column.Unit.Length > 0)
            {
                writer.Text(" ").Element("span", column.Unit, ("class", "unit"));
            }

            writer.End();
        }

        StartRows();
        foreach (IReadOnlyList<TableCell> row in table.Rows)
        {
            writer.Start("tr");
            for (int c = 0; c < row.Count; c++)
            {
                string? side = Side(table.Columns[c].Alignment) ?? (IsDay(row[c].Text) ? "word" : null);
                _ = c == 0 ? writer.Start("th", ("scope", "row"), ("class", side)) : writer.Start("td", ("class", side));
                Write(row[c]);
                writer.End();
            }

            writer.End().Line();
        }

        End();
        Note(table.Note);
    }

    /// <summary>The numbers of a chart.</summary>
    public void Write(string caption, ChartData data)
    {
        string? Side(int column) => data.IsOfWords(column) ? null : "end";

        Start(caption);
        for (int c = 0; c < data.Headings.Count; c++)
        {
            writer.Element("th", data.Headings[c], ("scope", "col"), ("class", Side(c)));
        }

        StartRows();
        foreach (IReadOnlyList<string> row in data.Rows)
        {
            writer.Start("tr").Element("th", row[0], ("scope", "row"));
            for (int c = 1; c < row.Count; c++)
            {
                writer.Element("td", row[c], ("class", Side(c)));
            }

            writer.End().Line();
        }

        End();
        Note(data.Remark);
    }

    private static string? Side(ColumnAlignment alignment) => alignment switch
    {
        ColumnAlignment.End => "end",
        ColumnAlignment.Center => "center",
        _ => null,
    };

    // A day or a period, such as 2026-Q2, is not broken at its hyphens.
    private static bool IsDay(string text) => text is [_, _, _, _, '-', _, .. { Length: <= 4 }] && text.All(c => c is '-' or 'Q' or 'W' || char.IsAsciiDigit(c));

    private void Write(TableCell cell)
    {
        writer.Text(cell.Text);
        if (cell.Status is not null)
        {
            writer.Text(cell.Text.Length > 0 ? " " : "");
            HtmlBlocks.Badge(writer, cell.Status);
        }

        if (cell.Note.Length > 0)
        {
            writer.Text(" ").Element("span", cell.Note, ("class", "cell-note"));
        }
    }

    private void Note(string text)
    {
        if (text.Length > 0)
        {
            writer.Element("p", text, ("class", "note")).Line();
        }
    }

    private void Start(string caption)
    {
        string id = $"table_{++_tables}";
        writer.Start("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", id)).Line();
        writer.Start("table").Element("caption", caption, ("id", id)).Line().Start("thead").Start("tr");
    }

    private void StartRows() => writer.End().End().Line().Start("tbody").Line();

    private void End() => writer.End().End().Line().End().Line();
}
