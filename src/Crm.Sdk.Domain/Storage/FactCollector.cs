using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;

namespace Crm.Sdk.Storage;

/// <summary>Finds out which facts came and went when aggregates changed.</summary>
internal sealed class FactCollector
{
    private readonly Dictionary<FactSchema, (List<string> Retracted, List<FactRecord> Added)> _changes = [];

    public void Add(IReadOnlyList<FactProjection> projections, Aggregate? former, Aggregate now)
    {
        foreach (FactProjection projection in projections)
        {
            IEnumerable<FactRecord> current = projection.Of(now);
            Dictionary<string, FactRecord>? before = former is null ? null : projection.Of(former).ToDictionary(f => f.Key, StringComparer.Ordinal);
            foreach (FactRecord fact in current)
            {
                if (before is null || !before.Remove(fact.Key, out FactRecord? old))
                {
                    Of(projection).Added.Add(fact);
                }
                else if (!fact.Equals(old))
                {
                    Of(projection).Retracted.Add(fact.Key);
                    Of(projection).Added.Add(fact);
                }
            }

            if (before is { Count: > 0 })
            {
                Of(projection).Retracted.AddRange(before.Keys);
            }
        }
    }

    public IReadOnlyList<FactChange> Changes() =>
        [.. _changes.Select(c => new FactChange { Schema = c.Key, Retracted = c.Value.Retracted, Added = c.Value.Added })];

    private (List<string> Retracted, List<FactRecord> Added) Of(FactProjection projection)
    {
        if (!_changes.TryGetValue(projection.Schema, out var change))
        {
            _changes.Add(projection.Schema, change = ([], []));
        }

        return change;
    }
}
