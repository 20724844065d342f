using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Orders;

/// <summary>The identity of a product.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<ProductId>))]
public readonly record struct ProductId(Guid Value) : IEntityId<ProductId>
{
    /// <inheritdoc/>
    public static ProductId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
