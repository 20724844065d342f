using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Objectives;

/// <summary>The identity of a business objective.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<BusinessObjectiveId>))]
public readonly record struct BusinessObjectiveId(Guid Value) : IEntityId<BusinessObjectiveId>
{
    /// <inheritdoc/>
    public static BusinessObjectiveId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
