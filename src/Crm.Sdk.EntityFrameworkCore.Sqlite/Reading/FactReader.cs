using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;

/// <summary>Reads the facts of one kind straight into columns: no object is made for a row or a number, and for a text only when it is new.</summary>
internal sealed class FactReader(DatabasePool pool, SchemaGuard guard, TenantId tenant, FactLayout layout) : IFactSource
{
    private readonly (int Ordinal, bool IsText)[] _columns = [.. layout.Columns.Select(i => (i, layout.Schema.Fields[i].Type.IsTextual))];

    public FactSchema Schema => layout.Schema;

    public async IAsyncEnumerable<FactBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using DatabasePool.Rental rental = pool.Rent();

        // Handing the connection back ends the transaction.
        rental.Database.Execute("BEGIN");
        guard.Check(rental.Database);
        Statement statement = rental.Database.Prepared(Select()).Bind(1, tenant.Value);
        try
        {
            var batch = new FactBatchBuilder(Schema);
            char[] letters = new char[256];
            while (Fill(statement, batch, ref letters))
            {
                yield return batch.Take();
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (batch.Count > 0)
            {
                yield return batch.Take();
            }
        }
        finally
        {
            statement.Clear();
        }

        await ValueTask.CompletedTask;
    }

    private string Select()
    {
        var columns = layout.Columns.Select(i => layout.Schema.Fields[i].Name).Concat(layout.Attributes.Count > 0 ? [CrmTables.FactAttributes] : Array.Empty<string>());
        return $"SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM \"{CrmTables.Of(Schema)}\" WHERE {CrmTables.FactTenant} = ?1";
    }

    // Reads until the batch is full; false at the end of the rows.
    private bool Fill(Statement s, FactBatchBuilder batch, ref char[] letters)
    {
        while (!batch.IsFull)
        {
            if (!s.Step())
            {
                return false;
            }

            for (int i = 0; i < _columns.Length; i++)
            {
                (int ordinal, bool isText) = _columns[i];
                if (isText)
                {
                    SetText(s, i, batch, ordinal, ref letters);
                }
                else if (s.Number(i) is var number && (number != 0 || !s.IsNull(i)))
                {
                    batch.SetNumber(ordinal, number);
                }
            }

            if (layout.Attributes.Count > 0 && s.Utf8(_columns.Length) is { Length: > 2 } json)
            {
                SetAttributes(json, batch);
            }

            batch.EndRow();
        }

        return true;
    }

    private static void SetText(Statement s, int column, FactBatchBuilder batch, int ordinal, ref char[] letters)
    {
        ReadOnlySpan<byte> bytes = s.Utf8(column);
        if (bytes.Length > letters.Length)
        {
            letters = new char[bytes.Length * 2];
        }

        if (bytes.Length > 0 || !s.IsNull(column))
        {
            batch.SetText(ordinal, letters.AsSpan(0, Encoding.UTF8.GetChars(bytes, letters)));
        }
    }

    private void SetAttributes(ReadOnlySpan<byte> json, FactBatchBuilder batch)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int ordinal = -1;
            foreach (int i in layout.Attributes)
            {
                if (reader.ValueTextEquals(Schema.Fields[i].Name))
                {
                    ordinal = i;
                    break;
                }
            }

            reader.Read();
            if (ordinal < 0)
            {
                continue;
            }

            if (Schema.Fields[ordinal].Type.IsTextual)
            {
                batch.SetText(ordinal, reader.GetString());
            }
            else
            {
                batch.SetNumber(ordinal, reader.GetInt64());
            }
        }
    }
}
