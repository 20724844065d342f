using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Sales;

/// <summary>The identity of a pipeline.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<PipelineId>))]
public readonly record struct PipelineId(Guid Value) : IEntityId<PipelineId>
{
    /// <inheritdoc/>
    public static PipelineId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
