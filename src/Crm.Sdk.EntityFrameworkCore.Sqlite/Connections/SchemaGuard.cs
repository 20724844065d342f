using System.Globalization;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.Storage;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

/// <summary>Knows which facts a store was opened over: they are counted anew whenever somebody has them made for another schema.</summary>
internal sealed class SchemaGuard(string? generation, SqliteFailures failures)
{
    /// <summary>Where the count is kept.</summary>
    public const string Key = "generation";

    /// <summary>The count after another one; null comes before all.</summary>
    public static string Next(string? generation) =>
        ((generation is null ? 0 : long.Parse(generation, CultureInfo.InvariantCulture)) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>What a file keeps under a key; null for nothing.</summary>
    public static string? Value(Database database, string key)
    {
        Statement s = database.Prepared($"SELECT value FROM {CrmTables.Meta} WHERE key = ?1").Bind(1, key);
        string? value = s.Step() ? s.Text(0) : null;
        s.Reset();
        return value;
    }

    /// <summary>Sees to it that facts are read and written as this store knows them; to be called within the transaction that does so.</summary>
    /// <exception cref="CrmSchemaException">Somebody has had them made anew since.</exception>
    public void Check(Database database)
    {
        if (Value(database, Key) != generation)
        {
            throw new CrmSchemaException($"The facts of the database '{failures.File}' were made anew for another currency or other attributes while it was open here. Open it again, with the currency and the attributes that it has now.");
        }
    }
}
