using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;
using Crm.Sdk.Storage;
using Microsoft.Data.Sqlite;
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

    /// <summary>The currency and the attributes that a file was last opened with, for tools that are to use it as it is.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>What the file keeps of them; null when it is not there, or was never opened by a store.</returns>
    /// <exception cref="CrmStorageException">The file cannot be read, or is no database.</exception>
    public static FactSettings? SettingsOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            return null;
        }

        var failures = new SqliteFailures(path);
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        using var database = Database.ForReading(connection.ToString(), failures, TimeSpan.FromSeconds(5));
        database.Execute("PRAGMA query_only = ON");
        return database.Scalar($"SELECT name FROM sqlite_master WHERE type = 'table' AND name = '{CrmTables.Meta}'") is not null
            && SchemaGuard.Value(database, "facts") is { } facts
            ? SettingsReader.Read(SchemaGuard.Value(database, SettingsReader.Key), facts, SchemaGuard.Value(database, "attributes"), failures) : null;
    }

    /// <summary>Whether the migrations make the tables that the concepts of the SDK want. A test of the SDK sees to it that they do.</summary>
    public static bool MatchConcepts()
    {
        using var context = new SqliteCrmContext(SqliteCrmContext.Options(null));
        return !context.Database.HasPendingModelChanges();
    }
}
