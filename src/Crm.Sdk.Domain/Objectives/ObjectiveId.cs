using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Objectives;

/// <summary>The identity of a SMART objective.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<ObjectiveId>))]
public readonly record struct ObjectiveId(Guid Value) : IEntityId<ObjectiveId>
{
    /// <inheritdoc/>
    public static ObjectiveId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
