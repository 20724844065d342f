using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Metrics that somebody watches and that belong to something.</summary>
internal static class MetricChecks
{
    public static void Check(PlanView v)
    {
        var watched = v.Monitoring.Kpis.Select(k => k.Metric).ToHashSet(StringComparer.Ordinal);
        foreach ((string key, ObjectiveBody objective) in v.Pursued.Where(o => !watched.Contains(o.Objective.Plan.Metric)))
        {
            v.Warn("CRM6242", $"objectives/{key}", "metric", $"Nobody watches '{objective.Plan.Metric}', by which '{objective.Plan.Title}' is told.", "Put it among the metrics in monitoring.json, with an owner and how often it is looked at.");
        }

        foreach (string metric in v.Plan.Metrics.Where(m => !watched.Contains(m)))
        {
            v.Warn("CRM6242", "plan", $"metrics[{metric}]", $"Nobody watches '{metric}'.", "Put it among the metrics in monitoring.json, with an owner and how often it is looked at.");
        }

        var told = v.Pursued.Select(o => o.Objective.Plan.Metric).ToHashSet(StringComparer.Ordinal);
        foreach (KpiSelection kpi in v.Monitoring.Kpis)
        {
            if (string.IsNullOrWhiteSpace(kpi.Owner))
            {
                v.Warn("CRM6243", "monitoring", $"kpis[{kpi.Key}].owner", $"Nobody is named who watches '{kpi.Metric}'.", "Name somebody.");
            }

            if (kpi.Objective is null && !told.Contains(kpi.Metric))
            {
                v.Warn("CRM6244", "monitoring", $"kpis[{kpi.Key}].objective", $"'{kpi.Metric}' belongs to no objective: nothing follows from it.", "Name the objective that it tells of, or take it out.");
            }

            if (kpi.Expected is { NeedsBaseline: true })
            {
                v.Error("CRM6245", "monitoring", $"kpis[{kpi.Key}].expected", $"'{kpi.Expected}' is a change of a baseline, and a watched metric has none.", "Write the values themselves, such as '>= 85 %'.");
            }
        }
    }
}
