using Crm.Sdk.Values;

namespace Crm.Sdk.Facts;

/// <summary>Of what the rows of a snapshot fact are pictures, and when each was taken.</summary>
/// <remarks>
/// Immutable. A row says how something stood at <see cref="At"/>. What it is a picture of is the <see cref="Entity"/> together with the
/// fields that <see cref="Parts"/> names; of one there is at most one row at one time, and executors refuse tables with two.
/// </remarks>
public sealed class FactSnapshot
{
    /// <summary>Names the fields.</summary>
    /// <param name="entity">The reference to the entity.</param>
    /// <param name="at">The time role at which a row was taken.</param>
    /// <param name="parts">The other fields that tell apart what is pictured, such as a currency or the month of a forecast; may be empty.</param>
    public FactSnapshot(string entity, string at, params IReadOnlyList<string> parts)
    {
        ArgumentException.ThrowIfNullOrEmpty(entity);
        ArgumentException.ThrowIfNullOrEmpty(at);
        ArgumentNullException.ThrowIfNull(parts);
        Entity = entity;
        At = at;
        Parts = [.. parts];
    }

    /// <summary>The reference to the entity. A row in which it is null is a picture of nothing and never read.</summary>
    public string Entity { get; }

    /// <summary>The time role at which a row was taken.</summary>
    public string At { get; }

    /// <summary>The other fields that tell apart what is pictured; may be empty.</summary>
    public IReadOnlyList<string> Parts { get; }

    internal void Check(string fact, IReadOnlyList<FactField> fields)
    {
        FactField? Find(string name, params FieldRole[] roles) => fields.FirstOrDefault(f => f.Name == name && roles.Contains(f.Role));
        if (Find(Entity, FieldRole.Reference) is null)
        {
            throw new ArgumentException($"The fact '{fact}' has no reference '{Entity}' to the entity of its snapshots.", nameof(fields));
        }

        if (Find(At, FieldRole.Time) is not { IsPlanned: false })
        {
            throw new ArgumentException($"The fact '{fact}' needs a time '{At}' at which a snapshot was taken, and it is not planned.", nameof(fields));
        }

        if (Parts.FirstOrDefault(p => p == Entity || p == At || Find(p, FieldRole.Reference, FieldRole.Dimension, FieldRole.Time) is null) is { } odd)
        {
            throw new ArgumentException($"'{odd}' does not tell apart the snapshots of '{fact}': it is no other reference, dimension or time of it.", nameof(fields));
        }

        if (Parts.Distinct(StringComparer.Ordinal).Count() < Parts.Count || fields.Any(f => f.IsDefault))
        {
            throw new ArgumentException($"A snapshot has no default time, and its key names a field once: '{fact}'.", nameof(fields));
        }
    }
}
