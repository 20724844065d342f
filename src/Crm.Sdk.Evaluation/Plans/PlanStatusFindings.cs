using System.Globalization;
using Crm.Sdk.Assessments;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Plans;

/// <summary>What the facts say of a plan that needs somebody.</summary>
internal static class PlanStatusFindings
{
    public static IEnumerable<Finding> Of(PlanStatus status)
    {
        foreach (ObjectiveReport report in status.Objectives.Where(r => r.Status is ObjectiveStatus.OffTrack or ObjectiveStatus.Missed))
        {
            yield return Warning("CRM6280", "objectives.json", report.Objective.Plan.Title, $"'{report.Objective.Plan.Title}' {(report.Status == ObjectiveStatus.Missed ? "was missed" : "is off its track")}.",
                "Decide at the next review what changes: the actions, the means or the target.");
        }

        foreach (KpiStatus kpi in status.Kpis.Where(k => k.IsExpected == false))
        {
            yield return Warning("CRM6281", "monitoring.json", $"kpis[{kpi.Kpi.Key}]", $"'{kpi.Kpi.Metric}' is {Shown(kpi.Metric!, kpi.Value!.Value)} in {kpi.Period!.Label}, and not {kpi.Kpi.Expected}.", $"{kpi.Kpi.Owner ?? "Somebody"} looks into it.");
        }

        foreach (MaturityProfile profile in status.Assessments)
        {
            foreach (QuestionResult question in profile.Overrated)
            {
                yield return Warning("CRM6282", "assessment.json", $"assessments[{profile.Assessment.Key}]",
                    $"People rate '{question.Question.Text}' {question.SelfRating?.ToString("0.#", CultureInfo.InvariantCulture)}, and '{question.Question.Evidence!.Metric}' shows {question.EvidenceLevel}.", "Talk about the difference: it is what the assessment found.");
            }
        }

        foreach (QualityStatus quality in status.Quality.Where(q => q.IsEnough == false))
        {
            yield return Warning("CRM6283", "data.json", $"rules[{quality.Rule.Key}]", $"{(quality.Score!.Value * 100).ToString(1)} % are as '{quality.Rule.Title}' says, and {quality.Rule.AtLeast?.ToString("0.###", CultureInfo.InvariantCulture)} of 1 are asked for.",
                $"{quality.Rule.Owner ?? "Somebody"} mends the rows: 'crm explain' lists them.");
        }

        foreach (TriggerStatus trigger in status.Triggers.Where(t => t.HasFired))
        {
            yield return Warning("CRM6284", "risks.json", $"risks[{trigger.Risk.Key}]", $"The trigger of '{trigger.Risk.Title}' has fired: '{trigger.Risk.Contingency!.Metric}' is {Shown(trigger.Metric!, trigger.Value!.Value)} in {trigger.Period!.Label}, which is {trigger.Risk.Contingency.When}.",
                $"Do what was agreed: {trigger.Risk.Contingency.Action}");
        }
    }

    private static string Shown(BoundMetric metric, Rational value) => metric.Unit.Name == "percent"
        ? string.Create(CultureInfo.InvariantCulture, $"{PlanMetrics.ToDecimal(value) * 100:0.##} %")
        : PlanMetrics.ToDecimal(value).ToString(value.Abs() < 1 ? "0.####" : "0.##", CultureInfo.InvariantCulture);

    private static Finding Warning(string code, string source, string path, string message, string mend) =>
        new(code, FindingSeverity.Warning, message, mend, new FindingPlace { Source = source, Path = path });
}
