using System.Globalization;
using System.Text;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Differences;

/// <summary>Writes a difference as plain text for people: the cells that moved, and below each what moved it.</summary>
/// <remarks>Values are rounded as in tables, so that parts may seem to be off by one in the last place; the JSON is exact. Lines end with a line feed.</remarks>
public static class DifferenceText
{
    private const int MostKeys = 5;

    /// <summary>Writes a difference.</summary>
    public static string Write(AnswerDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        if (difference.Cells.Count == 0)
        {
            return "The two answers are the same.\n";
        }

        var text = new StringBuilder();
        foreach (CellDifference cell in difference.Cells)
        {
            BoundMetric metric = difference.After.Metrics[cell.Metric];
            var format = new CellFormat(metric.Unit, cell.Parts.SelectMany(p => (Cell?[])[p.Before, p.After]).OfType<Cell>());
            string place = string.Concat(cell.Members.Zip(difference.After.Axes).Where(m => m.First.Kind != MemberKind.Total).Select(m => $", {m.Second.Name} {ConsoleText.Printable(m.First.Label)}"));
            text.Append($"{metric.Name}{place}: {Value(format, cell.Before)} to {Value(format, cell.After)}, {Signed(format, cell.Difference)}{Unit(metric)}\n");
            foreach (DifferencePart part in cell.Parts)
            {
                string appeared = part.Before?.Value is null != part.After?.Value is null ? part.Before?.Value is null ? ", a value appears" : ", the value goes" : "";
                text.Append($"  {Signed(format, part.Difference)} by {part.Step}{Keys(part.Step)}{appeared}\n");
            }
        }

        return text.ToString();
    }

    private static string Value(CellFormat format, Cell? cell) => cell is null ? CellFormat.Missing : format.Text(cell);

    private static string Unit(BoundMetric metric) => metric.Unit.Name is "number" or "percent" ? "" : $" {metric.Unit.Name}";

    private static string Keys(DifferenceStep step)
    {
        if (step.Rows.Count == 0)
        {
            return "";
        }

        string more = step.Rows.Count > MostKeys ? string.Create(CultureInfo.InvariantCulture, $" and {step.Rows.Count - MostKeys} more") : "";
        return $": {string.Join(", ", step.Rows.Take(MostKeys).Select(r => ConsoleText.Printable(r.Key)))}{more}";
    }

    // A difference of days is a number, and no day.
    private static string Signed(CellFormat format, Rational difference)
    {
        string number = format.Unit.Type.Kind is DataKind.Date or DataKind.Instant ? difference.ToString() : format.Shown(new Cell { Value = difference })!;
        return difference.Sign > 0 ? "+" + number : number;
    }
}
