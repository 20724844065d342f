using Crm.Sdk.Language.Binding;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Finds what is wrong with a plan, and what it lacks: each finding names the place and the mend.</summary>
/// <remarks>
/// Errors are what cannot be so: names that nothing has, values out of range, circles. Warnings are what a plan should not be carried out
/// with: an objective without a baseline, a high risk without a trigger, a line of the budget that nobody answers for. What is merely
/// not written yet is told by <see cref="Analysis.PlanCompleteness"/>, not here.
/// </remarks>
public static class PlanCheck
{
    private static readonly Action<PlanView>[] Rules =
    [
        KeyChecks.Check, TwiceChecks.Check, ReferenceChecks.Check, NameChecks.Check, RangeChecks.Check, DayChecks.Check, PersonChecks.Check, CharterChecks.Check, ObjectiveChecks.Check, MetricChecks.Check, TargetChecks.Check, StrategyChecks.Check,
        DataChecks.Check, WorkChecks.Check, BudgetChecks.Check, RiskChecks.Check, ReviewChecks.Check,
    ];

    /// <summary>Checks a plan.</summary>
    /// <param name="document">The plan with its objectives.</param>
    /// <param name="model">The definitions that it refers to; null to leave names of metrics, segments and facts unchecked.</param>
    /// <param name="today">The day as of which things are late.</param>
    /// <returns>What was found, errors first, then by place; empty when all is well.</returns>
    public static IReadOnlyList<Finding> Check(PlanDocument document, CrmModel? model, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(document);
        var view = new PlanView(document, model, today);
        foreach (Action<PlanView> rule in Rules)
        {
            rule(view);
        }

        return [.. view.Findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Place.Source, StringComparer.Ordinal).ThenBy(f => f.Place.Path, StringComparer.Ordinal)];
    }
}
