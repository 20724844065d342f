namespace Crm.Sdk.Facts;

/// <summary>The tables over which metrics are evaluated, by the name of their fact.</summary>
/// <remarks>Immutable. A fact without a table is not one without rows: a query that needs it is refused. See <see cref="FactTable.Empty"/>.</remarks>
public sealed class FactSet
{
    private readonly Dictionary<string, FactTable> _tables;

    /// <summary>Creates a set of tables.</summary>
    /// <exception cref="ArgumentException">Two tables are of the same fact.</exception>
    public FactSet(params IEnumerable<FactTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _tables = new Dictionary<string, FactTable>(StringComparer.Ordinal);
        foreach (FactTable table in tables)
        {
            if (!_tables.TryAdd(table.Schema.Name, table))
            {
                throw new ArgumentException($"Two tables are of the fact '{table.Schema.Name}'.", nameof(tables));
            }
        }
    }

    /// <summary>The position of the log at which the rows were known so, see <see cref="FactHistory.At"/>; null when they come without a log.</summary>
    public long? Position { get; init; }

    /// <summary>The tables.</summary>
    public IReadOnlyCollection<FactTable> Tables => _tables.Values;

    /// <summary>Whether there is a table of a fact.</summary>
    public bool Contains(FactSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return _tables.ContainsKey(schema.Name);
    }

    /// <summary>The table of a fact; an empty one when there is none.</summary>
    public FactTable this[FactSchema schema]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(schema);
            return _tables.GetValueOrDefault(schema.Name) ?? new FactTable(schema, []);
        }
    }
}
