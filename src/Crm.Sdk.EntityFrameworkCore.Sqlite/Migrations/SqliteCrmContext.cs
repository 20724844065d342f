using System.Data.Common;
using Crm.Sdk.EntityFrameworkCore.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;

/// <summary>The tables as EF Core sees them: what migrations are made of and compared with. Commits and queries do not go through it.</summary>
internal sealed class SqliteCrmContext(DbContextOptions<SqliteCrmContext> options) : DbContext(options)
{
    /// <summary>The options for a connection.</summary>
    /// <param name="connection">The connection; null where nothing is read or written.</param>
    /// <param name="migrations">The assembly that holds the migrations; null for this one.</param>
    public static DbContextOptions<SqliteCrmContext> Options(DbConnection? connection, string? migrations = null)
    {
        var builder = new DbContextOptionsBuilder<SqliteCrmContext>();
        void Configure(Microsoft.EntityFrameworkCore.Infrastructure.SqliteDbContextOptionsBuilder o) => o
            .MigrationsHistoryTable(CrmTables.Migrations)
            .MigrationsAssembly(migrations ?? typeof(SqliteCrmContext).Assembly.FullName!);
        _ = connection is null ? builder.UseSqlite("Data Source=:memory:", Configure) : builder.UseSqlite(connection, Configure);
        builder.ReplaceService<IMigrationsSqlGenerator, KeyedTableSqlGenerator>();
        return builder.Options;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddCrm(StandardSchema.Concepts);
        KeepIdsAsText(modelBuilder);
    }

    /// <summary>Ids are text in small letters: the order of texts is then that of ids. EF Core itself would write capitals.</summary>
    internal static void KeepIdsAsText(ModelBuilder modelBuilder)
    {
        foreach (IMutableProperty property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid))
            {
                property.SetValueConverter(new GuidToStringConverter());
            }
        }
    }
}
