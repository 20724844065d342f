using Crm.Sdk.Attributes;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Aggregates;

/// <summary>
/// A thing of the domain that is changed as a whole: a command checks, and what it changes is an event that is applied at once and
/// kept until the commit. What it is follows from its events alone.
/// </summary>
/// <remarks>Not safe for use from several threads at once. Derive from <see cref="Aggregate{TId}"/>.</remarks>
public abstract class Aggregate
{
    private readonly List<DomainEvent> _pending = [];
    private readonly List<ExternalId> _externalIds = [];
    private bool _isFrozen;

    private protected Aggregate(Guid key)
    {
        if (key == Guid.Empty)
        {
            throw new ArgumentException("An empty id names nothing.", nameof(key));
        }

        Key = key;
    }

    /// <summary>The identity without its kind.</summary>
    public Guid Key { get; }

    /// <summary>How many of its events are committed; 0 when it is new.</summary>
    public long Version { get; internal set; }

    /// <summary>Whether it was put away.</summary>
    public bool IsArchived { get; internal set; }

    /// <summary>What other systems call it, in the order in which that became known; one for each source at most.</summary>
    public IReadOnlyList<ExternalId> ExternalIds => _externalIds;

    /// <summary>The values of the attributes that the host has added to this kind of aggregate.</summary>
    public AttributeBag Attributes { get; internal set; } = AttributeBag.Empty;

    /// <summary>What happened since the last commit, in order.</summary>
    public IReadOnlyList<DomainEvent> PendingEvents => _pending;

    /// <summary>Puts it away. Nothing happens when it was already.</summary>
    /// <param name="at">When.</param>
    public void Archive(Instant at)
    {
        if (!IsArchived)
        {
            Raise(new Archived { OccurredAt = at });
        }
    }

    /// <summary>Takes it back. Nothing happens when it was not put away.</summary>
    /// <param name="at">When.</param>
    public void Restore(Instant at)
    {
        if (IsArchived)
        {
            Raise(new Restored { OccurredAt = at });
        }
    }

