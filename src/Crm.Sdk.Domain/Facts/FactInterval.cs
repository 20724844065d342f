using Crm.Sdk.Values;

namespace Crm.Sdk.Facts;

/// <summary>Whose state the rows of an interval fact are, and how long it lasts.</summary>
/// <remarks>
/// Immutable. A row lasts from <see cref="From"/> up to and without <see cref="To"/>; where that is null it lasts still. The rows of one
/// entity follow one another without overlapping, unless <see cref="MayOverlap"/>; executors refuse tables in which they do not.
/// </remarks>
public sealed class FactInterval
{
    /// <summary>Names the fields.</summary>
    /// <param name="entity">The reference to the entity.</param>
    /// <param name="from">The time role at which the state begins.</param>
    /// <param name="to">The time role at which it ends.</param>
    /// <param name="mayOverlap">Whether an entity may be in several states at once.</param>
    public FactInterval(string entity, string from, string to, bool mayOverlap = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(entity);
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        Entity = entity;
        From = from;
        To = to;
        MayOverlap = mayOverlap;
    }

    /// <summary>The reference to the entity.</summary>
    public string Entity { get; }

    /// <summary>The time role at which a state begins; it belongs to the state.</summary>
    public string From { get; }

    /// <summary>The time role at which it ends, of the same type; it no longer belongs to the state. Null in a row that lasts still.</summary>
    public string To { get; }

    /// <summary>Whether an entity may be in several states at once.</summary>
    public bool MayOverlap { get; }

    internal void Check(string fact, IReadOnlyList<FactField> fields)
    {
        FactField? Find(string name, FieldRole role) => fields.FirstOrDefault(f => f.Name == name && f.Role == role);
        if (Find(Entity, FieldRole.Reference) is null)
        {
            throw new ArgumentException($"The fact '{fact}' has no reference '{Entity}' to the entity of its states.", nameof(fields));
        }

        if (From == To || Find(From, FieldRole.Time) is not { } from || Find(To, FieldRole.Time) is not { } to || !from.Type.Equals(to.Type))
        {
            throw new ArgumentException($"The fact '{fact}' needs two times of one type, '{From}' and '{To}'.", nameof(fields));
        }

        if (fields.Any(f => f.IsDefault) || from.IsPlanned || to.IsPlanned)
        {
            throw new ArgumentException($"A state has no default time, and its ends are not planned: '{fact}'.", nameof(fields));
        }
    }
}
