using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Plans;

/// <summary>The identity of a plan.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<PlanId>))]
public readonly record struct PlanId(Guid Value) : IEntityId<PlanId>
{
    /// <inheritdoc/>
    public static PlanId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
