using System.Globalization;
using System.Text;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Differences;

/// <summary>Writes a difference as plain text for people: the cells that moved, and below each what moved it.</summary>
/// <remarks>Values are rounded as in tables; where rounded parts would not sum to the rounded difference, the numbers of the cell are exact. Lines end with a line feed.</remarks>
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
            bool isExact = !Closes(format, cell);
            string place = string.Concat(cell.Members.Zip(difference.After.Axes).Where(m => m.First.Kind != MemberKind.Total).Select(m => $", {m.Second.Name} {ConsoleText.Printable(m.First.Label)}"));
            text.Append($"{metric.Name}{place}: {Value(format, cell.Before, isExact)} to {Value(format, cell.After, isExact)}, {Signed(format, cell.Difference, isExact)}{Unit(metric)}\n");
            foreach (DifferencePart part in cell.Parts)
            {
                string appeared = part.Before?.Value is null != part.After?.Value is null ? part.Before?.Value is null ? ", a value appears" : ", the value goes" : "";
                text.Append($"  {Signed(format, part.Difference, isExact)} by {part.Step}{Keys(part.Step)}{appeared}\n");
            }
        }

        return text.ToString();
    }

    private static string Value(CellFormat format, Cell? cell, bool isExact) => cell is null ? CellFormat.Missing
        : isExact && cell.Value is not null ? Exact(format, cell) + (cell.Flags.HasFlag(CellFlags.Open) ? "*" : "") : format.Text(cell);

    private static string Exact(CellFormat format, Cell cell) => format.Exact(cell) + (format.Unit.Name == "percent" ? "%" : "");

    // Whether what people see sums: the parts to the difference, and the first value with it to the second.
    private static bool Closes(CellFormat format, CellDifference cell)
    {
        if (IsOfTime(format))
        {
            return true;
        }

        Rational difference = Seen(format, cell.Difference);
        return cell.Parts.Aggregate(Rational.Zero, (sum, part) => sum + Seen(format, part.Difference)) == difference
            && Seen(format, cell.Before?.Value ?? Rational.Zero) + difference == Seen(format, cell.After?.Value ?? Rational.Zero);
    }

    private static Rational Seen(CellFormat format, Rational value) =>
        Rational.TryParse(format.Shown(new Cell { Value = value })!.TrimEnd('%'), out Rational seen) ? seen : value * format.Unit.Factor;

    private static bool IsOfTime(CellFormat format) => format.Unit.Type.Kind is DataKind.Date or DataKind.Instant;

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
    private static string Signed(CellFormat format, Rational difference, bool isExact)
    {
        var cell = new Cell { Value = difference };
        string number = IsOfTime(format) ? difference.ToString() : isExact ? Exact(format, cell) : format.Shown(cell)!;
        return difference.Sign > 0 ? "+" + number : number;
    }
}
