using Crm.Sdk.Aggregates;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Specifications;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>Who refers to the aggregates that are to go.</summary>
internal sealed class ReferenceGraph
{
    private readonly IReadOnlyDictionary<(string Concept, Guid Id), SubjectHistory> _going;
    private readonly Dictionary<(string Concept, Guid Id), HashSet<(string Concept, Guid Id)>> _refersTo = [];

    /// <summary>Creates a graph without references.</summary>
    /// <param name="going">The aggregates that are to go.</param>
    public ReferenceGraph(IReadOnlyDictionary<(string Concept, Guid Id), SubjectHistory> going) => _going = going;

    /// <summary>Reads what the aggregates of a concept refer to; archived ones refer to nothing any more.</summary>
    /// <param name="run">The import.</param>
    /// <param name="concept">The concept.</param>
    /// <param name="newer">Rows that go before those of the store, as in a dry run.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadAsync(ImportRun run, Concept concept, IReadOnlyDictionary<(string Concept, Guid Id), Row> newer, CancellationToken cancellationToken)
    {
        (string Target, int Place)[] columns =
            [.. concept.Schema.Columns.Select((c, i) => (Target: c.References, Place: i)).Where(c => c.Target is not null).Select(c => (c.Target!, c.Place))];
        var parts = ImportTargets.FindTouched(concept.Name)?.PartReferences;
        (string Target, string Key)[] attributes =
            [.. run.Store.Schema.Settings.Attributes.Of(concept.Name).Where(a => a.Type.Kind == DataKind.Reference).Select(a => (a.Type.Target!, a.Key))];
        if (columns.Length + attributes.Length == 0 && parts is null)
        {
            return;
        }

        await foreach (Row stored in run.Store.QueryAsync(run.Tenant, new RowQuery(concept), cancellationToken))
        {
            Row row = newer.GetValueOrDefault((concept.Name, stored.Id), stored);
            foreach ((string target, int place) in columns)
            {
                if (row.Values[place] is Guid id)
                {
                    Add((concept.Name, row.Id), (target, id));
                }
            }

            foreach ((string target, string key) in attributes)
            {
                if (Guid.TryParse(row.Attributes[key] as string, out Guid id))
                {
                    Add((concept.Name, row.Id), (target, id));
                }
            }

            foreach ((string Concept, Guid Id) part in parts?.Invoke(concept.FromRow(row)) ?? [])
            {
                Add((concept.Name, row.Id), part);
            }
        }
    }

    /// <summary>Those that cannot go because something refers to them that stays, each with the kind of what refers; what they refer to stays, too.</summary>
    public IReadOnlyDictionary<(string Concept, Guid Id), string> Kept()
    {
        var kept = new Dictionary<(string Concept, Guid Id), string>();
        var open = new Queue<(string Concept, Guid Id)>(_refersTo.Keys.Where(by => !_going.ContainsKey(by)));
        while (open.TryDequeue(out var by))
        {
            foreach (var referred in _refersTo.GetValueOrDefault(by) ?? [])
            {
                if (kept.TryAdd(referred, by.Concept))
                {
                    open.Enqueue(referred);
                }
            }
        }

        return kept;
    }

    private void Add((string Concept, Guid Id) by, (string Concept, Guid Id) referred)
    {
        if (referred == by || !_going.ContainsKey(referred))
        {
            return;
        }

        if (!_refersTo.TryGetValue(by, out var known))
        {
            _refersTo.Add(by, known = []);
        }

        known.Add(referred);
    }
}
