using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Loops over columns of 64-bit numbers. Each gives null where a result would not fit, and its caller goes on exactly.</summary>
internal static class NumberKernels
{
    public static NumberVector? Negate(NumberVector x) => x.Wide is null ? Times(x, -1) : null;

    /// <summary>Multiplies by a whole number.</summary>
    public static NumberVector? Times(NumberVector x, long factor) =>
        x.Wide is null && Scaled(x.Values, factor) is { } values ? new NumberVector(values, x.Nulls, x.Scale) : null;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static NumberVector? Arithmetic(BinaryOperator op, NumberVector x, NumberVector y)
    {
        if (x.Wide is not null || y.Wide is not null)
        {
            return null;
        }

        int scale = op == BinaryOperator.Multiply ? x.Scale + y.Scale : Math.Max(x.Scale, y.Scale);
        long[]? a = x.Values, b = y.Values;
        if (op != BinaryOperator.Multiply && (a = Aligned(x, scale)) is null | (b = Aligned(y, scale)) is null)
        {
            return null;
        }

        long[] values = new long[a!.Length];
        bool overflow = false;
        for (int i = 0; i < values.Length; i++)
        {
            long l = a[i], r = b![i], v;
            switch (op)
            {
                case BinaryOperator.Add:
                    v = unchecked(l + r);
                    overflow |= ((l ^ v) & (r ^ v)) < 0;
                    break;
                case BinaryOperator.Subtract:
                    v = unchecked(l - r);
                    overflow |= ((l ^ r) & (l ^ v)) < 0;
                    break;
                default:
                    long high = Math.BigMul(l, r, out v);
                    overflow |= high != v >> 63;
                    break;
            }

            values[i] = v;
        }

        return overflow ? null : new NumberVector(values, Either(x.Nulls, y.Nulls), scale);
    }

    /// <summary>The first where the mask is set, else the second.</summary>
    public static NumberVector? Select(BitMask mask, NumberVector x, NumberVector y)
    {
        int scale = Math.Max(x.Scale, y.Scale);
        if (x.Wide is not null || y.Wide is not null || Aligned(x, scale) is not { } a || Aligned(y, scale) is not { } b)
        {
            return null;
        }

        long[] values = new long[a.Length];
        bool[] nulls = new bool[a.Length];
        for (int i = 0; i < values.Length; i++)
        {
            bool first = mask[i];
            values[i] = first ? a[i] : b[i];
            nulls[i] = first ? x.IsNull(i) : y.IsNull(i);
        }

        return new NumberVector(values, nulls, scale);
    }

    public static TruthVector? Compare(BinaryOperator op, NumberVector x, NumberVector y)
    {
        int scale = Math.Max(x.Scale, y.Scale);
        if (x.Wide is not null || y.Wide is not null || Aligned(x, scale) is not { } a || Aligned(y, scale) is not { } b)
        {
            return null;
        }

        return op switch
        {
            BinaryOperator.Equal => Run<Equal>(a, b, x, y),
            BinaryOperator.NotEqual => Run<NotEqual>(a, b, x, y),
            BinaryOperator.Less => Run<Less>(a, b, x, y),
            BinaryOperator.LessOrEqual => Run<LessOrEqual>(a, b, x, y),
            BinaryOperator.Greater => Run<Less>(b, a, y, x),
            _ => Run<LessOrEqual>(b, a, y, x),
        };
    }

