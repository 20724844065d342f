using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Money that somebody answers for and that adds up.</summary>
internal static class BudgetChecks
{
    // Up to a tenth over what was planned is what plans are like.
    private static readonly Rational Tolerance = new(1, 10);

    public static void Check(PlanView v)
    {
        foreach (CostLine line in v.Budget.Lines.Where(l => string.IsNullOrWhiteSpace(l.Owner)))
        {
            v.Warn("CRM6268", "budget", $"lines[{line.Key}].owner", $"Nobody answers for '{line.Title}'.", "Name somebody.");
        }

        List<string> currencies = [.. BudgetSummary.Amounts(v.Budget).Select(a => a.Currency.Code).Distinct().Order(StringComparer.Ordinal)];
        if (currencies.Count > 1)
        {
            v.Error("CRM6269", "budget", "", $"The budget has amounts in {string.Join(" and ", currencies)}, which cannot be added.", "Write all of them in one currency.");
            return;
        }

        if (BudgetSummary.Of(v.Budget, v.Today) is not { } summary)
        {
            return;
        }

        if (v.Budget.Total is { } total && v.Budget.Lines.Count > 0 && summary.Planned != Rational.FromScaled(total.MinorUnits, total.Currency.MinorUnits))
        {
            v.Warn("CRM6270", "budget", "total", $"The lines come to {summary.Planned.ToString(total.Currency.MinorUnits)} {summary.Currency}, and {total} were granted.", "Change a line or the total, so that they are the same; a line may be a reserve.");
        }

        foreach (BudgetLineSummary line in summary.Lines.Where(l => l.Variance is { } variance ? variance > Tolerance : l.Actual > 0))
        {
            if (line.Line.Actual.Any(a => a.Day <= v.Today && !string.IsNullOrWhiteSpace(a.Note)))
            {
                continue;
            }

            v.Warn("CRM6271", "budget", $"lines[{line.Line.Key}].actual", line.Variance is { } more
                ? $"'{line.Line.Title}' cost {(more * 100).ToString(0)} % more so far than was planned."
                : $"'{line.Line.Title}' cost something, and nothing was planned so far.", "Say why in the 'note' of an amount of 'actual', and plan the rest anew.");
        }
    }
}
