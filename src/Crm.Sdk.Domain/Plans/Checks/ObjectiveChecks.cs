using System.Globalization;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using NodaTime;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Objectives that can be told, that serve the business, and that every segment has.</summary>
internal static class ObjectiveChecks
{
    public static void Check(PlanView v)
    {
        foreach ((string key, ObjectiveBody objective) in v.Pursued)
        {
            CheckOne(v, $"objectives/{key}", objective);
        }

        CheckBusiness(v);
        CheckMatrix(v);
        foreach (var who in v.Scope.WorkPlans.Where(w => w.Weight is >= 0 and <= 1).GroupBy(w => w.Who).Where(g => g.Sum(w => w.Weight) > 1))
        {
            v.Warn("CRM6241", "objectives", $"workPlans[{who.Last().Key}].weight", $"The objectives of '{who.Key}' come to {who.Sum(w => w.Weight).ToString("0.##", CultureInfo.InvariantCulture)} of a working time.", "Give the shares so that they come to 1 at most.");
        }
    }

    private static void CheckOne(PlanView v, string file, ObjectiveBody objective)
    {
        ObjectivePlan plan = objective.Plan;
        if (objective.Evidence.Baseline is null)
        {
            v.Warn("CRM6232", file, "evidence.baseline", $"'{plan.Title}' has no baseline: nobody can tell how far it has come.", "'crm plan pursue' takes it from the metric; in a program the tracker does.");
        }

        if (objective is { State: ObjectiveState.Active, Evidence: { Baseline: { } baseline, Feasibility: { } assessed, Override: null } } && v.Model?.Metrics.GetValueOrDefault(plan.Metric) is { } metric
            && plan.Target.Resolve(baseline.Value, metric.Unit.Name == "percent") is { } target && target.GoalFrom(baseline.Value) - baseline.Value != assessed.WantedChange)
        {
            v.Warn("CRM6291", file, "target", $"How feasible '{plan.Title}' is was told for another target than '{plan.Target}'.", "Set the target that it was assessed for, or cancel it and pursue one with this target: 'crm plan pursue' assesses it.");
        }

        if (plan.Serves.Count == 0)
        {
            v.Warn("CRM6233", file, "serves", $"'{plan.Title}' serves no business objective.", "Name the one that it is for, or ask why it is pursued.");
        }

        if (string.IsNullOrWhiteSpace(plan.Owner))
        {
            v.Warn("CRM6234", file, "owner", $"Nobody answers for '{plan.Title}'.", "Name somebody.");
        }

        if (!plan.Reviews.Any(r => r >= plan.From && r <= plan.To))
        {
            v.Warn("CRM6235", file, "reviews", $"'{plan.Title}' is not looked at between its beginning and its end.", "Name a day on which it is reviewed.");
        }

        if (plan.To <= v.Plan.From || plan.From >= v.Plan.To)
        {
            v.Warn("CRM6236", file, "from", $"'{plan.Title}' lies outside the time of the plan.", "Move it, or take it out of this plan.");
        }
    }

    private static void CheckBusiness(PlanView v)
    {
        var served = v.Pursued.SelectMany(o => o.Objective.Plan.Serves).ToHashSet();
        var all = v.Document.Business.DistinctBy(b => b.Id).ToDictionary(b => b.Id);
        foreach (PlannedBusinessObjective planned in v.Scope.Business)
        {
            if (!all.ContainsKey(planned.Id) || IsServed(planned.Id, all, served))
            {
                continue;
            }

            v.Warn("CRM6237", "objectives", $"business[{planned.Key}]", $"No objective of the plan serves '{all[planned.Id].Title}'.", "Set one that does, or take it out.");
        }

        foreach (BusinessObjectiveDocument business in all.Values)
        {
            var path = new List<BusinessObjectiveId>();
            BusinessObjectiveDocument? at = business;
            while (at is not null && !path.Contains(at.Id))
            {
                path.Add(at.Id);
                at = at.Parent is { } parent ? all.GetValueOrDefault(parent) : null;
            }

            if (at?.Id == business.Id && path.Min(id => id.Value) == business.Id.Value)
            {
                v.Error("CRM6238", $"business/{KeyOf(v, business.Id)}", "parent", $"'{business.Title}' serves itself, by way of {path.Count} objectives.", "Let the highest of them serve none.");
            }
        }
    }

    private static string KeyOf(PlanView v, BusinessObjectiveId id) => v.Scope.Business.FirstOrDefault(b => b.Id == id)?.Key ?? id.ToString();

    private static bool IsServed(BusinessObjectiveId id, Dictionary<BusinessObjectiveId, BusinessObjectiveDocument> all, HashSet<BusinessObjectiveId> served)
    {
        var seen = new HashSet<BusinessObjectiveId> { id };
        for (int before = 0; before != seen.Count;)
        {
            before = seen.Count;
            seen.UnionWith(all.Values.Where(b => b.Parent is { } p && seen.Contains(p)).Select(b => b.Id).ToList());
        }

        return seen.Overlaps(served);
    }

    private static void CheckMatrix(PlanView v)
    {
        foreach (string segment in v.Plan.Segments)
        {
            List<ObjectiveKind> missing =
            [
                .. Enum.GetValues<ObjectiveKind>().Where(kind => !v.Pursued.Any(o => o.Objective.Plan.Segment == segment && o.Objective.Plan.Kind == kind)
                    && !v.Scope.NotPursued.Any(n => n.Segment == segment && n.Kind == kind)),
            ];
            if (missing.Count > 0)
            {
                v.Warn("CRM6239", "objectives", "notPursued", $"The segment '{segment}' has no objective of {string.Join(" or ", missing.Select(k => k.ToString().ToLowerInvariant()))}.",
                    "Set one, or say in 'notPursued' why it is left out.");
            }
        }

        foreach (NotPursued n in v.Scope.NotPursued)
        {
            if (v.Pursued.FirstOrDefault(o => o.Objective.Plan.Segment == n.Segment && o.Objective.Plan.Kind == n.Kind) is { Objective: { } against })
            {
                v.Warn("CRM6240", "objectives", $"notPursued[{n.Key}]", $"{n.Kind} of '{n.Segment}' is not pursued, and '{against.Plan.Title}' pursues it.", "Take one of them out.");
            }
        }
    }
}
