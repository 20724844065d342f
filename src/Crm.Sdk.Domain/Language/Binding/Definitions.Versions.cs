using Crm.Sdk.Language.Syntax;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <content>Metrics in several versions.</content>
internal sealed partial class Definitions
{
    private readonly Dictionary<string, List<(MetricDeclaration Declaration, CrmDocument Document)>> _declared = new(StringComparer.Ordinal);

    /// <summary>The metrics that have versions, each with them in order; the label of a version is its key in <see cref="Metrics"/>.</summary>
    public Dictionary<string, IReadOnlyList<(int Number, LocalDate? From, string Label)>> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>The labels of the versions that were taken because they are in force, since this was emptied.</summary>
    public SortedSet<string> InForce { get; } = new(StringComparer.Ordinal);

    /// <summary>The days on which a version comes into force, in order.</summary>
    public IReadOnlyList<LocalDate> Changes => [.. Versions.Values.SelectMany(v => v).Select(v => v.From).OfType<LocalDate>().Distinct().Order()];

    /// <summary>Whether a metric is called so, with or without its version.</summary>
    public bool IsMetric(string name) => Metrics.ContainsKey(name) || Versions.ContainsKey(name);

    /// <summary>Notes a metric; false when there is that version already.</summary>
    public bool Declare(MetricDeclaration metric, CrmDocument document)
    {
        if (!_declared.TryGetValue(metric.Name, out var versions))
        {
            _declared.Add(metric.Name, versions = []);
        }

        if (versions.Exists(v => (v.Declaration.Version ?? 1) == (metric.Version ?? 1)))
        {
            return false;
        }

        versions.Add((metric, document));
        return true;
    }

    /// <summary>Names each version once all are known: a metric of which only one is declared, and that without a number, has none.</summary>
    public void NameVersions()
    {
        foreach ((string name, var versions) in _declared)
        {
            if (versions is [{ Declaration: { Version: null, From: null } }])
            {
                Metrics.Add(name, versions[0]);
                continue;
            }

            if (versions.Find(v => v.Declaration.Parameters.Count > 0) is ({ } declaration, { } document))
            {
                log.Error(document, declaration.NameSpan, BindingFindings.BadParameter, $"'{name}' has parameters and versions.",
                    "Drop one of the two: give what is meant now a name of its own, or leave the parameters out.");
                Metrics.Add(name, (declaration, document));
                continue;
            }

            versions.Sort((a, b) => (a.Declaration.Version ?? 1).CompareTo(b.Declaration.Version ?? 1));
            Versions.Add(name, [.. versions.Select(v => (v.Declaration.Version ?? 1, v.Declaration.From?.Value, $"{name}@{v.Declaration.Version ?? 1}"))]);
            foreach (var version in versions)
            {
                Metrics.Add($"{name}@{version.Declaration.Version ?? 1}", version);
            }

            CheckDays(name, versions);
        }
    }

    /// <summary>The version of a metric that is in force on a day, which is noted; null for the beginning of time.</summary>
    public string LabelInForce(string name, LocalDate? day)
    {
        string label = Versions[name].Last(v => v.From is not { } from || (day is { } d && from <= d) || v == Versions[name][0]).Label;
        InForce.Add(label);
        return label;
    }

    private void CheckDays(string name, List<(MetricDeclaration Declaration, CrmDocument Document)> versions)
    {
        if (versions[0].Declaration.From is { } first)
        {
            log.Error(versions[0].Document, first.Span, BindingFindings.VersionGap, $"Before {first.Value:R} no version of '{name}' is in force.",
                "Leave 'from' out of the first version, which holds from the beginning of time.");
        }

        for (int i = 1; i < versions.Count; i++)
        {
            (MetricDeclaration declaration, CrmDocument document) = versions[i];
            if (declaration.From is not { } from)
            {
                log.Error(document, declaration.NameSpan, BindingFindings.VersionOverlap, $"'{declaration.Label}' and '{Versions[name][i - 1].Label}' are in force at the same time: it is not said from when on this one is.",
                    $"Write metric {declaration.Label} from 2026-07-01 = ….");
            }
            else if (Versions[name][i - 1].From is { } before && before >= from.Value)
            {
                log.Error(document, from.Span, BindingFindings.VersionOverlap, $"'{declaration.Label}' is in force from {from.Value:R}, and '{Versions[name][i - 1].Label}' from {before:R}: a later version comes into force later.",
                    "Say a later day, or exchange the numbers.");
            }
        }
    }
}
