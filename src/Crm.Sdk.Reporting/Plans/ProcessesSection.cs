using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>Processes: who does what, within which time, and where work is handed over.</summary>
public sealed class ProcessesSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Processes;

    /// <inheritdoc/>
    public string Heading => "Processes";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Processes is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(ProcessPlan part, PlanContext context) =>
    [
        .. PlanWords.Table("Processes", part.Processes,
            (new("Process"), r => r.Title),
            (new("Kind"), r => PlanWords.Of(r.Kind)),
            (new("Goal"), r => r.Goal),
            (new("Steps", ColumnAlignment.End), r => PlanWords.Number(r.Steps.Count)),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. part.Processes.SelectMany(p => PlanWords.Table($"Steps of {p.Title}", p.Steps,
            (new("Step"), r => r.Title),
            (new("Department"), r => r.Department),
            (new("Responsible"), r => r.Raci is null ? "" : PlanNames.People(r.Raci.Responsible, context)),
            (new("Accountable"), r => PlanWords.Owner(r.Raci?.Accountable, context)),
            (new("Consulted"), r => r.Raci is null ? "" : PlanNames.People(r.Raci.Consulted, context)),
            (new("Informed"), r => r.Raci is null ? "" : PlanNames.People(r.Raci.Informed, context)),
            (new("Within", ColumnAlignment.End, "hours"), r => r.WithinHours is { } hours ? PlanWords.Number(hours) : ""),
            (new("Friction"), r => r.Friction ?? ""))),
        .. PlanWords.Table("Handovers", part.Handoffs,
            (new("What"), r => r.What),
            (new("From"), r => r.From),
            (new("To"), r => r.To),
            (new("Within", ColumnAlignment.End, "hours"), r => r.WithinHours is { } hours ? PlanWords.Number(hours) : ""),
            (new("Metric"), r => PlanNames.Metric(r.Metric, context))),
    ];
}
