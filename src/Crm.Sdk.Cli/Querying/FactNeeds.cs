using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Cli.Querying;

/// <summary>Which facts a query reads, so that the files of others need not be.</summary>
internal static class FactNeeds
{
    /// <summary>The facts that the query aggregates, the entities that it speaks of, and all to which references lead from there.</summary>
    public static IReadOnlyCollection<string> Of(BoundQuery query)
    {
        var needed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (BoundMetric metric in query.Metrics)
        {
            Add(needed, query.Model, metric.Value.Aggregates().Select(a => a.Fact).Concat(metric.Value.Eaches().Select(e => e.Entity)));
        }

        foreach (BoundSegment segment in query.Segments.Select(s => s.Segment))
        {
            Add(needed, query.Model, segment.Aggregates.Select(a => a.Fact).Append(segment.Entity));
        }

        return needed;
    }

    private static void Add(SortedSet<string> needed, CrmModel model, IEnumerable<BoundFact> facts)
    {
        foreach (BoundFact fact in facts.Where(f => needed.Add(f.Name)))
        {
            Add(needed, model, fact.Schema.Fields.Where(f => f.Role == FieldRole.Reference).Select(f => model.Facts[f.Type.Target!]));
        }
    }
}
