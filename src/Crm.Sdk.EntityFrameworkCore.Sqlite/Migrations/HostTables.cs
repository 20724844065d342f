using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;

/// <summary>The tables of concepts that a host has added. No migration can know them: they are made when they are missing, as migrations would.</summary>
/// <remarks>A table of facts whose columns have changed is made anew, as facts follow from rows. One of rows is the host's to change.</remarks>
internal sealed class HostTables(Database database, SqliteFailures failures, IReadOnlyList<Concept> concepts)
{
    /// <summary>The tables that are not there or must be made anew.</summary>
    /// <exception cref="CrmStorageException">A table of rows lacks a column.</exception>
    public IReadOnlyList<string> Missing()
    {
        var missing = new List<string>();
        foreach (Concept concept in concepts)
        {
            string table = CrmTables.Of(concept.Schema);
            HashSet<string> there = ColumnsOf(table);
            RowColumn? lacking = concept.Schema.Columns.FirstOrDefault(c => !there.Contains(c.Name));
            if (there.Count == 0)
            {
                missing.Add(table);
            }
            else if (lacking is not null)
            {
                throw failures.Failure($"has a table '{table}' without the column '{lacking.Name}' of the host's concept. Add it: ALTER TABLE \"{table}\" ADD COLUMN \"{lacking.Name}\" {(lacking.Kind is ColumnKind.Number or ColumnKind.Flag ? "INTEGER" : "TEXT")}{(lacking.IsNullable ? "" : " NOT NULL DEFAULT …")}.");
            }

            missing.AddRange(FactLayout.Declared(concept)
                .Where(f => !ColumnsOf(CrmTables.Of(f)).SetEquals([CrmTables.FactTenant, CrmTables.FactAttributes, .. f.Fields.Select(x => x.Name)])).Select(CrmTables.Of));
        }

        return missing;
    }

    /// <summary>Makes tables, within the transaction that the caller has begun.</summary>
    public void Make(IReadOnlyList<string> tables)
    {
        ModelBuilder builder = SqliteConventionSetBuilder.CreateModelBuilder().AddCrm(concepts);
        SqliteCrmContext.KeepIdsAsText(builder);
        using var context = new SqliteCrmContext(SqliteCrmContext.Options(database.Connection));
        IModel model = context.GetService<IModelRuntimeInitializer>().Initialize(builder.FinalizeModel(), designTime: true, validationLogger: null);
        List<MigrationOperation> operations =
        [
            .. context.GetService<IMigrationsModelDiffer>().GetDifferences(null, model.GetRelationalModel())
                .Where(o => o is CreateTableOperation t ? tables.Contains(t.Name) : o is CreateIndexOperation i && tables.Contains(i.Table)),
        ];
        foreach (string table in tables)
        {
            database.Execute($"DROP TABLE IF EXISTS \"{table}\"");
        }

        foreach (MigrationCommand command in context.GetService<IMigrationsSqlGenerator>().Generate(operations, model))
        {
            database.Execute(command.CommandText);
        }

        PlannerStatistics.Write(database);
    }

    private HashSet<string> ColumnsOf(string table)
    {
        var columns = new HashSet<string>(StringComparer.Ordinal);
        using var statement = new Statement(database, "SELECT name FROM pragma_table_info(?1)");
        statement.Bind(1, table);
        while (statement.Step())
        {
            columns.Add(statement.Text(0)!);
        }

        return columns;
    }
}
