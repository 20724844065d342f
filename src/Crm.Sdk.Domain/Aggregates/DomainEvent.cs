using NodaTime;

namespace Crm.Sdk.Aggregates;

/// <summary>Something that happened to one aggregate. Events are facts: they are appended, never changed.</summary>
public abstract record DomainEvent
{
    /// <summary>When it happened. When it became known is given at the commit.</summary>
    public required Instant OccurredAt { get; init; }
}

/// <summary>An aggregate was put away: it is no longer found unless archived ones are asked for. Any aggregate may be.</summary>
public sealed record Archived : DomainEvent;

/// <summary>An aggregate that was put away is back.</summary>
public sealed record Restored : DomainEvent;
