using System.Numerics;
using System.Runtime.CompilerServices;
using Crm.Sdk.Evaluation.Columns;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Counts different codes by marking them: every row sets the bit of its code without asking whether it is set, and the bits are
/// counted when the rows of a period are through. For codes that are not many times more than the rows.
/// </summary>
internal sealed class CodeMarks
{
    private readonly AtomRows _rows;
    private readonly int _stride;
    private readonly int[] _nodeOf;
    private readonly ulong[] _marked;
    private readonly ulong[] _met;
    private readonly int[]? _signatureOf;
    private readonly int _signatures;

    /// <param name="rows">What is read of a row.</param>
    /// <param name="domain">Codes are below it.</param>
    /// <param name="nodeOf">For each local cell its node.</param>
    /// <param name="nodes">Cells that are counted apart.</param>
    /// <param name="signatures">More than one counts by signature; all rows of one code must then have one signature.</param>
    public CodeMarks(AtomRows rows, int domain, int[] nodeOf, int nodes, int signatures)
    {
        _rows = rows;
        _stride = StrideOf(domain);
        _nodeOf = nodeOf;
        _marked = new ulong[nodes * _stride];
        _met = new ulong[nodes * _stride];
        _signatures = signatures;
        _signatureOf = signatures > 1 ? new int[_stride * 64] : null;
        InBucket = new long[nodes * signatures];
        InTotal = new long[nodes * signatures];
    }

    /// <summary>By node and signature, the different codes of the last period.</summary>
    public long[] InBucket { get; }

    /// <summary>By node and signature, the different codes of all periods so far.</summary>
    public long[] InTotal { get; }

    /// <summary>Whether going through the bits costs less than the rows do.</summary>
    public static bool Suits(Scan scan, int domain, int nodes) =>
        (long)StrideOf(domain) * nodes * scan.Buckets.Length <= scan.Buckets.Sum(b => b.Sum(s => (long)s.To - s.From));

    private static int StrideOf(int domain) => (domain + 63) >> 6;

    /// <summary>Reads the rows of a period.</summary>
    public void Run(Scan scan, int bucket, BitMask? mask)
    {
        var marker = new Marker
        {
            Rows = _rows, NodeOf = _nodeOf, Marked = _marked, Stride = _stride, Codes = _rows.Codes, Local = _rows.Fact.Local,
            Signature = _rows.Fact.Signature, SignatureOf = _signatureOf, Member = _rows.Member,
        };
        scan.Visit(bucket, mask, ref marker);
        Array.Clear(InBucket);
        for (int node = 0; node < InTotal.Length / _signatures; node++)
        {
            _marked[node * _stride] &= ~1UL;
            Count(node);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count(int node)
    {
        Span<long> inBucket = InBucket.AsSpan(node * _signatures, _signatures), inTotal = InTotal.AsSpan(node * _signatures, _signatures);
        int first = node * _stride;
        for (int i = 0; i < _stride; i++)
        {
            ulong here = _marked[first + i], fresh = here & ~_met[first + i];
            if (here == 0)
            {
                continue;
            }

            _marked[first + i] = 0;
            _met[first + i] |= here;
            if (_signatureOf is null)
            {
                inBucket[0] += BitOperations.PopCount(here);
                inTotal[0] += BitOperations.PopCount(fresh);
                continue;
            }

            CountBits(here, _signatureOf.AsSpan(i << 6, 64), inBucket);
            CountBits(fresh, _signatureOf.AsSpan(i << 6, 64), inTotal);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CountBits(ulong bits, ReadOnlySpan<int> signatureOf, Span<long> counts)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            counts[signatureOf[BitOperations.TrailingZeroCount(bits)]]++;
        }
    }

    private struct Marker : IRowVisitor
    {
        public AtomRows Rows;
        public int[] Codes;
        public int[]? Local;
        public int[] NodeOf;
        public ulong[] Marked;
        public int Stride;
        public int[]? Signature;
        public int[]? SignatureOf;
        public bool[]? Member;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row)
        {
            int code = Codes[row];
            if (Member is not null && !Member[Rows.Fact.SignatureOf(row)])
            {
                return;
            }

            int node = Local is null ? 0 : NodeOf[Local[row]];
            Marked[(node * Stride) + (code >> 6)] |= 1UL << code;
            if (SignatureOf is not null)
            {
                SignatureOf[code] = Signature![row];
            }
        }
    }
}

/// <summary>What a distinct count reads of a row.</summary>
/// <param name="Fact">Where it lies.</param>
/// <param name="Codes">Its code; 0 is null.</param>
/// <param name="Member">Which signatures take part; null for all.</param>
internal sealed record AtomRows(FactGrid Fact, int[] Codes, bool[]? Member);
