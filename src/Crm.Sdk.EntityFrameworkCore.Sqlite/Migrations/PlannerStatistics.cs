using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;

/// <summary>
/// Tells SQLite's planner what every file of ours looks like: many rows to a tenant, few to anything else. Without it the planner takes a
/// tenant for as telling as a name, and reads all that he has. ANALYZE replaces this with what is counted.
/// </summary>
internal static class PlannerStatistics
{
    private const long Rows = 1_000_000;

    public static void Write(Database database)
    {
        database.Execute("ANALYZE sqlite_schema");
        using var indexes = new Statement(database, """
            SELECT t.name, CASE WHEN i.origin = 'pk' THEN t.name ELSE i.name END, i."unique", group_concat(c.name, ' ' ORDER BY c.seqno)
            FROM sqlite_schema AS t, pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c
            WHERE t.type = 'table' AND t.name LIKE 'crm\_%' ESCAPE '\' GROUP BY t.name, i.name
            """);
        using var delete = new Statement(database, "DELETE FROM sqlite_stat1 WHERE tbl = ?1 AND idx = ?2");
        using var insert = new Statement(database, "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)");
        while (indexes.Step())
        {
            string table = indexes.Text(0)!, index = indexes.Text(1)!;
            delete.Bind(1, table).Bind(2, index).Run();
            insert.Bind(1, table).Bind(2, index).Bind(3, Statistic(indexes.Text(3)!.Split(' '), indexes.Number(2) != 0)).Run();
        }

        database.Execute("ANALYZE sqlite_schema");
    }

    // How many rows there are, then how many of them share the first column, the first two, and so on.
    private static string Statistic(string[] columns, bool isUnique)
    {
        long shared = Rows;
        var counts = new List<long> { Rows };
        foreach (string column in columns)
        {
            shared = column.StartsWith("tenant", StringComparison.Ordinal) ? shared : column is "concept" or "source" ? shared / 10 : Math.Min(shared, 10);
            counts.Add(counts.Count == columns.Length && isUnique ? 1 : shared);
        }

        return string.Join(' ', counts);
    }
}
