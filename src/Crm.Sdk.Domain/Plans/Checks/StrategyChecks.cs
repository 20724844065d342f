using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Steps, pain and choices that rest on something.</summary>
internal static class StrategyChecks
{
    public static void Check(PlanView v)
    {
        foreach (StrategyStepRecord step in v.Strategy.Steps.Where(s => s.DoneOn is not null && s.Evidence.Count == 0))
        {
            v.Warn("CRM6246", "strategy", $"steps[{step.Step}].evidence", $"The step '{step.Step}' is called done, and nothing shows it.", "Name what was done: a document, an address, keys of the plan.");
        }

        foreach (PainPoint pain in v.Customers.PainPoints.Where(p => p.Evidence.Count == 0))
        {
            v.Warn("CRM6247", "customers", $"painPoints[{pain.Key}].evidence", $"Nobody is named who said that '{pain.Cause}'.", "Name the voices that said so, or ask customers.");
        }

        CheckTechnology(v);
        foreach (CustomerProcess process in v.Processes.Processes)
        {
            CheckProcess(v, process);
        }

        foreach (CommunicationItem item in v.Communication.Items)
        {
            if (string.IsNullOrWhiteSpace(item.Owner))
            {
                v.Warn("CRM6252", "communication", $"items[{item.Key}].owner", $"Nobody is named who says '{item.Title}'.", "Name somebody.");
            }

            if (item.Audience == Audience.Customers && item.Purpose is null)
            {
                v.Warn("CRM6253", "communication", $"items[{item.Key}].purpose", $"'{item.Title}' goes to customers without a purpose that they consented to.", "Name the purpose; 'contract' where it needs no consent.");
            }
        }
    }

    private static void CheckTechnology(PlanView v)
    {
        SelectionRanking ranking = SelectionRanking.Of(v.Technology);
        foreach (RankedCandidate rank in ranking.Ranks.Where(r => r.Unscored.Count > 0))
        {
            v.Warn("CRM6248", "technology", $"candidates[{rank.Candidate.Key}].scores", $"'{rank.Candidate.Name}' has no score for {string.Join(", ", rank.Unscored)}; that counts as 0.", "Score it, or drop the criterion.");
        }

        if (v.Technology.Chosen is { } chosen && ranking.Ranks.Count > 0 && ranking.Ranks.FirstOrDefault(r => r.Candidate.Key == chosen) is { } own && own.Score < ranking.Ranks[0].Score)
        {
            v.Warn("CRM6249", "technology", "chosen", $"'{own.Candidate.Name}' is chosen, and '{ranking.Ranks[0].Candidate.Name}' comes first by the criteria.", "Choose that, or add the criterion that speaks for the choice.");
        }
    }

    private static void CheckProcess(PlanView v, CustomerProcess process)
    {
        foreach (ProcessStep step in process.Steps.Where(s => s.Raci is null))
        {
            v.Warn("CRM6250", "processes", $"processes[{process.Key}].steps[{step.Key}].raci", $"Nobody answers for the step '{step.Title}'.", "Say who does it and who answers for it.");
        }

        foreach (var same in process.Steps.GroupBy(s => s.Title.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Select(s => s.Department).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1))
        {
            v.Warn("CRM6251", "processes", $"processes[{process.Key}].steps[{same.Last().Key}]", $"'{same.Key}' is done by {string.Join(" and ", same.Select(s => s.Department).Distinct())}.", "Let one department do it, or say in the titles what differs.");
        }

        var steps = process.Steps.DistinctBy(s => s.Key).ToDictionary(s => s.Key, s => s.After, StringComparer.Ordinal);
        if (Circles.Find(steps) is { Count: > 0 } circle)
        {
            v.Error("CRM6254", "processes", $"processes[{process.Key}].steps[{circle[0]}].after", $"These steps wait for each other: {string.Join(", ", circle)}.", "Take one of the 'after' away.");
        }
    }
}
