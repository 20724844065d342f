using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Metrics, segments and facts that a plan names and the definitions have.</summary>
internal static class NameChecks
{
    public static void Check(PlanView v)
    {
        if (v.Model is not { } model)
        {
            return;
        }

        foreach ((string part, string path, string? metric) in Metrics(v))
        {
            if (metric is not null && !model.Metrics.ContainsKey(metric))
            {
                v.Error("CRM6225", part, path, $"There is no metric '{metric}'.", Suggestion.Mend(metric, model.Metrics.Keys));
            }
        }

        foreach ((string part, string path, string? segment) in Segments(v))
        {
            if (segment is not null && !model.Segments.ContainsKey(segment))
            {
                v.Error("CRM6226", part, path, $"There is no segment '{segment}'.", Suggestion.Mend(segment, model.Segments.Keys));
            }
        }

        foreach (DataGovernance.DataAsset asset in v.Data.Assets.Where(a => a.Fact is not null))
        {
            if (!model.Facts.TryGetValue(asset.Fact!, out var fact))
            {
                v.Error("CRM6227", "data", $"assets[{asset.Key}].fact", $"There is no fact '{asset.Fact}'.", Suggestion.Mend(asset.Fact!, model.Facts.Keys));
                continue;
            }

            string[] fields = [.. fact.Schema.Fields.Select(f => f.Name), .. fact.Derived.Keys];
            foreach (string element in asset.Elements.Where(e => !fields.Contains(e.Split('.')[^1])))
            {
                v.Error("CRM6227", "data", $"assets[{asset.Key}].elements", $"The fact '{asset.Fact}' has no field '{element}'.", Suggestion.Mend(element, fields));
            }
        }
    }

    private static IEnumerable<(string Part, string Path, string? Metric)> Metrics(PlanView v) =>
    [
        .. v.Plan.Metrics.Select(m => ("plan", "metrics", (string?)m)),
        .. v.Objectives.Select(o => ($"objectives/{o.Key}", "metric", (string?)o.Objective.Plan.Metric)),
        ("charter", "awarenessMetric", v.Charter.AwarenessMetric),
        .. v.Charter.Benefits.Select(b => ("charter", $"benefits[{b.Key}].metric", (string?)b.Metric)),
        .. v.Charter.Outcomes.SelectMany(o => o.Metrics.Select(m => ("charter", $"outcomes[{o.Key}].metrics", (string?)m))),
        .. v.Assessment.Benchmarks.Select(b => ("assessment", $"benchmarks[{b.Key}].metric", b.Metric)),
        .. v.Customers.Positions.SelectMany(p => p.Metrics.Select(m => ("customers", $"positions[{p.Key}].metrics", (string?)m))),
        .. v.Customers.Journeys.SelectMany(j => j.Touchpoints.Select(t => ("customers", $"journeys[{j.Key}].touchpoints[{t.Key}].metric", t.Metric))),
        .. v.Strategy.Inventory.Select(i => ("strategy", $"inventory[{i.Key}].metric", i.Metric)),
        .. v.Strategy.Loyalty.Select(l => ("strategy", $"loyalty[{l.Key}].metric", l.Metric)),
        .. v.Processes.Processes.SelectMany(p => p.Steps.Select(s => ("processes", $"processes[{p.Key}].steps[{s.Key}].metric", s.Metric))),
        .. v.Processes.Handoffs.Select(h => ("processes", $"handoffs[{h.Key}].metric", h.Metric)),
        .. v.People.Recognition.Select(r => ("people", $"recognition[{r.Key}].metric", r.Metric)),
        .. v.People.Empowerments.Select(e => ("people", $"empowerments[{e.Key}].metric", e.Metric)),
        .. v.People.AdoptionMetrics.Select(m => ("people", "adoptionMetrics", (string?)m)),
        .. v.Monitoring.Kpis.Select(k => ("monitoring", $"kpis[{k.Key}].metric", (string?)k.Metric)),
        .. v.Budget.Benefits.Select(b => ("budget", $"benefits[{b.Key}].metric", b.Metric)),
        .. v.Risks.Risks.Select(r => ("risks", $"risks[{r.Key}].contingency.metric", r.Contingency?.Metric)),
    ];

    private static IEnumerable<(string Part, string Path, string? Segment)> Segments(PlanView v) =>
    [
        .. v.Plan.Segments.Select(s => ("plan", "segments", (string?)s)),
        .. v.Objectives.Select(o => ($"objectives/{o.Key}", "segment", o.Objective.Plan.Segment)),
        .. v.Charter.ValuePropositions.Select(p => ("charter", $"valuePropositions[{p.Key}].segment", p.Segment)),
        .. v.Scope.NotPursued.Select(n => ("objectives", $"notPursued[{n.Key}].segment", (string?)n.Segment)),
        .. v.Customers.Personas.Select(p => ("customers", $"personas[{p.Key}].segment", (string?)p.Segment)),
        .. v.Customers.Positions.Select(p => ("customers", $"positions[{p.Key}].segment", (string?)p.Segment)),
        .. v.Customers.Priorities.Select(p => ("customers", $"priorities[{p.Key}].segment", p.Segment)),
        .. v.Customers.PainPoints.Select(p => ("customers", $"painPoints[{p.Key}].segment", p.Segment)),
        .. v.Customers.Programs.Select(p => ("customers", $"programs[{p.Key}].segment", p.Segment)),
        .. v.Customers.Voice.Select(i => ("customers", $"voice[{i.Key}].segment", i.Segment)),
        .. v.Customers.Journeys.Select(j => ("customers", $"journeys[{j.Key}].segment", j.Segment)),
        .. v.Strategy.Segments.Select(s => ("strategy", $"segments[{s.Key}].segment", (string?)s.Segment)),
        .. v.Strategy.Loyalty.Select(l => ("strategy", $"loyalty[{l.Key}].segment", l.Segment)),
        .. v.Communication.Items.Select(i => ("communication", $"items[{i.Key}].segment", i.Segment)),
    ];
}
