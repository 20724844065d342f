using Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>The tables of a SQLite store, for those who make them by other means than opening it.</summary>
public static class SqliteTables
{
    /// <summary>The SQL that makes the tables, or brings them from a migration to the last one. Run it in one transaction.</summary>
    /// <param name="from">The last migration that was applied; null for an empty file.</param>
    public static string Script(string? from = null)
    {
        using var context = new SqliteCrmContext(SqliteCrmContext.Options(null));
        return SchemaMigrator.Script(context, from);
    }

    /// <summary>The names of the migrations, in order.</summary>
    public static IReadOnlyList<string> Migrations => SchemaMigrator.Known;

    /// <summary>Whether the migrations make the tables that the concepts of the SDK want. A test of the SDK sees to it that they do.</summary>
    public static bool MatchConcepts()
    {
        using var context = new SqliteCrmContext(SqliteCrmContext.Options(null));
        return !context.Database.HasPendingModelChanges();
    }
}
