using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans;

/// <summary>What a plan must have before it is more than a draft: an objective that is about how it goes for customers.</summary>
public static class PlanGate
{
    internal const string Closed = "No objective of the plan has a metric that says how it goes for customers.";
    internal const string Mend = "Give one of its objectives such a metric, and name its outcome among the performance metrics: satisfaction, effort, loyalty, retention or service.";

    /// <summary>Whether one of a plan's objectives that was not given up has a metric that the plan's monitoring names as an outcome for customers.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="objectives">The objectives that it may have; those that it does not name are not considered, unless it names none.</param>
    public static bool IsOpen(CrmPlan plan, IEnumerable<SmartObjective> objectives)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(objectives);
        return IsOpen(plan.Content, plan.ObjectivesOf(objectives).Select(o => o.Body));
    }

    internal static bool IsOpen(PlanContent content, IEnumerable<ObjectiveBody> objectives)
    {
        var outcomes = (content.Monitoring?.Kpis ?? []).Where(k => k.Outcome is not null).Select(k => k.Metric).ToHashSet(StringComparer.Ordinal);
        return objectives.Any(o => o.State != ObjectiveState.Cancelled && outcomes.Contains(o.Plan.Metric));
    }

    /// <summary>Those of some objectives that a plan has: the ones that it names, in its order; all while it names none.</summary>
    public static IEnumerable<SmartObjective> ObjectivesOf(this CrmPlan plan, IEnumerable<SmartObjective> objectives)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(objectives);
        if (plan.Content.Objectives is not { } part)
        {
            return objectives;
        }

        var all = objectives.DistinctBy(o => o.Id).ToDictionary(o => o.Id);
        return part.Objectives.Select((PlannedObjective p) => all.GetValueOrDefault(p.Id)).OfType<SmartObjective>();
    }
}
