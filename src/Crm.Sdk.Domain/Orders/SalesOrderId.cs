using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Orders;

/// <summary>The identity of an order.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<SalesOrderId>))]
public readonly record struct SalesOrderId(Guid Value) : IEntityId<SalesOrderId>
{
    /// <inheritdoc/>
    public static SalesOrderId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
