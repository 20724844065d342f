namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Metrics with parameters.</content>
internal sealed partial class MetricExpressions
{
    private readonly List<string> _templates = [];

    /// <summary>A line that defines a metric with parameters; later ones may use it.</summary>
    public string Template(string name)
    {
        (string subject, DrawnFact fact) = Subject();
        string field = rows.Field(fact, "", f => f.Type.IsNumeric) ?? "1";
        _templates.Add($"with.{name}");
        string left = random.Chance(40) && rows.Field(fact, $"{fact.Name}.", f => f.Type.IsNumeric) is { } small ? $" exclude \"small\" {small} < least" : "";
        return $"metric with.{name}(least int, isAbove bool = true) = count({subject} where {field} >= least and isAbove or {field} < least and not isAbove{By(fact, 10)}){left}";
    }
}
