using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>Risks and contingency: the matrix, and each risk with what is done before and after.</summary>
public sealed class RisksSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Risks;

    /// <inheritdoc/>
    public string Heading => "Risks and contingency";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Risks is { } part ? [.. Blocks(part, context), .. Money(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(RiskRegister part, PlanContext context)
    {
        var open = part.Risks.Where(r => r.State == RiskState.Open && r.Probability is >= 0 and <= 1 && r.Impact is >= 1 and <= RiskMatrix.Steps).ToList();
        return
        [
            .. open.Count == 0 ? Array.Empty<ReportBlock>() :
                [new ReportFigure(new RiskMatrix("Open risks", "Before what is done against them.", open.Select(r => new RiskPoint(r.Key, r.Title, RiskPoint.StepOf(r.Probability), r.Impact))))],
            .. PlanWords.Table("Risks", part.Risks,
            (new("Risk"), r => new TableCell(r.Title, null, r.Key)),
            (new("Kind"), r => PlanWords.Of(r.Category)),
            (new("Status"), r => new TableCell("", Status(r, context))),
            (new("Probability", ColumnAlignment.End), r => PlanWords.Share(r.Probability)),
            (new("Impact", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Impact)),
            (new("Cost", ColumnAlignment.End), r => PlanWords.Amount(r.Cost)),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
            .. PlanWords.Table("What is done before", part.Risks.Where(r => r.Mitigation is not null).ToList(),
            (new("Risk"), r => r.Title),
            (new("Action"), r => r.Mitigation!.Action),
            (new("By"), r => PlanWords.Day(r.Mitigation!.Due)),
            (new("Done"), r => PlanWords.Done(r.Mitigation!.Done, r.Mitigation.Due, context)),
            (new("Owner"), r => PlanWords.Owner(r.Mitigation!.Owner ?? r.Owner, context))),
            .. PlanWords.Table("What is done when it happens", part.Risks.Where(r => r.Contingency is not null).ToList(),
            (new("Risk"), r => r.Title),
            (new("Seen by"), r => r.Contingency!.Trigger),
            (new("Metric"), r => PlanNames.Metric(r.Contingency!.Metric, context)),
            (new("Action"), r => r.Contingency!.Action),
            (new("Reserve", ColumnAlignment.End), r => PlanWords.Amount(r.Contingency!.Reserve))),
        ];
    }

    private static StatusBadge Status(Risk risk, PlanContext context) => risk.State switch
    {
        RiskState.Open when context.Status.Triggers.Any(t => t.HasFired && t.Risk.Key == risk.Key) => new StatusBadge("its trigger fired", ReportTone.Bad),
        RiskState.Materialised => new StatusBadge(PlanWords.Of(risk.State), ReportTone.Bad),
        RiskState.Closed => new StatusBadge(PlanWords.Of(risk.State), ReportTone.Good),
        _ => new StatusBadge(PlanWords.Of(risk.State), ReportTone.Neutral),
    };

    private static IEnumerable<ReportBlock> Money(RiskRegister part, PlanContext context)
    {
        RiskExposure exposure = context.Status.Risks;
        if (exposure.Total is not { } total || RiskSimulation.Run(part) is not { } futures)
        {
            return part.Reserve is { } alone ? [new KeyValueList(new KeyValueItem("Reserve", PlanWords.Amount(alone)))] : [];
        }

        string Amount(decimal amount) => $"{PlanWords.Number(decimal.Round(amount))} {futures.Currency}";
        return
        [
            new KpiTiles(
            [
                new KpiTile("Exposure", PlanWords.Amount(total, exposure.Currency!), note: $"{PlanWords.Amount(exposure.Residual!.Value, exposure.Currency!)} when all is done about them"),
                new KpiTile("Half of all futures", Amount(futures.Quantile(0.5m)), note: "cost this or less"),
                new KpiTile("Nine of ten futures", Amount(futures.Quantile(0.9m)), note: "cost this or less"),
                .. part.Reserve is { } reserve && reserve.Currency.Code == futures.Currency
                    ? [new KpiTile("Reserve", PlanWords.Amount(reserve), note: $"enough for {PlanWords.Share(futures.Covered(reserve.Amount))} of them")] : Array.Empty<KpiTile>(),
            ]),
            new ReportParagraph($"Futures: {futures.Draws} drawn, in each of which each risk happens or not, independently of the others."),
        ];
    }
}
