using Crm.Sdk.DataGovernance;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Data that is needed and there, looked after, measured, and kept no longer than it may be.</summary>
internal static class DataChecks
{
    public static void Check(PlanView v)
    {
        foreach (DataRequirement r in v.Data.Requirements)
        {
            if (string.IsNullOrWhiteSpace(r.Owner))
            {
                v.Warn("CRM6255", "data", $"requirements[{r.Key}].owner", $"Nobody answers for the data for '{r.Purpose}'.", "Name somebody.");
            }

            if (r.ReviewOn is { } review && review < v.Today)
            {
                v.Warn("CRM6256", "data", $"requirements[{r.Key}].reviewOn", $"The data for '{r.Purpose}' was to be looked at again on {review:uuuu-MM-dd}.", "Look at it, and set the next day.");
            }

            foreach (QualityThreshold t in r.Thresholds.Where(t => !v.Data.Rules.Any(rule => rule.Dimension == t.Dimension && r.Elements.Any(e => e.Name.StartsWith($"{rule.Fact}.", StringComparison.Ordinal)))))
            {
                v.Warn("CRM6257", "data", $"requirements[{r.Key}].thresholds[{t.Dimension}]", $"{t.Dimension} is asked for, and no rule measures it on the facts of the requirement.", "Add a rule of that dimension to 'rules'.");
            }
        }

        foreach (DataGap gap in DataGap.Of(v.Data))
        {
            v.Warn("CRM6258", "data", $"requirements[{gap.Requirement.Key}].elements[{gap.Element.Name}]", $"'{gap.Element.Name}' is needed, and no data asset has it.",
                gap.Sources.Count > 0 ? $"Ask whether {string.Join(" or ", gap.Sources.Select(s => $"'{s.Title}'"))} can give it, or say where it is." : "Say where it is, or plan how it is gathered.");
        }

        foreach (DataAsset asset in v.Data.Assets)
        {
            if (string.IsNullOrWhiteSpace(asset.Steward))
            {
                v.Warn("CRM6259", "data", $"assets[{asset.Key}].steward", $"Nobody looks after '{asset.Title}'.", "Name somebody.");
            }

            if (asset.Classification is DataClassification.Personal or DataClassification.Sensitive && !v.Data.Retention.Any(r => r.Asset == asset.Key))
            {
                v.Warn("CRM6260", "data", $"assets[{asset.Key}]", $"'{asset.Title}' is about persons, and nothing says how long it is kept.", "Add it to 'retention' with months, what is done then, and by what right.");
            }
        }

        CheckRules(v);
    }

    private static void CheckRules(PlanView v)
    {
        if (v.Model is not { } model)
        {
            return;
        }

        foreach (DataQualityRule rule in v.Data.Rules)
        {
            Checked<QualityMetric> metric = QualityMetric.Of(rule, model);
            foreach (Finding finding in metric.Findings.Where(f => f.Severity == FindingSeverity.Error).Take(1))
            {
                v.Error("CRM6261", "data", $"rules[{rule.Key}].holds", $"The rule cannot be measured: {finding.Message}", finding.Mend);
            }
        }
    }
}
