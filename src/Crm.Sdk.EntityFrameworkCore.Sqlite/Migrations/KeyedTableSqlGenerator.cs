using Crm.Sdk.EntityFrameworkCore.Model;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;

/// <summary>Makes tables without a row number, which EF Core cannot say: their rows then lie in the order of the key, and one lookup finds them.</summary>
/// <remarks>The log keeps its row number, which is its position.</remarks>
internal sealed class KeyedTableSqlGenerator(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (operation.Name is CrmTables.Log || !operation.Name.StartsWith("crm_", StringComparison.Ordinal))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
