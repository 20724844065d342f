using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Sdk.EntityFrameworkCore.Model;

/// <summary>The tables of a relational store as an EF Core model.</summary>
public static class CrmModelBuilder
{
    /// <summary>Adds a table for each concept and each of its facts, and those that every store has. All are property bags, named like their tables.</summary>
    /// <param name="model">The model.</param>
    /// <param name="concepts">The kinds of aggregates.</param>
    /// <exception cref="ArgumentException">A column of a concept has the name of one that every row has.</exception>
    public static ModelBuilder AddCrm(this ModelBuilder model, IEnumerable<Concept> concepts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(concepts);
        foreach (Concept concept in concepts)
        {
            Table(model, CrmTables.Of(concept.Schema), b => Rows(b, concept.Schema));
            foreach (FactSchema fact in FactLayout.Declared(concept))
            {
                Table(model, CrmTables.Of(fact), b => Facts(b, fact));
            }
        }

        Table(model, CrmTables.Log, Log);
        Table(model, CrmTables.Personal, Personal);
        Table(model, CrmTables.ExternalId, ExternalIds);
        Table(model, CrmTables.Cursor, Cursors);
        Table(model, CrmTables.Meta, b =>
        {
            Text(b, "key", required: true);
            Text(b, "value", required: true);
            b.HasKey("key");
        });
        return model;
    }

    private static void Rows(EntityTypeBuilder<Dictionary<string, object>> b, RowSchema schema)
    {
        Id(b, "tenant");
        Id(b, "id");
        b.IndexerProperty<long>("version");
        b.IndexerProperty<bool>("archived");
        Text(b, "external_ids");
        Text(b, "attributes");
        foreach (RowColumn column in schema.Columns)
        {
            if (CrmTables.RowColumns.Contains(column.Name))
            {
                throw new ArgumentException($"'{schema.Name}.{column.Name}' has the name of a column that every row has; rename it.", nameof(schema));
            }

            Type type = column.Kind switch
            {
                ColumnKind.Number => typeof(long?),
                ColumnKind.Flag => typeof(bool?),
                ColumnKind.Id => typeof(Guid?),
                _ => typeof(string),
            };
            b.IndexerProperty(type, column.Name).IsRequired(!column.IsNullable);
            if (column.IsIndexed)
            {
                // A column that is mostly null costs an index nothing that way; what is looked for is never null.
                b.HasIndex("tenant", column.Name).HasFilter(column.IsNullable ? $"\"{column.Name}\" IS NOT NULL" : null);
            }
        }

        b.HasKey("tenant", "id");
    }

    private static void Facts(EntityTypeBuilder<Dictionary<string, object>> b, FactSchema fact)
    {
        Id(b, CrmTables.FactTenant);
        foreach (FactField field in fact.Fields)
        {
            b.IndexerProperty(field.Type.IsTextual ? typeof(string) : typeof(long?), field.Name).IsRequired(field.Role == FieldRole.Key);
        }

        Text(b, CrmTables.FactAttributes);
        b.HasKey(CrmTables.FactTenant, fact.Key.Name);
    }

    private static void Log(EntityTypeBuilder<Dictionary<string, object>> b)
    {
        b.IndexerProperty<long>("position").ValueGeneratedNever();
        Id(b, "tenant");
        Text(b, "concept", required: true);
        Id(b, "subject");
        b.IndexerProperty<long>("version");
        Text(b, "type", required: true);
        b.IndexerProperty<long>("occurred_at");
        b.IndexerProperty<long>("recorded_at");
        Text(b, "actor", required: true);
        Text(b, "cause");
        Text(b, "json", required: true);
        b.HasKey("position");
        b.HasIndex("tenant", "concept", "subject", "version").IsUnique();
    }

    private static void Personal(EntityTypeBuilder<Dictionary<string, object>> b)
    {
        b.IndexerProperty<long>("position").ValueGeneratedNever();
        b.IndexerProperty<int>("place").ValueGeneratedNever();
        Text(b, "value");
        b.HasKey("position", "place");
    }

    private static void ExternalIds(EntityTypeBuilder<Dictionary<string, object>> b)
    {
        Id(b, "tenant");
        Text(b, "concept", required: true);
        Text(b, "source", required: true);
        Text(b, "value", required: true);
        Id(b, "id");
        b.HasKey("tenant", "concept", "source", "value");
    }

    private static void Cursors(EntityTypeBuilder<Dictionary<string, object>> b)
    {
        Text(b, "name", required: true);
        b.IndexerProperty<long>("position");
        b.IndexerProperty<long>("token");
        b.IndexerProperty<long?>("leased");
        Text(b, "free_at");
        b.IndexerProperty<int>("failures");
        b.HasKey("name");
    }

    private static void Table(ModelBuilder model, string name, Action<EntityTypeBuilder<Dictionary<string, object>>> build) =>
        model.SharedTypeEntity<Dictionary<string, object>>(name, b =>
        {
            b.ToTable(name);
            build(b);
        });

    private static void Id(EntityTypeBuilder<Dictionary<string, object>> b, string name) => b.IndexerProperty<Guid>(name).ValueGeneratedNever();

    private static void Text(EntityTypeBuilder<Dictionary<string, object>> b, string name, bool required = false) =>
        b.IndexerProperty<string>(name).IsRequired(required);
}
