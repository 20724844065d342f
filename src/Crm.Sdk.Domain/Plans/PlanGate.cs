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

    internal static bool IsOpen(PlanContent content, IEnumerable<ObjectiveBody> objectives) => WasOpen(content, objectives.Where(o => o.State != ObjectiveState.Cancelled));

    // An objective that was given up since opened the gate while it was pursued.
    private static bool WasOpen(PlanContent content, IEnumerable<ObjectiveBody> objectives)
    {
        var outcomes = (content.Monitoring?.Kpis ?? []).Where(k => k.Outcome is not null).Select(k => k.Metric).ToHashSet(StringComparer.Ordinal);
        return objectives.Any(o => outcomes.Contains(o.Plan.Metric));
    }

    /// <summary>Which of the fourteen sections are neither agreed nor waived.</summary>
    internal static IReadOnlyList<string> NotAgreed(IReadOnlyList<SectionState> sections) =>
        [.. PlanSectionKeys.Fourteen.Where(key => !sections.Any(s => s.Section == key && s.Status is SectionStatus.Agreed or SectionStatus.Waived))];

    /// <summary>Why a plan cannot be where its state says, in sentences; empty when it can. A state that somebody wrote opens no gate.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="objectives">Its objectives.</param>
    /// <param name="changed">Whether sections may have changed since they were agreed, as those of a plan that is carried out may.</param>
    internal static IEnumerable<string> ProblemsOf(PlanBody plan, IEnumerable<ObjectiveBody> objectives, bool changed)
    {
        if (plan.State is not (PlanState.InReview or PlanState.Published))
        {
            yield break;
        }

        string stands = plan.State == PlanState.Published ? "published" : "in review";
        if (!(changed ? WasOpen(plan.Content, objectives) : IsOpen(plan.Content, objectives)))
        {
            yield return $"It is {stands}, and no objective of it has a metric that says how it goes for customers.";
        }

        List<string> open = plan.State == PlanState.InReview ? [] : [.. NotAgreed(plan.Sections).Where(key => !changed || !plan.Sections.Any(s => s.Section == key && s.WasAgreed))];
        if (open.Count > 0)
        {
            yield return $"It is {stands}, and nobody agreed to {string.Join(", ", open)}.";
        }
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
