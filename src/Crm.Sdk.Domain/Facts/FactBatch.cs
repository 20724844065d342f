using Crm.Sdk.Values;

namespace Crm.Sdk.Facts;

/// <summary>Some rows of one fact, held by column: the form in which facts travel from a source to an executor.</summary>
/// <remarks>Immutable once built.</remarks>
public sealed class FactBatch
{
    private readonly FactColumn[] _columns;

    /// <summary>Creates a batch.</summary>
    /// <param name="schema">The fact.</param>
    /// <param name="columns">A column for each field of the schema, in its order, all of one length.</param>
    /// <exception cref="ArgumentException">The columns do not fit the schema or differ in length.</exception>
    public FactBatch(FactSchema schema, IReadOnlyList<FactColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != schema.Fields.Count)
        {
            throw new ArgumentException($"'{schema.Name}' has {schema.Fields.Count} fields, not {columns.Count}.", nameof(columns));
        }

        for (int i = 0; i < columns.Count; i++)
        {
            bool textual = schema.Fields[i].Type.Kind == DataKind.Text || schema.Fields[i].Type.Kind == DataKind.Reference;
            if (textual != columns[i] is TextColumn || columns[i].Count != columns[0].Count)
            {
                throw new ArgumentException($"The column of '{schema.Name}.{schema.Fields[i].Name}' has the wrong form or length.", nameof(columns));
            }
        }

        Schema = schema;
        _columns = [.. columns];
    }

    /// <summary>The fact.</summary>
    public FactSchema Schema { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _columns[0].Count;

    /// <summary>A column for each field of the schema, in its order.</summary>
    public IReadOnlyList<FactColumn> Columns => _columns;
}
