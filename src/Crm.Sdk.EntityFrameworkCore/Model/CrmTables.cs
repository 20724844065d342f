using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;

namespace Crm.Sdk.EntityFrameworkCore.Model;

/// <summary>What the tables of a relational store are called. The names are part of shipped migrations and do not change.</summary>
public static class CrmTables
{
    /// <summary>All that ever happened.</summary>
    public const string Log = "crm_log";

    /// <summary>The personal texts of events, by position in the log and place in the event.</summary>
    public const string Personal = "crm_personal";

    /// <summary>What other systems call things.</summary>
    public const string ExternalId = "crm_external_id";

    /// <summary>Where the followers of the log stand.</summary>
    public const string Cursor = "crm_cursor";

    /// <summary>What the store must know about the schema that it was last opened with.</summary>
    public const string Meta = "crm_meta";

    /// <summary>Which migrations were applied.</summary>
    public const string Migrations = "__crm_migrations";

    /// <summary>The columns that the rows of every concept begin with, in order.</summary>
    public static IReadOnlyList<string> RowColumns { get; } = ["tenant", "id", "version", "archived", "external_ids", "attributes"];

    /// <summary>The column of a fact that holds the fields of the host's attributes as JSON.</summary>
    public const string FactAttributes = "attributes_json";

    /// <summary>The column of a fact that holds the tenant.</summary>
    public const string FactTenant = "tenant_id";

    /// <summary>The table with the rows of a concept.</summary>
    public static string Of(RowSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return "crm_" + schema.Name;
    }

    /// <summary>The table with the facts of one kind.</summary>
    public static string Of(FactSchema fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return "crm_fact_" + fact.Name;
    }
}
