using System.Collections.Frozen;
using Crm.Sdk.Values;

namespace Crm.Sdk.Aggregates;

/// <summary>
/// A kind of aggregate as stores and sessions see it: its name, the columns of its rows, its events and the facts that it gives to
/// the metric engine. What has one can be stored, searched, imported, logged and replayed without further work.
/// </summary>
public abstract class Concept
{
    private readonly FrozenDictionary<string, EventType> _byName;
    private readonly FrozenDictionary<Type, EventType> _byType;

    private protected Concept(RowSchema schema, IReadOnlyList<EventType> events)
    {
        Schema = schema;
        Events = events;
        _byName = events.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);
        _byType = events.ToFrozenDictionary(e => e.Type);
    }

    /// <summary>The name: small letters and underscores.</summary>
    public string Name => Schema.Name;

    /// <summary>The columns of its rows.</summary>
    public RowSchema Schema { get; }

    /// <summary>Its events, those that every aggregate has among them.</summary>
    public IReadOnlyList<EventType> Events { get; }

    /// <summary>An aggregate to which nothing has happened yet.</summary>
    public abstract Aggregate Create(Guid key);

    /// <summary>The state of an aggregate as a row; pending events are part of the state.</summary>
    public abstract Row ToRow(Aggregate aggregate);

    /// <summary>The aggregate that a row holds.</summary>
    public abstract Aggregate FromRow(Row row);

    /// <summary>The facts that its aggregates give, for the settings of a database.</summary>
    public abstract IReadOnlyList<FactProjection> Facts(FactSettings settings);

    /// <summary>The kind of an event.</summary>
    /// <exception cref="ArgumentException">This concept has no such event.</exception>
    public EventType EventOf(DomainEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return _byType.GetValueOrDefault(e.GetType()) ?? throw new ArgumentException($"'{Name}' has no event {e.GetType().Name}.", nameof(e));
    }

    /// <summary>The kind of event with a name; null when there is none, as in a log that a later version wrote.</summary>
    public EventType? FindEvent(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The aggregate that came of some events.</summary>
    /// <param name="key">Its id.</param>
    /// <param name="events">All its events from the first on, in order.</param>
    public Aggregate Replay(Guid key, IEnumerable<DomainEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        Aggregate aggregate = Create(key);
        foreach (DomainEvent e in events)
        {
            aggregate.Replay(e);
        }

        return aggregate;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>An aggregate that says how it is stored.</summary>
public interface IStored
{
    /// <summary>Its concept.</summary>
    static abstract Concept StoredAs { get; }
}

/// <summary>A kind of aggregate.</summary>
/// <typeparam name="T">The aggregate.</typeparam>
/// <typeparam name="TId">Its id.</typeparam>
public sealed class Concept<T, TId> : Concept
    where T : Aggregate<TId>
    where TId : struct, IEntityId<TId>
{
    private readonly Func<TId, T> _create;
    private readonly Func<T, object?>[] _read;
    private readonly Action<T, IReadOnlyList<object?>, int>[] _write;
    private readonly Func<FactSettings, IReadOnlyList<FactProjection>> _facts;

    internal Concept(
        RowSchema schema, IReadOnlyList<EventType> events, Func<TId, T> create, Func<T, object?>[] read, Action<T, IReadOnlyList<object?>, int>[] write,
        Func<FactSettings, IReadOnlyList<FactProjection>> facts)
        : base(schema, events)
    {
        _create = create;
        _read = read;
        _write = write;
        _facts = facts;
    }

    /// <inheritdoc/>
    public override Aggregate Create(Guid key) => _create(TId.From(key));

    /// <inheritdoc/>
    public override Row ToRow(Aggregate aggregate)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        var own = (T)aggregate;
        object?[] values = new object?[_read.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _read[i](own);
            if (values[i] is null && !Schema.Columns[i].IsNullable)
            {
                throw new InvalidOperationException($"This {Name} has no {Schema.Columns[i].Property}: nothing has happened to it yet.");
            }
        }

        return new Row(Schema, aggregate.Key, values)
        {
            Version = aggregate.Version + aggregate.PendingEvents.Count,
            IsArchived = aggregate.IsArchived,
            ExternalIds = [.. aggregate.ExternalIds],
            Attributes = aggregate.Attributes,
        };
    }

    /// <inheritdoc/>
    public override Aggregate FromRow(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!ReferenceEquals(row.Schema, Schema))
        {
            throw new ArgumentException($"This is a row of '{row.Schema.Name}', not of '{Name}'.", nameof(row));
        }

        T aggregate = _create(TId.From(row.Id));
        for (int i = 0; i < _write.Length; i++)
        {
            _write[i](aggregate, row.Values, i);
        }

        aggregate.Load(row);
        return aggregate;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FactProjection> Facts(FactSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return _facts(settings);
    }
}
