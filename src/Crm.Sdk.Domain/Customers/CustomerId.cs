using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Customers;

/// <summary>The identity of a customer.</summary>
/// <param name="Value">The value; the empty one names nobody.</param>
[JsonConverter(typeof(EntityIdConverter<CustomerId>))]
public readonly record struct CustomerId(Guid Value) : IEntityId<CustomerId>
{
    /// <inheritdoc/>
    public static CustomerId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
