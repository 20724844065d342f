using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.DataGovernance;

/// <summary>A rule of data quality as a metric of the definition language: the share of rows that are as the rule says.</summary>
public sealed class QualityMetric
{
    private QualityMetric(DataQualityRule rule, string name, CrmModel model)
    {
        Rule = rule;
        Name = name;
        Model = model;
    }

    /// <summary>The rule.</summary>
    public DataQualityRule Rule { get; }

    /// <summary>The name of the metric in <see cref="Model"/>.</summary>
    public string Name { get; }

    /// <summary>The definitions with the metric among them.</summary>
    public CrmModel Model { get; }

    /// <summary>Makes a metric of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="model">The definitions that its conditions refer to.</param>
    /// <returns>The metric; findings where the rule's fact or its conditions do not fit the definitions.</returns>
    public static Checked<QualityMetric> Of(DataQualityRule rule, CrmModel model)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(model);
        Checked<CrmDocument> document = CrmParser.Parse(TextOf(rule), $"rule '{rule.Key}'");
        if (document.Value is null)
        {
            return new Checked<QualityMetric>(null, document.Findings);
        }

        Checked<CrmModel> bound = model.With(document.Value);
        return new Checked<QualityMetric>(bound.Value is { } whole ? new QualityMetric(rule, NameOf(rule), whole) : null, bound.Findings);
    }

    /// <summary>Definitions with the metrics of several rules among them.</summary>
    /// <param name="model">The definitions.</param>
    /// <param name="rules">Rules, each of which fits them.</param>
    /// <returns>The definitions; null when the rules do not fit together, as when two have one name.</returns>
    public static CrmModel? With(CrmModel model, IReadOnlyList<DataQualityRule> rules)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rules);
        return CrmParser.Parse(string.Join('\n', rules.Select(TextOf)), "rules of data quality").Value is { } document ? model.With(document).Value : null;
    }

    private static string TextOf(DataQualityRule rule)
    {
        string of = string.IsNullOrWhiteSpace(rule.Of) ? "" : $" where ({rule.Of})", both = of.Length == 0 ? $" where ({rule.Holds})" : $"{of} and ({rule.Holds})";
        return $"metric {NameOf(rule)} = count({rule.Fact}{both}) / count({rule.Fact}{of}) unit percent better up";
    }

    /// <summary>The name that the metric of a rule gets.</summary>
    public static string NameOf(DataQualityRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return $"data_quality.{rule.Key.Replace('-', '_')}";
    }
}
