using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Segments;

/// <summary>The identity of a segment.</summary>
/// <param name="Value">The value; the empty one names nothing.</param>
[JsonConverter(typeof(EntityIdConverter<SegmentId>))]
public readonly record struct SegmentId(Guid Value) : IEntityId<SegmentId>
{
    /// <inheritdoc/>
    public static SegmentId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
