using Crm.Sdk.Aggregates;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Targets;

/// <summary>To which aggregates external ids lead: those of the store, and those that the import itself has added.</summary>
internal sealed class ReferenceBook(ICrmStore store, TenantId tenant)
{
    private readonly Dictionary<(string Concept, string Source, string Value), Guid?> _known = [];
    private readonly Dictionary<(string Concept, string Source, string Value), Guid> _added = [];

    /// <summary>Takes note of an aggregate that the import adds.</summary>
    public void Add(string concept, string source, string value, Guid id) => _added[(concept, source, value)] = id;

    /// <summary>Forgets what was added and then not written.</summary>
    public void Remove(string concept, string source, string value) => _added.Remove((concept, source, value));

    /// <summary>Forgets what the store has said.</summary>
    public void Refresh() => _known.Clear();

    /// <summary>Asks the store for external ids that will be looked up.</summary>
    public async ValueTask LoadAsync(Concept concept, string source, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        string[] wanted = [.. values.Where(v => v.Length > 0 && !_known.ContainsKey((concept.Name, source, v))).Distinct(StringComparer.Ordinal)];
        if (wanted.Length == 0)
        {
            return;
        }

        IReadOnlyDictionary<string, Row> rows = await store.FindAsync(tenant, concept, source, wanted, cancellationToken);
        foreach (string value in wanted)
        {
            _known[(concept.Name, source, value)] = rows.TryGetValue(value, out Row? row) ? row.Id : null;
        }
    }

    /// <summary>The aggregates that sources call so, each once.</summary>
    public IReadOnlyList<Guid> Find(string concept, IReadOnlyList<string> sources, string value)
    {
        var found = new List<Guid>(1);
        foreach (string source in sources)
        {
            Guid? id = _added.TryGetValue((concept, source, value), out Guid added) ? added : _known.GetValueOrDefault((concept, source, value));
            if (id is { } known && !found.Contains(known))
            {
                found.Add(known);
            }
        }

        return found;
    }
}
