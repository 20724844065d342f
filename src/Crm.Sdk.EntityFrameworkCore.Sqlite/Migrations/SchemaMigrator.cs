using System.Reflection;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;

/// <summary>Brings the tables of a file to the version of this package. EF Core is asked only when there is something to do.</summary>
/// <remarks>
/// The script of the migrations runs in one transaction of ours. EF Core's own way writes a row into a table as a lock, and a process
/// that is killed while it holds it locks everybody out for good.
/// </remarks>
internal static class SchemaMigrator
{
    /// <summary>The migrations that this package knows, in order.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        .. typeof(SchemaMigrator).Assembly.GetTypes().Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal),
    ];

    /// <summary>The migrations that are still to be applied.</summary>
    /// <exception cref="CrmStorageException">A later version of the package has written the file.</exception>
    public static IReadOnlyList<string> Pending(Database database, SqliteFailures failures)
    {
        var applied = new List<string>();
        if (database.Scalar($"SELECT name FROM sqlite_master WHERE type = 'table' AND name = '{CrmTables.Migrations}'") is not null)
        {
            using var statement = new Statement(database, $"SELECT \"MigrationId\" FROM \"{CrmTables.Migrations}\" ORDER BY 1");
            while (statement.Step())
            {
                applied.Add(statement.Text(0)!);
            }
        }

        return applied.Except(Known, StringComparer.Ordinal).FirstOrDefault() is { } newer
            ? throw failures.Failure($"was written by a later version of the SDK: this one does not know its migration '{newer}'. Update the package Crm.Sdk.EntityFrameworkCore.Sqlite.")
            : [.. Known.Except(applied, StringComparer.Ordinal)];
    }

    /// <summary>Applies what is pending, within the transaction that the caller has begun.</summary>
    public static void Apply(Database database, IReadOnlyList<string> pending)
    {
        string? from = Known.TakeWhile(m => m != pending[0]).LastOrDefault();
        using var context = new SqliteCrmContext(SqliteCrmContext.Options(database.Connection));
        database.Execute(Script(context, from));
        PlannerStatistics.Write(database);
    }

    /// <summary>The script from a migration, or from an empty file, to the last one; without transactions.</summary>
    public static string Script(DbContext context, string? from) =>
        context.GetService<IMigrator>().GenerateScript(from, options: MigrationsSqlGenerationOptions.NoTransactions);
}
