using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Cli.Explaining;

/// <summary>A definition that a metric stands on.</summary>
internal sealed class Foundation
{
    private Foundation(string kind, Declaration declaration, string place)
    {
        Kind = kind;
        Name = declaration.Name;
        Text = CrmPrinter.Print(declaration);
        Place = place;
    }

    public string Kind { get; }

    public string Name { get; }

    /// <summary>The definition in its canonical form.</summary>
    public string Text { get; }

    /// <summary>The file and the line; for a fact also the file with its rows.</summary>
    public string Place { get; }

    /// <summary>Metrics, then funnels, cohorts and attributions, then sets, then facts, each by name.</summary>
    public static IReadOnlyList<Foundation> Of(Workspace workspace, BoundMetric metric)
    {
        var declared = workspace.Documents.SelectMany(d => d.Declarations, (d, x) => (Document: d, Declaration: x)).ToList();
        var metrics = Named(metric, "metric: ");
        var sets = Named(metric, "set: ");
        var attributions = Named(metric, "attribution: ");
        var steps = declared.Where(d => sets.Contains(d.Declaration.Name) || attributions.Contains(d.Declaration.Name)).SelectMany(d => StepsOf(d.Declaration)).Select(s => s.Of.FullName).ToList();
        sets.UnionWith(steps);
        foreach (SetDeclaration set in declared.Select(d => d.Declaration).OfType<SetDeclaration>().Reverse())
        {
            AddSources(sets, declared, set);
        }

        var facts = metric.Value.Aggregates().Select(a => a.Fact.Name).Concat(metric.Value.Eaches().Select(e => e.Entity.Name)).Concat(steps).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Of(declared.Where(d => d.Declaration is MetricDeclaration m && (metrics.Contains(m.Name) || metrics.Contains($"{m.Name}@{m.Version ?? 1}"))), "metric", workspace),
            .. Of(declared.Where(d => d.Declaration is FunnelDeclaration f && sets.Contains(f.Name)), "funnel", workspace),
            .. Of(declared.Where(d => d.Declaration is CohortDeclaration c && sets.Contains(c.Name)), "cohort", workspace),
            .. Of(declared.Where(d => d.Declaration is AttributionDeclaration a && attributions.Contains(a.Name)), "attribution", workspace),
            .. Of(declared.Where(d => d.Declaration is SetDeclaration s && sets.Contains(s.Name)), "set", workspace),
            .. Of(declared.Where(d => d.Declaration is FactDeclaration f && facts.Contains(f.Name)), "fact", workspace),
        ];
    }

    private static HashSet<string> Named(BoundMetric metric, string prefix) => metric.Lineage
        .Where(l => l.StartsWith(prefix, StringComparison.Ordinal)).Select(l => l[prefix.Length..]).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<StepExpression> StepsOf(Declaration declaration) => declaration switch
    {
        FunnelDeclaration funnel => funnel.Steps,
        CohortDeclaration cohort => [cohort.Start, cohort.Return],
        AttributionDeclaration attribution => [attribution.Outcome, attribution.Touches],
        _ => [],
    };

    // A set may be of another set, which lineage does not name.
    private static void AddSources(HashSet<string> sets, List<(CrmDocument Document, Declaration Declaration)> declared, SetDeclaration set)
    {
        while (sets.Contains(set.Name) && declared.Select(d => d.Declaration).OfType<SetDeclaration>().FirstOrDefault(s => s.Name == set.Of.FullName) is { } source)
        {
            sets.Add(source.Name);
            set = source;
        }
    }

    private static IEnumerable<Foundation> Of(IEnumerable<(CrmDocument Document, Declaration Declaration)> declared, string kind, Workspace workspace) =>
        declared.OrderBy(d => d.Declaration.Name, StringComparer.Ordinal).Select(d =>
        {
            string rows = workspace.Sources.FirstOrDefault(s => kind == "fact" && s.Schema.Name == d.Declaration.Name) is { } source ? $", rows in {source.DataName}" : "";
            return new Foundation(kind, d.Declaration, d.Document.PlaceOf(d.Declaration.NameSpan) + rows);
        });
}
