using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>The five checks of an objective, each with what it rests on.</summary>
internal static class SmartChecks
{
    /// <param name="objective">The objective.</param>
    /// <param name="series">Its metric and segment.</param>
    /// <param name="problem">Why it cannot be measured; null when it can.</param>
    public static IReadOnlyList<SmartCheck> Of(SmartObjective objective, ObjectiveSeries series, string? problem)
    {
        BoundMetric? metric = series.Metric;
        ObjectivePlan plan = objective.Plan;
        ObjectiveEvidence evidence = objective.Evidence;
        var gaps = objective.Gaps().ToDictionary(g => g.Letter, g => g.Missing);
        SmartCheck Check(char letter, string? other, string holds) => new()
        {
            Letter = letter, Holds = other is null && !gaps.ContainsKey(letter), Evidence = gaps.GetValueOrDefault(letter) ?? other ?? holds,
        };
        return
        [
            Check('S', series.SegmentIsKnown ? null : $"there is no segment '{plan.Segment}'.", $"{plan.Owner} answers for it, for {series.SegmentTitle}."),
            Check('M', metric is null ? $"there is no metric '{plan.Metric}'."
                : evidence.Baseline is { } b && b.DefinitionHash != metric.Hash ? "the metric is defined otherwise than when the baseline was frozen."
                : series.SegmentIsKnown ? problem : null,
                $"{metric?.Title ?? plan.Metric} from its value in {evidence.Baseline?.Period} to {plan.Target.ToString().Replace(">=", "at least", StringComparison.Ordinal).Replace("<=", "at most", StringComparison.Ordinal)}."),
            Check('A', null, evidence.Override is { } taken ? $"{taken.By} answers for it: {taken.Reason}"
                : $"{evidence.Feasibility?.Reached} of {evidence.Feasibility?.Windows} stretches of the past as long saw such a change{(evidence.Feasibility?.Separate is { } apart ? $"; {apart} that have no period in common" : "")}."),
            Check('R', null, $"it serves {plan.Serves.Count} business {(plan.Serves.Count == 1 ? "objective" : "objectives")}."),
            Check('T', null, $"from {plan.From:uuuu-MM-dd} to {plan.To.PlusDays(-1):uuuu-MM-dd}, reviewed {plan.Reviews.Count} {(plan.Reviews.Count == 1 ? "time" : "times")}."),
        ];
    }
}
