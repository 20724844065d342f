using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Queries;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Specifications;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;

/// <summary>What SQLite says in its own way. Texts are UTF-8 in binary order, which is the order of code points.</summary>
internal sealed class SqliteQueryTranslator : RowQueryTranslator
{
    /// <summary>More values than these come as one JSON text; SQLite has room for 32,766 parameters only.</summary>
    private const int MostParameters = 100;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SqliteQueryTranslator()
        : base("?")
    {
    }

    public static SqliteQueryTranslator Instance { get; } = new();

    protected override string Ascending => "";

    protected override string Descending => " DESC";

    protected override string Differs => " IS NOT ";

    protected override void WriteAttribute(SqlText sql, string key, ColumnKind? kind) =>
        sql.Write(SqlFunctions.Attribute).Write("(").Name("attributes").Write(", ").Value(Encoding.UTF8.GetBytes(key))
            .Write($", {(kind is { } one ? (int)one : SqlFunctions.AnyKind)})");

    protected override void WriteTextEquality(SqlText sql, Action<SqlText> text, string value, bool equal)
    {
        if (!IsWellFormed(value))
        {
            sql.Write(equal ? "1 = 0" : "1 = 1");
            return;
        }

        WriteEquality(sql, text, value, equal);
    }

    protected override void WriteTextOrder(SqlText sql, Action<SqlText> text, RowComparison how, string value)
    {
        sql.Write("(");
        if (IsWellFormed(value))
        {
            text(sql);
            sql.Write(Sign(how)).Value(value);
        }
        else
        {
            sql.Write(SqlFunctions.Order).Write("(");
            text(sql);
            sql.Write(", ").Value(Utf16(value)).Write(")").Write(Sign(how)).Write("0");
        }

        sql.Write(" AND ");
        text(sql);
        sql.Write(" IS NOT NULL)");
    }

    protected override void WriteHasText(SqlText sql, Action<SqlText> text, RowPredicate.HasText condition)
    {
        string sought = condition.Text;
        if (sought.Length == 0)
        {
            text(sql);
            sql.Write(" IS NOT NULL");
        }
        else if (!IsWellFormed(sought))
        {
            sql.Write(SqlFunctions.Has).Write("(");
            text(sql);
            sql.Write(", ").Value(Utf16(sought)).Write($", {(int)condition.Place})");
        }
        else if (condition.Place == TextPlace.Start)
        {
            // A range, which an index serves: texts with a beginning lie together.
            sql.Write("(");
            WriteTextOrder(sql, text, RowComparison.GreaterOrEqual, sought);
            if (After(sought) is { } end)
            {
                sql.Write(" AND ");
                WriteTextOrder(sql, text, RowComparison.Less, end);
            }

            sql.Write(")");
        }
        else if (condition.Place == TextPlace.End)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(sought);
            sql.Write("coalesce(substr(CAST(");
            text(sql);
            sql.Write($" AS BLOB), -{bytes.Length}) = ").Value(bytes).Write(", 0)");
        }
        else
        {
            sql.Write("coalesce(instr(");
            text(sql);
            sql.Write(", ").Value(sought).Write("), 0) > 0");
        }
    }

    protected override void WriteLike(SqlText sql, Action<SqlText> text, string pattern)
    {
        sql.Write(SqlFunctions.Like).Write("(");
        text(sql);
        sql.Write(", ").Value(Utf16(pattern)).Write(")");
    }

    protected override void WriteIsOneOf(SqlText sql, Action<SqlText> target, IReadOnlyList<object> values)
    {
        // JSON cannot be trusted with a zero character; such values are compared one by one.
        ILookup<bool, object> byPlainness = values.Where(v => v is not string s || IsWellFormed(s)).ToLookup(v => v is not string s || !s.Contains('\0', StringComparison.Ordinal));
        List<object> plain = [.. byPlainness[true]], others = [.. byPlainness[false]];
        if (plain.Count <= MostParameters)
        {
            (others, plain) = ([.. plain, .. others], []);
        }

        sql.Write("(1 = 0");
        if (plain.Count > 0)
        {
            sql.Write(" OR coalesce(");
            target(sql);
            sql.Write(" IN (SELECT value FROM json_each(").Value(Json(plain)).Write(")), 0)");
        }

        if (others.Count > 0)
        {
            sql.Write(" OR coalesce(");
            target(sql);
            sql.Write(" IN (");
            for (int i = 0; i < others.Count; i++)
            {
                sql.Write(i == 0 ? "" : ", ").Value(others[i]);
            }

            sql.Write("), 0)");
        }

        sql.Write(")");
    }

    private static string Json(List<object> values) => JsonSerializer.Serialize(values.Select(v => v switch { Guid id => id.ToString("D"), bool flag => flag ? 1L : 0L, _ => v }), Plain);

    private static string Sign(RowComparison how) => how switch
    {
        RowComparison.Less => " < ", RowComparison.LessOrEqual => " <= ", RowComparison.Greater => " > ", _ => " >= ",
    };

    private static bool IsWellFormed(string text)
    {
        for (int at = 0; (at = NextSurrogate(text, at)) >= 0; at += 2)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }
        }

        return true;
    }

    private static int NextSurrogate(string text, int from)
    {
        int at = text.AsSpan(from).IndexOfAnyInRange('\uD800', '\uDFFF');
        return at < 0 ? -1 : from + at;
    }

    private static byte[] Utf16(string text) => MemoryMarshal.AsBytes(text.AsSpan()).ToArray();

    // The first text after all that begin so: the last code point that has a successor is replaced by it. Null when there is none.
    private static string? After(string start)
    {
        List<Rune> runes = [.. start.EnumerateRunes()];
        for (int i = runes.Count - 1; i >= 0; i--)
        {
            int next = runes[i].Value + 1;
            next = next is >= 0xD800 and <= 0xDFFF ? 0xE000 : next;
            if (Rune.IsValid(next))
            {
                return string.Concat(runes.Take(i).Append(new Rune(next)).Select(r => r.ToString()));
            }
        }

        return null;
    }
}
