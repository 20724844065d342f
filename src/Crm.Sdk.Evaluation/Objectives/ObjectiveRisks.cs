using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Objectives;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>Why an objective that is pursued may not be reached, or why that cannot be told.</summary>
internal static class ObjectiveRisks
{
    private const string DefinitionChanged = "CRM6003", Behind = "CRM6011", Excluded = "CRM6012", Late = "CRM6013", Lost = "CRM6014";

    public static IReadOnlyList<Finding> Of(ObjectiveReport report, IReadOnlyList<ObjectivePoint> history)
    {
        if (report.Status is ObjectiveStatus.Draft or ObjectiveStatus.Cancelled or ObjectiveStatus.Missed)
        {
            return [];
        }

        ObjectivePlan plan = report.Objective.Plan;
        var place = new FindingPlace { Path = $"objective '{plan.Title}'" };
        var risks = new List<Finding>();
        void Add(string code, string message, string mend) => risks.Add(new Finding(code, FindingSeverity.Warning, message, mend, place));
        if (report.Status is ObjectiveStatus.AtRisk or ObjectiveStatus.OffTrack && report.Expected is { } expected)
        {
            string curve = report.PaceCurve == PaceCurve.Profile ? " as in the year before" : "";
            Add(Behind, report.Progress is { } gone
                ? gone > expected ? $"It has gone {Percent(gone)} of the way: past the target." : $"{Percent(gone)} of the way is gone, and {Percent(expected)} was to be gone by then{curve}."
                : "It is on the wrong side of its target, where it did not begin.",
                "See what moved the metric, and whether the actions that are planned are under way.");
        }

        if (report is { Forecast: { Low: { } low, High: { } high } forecast, Target: { } target } && !Touches(target, low, high))
        {
            string Plain(Rational value) => report.Metric?.Unit.Name == "percent" ? $"{(value * 100).ToString(2)} %"
                : value.IsInteger || value.Abs() >= 1000 ? value.ToString(0) : value.ToString(value.Abs() < 1 ? 4 : 2);
            Add(Excluded, $"It is heading for {Plain(forecast.Value)}, and with 95 % for {Plain(low)} to {Plain(high)}: none of that reaches '{plan.Target}'.", "Do more than so far, or revise the target with a reason.");
        }

        if (report.Findings.FirstOrDefault(f => f.Code == DefinitionChanged) is { } changed)
        {
            risks.Add(changed);
        }

        if (history.LastOrDefault(p => p.IsComplete) is { Cell.Rows: 0 } last && history.LastOrDefault(p => p.Cell.Rows > 0) is { } before && before.Period.End <= last.Period.Start)
        {
            Add(Late, $"Nothing is recorded of {last.Period.Label}; the last rows are of {before.Period.Label}.", "See whether data came in late, before the objective is judged by it.");
        }

        if (report is { Target: { } range, Current.Value: { } now } && !range.Contains(now) && plan.Reading == ObjectiveReading.LastPeriod
            && history.LastOrDefault(p => p.IsComplete && p.Period.Start >= plan.From && p.Period.End < report.Current.Period.End && p.Value is { } v && range.Contains(v)) is { } reached)
        {
            Add(Lost, $"The target was reached in {reached.Period.Label} and is lost again in {report.Current.Period.Label}.", "See what changed between the two.");
        }

        return risks;
    }

    private static bool Touches(TargetRange target, Rational low, Rational high) => (target.Low is not { } least || high >= least) && (target.High is not { } most || low <= most);

    private static string Percent(Rational share) => $"{(share * 100).ToString(0)} %";
}
