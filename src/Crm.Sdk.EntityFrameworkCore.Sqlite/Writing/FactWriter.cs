using System.Buffers;
using System.Text;
using System.Text.Json;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;

/// <summary>Writes facts of one kind.</summary>
internal sealed class FactWriter
{
    private readonly FactLayout _layout;
    private readonly Statement _delete;
    private readonly Statement _insert;

    public FactWriter(Database database, FactLayout layout)
    {
        FactSchema schema = layout.Schema;
        string table = $"\"{CrmTables.Of(schema)}\"";
        string[] columns = [CrmTables.FactTenant, .. layout.Columns.Select(i => schema.Fields[i].Name), CrmTables.FactAttributes];
        _layout = layout;
        _delete = database.Keep($"DELETE FROM {table} WHERE {CrmTables.FactTenant} = ?1 AND \"{schema.Key.Name}\" = ?2");
        _insert = database.Keep($"INSERT OR REPLACE INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})");
    }

    public void Remove(TenantId tenant, string key)
    {
        _delete.Bind(1, tenant.Value);
        if (_layout.Schema.Key.Type.IsTextual)
        {
            _delete.Bind(2, key).Run();
        }
        else
        {
            _delete.Bind(2, long.Parse(key)).Run();
        }
    }

    /// <summary>Writes a fact in the place of one with its key.</summary>
    public void Put(TenantId tenant, FactRecord fact)
    {
        _insert.Bind(1, tenant.Value);
        int at = 2;
        foreach (int i in _layout.Columns)
        {
            _insert.BindAny(at++, fact.Values[i]);
        }

        _insert.Bind(at, _layout.Attributes.Count == 0 ? null : Attributes(fact)).Run();
    }

    private string? Attributes(FactRecord fact)
    {
        ArrayBufferWriter<byte>? buffer = null;
        Utf8JsonWriter? writer = null;
        foreach (int i in _layout.Attributes)
        {
            if (fact.Values[i] is not { } value)
            {
                continue;
            }

            if (writer is null)
            {
                writer = new Utf8JsonWriter(buffer = new ArrayBufferWriter<byte>());
                writer.WriteStartObject();
            }

            if (value is string text)
            {
                writer.WriteString(_layout.Schema.Fields[i].Name, text);
            }
            else
            {
                writer.WriteNumber(_layout.Schema.Fields[i].Name, (long)value);
            }
        }

        if (writer is null)
        {
            return null;
        }

        writer.WriteEndObject();
        writer.Dispose();
        return Encoding.UTF8.GetString(buffer!.WrittenSpan);
    }
}
