using System.Text.Json.Serialization;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Orders;

/// <summary>What a customer wants of one product.</summary>
public sealed record OrderLine
{
    /// <summary>The product; null for what is none of the products, such as freight.</summary>
    public ProductId? Product { get; init; }

    /// <summary>How many; positive.</summary>
    public required long Quantity { get; init; }

    /// <summary>What one costs, discounts taken off; not negative.</summary>
    public required Money UnitPrice { get; init; }

    /// <summary>When it is promised; null when nothing is.</summary>
    public LocalDate? PromisedOn { get; init; }

    /// <summary>What all of it costs.</summary>
    [JsonIgnore]
    public Money Amount => UnitPrice * Quantity;

    internal void Check(Currency currency)
    {
        if (Quantity <= 0)
        {
            throw new ArgumentException($"A line needs a positive quantity, not {Quantity}.");
        }

        if (UnitPrice.MinorUnits < 0)
        {
            throw new ArgumentException($"A line needs a price of at least nothing, not {UnitPrice}.");
        }

        if (!ReferenceEquals(UnitPrice.Currency, currency))
        {
            throw new ArgumentException($"The order is in {currency}; a line cannot be in {UnitPrice.Currency}.");
        }

        _ = Amount;
    }
}

/// <summary>What has become of a line.</summary>
public enum LineStatus
{
    /// <summary>Something is still to be shipped.</summary>
    Open,

    /// <summary>All is shipped.</summary>
    Shipped,

    /// <summary>What was not shipped was cancelled.</summary>
    Cancelled,
}

/// <summary>A line of an order with what has become of it.</summary>
public sealed record OrderLineState
{
    /// <summary>The number of the line, from 1; it never changes.</summary>
    public required int Number { get; init; }

    /// <summary>What is wanted now.</summary>
    public required OrderLine Line { get; init; }

    /// <summary>How many were wanted at first.</summary>
    public required long OriginalQuantity { get; init; }

    /// <summary>How often the line was amended.</summary>
    public int Revision { get; init; }

    /// <summary>How many were shipped.</summary>
    public long Shipped { get; init; }

    /// <summary>When some of it was first shipped; null when none was.</summary>
    public Instant? FirstShippedAt { get; init; }

    /// <summary>How many came back.</summary>
    public long Returned { get; init; }

    /// <summary>How many were cancelled; what was wanted is kept beside it.</summary>
    public long Cancelled { get; init; }

    /// <summary>What has become of it.</summary>
    [JsonIgnore]
    public LineStatus Status => Shipped == Line.Quantity ? LineStatus.Shipped : Cancelled > 0 ? LineStatus.Cancelled : LineStatus.Open;
}
