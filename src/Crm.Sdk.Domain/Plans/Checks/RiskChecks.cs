using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Risks that somebody watches, and that are seen when they happen.</summary>
internal static class RiskChecks
{
    public static void Check(PlanView v)
    {
        foreach (RatedRisk rated in RiskExposure.Of(v.Risks).Risks)
        {
            Risk risk = rated.Risk;
            if (string.IsNullOrWhiteSpace(risk.Owner))
            {
                v.Warn("CRM6272", "risks", $"risks[{risk.Key}].owner", $"Nobody watches the risk '{risk.Title}'.", "Name somebody.");
            }

            if (rated.Level == RiskLevel.High && risk.Contingency is null)
            {
                v.Warn("CRM6273", "risks", $"risks[{risk.Key}].contingency", $"The risk '{risk.Title}' is high, and nothing says how it is seen and what is done when it happens.", "Give it a contingency with a trigger and an action.");
            }

            if (risk.Mitigation is { Done: null, Due: { } due } && due < v.Today)
            {
                v.Warn("CRM6274", "risks", $"risks[{risk.Key}].mitigation", $"What is done about '{risk.Title}' was due on {due:uuuu-MM-dd}.", "Say when it was done, or move its day.");
            }

            if (risk.Contingency is { When: not null, Metric: null } or { When: null, Metric: not null })
            {
                v.Error("CRM6275", "risks", $"risks[{risk.Key}].contingency", "A trigger by a metric needs the metric and its values.", "Write both 'metric' and 'when', or neither.");
            }
            else if (risk.Contingency?.When is { NeedsBaseline: true } when)
            {
                v.Error("CRM6275", "risks", $"risks[{risk.Key}].contingency.when", $"'{when}' is a change of a baseline, and a trigger has none.", "Write the values themselves, such as '<= 80 %'.");
            }
        }
    }
}
