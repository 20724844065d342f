using System.Runtime.CompilerServices;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Storage;

/// <summary>A store that keeps all in the memory of the process: for tests, samples and data that is made anew at every start.</summary>
/// <remarks>It behaves as the durable stores do, to the letter, and passes the same conformance kit.</remarks>
public sealed class InMemoryCrmStore : ICrmStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TenantId, string Concept, Guid), Row> _rows = [];
    private readonly Dictionary<(TenantId, string Concept, ExternalId), Guid> _externalIds = [];
    private readonly Dictionary<(TenantId, FactSchema), Dictionary<string, FactRecord>> _facts = [];
    private readonly Dictionary<long, IReadOnlyList<string?>> _personalTexts = [];
    private readonly List<LogEntry> _log = [];
    private readonly InMemoryUniqueValues _uniqueValues = new();
    private readonly InMemoryCursors _cursors = new();

    /// <summary>Creates an empty store.</summary>
    public InMemoryCrmStore(CrmSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
    }

    /// <inheritdoc/>
    public CrmSchema Schema { get; }

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Check(commit);
            _uniqueValues.Check(commit);
            foreach (Row former in commit.Changes.Select(c => _rows.GetValueOrDefault((commit.Tenant, c.Concept.Name, c.Row.Id))).OfType<Row>())
            {
                _uniqueValues.Free(commit.Tenant, former);
            }

            foreach (AggregateChange change in commit.Changes)
            {
                _uniqueValues.Take(commit.Tenant, change.Row);
                Write(commit, change);
            }

            foreach (FactChange change in commit.Facts)
            {
                Dictionary<string, FactRecord> facts = FactsOf(commit.Tenant, change.Schema);
                foreach (string key in change.Retracted)
                {
                    facts.Remove(key);
                }

                foreach (FactRecord fact in change.Added)
                {
                    facts[fact.Key] = fact;
                }
            }

            return ValueTask.FromResult(new CommitReceipt { Position = _log.Count });
        }
    }

    /// <inheritdoc/>
    public ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(concept);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(_rows.GetValueOrDefault((tenant, concept.Name, id)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, Row>> FindAsync(
        TenantId tenant, Concept concept, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(concept);
        ArgumentNullException.ThrowIfNull(values);
        cancellationToken.ThrowIfCancellationRequested();
        var found = new Dictionary<string, Row>(StringComparer.Ordinal);
        lock (_lock)
        {
            foreach (string value in values.Where(v => v.Length > 0))
            {
                if (_externalIds.TryGetValue((tenant, concept.Name, new ExternalId(source, value)), out Guid id))
                {
                    found[value] = _rows[(tenant, concept.Name, id)];
                }
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, Row>>(found);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<Row> rows = Matching(tenant, query);
        rows.Sort(query.Compare);
        IEnumerable<Row> wanted = rows;
        if (query.After is { } cursor)
        {
            wanted = wanted.SkipWhile(r => !IsAfter(r, query, cursor));
        }

        foreach (Row row in wanted.Skip(query.Skip ?? 0).Take(query.Take ?? int.MaxValue))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult((long)Matching(tenant, query).Count);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<LogEntry> entries;
        lock (_lock)
        {
            entries = [.. _log.Skip((int)Math.Min(query.After, int.MaxValue))
                .Where(e => (query.Tenant is not { } t || e.Tenant == t) && (query.Subject is not { } s || (e.Concept == s.Concept && e.Subject == s.Id)))
                .Take(query.Take ?? int.MaxValue).Select(WithPersonalTexts)];
        }

        foreach (LogEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IFactSource Facts(TenantId tenant, FactSchema fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (!Schema.Facts.Contains(fact))
        {
            throw new ArgumentException($"The schema of this store gives no fact '{fact.Name}'.", nameof(fact));
        }

        return new Source(fact, () =>
        {
            lock (_lock)
            {
                return [.. FactsOf(tenant, fact).Values];
            }
        });
    }

    /// <inheritdoc/>
    public ValueTask<LogLease?> LeaseAsync(string cursor, int take, Instant now, Duration lease, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(cursor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(_cursors.Lease(cursor, now, lease, after => [.. _log.Skip((int)after).Take(take).Select(WithPersonalTexts)]));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_lock)
        {
            return ValueTask.FromResult(_cursors.Complete(lease));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> FailAsync(LogLease lease, Instant now, Duration firstWait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_lock)
        {
            return ValueTask.FromResult(_cursors.Fail(lease, now, firstWait));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsAfter(Row row, RowQuery query, PageCursor cursor)
    {
        for (int i = 0; i < query.Order.Count; i++)
        {
            int compared = RowPredicate.Compare(query.Order[i].Target.In(row), cursor.Values[i]);
            if (compared != 0)
            {
                return query.Order[i].Descending ? compared < 0 : compared > 0;
            }
        }

        return row.Id.CompareTo(cursor.Id) > 0;
    }

    private void Check(Commit commit)
    {
        var added = commit.Changes.Select(c => (c.Concept.Name, c.Row.Id)).ToHashSet();
        var claimed = new Dictionary<(string, ExternalId), Guid>();
        foreach (AggregateChange change in commit.Changes)
        {
            (string concept, Row row) = (change.Concept.Name, change.Row);
            Row? known = _rows.GetValueOrDefault((commit.Tenant, concept, row.Id));
            if ((known?.Version ?? 0) != change.ExpectedVersion)
            {
                throw new CrmConcurrencyException(concept, row.Id, change.ExpectedVersion, known?.Version);
            }

            for (int i = 0; i < row.Values.Count; i++)
            {
                RowColumn column = row.Schema.Columns[i];
                if (column.References is { } target && row.Values[i] is Guid reference && !Equals(known?.Values[i], reference)
                    && !added.Contains((target, reference)) && !_rows.ContainsKey((commit.Tenant, target, reference)))
                {
                    throw new CrmReferenceException(concept, row.Id, column.Name, target, reference);
                }
            }

            foreach (ExternalId id in row.ExternalIds)
            {
                bool taken = _externalIds.TryGetValue((commit.Tenant, concept, id), out Guid owner) && owner != row.Id;
                if (taken || !claimed.TryAdd((concept, id), row.Id))
                {
                    throw new CrmDuplicateException(concept, row.Id, id);
                }
            }
        }
    }

    private void Write(Commit commit, AggregateChange change)
    {
        string concept = change.Concept.Name;
        foreach (ExternalId id in change.FormerExternalIds)
        {
            _externalIds.Remove((commit.Tenant, concept, id));
        }

        foreach (ExternalId id in change.Row.ExternalIds)
        {
            _externalIds[(commit.Tenant, concept, id)] = change.Row.Id;
        }

        _rows[(commit.Tenant, concept, change.Row.Id)] = change.Row;
        long version = change.ExpectedVersion;
        foreach (EventRecord e in change.Events)
        {
            long position = _log.Count + 1;
            if (e.PersonalTexts.Count > 0)
            {
                _personalTexts[position] = e.PersonalTexts;
            }

            _log.Add(new LogEntry
            {
                Position = position, Tenant = commit.Tenant, Concept = concept, Subject = change.Row.Id, Version = ++version, Actor = commit.Actor,
                RecordedAt = commit.RecordedAt, Cause = commit.Cause, Event = new EventRecord { Type = e.Type, OccurredAt = e.OccurredAt, Json = e.Json },
            });
        }
    }

    private List<Row> Matching(TenantId tenant, RowQuery query)
    {
        lock (_lock)
        {
            return [.. _rows.Where(r => r.Key.Item1 == tenant && r.Key.Concept == query.Concept.Name).Select(r => r.Value)
                .Where(r => (query.IncludeArchived || !r.IsArchived) && (query.Where is null || query.Where.Holds(r)))];
        }
    }

    private Dictionary<string, FactRecord> FactsOf(TenantId tenant, FactSchema schema)
    {
        if (!_facts.TryGetValue((tenant, schema), out Dictionary<string, FactRecord>? facts))
        {
            _facts.Add((tenant, schema), facts = new Dictionary<string, FactRecord>(StringComparer.Ordinal));
        }

        return facts;
    }

    private LogEntry WithPersonalTexts(LogEntry entry) => !_personalTexts.TryGetValue(entry.Position, out IReadOnlyList<string?>? texts) ? entry : new LogEntry
    {
        Position = entry.Position, Tenant = entry.Tenant, Concept = entry.Concept, Subject = entry.Subject, Version = entry.Version, Actor = entry.Actor,
        RecordedAt = entry.RecordedAt, Cause = entry.Cause,
        Event = new EventRecord { Type = entry.Event.Type, OccurredAt = entry.Event.OccurredAt, Json = entry.Event.Json, PersonalTexts = texts },
    };

    private sealed class Source(FactSchema schema, Func<FactRecord[]> rows) : IFactSource
    {
        public FactSchema Schema => schema;

        public async IAsyncEnumerable<FactBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            FactRecord[] all = rows();
            var batch = new FactBatchBuilder(schema, Math.Clamp(all.Length, 1, FactBatchBuilder.DefaultCapacity));
            foreach (FactRecord row in all)
            {
                if (batch.IsFull)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return batch.Take();
                }

                row.AddTo(batch);
            }

            if (batch.Count > 0)
            {
                yield return batch.Take();
            }

            await ValueTask.CompletedTask;
        }
    }
}
