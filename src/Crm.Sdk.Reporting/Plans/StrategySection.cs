using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The strategy: how far the ten steps are, what is measured where, and what is meant for each segment.</summary>
public sealed class StrategySection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Strategy;

    /// <inheritdoc/>
    public string Heading => "Strategy";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Strategy is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(CrmStrategy part, PlanContext context) =>
    [
        .. PlanWords.Table("Steps", part.Steps,
            (new("Step"), r => PlanWords.Of(r.Step)),
            (new("Status"), r => new TableCell("", r.DoneOn is null ? new StatusBadge("open", ReportTone.Neutral) : new StatusBadge("done", ReportTone.Good))),
            (new("Done on"), r => PlanWords.Day(r.DoneOn)),
            (new("Evidence"), r => PlanNames.Evidence(r.Evidence, context)),
            (new("Note"), r => r.Note ?? "")),
        .. PlanWords.Table("Metrics by department", part.Inventory,
            (new("Metric"), r => r.Title),
            (new("Department"), r => PlanWords.Of(r.Department)),
            (new("Definition"), r => PlanNames.Metric(r.Metric, context)),
            (new("System"), r => r.System ?? ""),
            (new("Trust", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Trust)),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("Strategies by segment", part.Segments,
            (new("Segment"), r => PlanNames.Segment(r.Segment, context)),
            (new("Products"), r => r.Products ?? ""),
            (new("Pricing"), r => r.Pricing ?? ""),
            (new("Communication"), r => r.Communication ?? ""),
            (new("Service"), r => r.Service ?? "")),
        .. PlanWords.Table("Loyalty", part.Loyalty,
            (new("Programme"), r => r.Title),
            (new("Segment"), r => PlanNames.Segment(r.Segment, context)),
            (new("Reward"), r => r.Reward),
            (new("Metric"), r => PlanNames.Metric(r.Metric, context))),
    ];
}
