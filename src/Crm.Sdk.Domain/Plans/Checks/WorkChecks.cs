using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;
using NodaTime;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Work that somebody does, that ends in time and that serves something.</summary>
internal static class WorkChecks
{
    public static void Check(PlanView v)
    {
        PlanSchedule schedule = PlanSchedule.Of(v.Timeline, v.Today);
        if (schedule.Cycle.Count > 0)
        {
            v.Error("CRM6262", "timeline", $"actions[{schedule.Cycle[0]}].after", $"These wait for each other: {string.Join(", ", schedule.Cycle)}.", "Take one of the 'after' away.");
        }
        else if (schedule.CriticalPath.LastOrDefault() is { } last && last.Finish >= v.Plan.To)
        {
            v.Warn("CRM6263", "timeline", $"actions[{last.Key}]", $"As things stand, the work ends on {last.Finish:uuuu-MM-dd}, after the plan does.",
                $"Shorten what decides the end: {string.Join(", ", schedule.CriticalPath.Select(i => i.Key))}.");
        }

        foreach (ActionItem action in v.Timeline.Actions)
        {
            CheckAction(v, action);
        }

        foreach (Milestone milestone in v.Timeline.Milestones.Where(m => m.Done is null && m.Due < v.Today))
        {
            v.Warn("CRM6265", "timeline", $"milestones[{milestone.Key}]", $"'{milestone.Title}' was due on {milestone.Due:uuuu-MM-dd}.", "Say that it was reached, or move it and keep the agreed day in 'agreed'.");
        }

        foreach (TrainingProgress training in TrainingProgress.Of(v.People, v.Today).Where(t => t.IsOverdue))
        {
            v.Warn("CRM6267", "people", $"modules[{training.Module.Key}]", $"{training.Attended} of {training.Module.People} have attended '{training.Module.Title}', which was due on {training.Module.Due:uuuu-MM-dd}.", "Hold it again, or move its day.");
        }

        foreach (ChangeAction change in v.People.Changes.Where(c => c.Done is null && c.Due < v.Today))
        {
            v.Warn("CRM6265", "people", $"changes[{change.Key}]", $"'{change.Title}' was due on {change.Due:uuuu-MM-dd}.", "Say when it was done, or move its day.");
        }
    }

    private static void CheckAction(PlanView v, ActionItem action)
    {
        if (string.IsNullOrWhiteSpace(action.Owner))
        {
            v.Warn("CRM6264", "timeline", $"actions[{action.Key}].owner", $"Nobody does '{action.Title}'.", "Name somebody.");
        }

        if (action.Done is null && action.Due < v.Today)
        {
            v.Warn("CRM6265", "timeline", $"actions[{action.Key}]", $"'{action.Title}' was due on {action.Due:uuuu-MM-dd}.", "Say when it was done, or move it and keep the agreed day in 'agreed'.");
        }

        if (action.Objectives.Count == 0)
        {
            v.Warn("CRM6266", "timeline", $"actions[{action.Key}].objectives", $"'{action.Title}' serves no objective.", "Name the one that it is for, or ask why it is done.");
        }
    }
}
