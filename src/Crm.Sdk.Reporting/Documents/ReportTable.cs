using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Reporting.Charts;

namespace Crm.Sdk.Reporting.Documents;

/// <summary>A table. The first cell of each row names the row.</summary>
public sealed class ReportTable : ReportBlock
{
    /// <summary>Creates a table.</summary>
    /// <param name="caption">What the table holds, not blank.</param>
    /// <param name="columns">The columns; at least one.</param>
    /// <param name="rows">The rows, each with as many cells as columns; may be none.</param>
    /// <param name="note">What is to be known of the whole table, below it; empty for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="caption"/> is blank, there is no column, or a row has another number of cells.</exception>
    public ReportTable(string caption, IEnumerable<TableColumn> columns, IEnumerable<IEnumerable<TableCell>> rows, string note = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(caption);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(note);
        Caption = caption;
        Columns = Copied(columns, nameof(columns));
        Rows = [.. rows.Select(r => Copied(r, nameof(rows)))];
        Note = note;
        if (Columns.Count == 0)
        {
            throw new ArgumentException("A table has at least one column.", nameof(columns));
        }

        if (Rows.FirstOrDefault(r => r.Count != Columns.Count) is { } odd)
        {
            throw new ArgumentException($"A row has {odd.Count} cells, the table {Columns.Count} columns.", nameof(rows));
        }
    }

    /// <summary>What the table holds.</summary>
    public string Caption { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The rows, each with as many cells as there are columns.</summary>
    public IReadOnlyList<IReadOnlyList<TableCell>> Rows { get; }

    /// <summary>What is to be known of the whole table; empty for nothing.</summary>
    public string Note { get; }
}

/// <summary>On which side of a column its cells stand.</summary>
public enum ColumnAlignment
{
    /// <summary>Where the language begins: words.</summary>
    Start,

    /// <summary>Where the language ends: numbers, so that their digits stand below each other.</summary>
    End,

    /// <summary>In the middle: short marks.</summary>
    Center,
}

/// <summary>A column of a table.</summary>
public sealed class TableColumn
{
    /// <summary>Creates a column.</summary>
    /// <param name="heading">Its heading, not blank.</param>
    /// <param name="alignment">On which side its cells stand.</param>
    /// <param name="unit">What its numbers are, below the heading; empty for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="heading"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alignment"/> is none of the enumeration.</exception>
    public TableColumn(string heading, ColumnAlignment alignment = ColumnAlignment.Start, string unit = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(heading);
        ArgumentNullException.ThrowIfNull(unit);
        if (!Enum.IsDefined(alignment))
        {
            throw new ArgumentOutOfRangeException(nameof(alignment), alignment, "There is no such alignment.");
        }

        Heading = heading;
        Alignment = alignment;
        Unit = unit;
    }

    /// <summary>Its heading.</summary>
    public string Heading { get; }

    /// <summary>On which side its cells stand.</summary>
    public ColumnAlignment Alignment { get; }

    /// <summary>What its numbers are; empty for nothing.</summary>
    public string Unit { get; }
}

/// <summary>A cell of a table: text, and how it stands, and a note such as why there is no value.</summary>
public sealed class TableCell
{
    /// <summary>Creates a cell.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="status">How it stands, or null.</param>
    /// <param name="note">What is to be known of it; empty for nothing.</param>
    public TableCell(string text, StatusBadge? status = null, string note = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(note);
        Text = text;
        Status = status;
        Note = note;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>How it stands, or null.</summary>
    public StatusBadge? Status { get; }

    /// <summary>What is to be known of it; empty for nothing.</summary>
    public string Note { get; }

    /// <summary>A cell with text only.</summary>
    public static implicit operator TableCell(string text) => new(text);

    /// <summary>What a cell of a cube says: its value in the metric's unit with commas between thousands, or a dash and why there is none, or that its period is open.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="format">How the cells of the metric are written.</param>
    /// <param name="openNote">What is noted of a period that is not over; empty for nothing.</param>
    public static TableCell FromCell(Cell cell, CellFormat format, string openNote = "open")
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(openNote);
        string open = cell.Flags.HasFlag(CellFlags.Open) ? openNote : "";
        string reason = CellFormat.Words(cell.Reason);
        return new TableCell(ValueFormat.Shown(cell, format) ?? CellFormat.Missing, null, reason.Length > 0 && open.Length > 0 ? $"{reason}, {open}" : reason + open);
    }
}