    /// <summary>Says what another system calls it; an id of the same source is replaced.</summary>
    /// <param name="id">The id there.</param>
    /// <param name="at">When that became so.</param>
    public void Identify(ExternalId id, Instant at)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!_externalIds.Contains(id))
        {
            Raise(new Identified { OccurredAt = at, Source = id.Source, Value = id.Value });
        }
    }

    /// <summary>Another system no longer calls it anything: its id there is free for others. Nothing happens when it has none.</summary>
    /// <param name="source">The other system.</param>
    /// <param name="at">When that became so.</param>
    public void Unidentify(string source, Instant at)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        if (IdIn(source) is not null)
        {
            Raise(new Unidentified { OccurredAt = at, Source = source });
        }
    }

    /// <summary>Sets an attribute. Nothing happens when it has that value.</summary>
    /// <param name="attribute">The attribute; the commit refuses one that is not registered for this kind of aggregate.</param>
    /// <param name="value">The value.</param>
    /// <param name="at">When it became so.</param>
    /// <exception cref="ArgumentException">The value does not fit the type.</exception>
    public void Set<T>(AttributeDefinition<T> attribute, T value, Instant at)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(attribute);
        ArgumentNullException.ThrowIfNull(value);
        SetRaw(attribute, attribute.ToRaw(value), at);
    }

    /// <summary>Takes the value of an attribute away. Nothing happens when it has none.</summary>
    public void Clear(AttributeDefinition attribute, Instant at)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        SetRaw(attribute, null, at);
    }

    /// <summary>Sets an attribute whose type is known only at run time, as when it is imported. Nothing happens when it has that value.</summary>
    /// <param name="attribute">The attribute; the commit refuses one that is not registered for this kind of aggregate.</param>
    /// <param name="raw">The value in the form in which <see cref="AttributeBag"/> holds it: string, bool or long; null for none.</param>
    /// <param name="at">When it became so.</param>
    /// <exception cref="ArgumentException">The value does not fit the type.</exception>
    public void SetRaw(AttributeDefinition attribute, object? raw, Instant at)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        if (raw is not null && !attribute.Fits(raw))
        {
            throw new ArgumentException($"A {raw.GetType().Name} is no value of {attribute}.", nameof(raw));
        }

        UnicodeText.ThrowIfIllFormed(raw as string, attribute.Key);
        if (!Equals(raw, Attributes[attribute.Key]))
        {
            string? personal = attribute.IsPersonal ? raw as string : null;
            Raise(new AttributeChanged
            {
                OccurredAt = at, Key = attribute.Key, Personal = PersonalText.Of(personal),
                Text = personal is null ? raw as string : null, Number = raw as long?, Flag = raw as bool?,
            });
        }
    }

    /// <summary>The id in a source, or null.</summary>
    public ExternalId? IdIn(string source) => _externalIds.Find(e => e.Source == source);

    /// <summary>Applies an event and keeps it for the commit.</summary>
    /// <exception cref="InvalidOperationException">The aggregate is archived and the event does not bring it back.</exception>
    protected void Raise(DomainEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (_isFrozen)
        {
            throw new InvalidOperationException($"This {GetType().Name} was read for reading only; load it with FindAsync or ListAsync to change it.");
        }

        if (IsArchived && e is not Restored)
        {
            throw new InvalidOperationException($"This {GetType().Name} is archived; restore it first.");
        }

        Change(e);
        _pending.Add(e);
    }

    /// <summary>Changes the state as an event says. It checks nothing: the event has happened.</summary>
    protected abstract void Apply(DomainEvent e);

    /// <summary>Applies an event from the log.</summary>
    internal void Replay(DomainEvent e)
    {
        Change(e);
        Version++;
    }

    /// <summary>Lets it be read only.</summary>
    internal void Freeze() => _isFrozen = true;

    /// <summary>Takes the pending events as committed.</summary>
    internal void Accept()
    {
        Version += _pending.Count;
        _pending.Clear();
    }

    internal void Load(Row row)
    {
        Version = row.Version;
        IsArchived = row.IsArchived;
        Attributes = row.Attributes;
        _externalIds.AddRange(row.ExternalIds);
    }

    private void Change(DomainEvent e)
    {
        switch (e)
        {
            case Archived:
                IsArchived = true;
                break;
            case Restored:
                IsArchived = false;
                break;
            case Identified identified:
                _externalIds.RemoveAll(x => x.Source == identified.Source);
                _externalIds.Add(new ExternalId(identified.Source, identified.Value));
                break;
            case Unidentified unidentified:
                _externalIds.RemoveAll(x => x.Source == unidentified.Source);
                break;
            case AttributeChanged changed:
                Attributes = Attributes.With(changed.Key, changed.Personal?.Value ?? changed.Text ?? changed.Number ?? (object?)changed.Flag);
                break;
            default:
                Apply(e);
                break;
        }
    }
}

/// <summary>An aggregate with an id of its own kind.</summary>
/// <typeparam name="TId">The kind of id.</typeparam>
public abstract class Aggregate<TId> : Aggregate
    where TId : struct, IEntityId<TId>
{
    /// <summary>Creates an aggregate to which nothing has happened yet.</summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    protected Aggregate(TId id)
        : base(id.Value) => Id = id;

    /// <summary>The identity.</summary>
    public TId Id { get; }
}

/// <summary>It became known what another system calls an aggregate. Any aggregate may have such ids.</summary>
public sealed record Identified : DomainEvent
{
    /// <summary>The other system.</summary>
    public required string Source { get; init; }

    /// <summary>The key there.</summary>
    public required string Value { get; init; }
}

/// <summary>Another system no longer calls an aggregate anything. Any aggregate may have such ids.</summary>
public sealed record Unidentified : DomainEvent
{
    /// <summary>The other system.</summary>
    public required string Source { get; init; }
}

/// <summary>An attribute got a value or lost it. Any aggregate may have attributes.</summary>
public sealed record AttributeChanged : DomainEvent
{
    /// <summary>The attribute.</summary>
    public required string Key { get; init; }

    /// <summary>The new value, where it is a text about a person.</summary>
    public PersonalText? Personal { get; init; }

    /// <summary>The new value, where it is another text.</summary>
    public string? Text { get; init; }

    /// <summary>The new value, where it is a number, date or instant, in storage form.</summary>
    public long? Number { get; init; }

    /// <summary>The new value, where it is true or false.</summary>
    public bool? Flag { get; init; }
}
