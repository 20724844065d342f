using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>Training and development: who learns what by when, and what helps people to change.</summary>
public sealed class TrainingSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Training;

    /// <inheritdoc/>
    public string Heading => "Training and development";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.People is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(PeoplePlan part, PlanContext context) =>
    [
        .. PlanWords.Table("Training", part.Modules,
            (new("Module"), r => r.Title),
            (new("For"), r => r.For),
            (new("People", ColumnAlignment.End), r => PlanWords.Number(r.People)),
            (new("Attended", ColumnAlignment.End), r => PlanWords.Number(Attended(r, part))),
            (new("By"), r => new TableCell(PlanWords.Day(r.Due), Attended(r, part) < r.People && r.Due < context.Status.Today ? new StatusBadge("overdue", ReportTone.Warning) : null)),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("What helps people to change", part.Changes,
            (new("Action"), r => r.Title),
            (new("By"), r => PlanWords.Day(r.Due)),
            (new("Status"), r => new TableCell(PlanWords.Day(r.Done), r.Done is not null ? new StatusBadge("done", ReportTone.Good) : r.Due < context.Status.Today ? new StatusBadge("overdue", ReportTone.Warning) : new StatusBadge("open", ReportTone.Neutral))),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("Who is for it", part.BuyIn,
            (new("Who"), r => PlanNames.Person(r.Stakeholder, context)),
            (new("Stance"), r => new TableCell("", new StatusBadge(PlanWords.Of(r.Stance), r.Stance switch { Stance.Champion or Stance.Supporter => ReportTone.Good, Stance.Opposed => ReportTone.Bad, Stance.Doubtful => ReportTone.Warning, _ => ReportTone.Neutral }))),
            (new("As of"), r => PlanWords.Day(r.Day)),
            (new("Note"), r => r.Note ?? "")),
        .. PlanWords.Table("Recognition", part.Recognition,
            (new("Programme"), r => r.Title),
            (new("For"), r => r.Behaviour),
            (new("Reward"), r => r.Reward),
            (new("Metric"), r => PlanNames.Metric(r.Metric, context))),
        .. PlanWords.Table("What people may decide themselves", part.Empowerments,
            (new("Role"), r => r.Role),
            (new("Decision"), r => r.Decision),
            (new("Up to", ColumnAlignment.End), r => PlanWords.Amount(r.Limit)),
            (new("Metric"), r => PlanNames.Metric(r.Metric, context))),
    ];

    private static int Attended(TrainingModule module, PeoplePlan part) => part.Attendance.Where(a => a.Module == module.Key).Select(a => a.Who).Distinct(StringComparer.Ordinal).Count();
}
