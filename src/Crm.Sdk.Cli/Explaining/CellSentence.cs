using System.Globalization;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.Cli.Explaining;

/// <summary>Says in sentences how the value of a cell came about.</summary>
internal static class CellSentence
{
    /// <summary>The sentences about a cell.</summary>
    /// <param name="pick">The cell.</param>
    /// <param name="declaration">The definition of the metric, or the target that watches it, whose words name what is above and below the line.</param>
    public static string Of(CellPick pick, Declaration declaration)
    {
        Cell cell = pick.Cell;
        BoundMetric metric = pick.Cube.Metrics[0];
        var sentences = new List<string>();
        bool isImmature = cell.Flags.HasFlag(CellFlags.Immature);
        if (!isImmature && cell.Reason is CellReason.NotYetObservable or CellReason.Suppressed)
        {
            sentences.Add(Why(cell.Reason, pick, metric));
        }
        else
        {
            if (metric.Value is BoundBinary { Operator: BinaryOperator.Divide } division)
            {
                (string above, string below) = declaration is MetricDeclaration { Value: BinaryExpression { Operator: BinaryOperator.Divide } written }
                    ? ($"The numerator, {CrmPrinter.Print(written.Left)},", $"the denominator, {CrmPrinter.Print(written.Right)},")
                    : ("The numerator", "the denominator");
                sentences.Add($"{above} is {Amount(cell.Numerator, division.Left.Type)}; {below} is {Amount(cell.Denominator, division.Right.Type)}.");
            }
            else if (cell.Value is not null && !cell.Denominator.IsInteger | cell.Denominator != Rational.One)
            {
                sentences.Add($"The exact value is {CellFormat.Of(pick.Cube, 0).Exact(cell)}.");
            }

            if (isImmature)
            {
                sentences.Add("There is no value yet: what follows these rows may still go on.");
            }
            else if (cell.Reason != CellReason.None)
            {
                sentences.Add(Why(cell.Reason, pick, metric));
            }

            string things = metric.Value.Eaches().Any() ? "row or entity" : "row";
            sentences.Add(cell.Flags.HasFlag(CellFlags.Empty) ? "No row contributed."
                : $"{Count(cell.Rows, things)} matched, and {(cell.N == cell.Rows ? "each" : cell.N.ToString(CultureInfo.InvariantCulture))} contributed a value.");
        }

        if (cell.Flags.HasFlag(CellFlags.Open))
        {
            sentences.Add("The period is not over, so the value will change.");
        }

        if (metric.Value.Aggregates().Any(a => a.Frame.IsDaily))
        {
            sentences.Add("It is read day by day: for the rows of a day explain the same aggregate 'at end', asked by day.");
        }

        if (pick.Cube.Meta.Undated[0] > 0)
        {
            sentences.Add($"{Words.Count(pick.Cube.Meta.Undated[0], "more matching row")} without a time belong to no period.");
        }

        return string.Join(' ', sentences);
    }

    private static string Why(CellReason reason, CellPick pick, BoundMetric metric) => reason switch
    {
        CellReason.NoRows => "There is no value: nothing matched of which it could be made.",
        CellReason.EmptyDenominator => "There is no value: no row contributed to the denominator.",
        CellReason.ZeroDenominator => "There is no value: rows contributed to the denominator, and it is zero.",
        CellReason.NotYetObservable when metric.Value.Aggregates().Any(a => a.Kind == AggregateKind.Lifetime) =>
            "There is no value yet: the period has not begun, or so few have ended that the share is not reached.",
        CellReason.NotYetObservable => $"There is no value yet: the period begins at or after {InstantPattern.General.Format(pick.Cube.Meta.Now)}, as of which the question is answered.",
        CellReason.NoRate => "There is no value: an amount among its rows cannot be converted, because its currency is missing or unknown, or has no rate of its day.",
        CellReason.NotComparable => "There is no value: there is no period to compare with.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The value is not shown: fewer than {metric.Minimum} contributed, the minimum of this metric."),
    };

    private static string Count(long count, string things) => things == "row" ? Words.Count(count, "row")
        : string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row or entity" : "rows or entities")}");

    private static string Amount(Rational value, DataType type) => type.Kind switch
    {
        DataKind.Money => $"{value} {type.Currency}",
        DataKind.Duration => (value / StorageForm.MicrosecondsPerDay).ToString(3) + " days",
        _ => value.ToString(),
    };
}
