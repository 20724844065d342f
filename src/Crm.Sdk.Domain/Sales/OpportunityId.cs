using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Sales;

/// <summary>The identity of an opportunity.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<OpportunityId>))]
public readonly record struct OpportunityId(Guid Value) : IEntityId<OpportunityId>
{
    /// <inheritdoc/>
    public static OpportunityId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
