using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Storage;

/// <summary>
/// A unit of work of one tenant and one actor: what is loaded through it is one object however often it is asked for, and one commit
/// writes all that happened, or nothing.
/// </summary>
/// <remarks>
/// Not safe for use from several threads at once; open one for each request. After a failed commit nothing is written and the pending
/// events are still there, but after a <see cref="CrmConcurrencyException"/> a new session is needed to see what others did.
/// </remarks>
public sealed class CrmSession : IAsyncDisposable
{
    private readonly Dictionary<(Concept Concept, Guid Id), Tracked> _tracked = [];
    private readonly Dictionary<Concept, object> _sets = [];
    private readonly IClock _clock;
    private readonly IIdGenerator _ids;

    internal CrmSession(ICrmStore store, TenantId tenant, ActorRef actor, IClock clock, IIdGenerator ids)
    {
        Store = store;
        Tenant = tenant;
        Actor = actor;
        _clock = clock;
        _ids = ids;
    }

    /// <summary>The tenant; all that the session sees and writes is his.</summary>
    public TenantId Tenant { get; }

    /// <summary>Who acts.</summary>
    public ActorRef Actor { get; }

    /// <summary>The time now.</summary>
    public Instant Now => _clock.GetCurrentInstant();

    /// <summary>Where it is kept.</summary>
    internal ICrmStore Store { get; }

    /// <summary>A new id.</summary>
    /// <typeparam name="TId">The kind of id.</typeparam>
    public TId NewId<TId>()
        where TId : struct, IEntityId<TId> => TId.From(_ids.Next());

    /// <summary>All aggregates of one kind. Concepts of the SDK have a property here, such as <c>session.Customers</c>.</summary>
    /// <typeparam name="T">The kind of aggregate.</typeparam>
    /// <typeparam name="TId">Its kind of id.</typeparam>
    /// <exception cref="ArgumentException">The store's schema does not have the concept.</exception>
    public AggregateSet<T, TId> Set<T, TId>()
        where T : Aggregate<TId>, IStored
        where TId : struct, IEntityId<TId>
    {
        if (!_sets.TryGetValue(T.StoredAs, out object? set))
        {
            if (Store.Schema.Find(T.StoredAs.Name) != T.StoredAs)
            {
                throw new ArgumentException($"The schema of this store has no concept '{T.StoredAs.Name}'; add it where the schema is made.");
            }

            _sets.Add(T.StoredAs, set = new AggregateSet<T, TId>(this));
        }

        return (AggregateSet<T, TId>)set;
    }

    /// <summary>Writes all that happened since the last commit, whole or not at all.</summary>
    /// <param name="cause">What it is a part of, such as an import; null for nothing.</param>
    /// <param name="cancellationToken">Ends the call; then nothing is written.</param>
    /// <returns>What the store says; null when nothing had happened.</returns>
    /// <exception cref="CrmConcurrencyException">Somebody else has changed an aggregate.</exception>
    /// <exception cref="CrmReferenceException">A reference leads nowhere.</exception>
    /// <exception cref="CrmDuplicateException">An external id is taken, or a name that must be unique.</exception>
    /// <exception cref="CrmStorageException">The store cannot be written.</exception>
    /// <exception cref="InvalidOperationException">An attribute is not registered for its kind of aggregate.</exception>
    public async ValueTask<CommitReceipt?> CommitAsync(string? cause = null, CancellationToken cancellationToken = default)
    {
        List<Tracked> changed = [.. _tracked.Values.Where(t => t.Aggregate.PendingEvents.Count > 0)];
        if (changed.Count == 0)
        {
            return null;
        }

        var facts = new FactCollector();
        var changes = new List<AggregateChange>(changed.Count);
        foreach (Tracked tracked in changed)
        {
            changes.Add(ChangeOf(tracked));
            facts.Add(Store.Schema.Projections[tracked.Concept], tracked.Former is null ? null : tracked.Concept.FromRow(tracked.Former), tracked.Aggregate);
        }

        var commit = new Commit
        {
            Tenant = Tenant, Actor = Actor, RecordedAt = StorageForm.ToInstant(StorageForm.Of(Now)), Cause = cause, Changes = changes, Facts = facts.Changes(),
        };
        CommitReceipt receipt = await Store.CommitAsync(commit, cancellationToken);
        for (int i = 0; i < changed.Count; i++)
        {
            changed[i].Aggregate.Accept();
            changed[i].Former = changes[i].Row;
        }

        return receipt;
    }

    /// <summary>Ends the session; what was not committed is forgotten.</summary>
    public ValueTask DisposeAsync()
    {
        _tracked.Clear();
        return ValueTask.CompletedTask;
    }

    internal void Track(Concept concept, Aggregate aggregate)
    {
        if (aggregate.Version != 0 || !_tracked.TryAdd((concept, aggregate.Key), new Tracked(concept, aggregate, null)))
        {
            throw new InvalidOperationException($"The {concept.Name} {aggregate.Key:D} is in a session already; what was loaded is not added again.");
        }
    }

    internal Aggregate Track(Concept concept, Row row)
    {
        if (!_tracked.TryGetValue((concept, row.Id), out Tracked? tracked))
        {
            _tracked.Add((concept, row.Id), tracked = new Tracked(concept, concept.FromRow(row), row));
        }

        return tracked.Aggregate;
    }

    internal Aggregate? Known(Concept concept, Guid id) => _tracked.GetValueOrDefault((concept, id))?.Aggregate;

    private AggregateChange ChangeOf(Tracked tracked)
    {
        (Concept concept, Aggregate aggregate) = (tracked.Concept, tracked.Aggregate);
        var events = new List<EventRecord>(aggregate.PendingEvents.Count);
        foreach (DomainEvent e in aggregate.PendingEvents)
        {
            if (e is AttributeChanged changedAttribute)
            {
                Check(concept, changedAttribute);
            }

            EventType type = concept.EventOf(e);
            string json = type.Write(e, out IReadOnlyList<string?> texts);
            events.Add(new EventRecord { Type = type.Name, OccurredAt = StorageForm.ToInstant(StorageForm.Of(e.OccurredAt)), Json = json, PersonalTexts = texts });
        }

        return new AggregateChange
        {
            Concept = concept, ExpectedVersion = aggregate.Version, Row = concept.ToRow(aggregate), FormerExternalIds = tracked.Former?.ExternalIds ?? [], Events = events,
        };
    }

    // Facts and the erasing of personal texts rely on the registered definition.
    private void Check(Concept concept, AttributeChanged e)
    {
        AttributeDefinition known = Store.Schema.Settings.Attributes.Of(concept.Name).FirstOrDefault(a => a.Key == e.Key)
            ?? throw new InvalidOperationException($"'{e.Key}' is no attribute of {concept.Name}; register it where the schema is made ({nameof(AttributeRegistry)}).");
        object? value = e.Personal?.Value ?? e.Text ?? e.Number ?? (object?)e.Flag;
        if (value is not null && (!known.Fits(value) || known.IsPersonal != e.Personal is not null))
        {
            throw new InvalidOperationException(
                $"'{e.Key}' of {concept.Name} is registered as {known.Type}{(known.IsPersonal ? ", personal" : "")}, and was set through another definition; use the registered one.");
        }
    }

    private sealed class Tracked(Concept concept, Aggregate aggregate, Row? former)
    {
        public Concept Concept { get; } = concept;

        public Aggregate Aggregate { get; } = aggregate;

        /// <summary>The state that the store has; null for an aggregate that it does not know yet.</summary>
        public Row? Former { get; set; } = former;
    }
}
