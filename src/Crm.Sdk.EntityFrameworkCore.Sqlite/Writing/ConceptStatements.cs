using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;

/// <summary>What checks and writes the rows of one concept on one connection.</summary>
internal sealed class ConceptStatements
{
    public ConceptStatements(Database database, RowSchema schema)
    {
        string table = $"\"{CrmTables.Of(schema)}\"";
        string[] columns = [.. CrmTables.RowColumns, .. schema.Columns.Select(c => c.Name)];
        References = [.. schema.Columns.Select((c, i) => (c, i)).Where(c => c.c.References is not null).Select(c => c.i)];
        Known = database.Keep($"SELECT {string.Join(", ", References.Select(i => $"\"{schema.Columns[i].Name}\"").Prepend("version"))} FROM {table} WHERE tenant = ?1 AND id = ?2");
        Exists = database.Keep($"SELECT 1 FROM {table} WHERE tenant = ?1 AND id = ?2");
        Uniques = [.. schema.Columns.Select((c, i) => (c, i)).Where(c => c.c.IsUnique).Select(c => (c.i, database.Keep($"SELECT id FROM {table} WHERE tenant = ?1 AND \"{c.c.Name}\" = ?2 AND archived = 0")))];
        Last = database.Keep($"SELECT max(id) FROM {table} WHERE tenant = ?1");
        Insert = database.Keep($"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})");
        Update = database.Keep($"UPDATE {table} SET {string.Join(", ", columns.Select((c, i) => $"\"{c}\" = ?{i + 1}").Skip(2))} WHERE tenant = ?1 AND id = ?2");
    }

    /// <summary>The ordinals of the columns that refer to others.</summary>
    public IReadOnlyList<int> References { get; }

    /// <summary>The ordinals of the columns whose values are unique, each with who has one.</summary>
    public IReadOnlyList<(int Ordinal, Statement Owners)> Uniques { get; }

    /// <summary>The version of a row, then what its references hold.</summary>
    public Statement Known { get; }

    public Statement Exists { get; }

    /// <summary>The id after which no row has one.</summary>
    public Statement Last { get; }

    public Statement Insert { get; }

    public Statement Update { get; }
}