    /// <summary>Compares with a constant.</summary>
    public static TruthVector? Compare(BinaryOperator op, NumberVector x, Rational limit)
    {
        // Between two whole counts of 10^-Scale lies none: equality never holds, and order is that towards the lower one.
        Rational scaled = limit * Rational.FromScaled(BigInteger.Pow(10, x.Scale), 0);
        BigInteger floor = scaled.IsInteger ? scaled.Numerator : BigInteger.DivRem(scaled.Numerator, scaled.Denominator).Quotient - (scaled.Sign < 0 ? 1 : 0);
        if (x.Wide is not null || floor <= long.MinValue || floor >= long.MaxValue)
        {
            return null;
        }

        long bound = (long)floor;
        return (op, scaled.IsInteger) switch
        {
            (BinaryOperator.Equal, true) => Run<Equal>(x, bound),
            (BinaryOperator.NotEqual, true) => Run<NotEqual>(x, bound),
            (BinaryOperator.Less, true) => Run<Less>(x, bound),
            (BinaryOperator.LessOrEqual, _) or (BinaryOperator.Less, false) => Run<LessOrEqual>(x, bound),
            (BinaryOperator.GreaterOrEqual, true) => Run<GreaterOrEqual>(x, bound),
            (BinaryOperator.Greater, _) or (BinaryOperator.GreaterOrEqual, false) => Run<Greater>(x, bound),
            _ => null,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TruthVector Run<TOperator>(NumberVector x, long limit)
        where TOperator : struct, IComparison
    {
        long[] values = x.Values;
        bool[]? nulls = x.Nulls;
        var isTrue = new BitMask(values.Length);
        var isFalse = new BitMask(values.Length);
        Vector256<long> limits = Vector256.Create(limit);
        int word = 0;
        for (; nulls is null && word < values.Length >> 6; word++)
        {
            ulong hits = 0;
            for (int part = 0; part < 16; part++)
            {
                Vector256<long> four = Vector256.Create(values.AsSpan((word << 6) + (part << 2), 4));
                hits |= (ulong)TOperator.Holds(four, limits).ExtractMostSignificantBits() << (part << 2);
            }

            isTrue.Words[word] = hits;
            isFalse.Words[word] = ~hits;
        }

        for (; word < isTrue.Words.Length; word++)
        {
            int start = word << 6, end = Math.Min(start + 64, values.Length);
            ulong t = 0, known = 0;
            for (int i = start; i < end; i++)
            {
                ulong value = nulls is not null && nulls[i] ? 0UL : 1UL;
                known |= value << (i & 63);
                t |= (TOperator.Holds(values[i], limit) ? value : 0UL) << (i & 63);
            }

            isTrue.Words[word] = t;
            isFalse.Words[word] = known & ~t;
        }

        return new TruthVector(isTrue, isFalse);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TruthVector Run<TOperator>(long[] a, long[] b, NumberVector x, NumberVector y)
        where TOperator : struct, IComparison
    {
        var isTrue = new BitMask(a.Length);
        var isFalse = new BitMask(a.Length);
        for (int word = 0; word < isTrue.Words.Length; word++)
        {
            int start = word << 6, end = Math.Min(start + 64, a.Length);
            ulong t = 0, known = 0;
            for (int i = start; i < end; i++)
            {
                ulong value = x.IsNull(i) || y.IsNull(i) ? 0UL : 1UL;
                known |= value << (i & 63);
                t |= (TOperator.Holds(a[i], b[i]) ? value : 0UL) << (i & 63);
            }

            isTrue.Words[word] = t;
            isFalse.Words[word] = known & ~t;
        }

        return new TruthVector(isTrue, isFalse);
    }

    private static bool[]? Either(bool[]? a, bool[]? b)
    {
        if (a is null || b is null)
        {
            return a ?? b;
        }

        bool[] nulls = new bool[a.Length];
        for (int i = 0; i < nulls.Length; i++)
        {
            nulls[i] = a[i] | b[i];
        }

        return nulls;
    }

    private static long[]? Aligned(NumberVector x, int scale)
    {
        long factor = 1;
        for (int i = x.Scale; i < scale; i++)
        {
            if (factor > long.MaxValue / 10)
            {
                return null;
            }

            factor *= 10;
        }

        return factor == 1 ? x.Values : Scaled(x.Values, factor);
    }

    private static long[]? Scaled(long[] values, long factor)
    {
        long[] scaled = new long[values.Length];
        bool overflow = false;
        for (int i = 0; i < scaled.Length; i++)
        {
            long high = Math.BigMul(values[i], factor, out scaled[i]);
            overflow |= high != scaled[i] >> 63;
        }

        return overflow ? null : scaled;
    }

    private interface IComparison
    {
        static abstract bool Holds(long a, long b);

        static abstract Vector256<long> Holds(Vector256<long> a, Vector256<long> b);
    }

    private readonly struct Equal : IComparison
    {
        public static bool Holds(long a, long b) => a == b;

        public static Vector256<long> Holds(Vector256<long> a, Vector256<long> b) => Vector256.Equals(a, b);
    }

    private readonly struct NotEqual : IComparison
    {
        public static bool Holds(long a, long b) => a != b;

        public static Vector256<long> Holds(Vector256<long> a, Vector256<long> b) => ~Vector256.Equals(a, b);
    }

    private readonly struct Less : IComparison
    {
        public static bool Holds(long a, long b) => a < b;

        public static Vector256<long> Holds(Vector256<long> a, Vector256<long> b) => Vector256.LessThan(a, b);
    }

    private readonly struct Greater : IComparison
    {
        public static bool Holds(long a, long b) => a > b;

        public static Vector256<long> Holds(Vector256<long> a, Vector256<long> b) => Vector256.GreaterThan(a, b);
    }

    private readonly struct GreaterOrEqual : IComparison
    {
        public static bool Holds(long a, long b) => a >= b;

        public static Vector256<long> Holds(Vector256<long> a, Vector256<long> b) => Vector256.GreaterThanOrEqual(a, b);
    }

    private readonly struct LessOrEqual : IComparison
    {
        public static bool Holds(long a, long b) => a <= b;

        public static Vector256<long> Holds(Vector256<long> a, Vector256<long> b) => Vector256.LessThanOrEqual(a, b);
    }
}
