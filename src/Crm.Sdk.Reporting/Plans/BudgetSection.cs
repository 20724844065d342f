using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>Budget and resources: what is planned and what was spent by line, what is expected of it, and who works on it.</summary>
public sealed class BudgetSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Budget;

    /// <inheritdoc/>
    public string Heading => "Budget and resources";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Budget is { } part ? [.. Money(part, context), .. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Money(PlanBudget part, PlanContext context)
    {
        if (context.Status.Budget is not { } budget)
        {
            return part.Total is { } total ? [new KeyValueList(new KeyValueItem("Budget", PlanWords.Amount(total)))] : [];
        }

        string Amount(Rational amount) => PlanWords.Amount(amount, budget.Currency);
        return
        [
            new KpiTiles(
            [
                new KpiTile("Granted", part.Total is { } granted ? PlanWords.Amount(granted) : "-", note: "for the whole plan"),
                new KpiTile("Spent so far", Amount(budget.Actual), note: $"{Amount(budget.PlannedToDate)} were planned by now"),
                new KpiTile("Planned return", PlanWords.Share(budget.PlannedReturn), note: budget.PlannedPayback is { } day ? $"pays back by {PlanWords.Day(day)}" : "does not pay back within the plan"),
                new KpiTile("Return so far", PlanWords.Share(budget.RealisedReturn), note: $"{Amount(budget.RealisedBenefit)} came back"),
            ]),
            .. PlanWords.Table("Planned by now and spent", [.. budget.Lines.Where(l => !l.PlannedToDate.IsZero || !l.Actual.IsZero)],
                (new("Line"), r => r.Line.Title),
                (new("Planned by now", ColumnAlignment.End), r => Amount(r.PlannedToDate)),
                (new("Spent", ColumnAlignment.End), r => Amount(r.Actual)),
                (new("More or less", ColumnAlignment.End), r => r.Variance is { Sign: > 0 } ? $"+{PlanWords.Share(r.Variance)}" : PlanWords.Share(r.Variance))),
        ];
    }

    private static IEnumerable<ReportBlock> Blocks(PlanBudget part, PlanContext context) =>
    [
        .. PlanWords.Table("Costs", part.Lines,
            (new("Line"), r => r.Title),
            (new("Kind"), r => PlanWords.Of(r.Category)),
            (new("Planned", ColumnAlignment.End), r => PlanWords.Sum(r.Planned.Select(a => a.Amount))),
            (new("Spent", ColumnAlignment.End), r => PlanWords.Sum(r.Actual.Select(a => a.Amount))),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("Benefits", part.Benefits,
            (new("Benefit"), r => r.Title),
            (new("Expected", ColumnAlignment.End), r => PlanWords.Sum(r.Planned.Select(a => a.Amount))),
            (new("Realised", ColumnAlignment.End), r => PlanWords.Sum(r.Realised.Select(a => a.Amount))),
            (new("Metric"), r => PlanNames.Metric(r.Metric, context)),
            (new("Basis"), r => r.Basis ?? "")),
        .. PlanWords.Table("People", part.Resources,
            (new("Who"), r => PlanNames.Person(r.Who, context)),
            (new("People", ColumnAlignment.End), r => r.People > 0 ? PlanWords.Number(r.People) : ""),
            (new("Share", ColumnAlignment.End), r => PlanWords.Share(r.Share)),
            (new("From"), r => PlanWords.Day(r.From)),
            (new("To"), r => PlanWords.Day(r.To.PlusDays(-1)))),
    ];
}
