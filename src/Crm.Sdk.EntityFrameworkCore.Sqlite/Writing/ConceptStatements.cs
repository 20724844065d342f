using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;

/// <summary>The SQL that writes the rows of one concept.</summary>
internal sealed class ConceptStatements
{
    public ConceptStatements(RowSchema schema)
    {
        string table = $"\"{CrmTables.Of(schema)}\"";
        string[] columns = [.. CrmTables.RowColumns, .. schema.Columns.Select(c => c.Name)];
        References = [.. schema.Columns.Select((c, i) => (c, i)).Where(c => c.c.References is not null).Select(c => c.i)];
        Known = $"SELECT {string.Join(", ", References.Select(i => $"\"{schema.Columns[i].Name}\"").Prepend("version"))} FROM {table} WHERE tenant = ?1 AND id = ?2";
        Exists = $"SELECT 1 FROM {table} WHERE tenant = ?1 AND id = ?2";
        Insert = $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})";
        Update = $"UPDATE {table} SET {string.Join(", ", columns.Select((c, i) => $"\"{c}\" = ?{i + 1}").Skip(2))} WHERE tenant = ?1 AND id = ?2";
    }

    /// <summary>The ordinals of the columns that refer to others.</summary>
    public IReadOnlyList<int> References { get; }

    /// <summary>The version of a row, then what its references hold.</summary>
    public string Known { get; }

    public string Exists { get; }

    public string Insert { get; }

    public string Update { get; }
}
