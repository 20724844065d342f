using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Reporting.Charts;

namespace Crm.Sdk.Reporting.Documents;

/// <summary>A chart with its title, its description and its numbers as a table.</summary>
public sealed class ReportFigure : ReportBlock
{
    /// <summary>Creates a figure.</summary>
    /// <param name="chart">The chart.</param>
    public ReportFigure(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Chart = chart;
    }

    /// <summary>The chart.</summary>
    public Chart Chart { get; }
}

/// <summary>Key figures side by side.</summary>
public sealed class KpiTiles : ReportBlock
{
    /// <summary>Creates a row of tiles.</summary>
    /// <param name="tiles">The tiles in order; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or one is null.</exception>
    public KpiTiles(params IEnumerable<KpiTile> tiles)
    {
        Tiles = Copied(tiles, nameof(tiles));
        if (Tiles.Count == 0)
        {
            throw new ArgumentException("There is at least one tile.", nameof(tiles));
        }
    }

    /// <summary>The tiles in order.</summary>
    public IReadOnlyList<KpiTile> Tiles { get; }
}

/// <summary>One key figure.</summary>
public sealed class KpiTile
{
    /// <summary>Creates a tile.</summary>
    /// <param name="label">What it measures, not blank.</param>
    /// <param name="value">The value as it is shown, not blank; a dash where there is none.</param>
    /// <param name="unit">Its unit; empty for none.</param>
    /// <param name="note">What is to be known of it, such as its target or why there is no value; empty for nothing.</param>
    /// <param name="status">How it stands, or null.</param>
    /// <param name="course">Its course over time, or null.</param>
    /// <exception cref="ArgumentException"><paramref name="label"/> or <paramref name="value"/> is blank.</exception>
    public KpiTile(string label, string value, string unit = "", string note = "", StatusBadge? status = null, Sparkline? course = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(note);
        Label = label;
        Value = value;
        Unit = unit;
        Note = note;
        Status = status;
        Course = course;
    }

    /// <summary>What it measures.</summary>
    public string Label { get; }

    /// <summary>The value as it is shown.</summary>
    public string Value { get; }

    /// <summary>Its unit; empty for none.</summary>
    public string Unit { get; }

    /// <summary>What is to be known of it; empty for nothing.</summary>
    public string Note { get; }

    /// <summary>How it stands, or null.</summary>
    public StatusBadge? Status { get; }

    /// <summary>Its course over time, or null.</summary>
    public Sparkline? Course { get; }

    /// <summary>What a cell of a cube says: its value and unit, or a dash and why there is none.</summary>
    /// <param name="label">What it measures, not blank.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="format">How the cells of the metric are written.</param>
    /// <param name="note">What else is to be known, such as the target; empty for nothing.</param>
    /// <param name="status">How it stands, or null.</param>
    /// <param name="course">Its course over time, or null.</param>
    /// <param name="openNote">What is noted of a period that is not over; empty for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="label"/> is blank.</exception>
    public static KpiTile FromCell(
        string label, Cell cell, CellFormat format, string note = "", StatusBadge? status = null, Sparkline? course = null, string openNote = "open")
    {
        ArgumentNullException.ThrowIfNull(note);
        TableCell text = TableCell.FromCell(cell, format, openNote);
        string unit = cell.Value is null ? "" : ValueFormat.NameOf(format.Unit);
        return new KpiTile(label, text.Text, unit, string.Join(", ", new[] { text.Note, note }.Where(n => n.Length > 0)), status, course);
    }
}
