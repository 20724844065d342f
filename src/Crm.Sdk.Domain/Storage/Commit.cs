using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Storage;

/// <summary>All that one commit brings to a store: it is written whole or not at all.</summary>
public sealed class Commit
{
    /// <summary>The tenant of all of it.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Who did it.</summary>
    public required ActorRef Actor { get; init; }

    /// <summary>When it became known: the time of the commit.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>What it is a part of, such as an import; null for nothing.</summary>
    public string? Cause { get; init; }

    /// <summary>The aggregates that changed, each once.</summary>
    public required IReadOnlyList<AggregateChange> Changes { get; init; }

    /// <summary>The facts that came and went, one entry for each kind of fact.</summary>
    public required IReadOnlyList<FactChange> Facts { get; init; }
}

/// <summary>What a commit does to one aggregate.</summary>
public sealed class AggregateChange
{
    /// <summary>The kind of aggregate.</summary>
    public required Concept Concept { get; init; }

    /// <summary>The version that the store must have; 0 for an aggregate that it must not know.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The new state; its version is the expected one and the number of events.</summary>
    public required Row Row { get; init; }

    /// <summary>The external ids of the state that the commit replaces.</summary>
    public IReadOnlyList<ExternalId> FormerExternalIds { get; init; } = [];

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<EventRecord> Events { get; init; }
}

/// <summary>An event as the log keeps it.</summary>
public sealed class EventRecord
{
    /// <summary>The name of the kind of event.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, to the microsecond.</summary>
    public required Instant OccurredAt { get; init; }

    /// <summary>The event as JSON, with places instead of personal texts.</summary>
    public required string Json { get; init; }

    /// <summary>The personal texts by their places; a null one was erased.</summary>
    public IReadOnlyList<string?> PersonalTexts { get; init; } = [];
}

/// <summary>Facts of one kind that came and went.</summary>
public sealed class FactChange
{
    /// <summary>The fields.</summary>
    public required FactSchema Schema { get; init; }

    /// <summary>Keys of facts that are no longer so.</summary>
    public IReadOnlyList<string> Retracted { get; init; } = [];

    /// <summary>Facts that are so from now on; a key that is retracted as well is replaced.</summary>
    public IReadOnlyList<FactRecord> Added { get; init; } = [];
}

/// <summary>What a store says of a commit that it has written for good.</summary>
public sealed class CommitReceipt
{
    /// <summary>The place of the commit's last event in the log.</summary>
    public required long Position { get; init; }
}

/// <summary>An event in the log of a store.</summary>
public sealed class LogEntry
{
    /// <summary>Its place: positions rise, by more than one now and then, over all tenants.</summary>
    public required long Position { get; init; }

    /// <summary>The tenant.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The name of the kind of aggregate.</summary>
    public required string Concept { get; init; }

    /// <summary>The id of the aggregate.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Which event of the aggregate it is, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>Who did it.</summary>
    public required ActorRef Actor { get; init; }

    /// <summary>When it became known.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>What it was a part of; null for nothing.</summary>
    public string? Cause { get; init; }

    /// <summary>The event.</summary>
    public required EventRecord Event { get; init; }

    /// <summary>Reads the event; null when the schema does not know its kind.</summary>
    public DomainEvent? Read(CrmSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Find(Concept)?.FindEvent(Event.Type)?.Read(Event.Json, Event.PersonalTexts);
    }
}

/// <summary>Which part of the log is wanted.</summary>
public sealed class LogQuery
{
    /// <summary>The tenant; null for all, as followers of the whole log want it.</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>Entries after this position; 0 for all.</summary>
    public long After { get; init; }

    /// <summary>The events of one aggregate only: its concept and id; null for all.</summary>
    public (string Concept, Guid Id)? Subject { get; init; }

    /// <summary>How many at most; null for all.</summary>
    public int? Take { get; init; }
}
