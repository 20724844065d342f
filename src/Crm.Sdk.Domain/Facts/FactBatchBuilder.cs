using Crm.Sdk.Values;

namespace Crm.Sdk.Facts;

/// <summary>Collects rows field by field into batches of a fixed size.</summary>
/// <remarks>
/// Set each field of a row, then call <see cref="EndRow"/>; a field that is not set is null. Nothing of a row is kept when
/// <see cref="DropRow"/> is called instead. Not safe for use from several threads.
/// </remarks>
public sealed class FactBatchBuilder
{
    /// <summary>Rows in a batch, unless the constructor is told otherwise.</summary>
    public const int DefaultCapacity = 1 << 16;

    private readonly int _capacity;
    private readonly TextDictionary?[] _dictionaries;
    private readonly long[][] _numbers;
    private readonly bool[]?[] _nulls;
    private readonly int[][] _codes;
    private readonly bool[] _set;

    /// <summary>Creates an empty builder.</summary>
    /// <param name="schema">The fact.</param>
    /// <param name="capacity">Rows in a full batch.</param>
    public FactBatchBuilder(FactSchema schema, int capacity = DefaultCapacity)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Schema = schema;
        _capacity = capacity;
        int fields = schema.Fields.Count;
        _dictionaries = new TextDictionary?[fields];
        _numbers = new long[fields][];
        _nulls = new bool[]?[fields];
        _codes = new int[fields][];
        _set = new bool[fields];
        for (int i = 0; i < fields; i++)
        {
            _dictionaries[i] = schema.Fields[i].Type.IsTextual ? new TextDictionary() : null;
        }

        Allocate();
    }

    /// <summary>The fact.</summary>
    public FactSchema Schema { get; }

    /// <summary>Rows collected since the last <see cref="Take"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the batch has reached its capacity and must be taken.</summary>
    public bool IsFull => Count == _capacity;

    /// <summary>Sets a number of the current row, in the storage form of its type.</summary>
    public void SetNumber(int ordinal, long value)
    {
        _numbers[ordinal][Count] = value;
        _set[ordinal] = true;
    }

    /// <summary>Sets a text of the current row.</summary>
    /// <returns>Whether no earlier row held that text in that field.</returns>
    public bool SetText(int ordinal, ReadOnlySpan<char> value)
    {
        _codes[ordinal][Count] = _dictionaries[ordinal]!.Add(value, out bool isNew);
        _set[ordinal] = true;
        return isNew;
    }

    /// <summary>Whether an earlier row, kept or dropped, held that text in that field.</summary>
    public bool HasText(int ordinal, string value) => _dictionaries[ordinal]!.Find(value) >= 0;

    /// <summary>Whether an earlier row, kept or dropped, held that text in that field.</summary>
    public bool HasText(int ordinal, ReadOnlySpan<char> value) => _dictionaries[ordinal]!.Find(value) >= 0;

    /// <summary>The numbers of a field in the rows collected since the last <see cref="Take"/>; a null row holds an unspecified one.</summary>
    public ReadOnlySpan<long> Numbers(int ordinal) => _numbers[ordinal].AsSpan(0, Count);

    /// <summary>Keeps the current row.</summary>
    public void EndRow()
    {
        if (IsFull)
        {
            throw new InvalidOperationException("The batch is full: take it first.");
        }

        for (int i = 0; i < _set.Length; i++)
        {
            if (!_set[i])
            {
                if (_dictionaries[i] is not null)
                {
                    _codes[i][Count] = 0;
                }
                else
                {
                    (_nulls[i] ??= new bool[_capacity])[Count] = true;
                }
            }
        }

        Array.Clear(_set);
        Count++;
    }

    /// <summary>Forgets what was set of the current row.</summary>
    public void DropRow() => Array.Clear(_set);

    /// <summary>Takes the collected rows as a batch and begins a new one with the same dictionaries.</summary>
    public FactBatch Take()
    {
        var columns = new FactColumn[Schema.Fields.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = _dictionaries[i] is { } dictionary
                ? new TextColumn(dictionary, Cut(_codes[i]))
                : new NumberColumn(Cut(_numbers[i]), _nulls[i] is { } nulls ? Cut(nulls) : null);
        }

        var batch = new FactBatch(Schema, columns);
        Count = 0;
        Allocate();
        return batch;
    }

    internal int KeyCount(int ordinal) => _dictionaries[ordinal]!.Count;

    internal string? CurrentText(int ordinal) => _dictionaries[ordinal]![_codes[ordinal][Count]];

    private T[] Cut<T>(T[] array) => Count == array.Length ? array : array[..Count];

    private void Allocate()
    {
        for (int i = 0; i < _dictionaries.Length; i++)
        {
            _nulls[i] = null;
            if (_dictionaries[i] is null)
            {
                _numbers[i] = new long[_capacity];
            }
            else
            {
                _codes[i] = new int[_capacity];
            }
        }
    }
}
