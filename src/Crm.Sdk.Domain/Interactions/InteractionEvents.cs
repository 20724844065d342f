using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using NodaTime;

namespace Crm.Sdk.Interactions;

/// <summary>What took place.</summary>
public sealed record InteractionDetails
{
    // More than thirty thousand years; what is longer is a mistake, and no fact could hold it.
    private const long MostSeconds = 1_000_000_000_000;

    /// <summary>With whom; null when it is not known yet.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>With which person; null when it is not known.</summary>
    public ContactId? Contact { get; init; }

    /// <summary>When it began.</summary>
    public required Instant At { get; init; }

    /// <summary>What it was, in the host's words; not empty.</summary>
    public required string Type { get; init; }

    /// <summary>Over which channel, in the host's words; not empty.</summary>
    public required string Channel { get; init; }

    /// <summary>From which side it came.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Who was there for the host; null when unknown.</summary>
    public string? Owner { get; init; }

    /// <summary>What it was about; null when unknown.</summary>
    public PersonalText? Subject { get; init; }

    /// <summary>How long it took, in whole seconds, from 0 to a million million; null when unknown.</summary>
    public long? Seconds { get; init; }

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Type, nameof(Type));
        ArgumentException.ThrowIfNullOrWhiteSpace(Channel, nameof(Channel));
        ArgumentOutOfRangeException.ThrowIfNegative(Seconds ?? 0, nameof(Seconds));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Seconds ?? 0, MostSeconds, nameof(Seconds));
    }
}

/// <summary>An interaction was recorded.</summary>
public sealed record InteractionRecorded : DomainEvent
{
    /// <summary>What took place.</summary>
    public required InteractionDetails Details { get; init; }
}

/// <summary>An interaction had been recorded wrongly.</summary>
public sealed record InteractionCorrected : DomainEvent
{
    /// <summary>What really took place.</summary>
    public required InteractionDetails Details { get; init; }
}

/// <summary>Generated JSON of the events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(InteractionRecorded))]
[JsonSerializable(typeof(InteractionCorrected))]
internal sealed partial class InteractionJson : JsonSerializerContext;
