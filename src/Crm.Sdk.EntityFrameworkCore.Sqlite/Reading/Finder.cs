using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;

/// <summary>Finds rows by their ids.</summary>
internal static class Finder
{
    public static Row? Row(Database database, TenantId tenant, RowSchema schema, Guid id) =>
        One(database.Prepared($"{Select(schema)} AS r WHERE r.tenant = ?1 AND r.id = ?2").Bind(1, tenant.Value).Bind(2, id), schema);

    public static Dictionary<string, Row> Rows(Database database, TenantId tenant, RowSchema schema, string source, IReadOnlyCollection<string> values)
    {
        var found = new Dictionary<string, Row>(StringComparer.Ordinal);
        database.Execute("BEGIN");
        Statement statement = database.Prepared(
            $"{Select(schema)} AS r JOIN {CrmTables.ExternalId} AS x ON r.tenant = x.tenant AND r.id = x.id WHERE x.tenant = ?1 AND x.concept = ?2 AND x.source = ?3 AND x.value = ?4")
            .Bind(1, tenant.Value).Bind(2, schema.Name);
        foreach (string value in values.Where(v => v.Length > 0))
        {
            var id = new ExternalId(source, value);
            if (One(statement.Bind(3, id.Source).Bind(4, id.Value), schema) is { } row)
            {
                found[value] = row;
            }
        }

        return found;
    }

    private static string Select(RowSchema schema) =>
        $"SELECT {string.Join(", ", CrmTables.RowColumns.Concat(schema.Columns.Select(c => c.Name)).Select(c => $"r.\"{c}\""))} FROM \"{CrmTables.Of(schema)}\"";

    private static Row? One(Statement statement, RowSchema schema)
    {
        try
        {
            return statement.Step() ? RowReader.Read(statement, schema) : null;
        }
        finally
        {
            statement.Reset();
        }
    }
}
