using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;

namespace Crm.Sdk.Storage;

/// <summary>Makes the versions of facts out of a log: each event is applied to its aggregate, and what facts it gives then is written down.</summary>
/// <remarks>
/// The log does not say which events were committed together, so every position is one of its own. What was known at an instant is the
/// same, for the events of a commit have one time.
/// </remarks>
internal sealed class FactReplay
{
    private readonly CrmSchema _schema;
    private readonly Dictionary<Concept, IReadOnlyList<FactProjection>> _projections;
    private readonly Dictionary<(Concept, Guid), Known> _known = [];
    private readonly FactHistoryBuilder _history;

    public FactReplay(CrmSchema schema, IEnumerable<FactSchema> facts)
    {
        FactSchema[] wanted = [.. facts];
        _schema = schema;
        _history = new FactHistoryBuilder(wanted);
        _projections = schema.Projections.ToDictionary(p => p.Key, p => (IReadOnlyList<FactProjection>)[.. p.Value.Where(f => wanted.Contains(f.Schema))]);
    }

    public void Add(LogEntry entry)
    {
        _history.Commit(entry.Position, entry.RecordedAt, entry.Cause);
        if (_schema.Find(entry.Concept) is not { } concept || _projections[concept].Count == 0)
        {
            return;
        }

        if (!_known.TryGetValue((concept, entry.Subject), out Known? known))
        {
            _known.Add((concept, entry.Subject), known = new Known(concept.Create(entry.Subject)));
        }

        known.Aggregate.Replay(entry.Read(_schema) ?? throw new CrmStorageException(
            $"The log has an event '{entry.Event.Type}' of '{entry.Concept}' at position {entry.Position}, which this version of the schema does not know. Read it with the version that wrote it."));
        var before = new HashSet<(FactSchema, string)>(known.Facts);
        known.Facts.Clear();
        foreach (FactRecord fact in _projections[concept].SelectMany(p => p.Of(known.Aggregate)))
        {
            _history.Put(fact);
            known.Facts.Add((fact.Schema, fact.Key));
            before.Remove((fact.Schema, fact.Key));
        }

        foreach ((FactSchema schema, string key) in before)
        {
            _history.Retract(schema, key);
        }
    }

    public FactHistory ToHistory() => _history.ToHistory();

    private sealed class Known(Aggregate aggregate)
    {
        public Aggregate Aggregate { get; } = aggregate;

        public List<(FactSchema Schema, string Key)> Facts { get; } = [];
    }
}
