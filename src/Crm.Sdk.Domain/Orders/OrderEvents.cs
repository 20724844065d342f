using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Sales;

namespace Crm.Sdk.Orders;

/// <summary>An order was placed.</summary>
public sealed record OrderPlaced : DomainEvent
{
    /// <summary>The number that people know it by; null for none.</summary>
    public string? Number { get; init; }

    /// <summary>Who bought; null when unknown.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The opportunity that it came of; null for none.</summary>
    public OpportunityId? Opportunity { get; init; }

    /// <summary>The channel; null when unknown.</summary>
    public string? Channel { get; init; }

    /// <summary>The lines in order.</summary>
    public required IReadOnlyList<OrderLine> Lines { get; init; }
}

/// <summary>Something else is wanted of a line.</summary>
public sealed record OrderLineAmended : DomainEvent
{
    /// <summary>The number of the line.</summary>
    public required int Number { get; init; }

    /// <summary>What is wanted now.</summary>
    public required OrderLine Line { get; init; }
}

/// <summary>Some of a line was shipped.</summary>
public sealed record OrderLineShipped : DomainEvent
{
    /// <summary>The number of the line.</summary>
    public required int Number { get; init; }

    /// <summary>How many.</summary>
    public required long Quantity { get; init; }
}

/// <summary>Some of a line came back.</summary>
public sealed record OrderLineReturned : DomainEvent
{
    /// <summary>The number of the line.</summary>
    public required int Number { get; init; }

    /// <summary>How many.</summary>
    public required long Quantity { get; init; }
}

/// <summary>What was not shipped of an order was cancelled.</summary>
public sealed record OrderCancelled : DomainEvent
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>Generated JSON of the events and of the parts of the state.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter), typeof(MoneyConverter)])]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(OrderLineAmended))]
[JsonSerializable(typeof(OrderLineShipped))]
[JsonSerializable(typeof(OrderLineReturned))]
[JsonSerializable(typeof(OrderCancelled))]
[JsonSerializable(typeof(List<OrderLineState>))]
internal sealed partial class OrderJson : JsonSerializerContext;
