using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using SQLitePCL;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

/// <summary>A prepared statement of one connection: bound, stepped and reset any number of times, without an object for any value.</summary>
/// <remarks>Texts are UTF-8 with their length, so that a zero character inside is kept. What is no well-formed text is refused.</remarks>
internal sealed class Statement : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Database _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _buffer = new byte[512];
    private ulong _bound;

    public Statement(Database database, string sql)
    {
        _database = database;
        Sql = sql;
        database.Check(raw.sqlite3_prepare_v3(database.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public string Sql { get; }

    public Statement Bind(int index, long value)
    {
        return Bound(index, raw.sqlite3_bind_int64(_statement, index, value));
    }

    public Statement Bind(int index, Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        value.TryFormat(text, out _, "D");
        return Bound(index, raw.sqlite3_bind_text(_statement, index, text));
    }

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        if (value.Length == 0)
        {
            return Bound(index, raw.sqlite3_bind_text(_statement, index, ""));
        }

        if (_buffer.Length < value.Length * 3)
        {
            _buffer = new byte[Math.Max(Strict.GetMaxByteCount(value.Length), _buffer.Length * 2)];
        }

        return Bound(index, raw.sqlite3_bind_text(_statement, index, _buffer.AsSpan(0, Encoded(value))));
    }

    public Statement BindNull(int index)
    {
        // What was never bound is null, and most columns of most rows stay so.
        if (index > 63 || (_bound & (1UL << index)) != 0)
        {
            _database.Check(raw.sqlite3_bind_null(_statement, index));
            _bound &= index > 63 ? ulong.MaxValue : ~(1UL << index);
        }

        return this;
    }

    /// <summary>Binds null, or a string, long, bool, Guid or byte[].</summary>
    public Statement BindAny(int index, object? value)
    {
        switch (value)
        {
            case null:
                return BindNull(index);
            case string text:
                return Bind(index, text);
            case long number:
                return Bind(index, number);
            case bool flag:
                return Bind(index, flag ? 1 : 0);
            case Guid id:
                return Bind(index, id);
            case byte[] bytes:
                return Bound(index, bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, bytes));
            default:
                throw new NotSupportedException($"A {value.GetType().Name} is no value that rows hold.");
        }
    }

    public Statement BindAll(IReadOnlyList<object> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            BindAny(i + 1, values[i]);
        }

        return this;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            _database.Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ends the reading and the snapshot that it held. What was bound stays.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>Ends the reading and forgets what was bound.</summary>
    public void Clear()
    {
        raw.sqlite3_reset(_statement);
        raw.sqlite3_clear_bindings(_statement);
        _bound = 0;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The bytes of a text, valid until the next step; empty for null as well.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(_statement, column);

    public string? Text(int column)
    {
        ReadOnlySpan<byte> bytes = Utf8(column);
        return bytes.Length > 0 ? Encoding.UTF8.GetString(bytes) : IsNull(column) ? null : "";
    }

    public Guid Id(int column) => Utf8Parser.TryParse(Utf8(column), out Guid id, out _, 'D')
        ? id
        : throw _database.Failure($"holds '{Text(column)}' where an id belongs; it was changed by something else than the SDK. Restore it from a backup.");

    public void Dispose() => _statement.Dispose();

    private Statement Bound(int index, int code)
    {
        _database.Check(code);
        _bound |= index > 63 ? 0 : 1UL << index;
        return this;
    }

    private int Encoded(string value)
    {
        try
        {
            return Strict.GetBytes(value, _buffer);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"A text holds half a surrogate pair at its character {e.Index + 1}, which is no Unicode text; nothing was written.", e);
        }
    }
}
