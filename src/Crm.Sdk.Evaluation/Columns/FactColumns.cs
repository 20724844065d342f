using System.Globalization;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Columns;

/// <summary>
/// The rows of one fact as whole columns, sorted by its first time role where it has one, so that a period is a range of rows.
/// </summary>
/// <remarks>Built once; everything that is derived from the columns is built when it is first asked for and kept.</remarks>
internal sealed class FactColumns
{
    /// <summary>The row of a reference that is null.</summary>
    public const int NullRow = -1;

    /// <summary>The row of a reference whose key no row of the target has.</summary>
    public const int DanglingRow = -2;

    private readonly NumberData?[] _numbers;
    private readonly TextData?[] _texts;
    private readonly Lazy<Dictionary<string, int>> _keys;
    private readonly Dictionary<string, object> _derived = new(StringComparer.Ordinal);

    public FactColumns(FactTable table)
    {
        Schema = table.Schema;
        Count = checked((int)table.Count);
        _numbers = new NumberData?[Schema.Fields.Count];
        _texts = new TextData?[Schema.Fields.Count];
        for (int i = 0; i < Schema.Fields.Count; i++)
        {
            if (Schema.Fields[i].Type.IsTextual)
            {
                _texts[i] = Texts(table, i);
            }
            else
            {
                _numbers[i] = Numbers(table, i);
            }
        }

        SortByTime();
        _keys = new Lazy<Dictionary<string, int>>(IndexKeys);
    }

    public FactSchema Schema { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    public NumberData Number(int ordinal) => _numbers[ordinal]!;

    public TextData Text(int ordinal) => _texts[ordinal]!;

    public bool IsText(int ordinal) => _texts[ordinal] is not null;

    /// <summary>The row with that key, or <see cref="DanglingRow"/>.</summary>
    public int RowOf(string key) => _keys.Value.TryGetValue(key, out int row) ? row : DanglingRow;

    /// <summary>The key of a row as text.</summary>
    public string KeyOf(int row)
    {
        int ordinal = Schema.OrdinalOf(Schema.Key.Name);
        return _texts[ordinal] is { } text
            ? text.Dictionary[text.Codes[row]]!
            : _numbers[ordinal]!.Values[row].ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Something that follows from the columns alone: built once, then kept.</summary>
    public T Derived<T>(string name, Func<T> build)
        where T : class
    {
        lock (_derived)
        {
            if (_derived.TryGetValue(name, out object? known))
            {
                return (T)known;
            }
        }

        T built = build();
        lock (_derived)
        {
            return (T)(_derived.TryGetValue(name, out object? other) ? other : _derived[name] = built);
        }
    }

    private static NumberData Numbers(FactTable table, int ordinal)
    {
        long[] values = new long[table.Count];
        bool[]? nulls = null;
        int at = 0;
        foreach (FactBatch batch in table.Batches)
        {
            var column = (NumberColumn)batch.Columns[ordinal];
            column.Values.CopyTo(values.AsSpan(at));
            if (column.Nulls.Contains(true))
            {
                column.Nulls.CopyTo((nulls ??= new bool[table.Count]).AsSpan(at));
            }

            at += batch.Count;
        }

        return new NumberData(values, nulls);
    }

    // Batches usually share a dictionary; where they do not, their codes are brought to the first one's numbering.
    private static TextData Texts(FactTable table, int ordinal)
    {
        int[] codes = new int[table.Count];
        TextDictionary? dictionary = null;
        bool owned = false;
        int at = 0;
        foreach (FactBatch batch in table.Batches)
        {
            var column = (TextColumn)batch.Columns[ordinal];
            dictionary ??= column.Dictionary;
            if (!ReferenceEquals(dictionary, column.Dictionary) && !owned)
            {
                TextDictionary copy = new();
                for (int code = 1; code < dictionary.Count; code++)
                {
                    copy.Add(dictionary[code]);
                }

                dictionary = copy;
                owned = true;
            }

            if (owned)
            {
                for (int row = 0; row < batch.Count; row++)
                {
                    codes[at + row] = dictionary.Add(column[row]);
                }
            }
            else
            {
                column.Codes.CopyTo(codes.AsSpan(at));
            }

            at += batch.Count;
        }

        return new TextData(codes, dictionary ?? new TextDictionary());
    }

    private void SortByTime()
    {
        int ordinal = -1;
        for (int i = 0; i < Schema.Fields.Count; i++)
        {
            if (Schema.Fields[i].Role == FieldRole.Time && (ordinal < 0 || Schema.Fields[i].IsDefault))
            {
                ordinal = i;
            }
        }

        if (ordinal < 0)
        {
            return;
        }

        SortOrdinal = ordinal;
        NumberData time = _numbers[ordinal]!;
        long[] keys = new long[Count];
        bool sorted = true;
        for (int i = 0; i < Count; i++)
        {
            keys[i] = time.IsNull(i) ? long.MaxValue : time.Values[i];
            sorted &= i == 0 || keys[i - 1] <= keys[i];
        }

        if (sorted)
        {
            return;
        }

        int[] order = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        for (int i = 0; i < Schema.Fields.Count; i++)
        {
            _numbers[i] = _numbers[i]?.Reordered(order);
            _texts[i] = _texts[i]?.Reordered(order);
        }
    }

    /// <summary>The time role by which rows are sorted, nulls last; -1 when the fact stores none.</summary>
    public int SortOrdinal { get; private set; } = -1;

    private Dictionary<string, int> IndexKeys()
    {
        var keys = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (int row = 0; row < Count; row++)
        {
            keys.TryAdd(KeyOf(row), row);
        }

        return keys;
    }
}

/// <summary>A column of numbers in storage form.</summary>
internal sealed class NumberData(long[] values, bool[]? nulls)
{
    public long[] Values { get; } = values;

    public bool[]? Nulls { get; } = nulls;

    public bool IsNull(int row) => Nulls is not null && Nulls[row];

    public NumberData Reordered(int[] order)
    {
        long[] sorted = new long[order.Length];
        bool[]? sortedNulls = Nulls is null ? null : new bool[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            sorted[i] = Values[order[i]];
            if (sortedNulls is not null)
            {
                sortedNulls[i] = Nulls![order[i]];
            }
        }

        return new NumberData(sorted, sortedNulls);
    }
}

/// <summary>A column of text codes; 0 is null.</summary>
internal sealed class TextData(int[] codes, TextDictionary dictionary)
{
    public int[] Codes { get; } = codes;

    public TextDictionary Dictionary { get; } = dictionary;

    public TextData Reordered(int[] order)
    {
        int[] sorted = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            sorted[i] = Codes[order[i]];
        }

        return new TextData(sorted, Dictionary);
    }
}
