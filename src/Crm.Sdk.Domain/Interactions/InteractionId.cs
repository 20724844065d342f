using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interactions;

/// <summary>The identity of an interaction.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<InteractionId>))]
public readonly record struct InteractionId(Guid Value) : IEntityId<InteractionId>
{
    /// <inheritdoc/>
    public static InteractionId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
