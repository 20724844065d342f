using System.Text.RegularExpressions;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Objectives;
using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Targets that are said in the unit of their metric, and that ask for what is better.</summary>
internal static partial class TargetChecks
{
    // Five times the whole: more is hardly ever meant, and a hundred times too much mostly is.
    private const int MostOfAWhole = 5;

    public static void Check(PlanView v)
    {
        foreach ((string part, string path, string? name, TargetExpression? target) in Targets(v))
        {
            if (name is null || target is null || v.Model?.Metrics.GetValueOrDefault(name) is not { } metric)
            {
                continue;
            }

            if (Misread(metric, target) is var (message, mend))
            {
                v.Warn("CRM6286", part, path, message, mend);
            }

            // What shows that a risk has happened is what nobody wants, and what is watched may be kept on either side.
            if (part is not ("risks" or "monitoring") && (metric.Better, target.Resolve(1, metric.Unit.Name == "percent")) is (Direction.Up, { Low: null }) or (Direction.Down, { High: null }))
            {
                v.Warn("CRM6287", part, path, $"'{name}' is better when it is {(metric.Better == Direction.Up ? "higher" : "lower")}, and '{target}' asks for {(metric.Better == Direction.Up ? "less" : "more")}.",
                    "Turn the target round, or say in the definition of the metric what is better.");
            }
        }
    }

    private static (string Message, string Mend)? Misread(BoundMetric metric, TargetExpression target)
    {
        if (target.NeedsBaseline || target.Resolve(null, metric.Unit.Name == "percent") is not { } range)
        {
            return null;
        }

        Rational most = new[] { range.Low, range.High }.OfType<Rational>().Max(b => b.Abs());
        return metric.Unit.Name == "percent" ? target.HasPercent
                ? most <= MostOfAWhole ? null : ($"'{metric.Name}' is a percentage, and '{target}' asks for {most.ToString(0)} times the whole.", "Write the share that is meant: 100 % is the whole.")
                : most <= 1 ? null : ($"'{metric.Name}' is a percentage, and '{target}' asks for {most.ToString(0)} times the whole: 1 is 100 %.", $"Write '{Numbers().Replace(target.ToString(), "$0 %")}'.")
            : target.HasPercent && metric.Unit.Name != "ratio" && !Divides(metric.Value)
                ? ($"'{metric.Name}' is in {metric.Unit}, and '{target}' asks for hundredths of it.", "Write the target without '%'.") : null;
    }

    private static IEnumerable<(string Part, string Path, string? Metric, TargetExpression? Target)> Targets(PlanView v) =>
    [
        .. v.Pursued.Select(o => ($"objectives/{o.Key}", "target", (string?)o.Objective.Plan.Metric, (TargetExpression?)o.Objective.Plan.Target)),
        .. v.Charter.Benefits.Select(b => ("charter", $"benefits[{b.Key}].expected", (string?)b.Metric, b.Expected)),
        .. v.Monitoring.Kpis.Select(k => ("monitoring", $"kpis[{k.Key}].expected", (string?)k.Metric, k.Expected)),
        .. v.Risks.Risks.Select(r => ("risks", $"risks[{r.Key}].contingency.when", r.Contingency?.Metric, r.Contingency?.When)),
    ];

    // A ratio may be written either way.
    private static bool Divides(BoundExpression value) => value is BoundBinary { Operator: BinaryOperator.Divide } || value.Children().Any(Divides);

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
