using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Parts;

/// <summary>What customers and staff are told, how, how often, and by what right.</summary>
public sealed record CommunicationPlan
{
    /// <summary>What is told.</summary>
    public IReadOnlyList<CommunicationItem> Items { get; init => field = value ?? []; } = [];

    /// <summary>Who of the staff has taken note of what.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; init => field = value ?? []; } = [];
}

/// <summary>Who is spoken to.</summary>
public enum Audience
{
    /// <summary>A segment of customers.</summary>
    Customers,

    /// <summary>People of the organisation.</summary>
    Staff,

    /// <summary>People who sell or deliver with it.</summary>
    Partners,
}

/// <summary>Something that is told again and again, or once.</summary>
public sealed record CommunicationItem : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Who is spoken to.</summary>
    public required Audience Audience { get; init; }

    /// <summary>The segment of customers, by its name in definitions; null for all, and for staff and partners.</summary>
    public string? Segment { get; init; }

    /// <summary>The channel, such as email.</summary>
    public required string Channel { get; init; }

    /// <summary>How often; null for once.</summary>
    public Grain? Cadence { get; init; }

    /// <summary>The first time; null when it is not settled.</summary>
    public LocalDate? Starts { get; init; }

    /// <summary>The purpose that customers must have consented to, as the host names it; null where none is needed.</summary>
    public string? Purpose { get; init; }

    /// <summary>What is said.</summary>
    public required string Message { get; init; }

    /// <summary>Who says it; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>Somebody has taken note of something that was told.</summary>
public sealed record Acknowledgement : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What was told, by its key.</summary>
    public required string Item { get; init; }

    /// <summary>Who took note.</summary>
    public required string Who { get; init; }

    /// <summary>When.</summary>
    public required LocalDate Day { get; init; }
}
