using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>Metrics with parameters as a query names them: <c>sales.stage_conversion('new', 'won')</c>.</summary>
internal static class MetricCalls
{
    /// <summary>The model with a metric for each of the names that give values, called by that name; what is wrong with one is a finding.</summary>
    public static CrmModel Define(CrmModel model, MetricQuery query, List<Finding> findings)
    {
        var asked = new List<Declaration>();
        foreach (string name in query.Metrics.Where(n => n.Contains('(', StringComparison.Ordinal) && !model.Metrics.ContainsKey(n)).Distinct(StringComparer.Ordinal))
        {
            if (CrmParser.Parse($"metric asked = {name}").Value?.Declarations is [MetricDeclaration { Value: MetricCallExpression call, Unit: null, Better: Direction.None, Minimum: 0, Mature: null, Version: null, From: null, Exclusions.Count: 0, Confidence: null }]
                && model.Templates.TryGetValue(call.Metric.FullName, out MetricDeclaration? template))
            {
                asked.Add(new MetricDeclaration
                {
                    Name = name, Title = template.Title, Value = call, Unit = template.Unit, Better = template.Better, Minimum = template.Minimum, Confidence = template.Confidence,
                });
            }
        }

        if (asked.Count == 0)
        {
            return model;
        }

        Checked<CrmModel> defined = model.With(new CrmDocument { Declarations = asked });
        findings.AddRange(defined.Findings.Where(f => f.Severity == FindingSeverity.Error)
            .Select(f => new Finding(f.Code, f.Severity, f.Message, f.Mend, new FindingPlace { Path = "metrics" })));
        return defined.Value ?? model;
    }
}
