using Crm.Sdk.Plans.Parts;
using NodaTime;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Days that can be meant: what is done lies behind us, and what is planned lies about the plan.</summary>
internal static class DayChecks
{
    public static void Check(PlanView v)
    {
        foreach ((string part, string path, LocalDate? day) in Past(v))
        {
            if (day is { } past && past > v.Today)
            {
                v.Warn("CRM6289", part, path, $"This has happened, and {past:uuuu-MM-dd} is yet to come.", "Write the day on which it happened, or leave it out until it has.");
            }
        }

        foreach ((string part, string path, LocalDate day) in Planned(v))
        {
            if (Period.DaysBetween(day, v.Plan.From) > DaysAround || Period.DaysBetween(v.Plan.To, day) > DaysAround)
            {
                v.Warn("CRM6289", part, path, $"{day:uuuu-MM-dd} is more than a year away from the plan, which goes from {v.Plan.From:uuuu-MM-dd} to {v.Plan.To:uuuu-MM-dd}.", "Look at the year.");
            }
        }

        foreach (RolloutPhase phase in v.Timeline.Phases.Where(p => p.From >= v.Plan.To && Period.DaysBetween(v.Plan.To, p.From) <= DaysAround))
        {
            v.Warn("CRM6289", "timeline", $"phases[{phase.Key}].from", $"The phase '{phase.Title}' begins on {phase.From:uuuu-MM-dd}, when the plan is over.", "Move it, or let the plan last longer.");
        }

        foreach (ActionItem action in v.Timeline.Actions.Where(a => a.Done < a.Start))
        {
            v.Warn("CRM6289", "timeline", $"actions[{action.Key}].done", $"'{action.Title}' was done on {action.Done:uuuu-MM-dd}, before it began on {action.Start:uuuu-MM-dd}.", "Write the day on which it was begun into 'start'.");
        }
    }

    private const int DaysAround = 366;

    private static IEnumerable<(string Part, string Path, LocalDate? Day)> Past(PlanView v) =>
    [
        .. v.Timeline.Actions.Select(a => ("timeline", $"actions[{a.Key}].done", a.Done)),
        .. v.Timeline.Milestones.Select(m => ("timeline", $"milestones[{m.Key}].done", m.Done)),
        .. v.People.Attendance.Select(a => ("people", $"attendance[{a.Key}].day", (LocalDate?)a.Day)),
        .. v.People.Changes.Select(c => ("people", $"changes[{c.Key}].done", c.Done)),
        .. v.People.BuyIn.Select(b => ("people", $"buyIn[{b.Key}].day", (LocalDate?)b.Day)),
        .. v.Budget.Lines.SelectMany(l => l.Actual.Select(a => ("budget", $"lines[{l.Key}].actual[{a.Day:uuuu-MM-dd}]", (LocalDate?)a.Day))),
        .. v.Budget.Benefits.SelectMany(b => b.Realised.Select(a => ("budget", $"benefits[{b.Key}].realised[{a.Day:uuuu-MM-dd}]", (LocalDate?)a.Day))),
        .. v.Risks.Risks.Select(r => ("risks", $"risks[{r.Key}].mitigation.done", r.Mitigation?.Done)),
        .. v.Review.Adjustments.Select(a => ("review", $"adjustments[{a.Key}].done", a.Done)),
        .. v.Strategy.Steps.Select(s => ("strategy", $"steps[{s.Step}].doneOn", s.DoneOn)),
        .. v.Customers.Voice.Select(i => ("customers", $"voice[{i.Key}].day", (LocalDate?)i.Day)),
        .. v.Assessment.Assessments.Select(a => ("assessment", $"assessments[{a.Key}].day", (LocalDate?)a.Day)),
        .. v.Communication.Acknowledgements.Select(a => ("communication", $"acknowledgements[{a.Key}].day", (LocalDate?)a.Day)),
        .. v.Plan.Reviews.Where(r => r.Decision is not null).Select(r => ("plan", $"reviews[{r.Day:uuuu-MM-dd}].decision", (LocalDate?)r.Day)),
    ];

    private static IEnumerable<(string Part, string Path, LocalDate Day)> Planned(PlanView v) =>
    [
        .. v.Timeline.Phases.SelectMany(p => new[] { ("timeline", $"phases[{p.Key}].from", p.From), ("timeline", $"phases[{p.Key}].to", p.To) }),
        .. v.Timeline.Actions.SelectMany(a => new[] { ("timeline", $"actions[{a.Key}].start", a.Start), ("timeline", $"actions[{a.Key}].due", a.Due) }),
        .. v.Timeline.Milestones.Select(m => ("timeline", $"milestones[{m.Key}].due", m.Due)),
        .. v.Budget.Lines.SelectMany(l => l.Planned.Concat(l.Actual).Select(a => ("budget", $"lines[{l.Key}]", a.Day))),
        .. v.People.Modules.Select(m => ("people", $"modules[{m.Key}].due", m.Due)),
        .. v.People.Changes.Select(c => ("people", $"changes[{c.Key}].due", c.Due)),
        .. v.Plan.Reviews.Select(r => ("plan", $"reviews[{r.Day:uuuu-MM-dd}]", r.Day)),
        .. v.Pursued.SelectMany(o => o.Objective.Plan.Reviews.Select(day => ($"objectives/{o.Key}", $"reviews[{day:uuuu-MM-dd}]", day))),
    ];
}
