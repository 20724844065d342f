using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Crm.Sdk.Specifications;
using Crm.Sdk.Values;
using SQLitePCL;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

/// <summary>Functions in SQL that mean what they mean in C#: one LIKE everywhere, and attributes with their types.</summary>
/// <remarks>Constants come as UTF-16 in blobs, so that a pattern may hold what is no well-formed text.</remarks>
internal static class SqlFunctions
{
    /// <summary>crm_like(text, pattern): what <see cref="LikePattern"/> says.</summary>
    public const string Like = "crm_like";

    /// <summary>crm_has(text, text sought, place).</summary>
    public const string Has = "crm_has";

    /// <summary>crm_order(text, other text): negative, 0 or positive; null for null.</summary>
    public const string Order = "crm_order";

    /// <summary>crm_attribute(json, key, kind): the value, or null when there is none of that kind.</summary>
    public const string Attribute = "crm_attribute";

    /// <summary>Any kind of value.</summary>
    public const int AnyKind = -1;

    private const int Deterministic = raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC;

    public static void Register(Database database)
    {
        Add(database, Like, 2, (context, args) => Answer(context, !IsNull(args[0]) && Test(args[0], Utf16(args[1]), LikePattern.IsMatch)));
        Add(database, Has, 3, (context, args) =>
        {
            var place = (TextPlace)raw.sqlite3_value_int(args[2]);
            Answer(context, !IsNull(args[0]) && Test(args[0], Utf16(args[1]), (text, sought) => place switch
            {
                TextPlace.Start => text.StartsWith(sought, StringComparison.Ordinal),
                TextPlace.End => text.EndsWith(sought, StringComparison.Ordinal),
                _ => text.Contains(sought, StringComparison.Ordinal),
            }));
        });
        Add(database, Order, 2, (context, args) =>
        {
            if (IsNull(args[0]))
            {
                raw.sqlite3_result_null(context);
                return;
            }

            string text = Encoding.UTF8.GetString(raw.sqlite3_value_blob(args[0]));
            raw.sqlite3_result_int(context, CodePointOrder.Instance.Compare(text, Utf16(args[1]).ToString()));
        });
        Add(database, Attribute, 3, (context, args) =>
        {
            if (IsNull(args[0]))
            {
                raw.sqlite3_result_null(context);
                return;
            }

            AttributeOf(context, raw.sqlite3_value_blob(args[0]), raw.sqlite3_value_blob(args[1]), raw.sqlite3_value_int(args[2]));
        });
    }

    [SuppressMessage("Design", "CA1031", Justification = "An exception must not cross into native code; the statement fails with its message instead.")]
    private static void Add(Database database, string name, int arguments, Action<sqlite3_context, sqlite3_value[]> body) =>
        database.Check(raw.sqlite3_create_function(database.Handle, name, arguments, Deterministic, null, (context, _, args) =>
        {
            try
            {
                body(context, args);
            }
            catch (Exception e)
            {
                raw.sqlite3_result_error(context, $"{name}: {e.Message}");
            }
        }));

    private delegate bool TextTest(ReadOnlySpan<char> text, ReadOnlySpan<char> other);

    private static bool Test(sqlite3_value value, ReadOnlySpan<char> other, TextTest test)
    {
        ReadOnlySpan<byte> bytes = raw.sqlite3_value_blob(value);
        if (bytes.Length <= 256)
        {
            Span<char> small = stackalloc char[256];
            return test(small[..Encoding.UTF8.GetChars(bytes, small)], other);
        }

        char[] large = ArrayPool<char>.Shared.Rent(bytes.Length);
        bool holds = test(large.AsSpan(0, Encoding.UTF8.GetChars(bytes, large)), other);
        ArrayPool<char>.Shared.Return(large);
        return holds;
    }

    private static void AttributeOf(sqlite3_context context, ReadOnlySpan<byte> json, ReadOnlySpan<byte> key, int kind)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isWanted = reader.ValueTextEquals(key);
            reader.Read();
            if (!isWanted)
            {
                continue;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.String when kind is AnyKind or (int)Aggregates.ColumnKind.Text:
                    Text(context, ref reader);
                    return;
                case JsonTokenType.Number when kind is AnyKind or (int)Aggregates.ColumnKind.Number:
                    raw.sqlite3_result_int64(context, reader.GetInt64());
                    return;
                case JsonTokenType.True or JsonTokenType.False when kind is AnyKind or (int)Aggregates.ColumnKind.Flag:
                    raw.sqlite3_result_int(context, reader.GetBoolean() ? 1 : 0);
                    return;
            }

            break;
        }

        raw.sqlite3_result_null(context);
    }

    private static void Text(sqlite3_context context, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped && reader.ValueSpan.Length > 0)
        {
            raw.sqlite3_result_text(context, reader.ValueSpan);
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(reader.GetString()!);
        if (bytes.Length == 0)
        {
            raw.sqlite3_result_text(context, "");
        }
        else
        {
            raw.sqlite3_result_text(context, bytes);
        }
    }

    private static ReadOnlySpan<char> Utf16(sqlite3_value value) => MemoryMarshal.Cast<byte, char>(raw.sqlite3_value_blob(value));

    private static bool IsNull(sqlite3_value value) => raw.sqlite3_value_type(value) == raw.SQLITE_NULL;

    private static void Answer(sqlite3_context context, bool holds) => raw.sqlite3_result_int(context, holds ? 1 : 0);
}
