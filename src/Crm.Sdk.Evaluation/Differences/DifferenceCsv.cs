using System.Globalization;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Differences;

/// <summary>Writes a difference as CSV (RFC 4180): a line for each step that moved a cell.</summary>
/// <remarks>
/// The columns are the metric and its unit, for each axis the label and the kind of the member, then of the cell <c>before</c>,
/// <c>after</c> and <c>difference</c>, and of the step its number from 1, its <c>cause</c>, the <c>fact</c> and how many of its
/// <c>rows</c> changed, and <c>part</c>, what it moved. Numbers are without loss and in the unit: the parts of a cell sum to its
/// difference, and a value that is missing is empty and counts as 0. A text that a spreadsheet would take for a formula gets an
/// apostrophe in front. Where nothing moved there is the header alone.
/// </remarks>
public static class DifferenceCsv
{
    /// <summary>Writes a difference.</summary>
    public static void Write(AnswerDifference difference, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(output);
        CubeCsv.Line(output, ["metric", "unit", .. difference.After.Axes.SelectMany(a => (string[])[CubeCsv.Text(a.Name), CubeCsv.Text(a.Name + ".kind")]),
            "before", "after", "difference", "step", "cause", "fact", "rows", "part"]);
        var numbers = difference.Steps.Select((s, i) => (s, i)).ToDictionary(p => p.s, p => p.i + 1);
        foreach (CellDifference cell in difference.Cells)
        {
            BoundMetric metric = difference.After.Metrics[cell.Metric];
            CellFormat format = CellFormat.Of(difference.After, cell.Metric);
            string Exact(Cell? value) => value is null ? "" : format.Exact(value) ?? "";
            foreach (DifferencePart part in cell.Parts)
            {
                CubeCsv.Line(output,
                [
                    metric.Name, metric.Unit.Name, .. cell.Members.SelectMany(m => (string[])[CubeCsv.Text(m.Label), CellFormat.Code(m.Kind)]),
                    Exact(cell.Before), Exact(cell.After), Exact(new Cell { Value = cell.Difference }), numbers[part.Step].ToString(CultureInfo.InvariantCulture),
                    CellFormat.Code(part.Step.Cause), part.Step.Fact?.Name ?? "", part.Step.Rows.Count.ToString(CultureInfo.InvariantCulture), Exact(new Cell { Value = part.Difference }),
                ]);
            }
        }
    }
}
