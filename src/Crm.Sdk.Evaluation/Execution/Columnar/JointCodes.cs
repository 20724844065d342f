using System.Buffers;
using System.Runtime.CompilerServices;
using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// One code a row that stands for everything that a number of conditions read: the product of the codes of their fields, or of a
/// condition's own yes and no where its fields have too many values.
/// </summary>
internal sealed class JointCodes(RowEvaluator rows, int largest)
{
    private readonly List<(string Key, int Count, int[]? Codes, BitMask? Bit)> _leaves = [];
    private readonly List<(int[] Leaves, bool[] Holds)> _conditions = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    /// <summary>Codes are below it.</summary>
    public int Size { get; private set; } = 1;

    /// <summary>For each row its code; longer than there are rows.</summary>
    public int[] Index { get; private set; } = [];

    /// <summary>Takes in an atom's filter, and whether it has a value, if the table stays small enough.</summary>
    /// <param name="input">The atom.</param>
    /// <param name="filter">The number of the condition.</param>
    /// <param name="hasValue">The number of the condition that there is a value; -1 when every row has one.</param>
    public bool TryAdd(AtomInput input, out int filter, out int hasValue)
    {
        int leaves = _leaves.Count, size = Size, conditions = _conditions.Count;
        filter = hasValue = -1;
        bool fits = TryAddFilter(input, out filter) && TryAddValue(input, out hasValue);
        if (!fits)
        {
            _leaves.RemoveRange(leaves, _leaves.Count - leaves);
            _conditions.RemoveRange(conditions, _conditions.Count - conditions);
            Size = size;
            foreach (string key in _known.Where(k => k.Value >= conditions).Select(k => k.Key).ToList())
            {
                _known.Remove(key);
            }
        }

        return fits;
    }

    /// <summary>Computes the codes of all rows.</summary>
    public void Build()
    {
        int length = rows.Count;
        Index = ArrayPool<int>.Shared.Rent(length);
        Stretches.Each(length, (from, to) => Build(Index.AsSpan(from, to - from), from));
    }

    private void Build(Span<int> index, int from)
    {
        index.Clear();
        int stride = 1;
        foreach ((_, int count, int[]? codes, BitMask? bit) in _leaves)
        {
            if (codes is not null)
            {
                AddScaled(index, codes.AsSpan(from, index.Length), stride);
            }
            else
            {
                AddBits(index, bit!.Words, from, stride);
            }

            stride *= count;
        }
    }

    /// <summary>Gives the codes back; they are not read again.</summary>
    public void Release()
    {
        ArrayPool<int>.Shared.Return(Index);
        Index = [];
    }

    /// <summary>For each code whether a condition holds.</summary>
    public bool[] Holds(int condition)
    {
        (int[] leaves, bool[] holds) = _conditions[condition];
        bool[] result = new bool[Size];
        for (int code = 0; code < result.Length; code++)
        {
            int at = 0, own = 1, rest = code, next = 0;
            for (int leaf = 0; leaf < _leaves.Count && next < leaves.Length; leaf++)
            {
                rest = Math.DivRem(rest, _leaves[leaf].Count, out int digit);
                int place = Array.IndexOf(leaves, leaf);
                if (place >= 0)
                {
                    own = 1;
                    for (int before = 0; before < place; before++)
                    {
                        own *= _leaves[leaves[before]].Count;
                    }

                    at += digit * own;
                    next++;
                }
            }

            result[code] = holds[at];
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBits(Span<int> index, ulong[] words, int from, int stride)
    {
        for (int i = 0; i < index.Length; i++)
        {
            int row = from + i;
            index[i] += stride & -(int)(words[row >> 6] >> (row & 63) & 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(Span<int> index, ReadOnlySpan<int> codes, int stride)
    {
        int i = 0;
        for (; i <= index.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            (new Vector<int>(index[i..]) + (new Vector<int>(codes[i..]) * stride)).CopyTo(index[i..]);
        }

        for (; i < index.Length; i++)
        {
            index[i] += codes[i] * stride;
        }
    }

    private bool TryAddFilter(AtomInput input, out int condition)
    {
        string key = ExpressionKey.Of(input.Atom.Filter);
        if (_known.TryGetValue(key, out condition))
        {
            return true;
        }

        if (input.Atom.Filter is null)
        {
            condition = Known(key, [], [true]);
            return true;
        }

        if (rows.Table(input.Atom.Filter) is { } table && TryLeaves(table) is { } leaves)
        {
            condition = Known(key, leaves, table.Holds);
            return true;
        }

        BitMask mask = input.Mask!;
        return TryBit("mask:" + key, key, mask, out condition);
    }

    private bool TryAddValue(AtomInput input, out int condition)
    {
        condition = -1;
        if (input.Values is { Nulls: null } || (input.Values is null && (input.Codes is null || !input.Codes.AsSpan().Contains(0))))
        {
            return true;
        }

        string field = ExpressionKey.Of(input.Atom.Operand), key = "value:" + field;
        if (_known.TryGetValue(key, out condition))
        {
            return true;
        }

        // Where the field is read as a code already, 0 says that it is null.
        int leaf = _leaves.FindIndex(l => l.Key == field);
        if (leaf >= 0)
        {
            condition = Known(key, [leaf], [.. Enumerable.Range(0, _leaves[leaf].Count).Select(code => code > 0)]);
            return true;
        }

        var hasValue = new BitMask(rows.Count);
        for (int row = 0; row < rows.Count; row++)
        {
            hasValue[row] = !input.IsNull(row);
        }

        return TryBit(key, key, hasValue, out condition);
    }

    private bool TryBit(string leafKey, string conditionKey, BitMask bit, out int condition)
    {
        condition = -1;
        if (Size * 2 > largest)
        {
            return false;
        }

        _leaves.Add((leafKey, 2, null, bit));
        Size *= 2;
        condition = Known(conditionKey, [_leaves.Count - 1], [false, true]);
        return true;
    }

    private int[]? TryLeaves(TruthTable table)
    {
        int[] places = new int[table.Keys.Length];
        int before = _leaves.Count, size = Size;
        for (int i = 0; i < places.Length; i++)
        {
            string key = table.Keys[i];
            places[i] = _leaves.FindIndex(l => l.Key == key);
            if (places[i] >= 0)
            {
                continue;
            }

            if ((long)Size * table.Leaves[i].Count > largest)
            {
                _leaves.RemoveRange(before, _leaves.Count - before);
                Size = size;
                return null;
            }

            places[i] = _leaves.Count;
            _leaves.Add((key, table.Leaves[i].Count, table.Leaves[i].Codes, null));
            Size *= table.Leaves[i].Count;
        }

        return places;
    }

    private int Known(string key, int[] leaves, bool[] holds)
    {
        _known[key] = _conditions.Count;
        _conditions.Add((leaves, holds));
        return _conditions.Count - 1;
    }
}
