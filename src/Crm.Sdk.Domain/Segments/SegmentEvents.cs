using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;

namespace Crm.Sdk.Segments;

/// <summary>A segment was defined.</summary>
public sealed record SegmentDefined : DomainEvent
{
    /// <summary>The name in definitions.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The condition; null for a static segment.</summary>
    public string? Rule { get; init; }
}

/// <summary>A segment got another condition.</summary>
public sealed record SegmentRevised : DomainEvent
{
    /// <summary>The condition.</summary>
    public required string Rule { get; init; }
}

/// <summary>A segment got another name.</summary>
public sealed record SegmentRenamed : DomainEvent
{
    /// <summary>The name in definitions.</summary>
    public required string Name { get; init; }
}

/// <summary>Somebody put a customer in or out.</summary>
public sealed record SegmentChosen : DomainEvent
{
    /// <summary>The customer.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>In or out.</summary>
    public required SegmentVerdict Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>What somebody said about a customer was taken back.</summary>
public sealed record SegmentChoiceWithdrawn : DomainEvent
{
    /// <summary>The customer.</summary>
    public required CustomerId Customer { get; init; }
}

/// <summary>Generated JSON of the events and of the parts of the state.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(SegmentDefined))]
[JsonSerializable(typeof(SegmentRevised))]
[JsonSerializable(typeof(SegmentRenamed))]
[JsonSerializable(typeof(SegmentChosen))]
[JsonSerializable(typeof(SegmentChoiceWithdrawn))]
[JsonSerializable(typeof(List<SegmentChoice>))]
internal sealed partial class SegmentJson : JsonSerializerContext;
