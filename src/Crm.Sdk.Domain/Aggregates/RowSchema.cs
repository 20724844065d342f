using System.Collections.Frozen;
using Crm.Sdk.Attributes;
using Crm.Sdk.Values;

namespace Crm.Sdk.Aggregates;

/// <summary>How a column of a row is stored.</summary>
public enum ColumnKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number of 64 bits: a count, minor units of money, microseconds of an instant or days of a date (UTC, from 1970).</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>The id of an aggregate.</summary>
    Id,

    /// <summary>A JSON text that is stored and loaded whole; no condition can ask for it.</summary>
    Json,
}

/// <summary>A column of the rows in which a store keeps the state of one kind of aggregate.</summary>
public sealed class RowColumn
{
    internal RowColumn(string name, ColumnKind kind, string property)
    {
        Name = name;
        Kind = kind;
        Property = property;
    }

    /// <summary>The name in the store: small letters and underscores.</summary>
    public string Name { get; }

    /// <summary>How it is stored.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The property of the aggregate that it holds, as conditions name it.</summary>
    public string Property { get; }

    /// <summary>Whether it may be null.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>Whether rows are often asked for by it.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Whether it tells the aggregates of a tenant apart: the store sees to it that no two which are not archived have one value.</summary>
    public bool IsUnique { get; init; }

    /// <summary>The kind of aggregate that it refers to; the store sees to it that the referred one exists. Null for no reference.</summary>
    public string? References { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Kind}";
}

/// <summary>The columns of the rows in which a store keeps the state of one kind of aggregate, beside id, version and archived.</summary>
public sealed class RowSchema
{
    private readonly FrozenDictionary<string, int> _byProperty;

    internal RowSchema(string name, IReadOnlyList<RowColumn> columns)
    {
        Name = name;
        Columns = columns;
        _byProperty = columns.Select((c, i) => (c.Property, i)).ToFrozenDictionary(c => c.Property, c => c.i, StringComparer.Ordinal);
    }

    /// <summary>The name of the kind of aggregate: small letters and underscores.</summary>
    public string Name { get; }

    /// <summary>The columns; a row has a value for each, in this order.</summary>
    public IReadOnlyList<RowColumn> Columns { get; }

    /// <summary>The place of the column that holds a property; -1 when none does.</summary>
    internal int OrdinalOfProperty(string property) => _byProperty.TryGetValue(property, out int i) ? i : -1;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The state of one aggregate as a store keeps it.</summary>
/// <remarks>Values are null, string, long, bool or Guid, as the kind of their column says. Not changed once it is made.</remarks>
public sealed class Row
{
    /// <summary>Creates a row.</summary>
    /// <exception cref="ArgumentException">The values are not as many as the columns, or a text is not well-formed.</exception>
    public Row(RowSchema schema, Guid id, IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != schema.Columns.Count)
        {
            throw new ArgumentException($"'{schema.Name}' has {schema.Columns.Count} columns, not {values.Count}.", nameof(values));
        }

        for (int i = 0; i < values.Count; i++)
        {
            UnicodeText.ThrowIfIllFormed(values[i] as string, schema.Columns[i].Name);
        }

        Schema = schema;
        Id = id;
        Values = values;
    }

    /// <summary>The columns.</summary>
    public RowSchema Schema { get; }

    /// <summary>The id of the aggregate.</summary>
    public Guid Id { get; }

    /// <summary>How many events it has had.</summary>
    public required long Version { get; init; }

    /// <summary>Whether it was put away.</summary>
    public bool IsArchived { get; init; }

    /// <summary>The values by column.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>What other systems call it.</summary>
    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>The values of the host's attributes.</summary>
    public AttributeBag Attributes { get; init; } = AttributeBag.Empty;
}
