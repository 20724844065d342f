using System.Text.Json;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;

/// <summary>Reads rows of a concept, in the columns of its table from tenant on.</summary>
internal static class RowReader
{
    private const int Own = 6;

    private static readonly object True = true;

    private static readonly object False = false;

    public static Row Read(Statement s, RowSchema schema)
    {
        object?[] values = new object?[schema.Columns.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(s, Own + i, schema.Columns[i].Kind);
        }

        return new Row(schema, s.Id(1), values)
        {
            Version = s.Number(2), IsArchived = s.Number(3) != 0, ExternalIds = ExternalIds(s.Utf8(4)), Attributes = s.Text(5) is { } json ? AttributeBag.FromJson(json) : AttributeBag.Empty,
        };
    }

    /// <summary>External ids as a row keeps them, in their order; null for none.</summary>
    public static string? ToJson(IReadOnlyList<ExternalId> ids) =>
        ids.Count == 0 ? null : JsonSerializer.Serialize(ids.SelectMany(i => new[] { i.Source, i.Value }));

    private static object? Value(Statement s, int column, ColumnKind kind)
    {
        if (kind is ColumnKind.Text or ColumnKind.Json)
        {
            return s.Text(column);
        }

        return s.IsNull(column) ? null : kind switch
        {
            ColumnKind.Number => s.Number(column),
            ColumnKind.Flag => s.Number(column) != 0 ? True : False,
            _ => s.Id(column),
        };
    }

    private static List<ExternalId> ExternalIds(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return [];
        }

        var ids = new List<ExternalId>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            string source = reader.GetString()!;
            reader.Read();
            ids.Add(new ExternalId(source, reader.GetString()!));
        }

        return ids;
    }
}
