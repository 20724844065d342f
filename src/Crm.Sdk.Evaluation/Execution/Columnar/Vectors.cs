using System.Numerics;
using Crm.Sdk.Evaluation.Columns;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// The values of a number expression over all rows of a fact, as counts of 10^-<see cref="Scale"/>. Where one does not fit 64 bits,
/// <see cref="Wide"/> holds the different values in rising order and <see cref="Values"/> their places in it.
/// </summary>
internal sealed class NumberVector(long[] values, bool[]? nulls, int scale, BigInteger[]? wide = null)
{
    public long[] Values { get; } = values;

    public bool[]? Nulls { get; } = nulls;

    public int Scale { get; } = scale;

    public BigInteger[]? Wide { get; } = wide;

    public bool IsNull(int row) => Nulls is not null && Nulls[row];

    /// <summary>A vector of whole numbers of any size, in 64 bits where they fit.</summary>
    public static NumberVector Of(BigInteger[] scaled, bool[] nulls, int scale)
    {
        if (Array.TrueForAll(scaled, v => v >= long.MinValue && v <= long.MaxValue))
        {
            return new NumberVector(Array.ConvertAll(scaled, v => (long)v), nulls, scale);
        }

        BigInteger[] wide = [.. scaled.Distinct().Order()];
        return new NumberVector(Array.ConvertAll(scaled, v => (long)Array.BinarySearch(wide, v)), nulls, scale, wide);
    }

    private readonly Lazy<(long Low, long High)> _bounds = new(() => BoundsOf(values, nulls));

    /// <summary>The smallest and the largest value; the smallest is above the largest when all are null.</summary>
    public (long Low, long High) Bounds => _bounds.Value;

    /// <summary>Whether no sum of that many values can leave 64 bits.</summary>
    public bool SumsFit(long count)
    {
        (long low, long high) = Bounds;
        UInt128 largest = low > high ? 0 : (UInt128)Int128.Max(Int128.Abs(low), Int128.Abs(high));
        return Wide is null && largest * (ulong)count < long.MaxValue;
    }

    private static (long Low, long High) BoundsOf(long[] values, bool[]? nulls)
    {
        long low = long.MaxValue, high = long.MinValue;
        for (int i = 0; i < values.Length; i++)
        {
            if (nulls is null || !nulls[i])
            {
                low = Math.Min(low, values[i]);
                high = Math.Max(high, values[i]);
            }
        }

        return (low, high);
    }

    /// <summary>The count of 10^-Scale that stands for a value of <see cref="Values"/>.</summary>
    public BigInteger Exact(long value) => Wide is null ? value : Wide[value];
}

/// <summary>The values of a text expression over all rows of a fact, as places in a list of texts; 0 is null.</summary>
internal sealed class TextVector(int[] codes, IReadOnlyList<string?> texts)
{
    public int[] Codes { get; } = codes;

    public IReadOnlyList<string?> Texts { get; } = texts;
}

/// <summary>Where a condition is true and where it is false; in neither place it is null.</summary>
internal sealed class TruthVector(BitMask isTrue, BitMask isFalse)
{
    public BitMask True { get; } = isTrue;

    public BitMask False { get; } = isFalse;
}

/// <summary>A field as small codes, the form over which lookup tables run; code 0 is null.</summary>
internal sealed class CodeVector(int[] codes, int count, Func<int, Scalar> value)
{
    public int[] Codes { get; } = codes;

    /// <summary>Codes are below it.</summary>
    public int Count { get; } = count;

    /// <summary>The value behind a code.</summary>
    public Func<int, Scalar> Value { get; } = value;
}

/// <summary>Where a condition holds, for each combination of the codes of its fields; the first field varies fastest.</summary>
internal sealed class TruthTable(string[] keys, CodeVector[] leaves, bool[] holds)
{
    /// <summary>What tells the fields apart.</summary>
    public string[] Keys { get; } = keys;

    public CodeVector[] Leaves { get; } = leaves;

    public bool[] Holds { get; } = holds;
}
