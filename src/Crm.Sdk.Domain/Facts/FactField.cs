using Crm.Sdk.Values;

namespace Crm.Sdk.Facts;

/// <summary>What a field of a fact is for.</summary>
public enum FieldRole
{
    /// <summary>The stable identity of a row.</summary>
    Key,

    /// <summary>A time role: when something happened, or is planned to happen.</summary>
    Time,

    /// <summary>The key of a row of another fact.</summary>
    Reference,

    /// <summary>A value to filter and to group by.</summary>
    Dimension,

    /// <summary>A value to add up or to rank.</summary>
    Measure,
}

/// <summary>One stored field of a fact.</summary>
/// <remarks>Immutable. Every field but the key may be null in a row.</remarks>
public sealed class FactField
{
    /// <summary>Creates a field.</summary>
    /// <param name="name">Its name in the language: a letter or underscore, then letters, digits and underscores.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="type">The type of its values; never <see cref="DataKind.Number"/>.</param>
    /// <exception cref="ArgumentException">The name is not one of the language, or the type does not fit the role.</exception>
    public FactField(string name, FieldRole role, DataType type)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        FactSchema.CheckName(name);
        bool fits = role switch
        {
            FieldRole.Key => type.Kind is DataKind.Text or DataKind.Integer,
            FieldRole.Time => type.Kind is DataKind.Instant or DataKind.Date,
            FieldRole.Reference => type.Kind is DataKind.Reference,
            _ => type.Kind is not (DataKind.Reference or DataKind.Number),
        };
        if (!fits)
        {
            throw new ArgumentException($"A {role} field cannot be of type {type}.", nameof(type));
        }

        Name = name;
        Role = role;
        Type = type;
    }

    /// <summary>The name in the language.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public FieldRole Role { get; }

    /// <summary>The type of its values.</summary>
    public DataType Type { get; }

    /// <summary>For a time role: whether an aggregate that names no role uses this one.</summary>
    public bool IsDefault { get; init; }

    /// <summary>For a time role: whether values in the future are normal, as for a promised date.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>For a text dimension: whether letters that differ only in case are equal. Values are stored folded to lower case.</summary>
    public bool FoldsCase { get; init; }

    /// <summary>For a dimension: whether the value changes over time, so that a filter must say which reading it means.</summary>
    public bool HasHistory { get; init; }

    /// <summary>For a dimension with history: the interval fact that holds it, and its field where that has another name, as in <c>deal_stage.stage</c>; null when it is kept nowhere.</summary>
    public string? History { get; init; }

    /// <summary>For a dimension with history: whether rows are grouped by the value as of now rather than by that of their own time.</summary>
    public bool GroupsByNow { get; init; }

    /// <summary>The field as the language declares it, without modifiers.</summary>
    public override string ToString() => $"{Name} {Type}";
}
