using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using NodaTime;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The timeline: phases with their actions and milestones by the day, and the same as a list.</summary>
public sealed class TimelineSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Timeline;

    /// <inheritdoc/>
    public string Heading => "Timeline";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Timeline is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(PlanTimeline part, PlanContext context)
    {
        LocalDate today = context.Calendar.DayOf(context.Now);
        PlanSchedule schedule = context.Status.Schedule;
        var critical = schedule.CriticalPath.Select(i => i.Key).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<TimelineRow> rows = Rows(part, critical, context);
        return rows.Count == 0 ? [] :
        [
            .. schedule.Finish is { } finish ? [new ReportParagraph($"As things stand, the work ends on {PlanWords.Day(finish)}. {Waiting(schedule)}")] : Array.Empty<ReportBlock>(),
            new ReportFigure(new TimelineChart("What is done when", "", rows, today)),
            .. PlanWords.Table("Actions", part.Actions,
            (new("Action"), r => r.Title),
            (new("From"), r => PlanWords.Day(r.Start)),
            (new("Done by"), r => PlanWords.Day(r.Due)),
            (new("Status"), r => new TableCell("", Status(r.Done, r.Start, r.Due, today))),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
            .. PlanWords.Table("Milestones", part.Milestones,
            (new("Milestone"), r => r.Title),
            (new("Day"), r => PlanWords.Day(r.Due)),
            (new("Status"), r => new TableCell("", Status(r.Done, r.Due, r.Due, today))),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        ];
    }

    /// <summary>Each phase with what stands in it by its day, then what stands in none. What cannot be drawn (it ends before it begins) is left to the checks of the plan and to the list.</summary>
    private static IReadOnlyList<TimelineRow> Rows(PlanTimeline part, HashSet<string> critical, PlanContext context)
    {
        ActionItem[] actions = [.. part.Actions.Where(a => a.Due >= a.Start && a.Due < LocalDate.MaxIsoValue)];
        RolloutPhase[] phases = [.. part.Phases.Where(p => p.To > p.From)];
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        foreach (string key in phases.Select(p => p.Key).Concat(actions.Select(a => a.Key)).Concat(part.Milestones.Select(m => m.Key)))
        {
            drawn.Add(key);
        }

        IEnumerable<(LocalDate Day, TimelineRow Row)> In(string? phase) => actions.Where(a => PhaseOf(a.Phase) == phase)
            .Select(a => (a.Start, TimelineRow.Action(a.Key, a.Title, a.Start, a.Due.PlusDays(1), a.Agreed is { } agreed && agreed < LocalDate.MaxIsoValue ? agreed.PlusDays(1) : a.Agreed, after: a.After.Where(drawn.Contains), isCritical: critical.Contains(a.Key), note: a.Owner is null ? "" : PlanNames.Person(a.Owner, context))))
            .Concat(part.Milestones.Where(m => PhaseOf(m.Phase) == phase)
                .Select(m => (m.Due, TimelineRow.Milestone(m.Key, m.Title, m.Due, m.Agreed, m.After.Where(drawn.Contains), critical.Contains(m.Key), m.Owner is null ? "" : PlanNames.Person(m.Owner, context)))))
            .OrderBy(r => r.Item1);
        string? PhaseOf(string? key) => phases.Any(p => p.Key == key) ? key : null;

        IEnumerable<TimelineRow> all = phases.OrderBy(p => p.From).SelectMany(p => In(p.Key).Select(r => r.Row).Prepend(TimelineRow.Phase(p.Key, p.Title, p.From, p.To)))
            .Concat(In(null).Select(r => r.Row));
        return [.. all.DistinctBy(r => r.Key, StringComparer.Ordinal)];
    }

    private static string Waiting(PlanSchedule schedule)
    {
        List<ScheduledItem> critical = [.. schedule.CriticalPath.Where(i => !i.IsMilestone)], late = [.. schedule.Items.Where(i => !i.IsDone && i.Slippage > 0)];
        return (critical.Count == 0 ? "" : $"What decides that: {string.Join(", ", critical.Select(i => $"\u201c{i.Title}\u201d"))}. ")
            + (late.Count == 0 ? "Nothing that is open has slipped." : $"{late.Count} of what is open {(late.Count == 1 ? "has" : "have")} slipped, by up to {late.Max(i => i.Slippage)} days.");
    }

    private static StatusBadge Status(LocalDate? done, LocalDate from, LocalDate lastDay, LocalDate today) =>
        done is not null ? new StatusBadge("done", ReportTone.Good)
        : today > lastDay ? new StatusBadge("overdue", ReportTone.Bad)
        : today >= from ? new StatusBadge("under way", ReportTone.Information)
        : new StatusBadge("to come", ReportTone.Neutral);
}
