using Crm.Sdk.Language.Syntax;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <content>Metrics, which may mean something else from a day on.</content>
internal sealed partial class ModelBinder
{
    private Dictionary<string, BoundMetric> BindMetrics()
    {
        var bound = new Dictionary<string, BoundMetric>(StringComparer.Ordinal);
        foreach (string label in _definitions.Metrics.Keys)
        {
            Add(bound, label, _ => label);
        }

        foreach (string name in _definitions.Versions.Keys)
        {
            Add(bound, name, day => _definitions.LabelInForce(name, day));
        }

        return bound;
    }

    // Binds a metric as of the beginning, and again as of each day on which a version comes into force, if it depends on one.
    private void Add(Dictionary<string, BoundMetric> bound, string name, Func<LocalDate?, string> labelOn)
    {
        var versions = new List<BoundMetricVersion>();
        foreach (LocalDate? day in _definitions.Changes.Select(d => (LocalDate?)d).Prepend(null))
        {
            _definitions.InForce.Clear();
            (MetricDeclaration declaration, CrmDocument document) = _definitions.Metrics[labelOn(day)];
            string label = _definitions.Versions.ContainsKey(declaration.Name) ? $"{declaration.Name}@{declaration.Version ?? 1}" : declaration.Name;
            if (BindMetric(label, declaration, document, day) is not { } metric)
            {
                return;
            }

            if (versions.Count == 0 || !versions[^1].Labels.SequenceEqual(_definitions.InForce))
            {
                CheckUnit(name, versions, metric, declaration, document);
                versions.Add(new BoundMetricVersion(day, metric, [.. _definitions.InForce]));
            }

            if (_definitions.InForce.Count == 0)
            {
                break;
            }
        }

        if (NeedsValues(_definitions.Metrics[labelOn(null)].Declaration))
        {
            return;
        }

        BoundMetric last = versions[^1].Metric;
        bound.Add(name, versions.Count == 1 && name == last.Name ? last
            : new BoundMetric(name, last.Title, last.Value, last.Unit, last.Better, last.Minimum, last.Hash, last.Lineage) { Versions = versions, Confidence = last.Confidence });
    }

    private void CheckUnit(string name, List<BoundMetricVersion> versions, BoundMetric metric, MetricDeclaration declaration, CrmDocument document)
    {
        if (versions.Count > 0 && versions[^1].Metric.Unit is var before && before.Name != metric.Unit.Name)
        {
            _log.Error(document, declaration.UnitSpan.Length > 0 ? declaration.UnitSpan : declaration.NameSpan, BindingFindings.VersionUnit,
                $"'{name}' is in {metric.Unit} from {Label(versions.Count, metric)} on, and in {before} before: one series cannot have both.", "Give all versions one unit, or the new one a name of its own.");
        }
    }

    private static string Label(int number, BoundMetric metric) => metric.Name.Contains('@', StringComparison.Ordinal) ? $"'{metric.Name}'" : $"its version {number + 1}";
}
