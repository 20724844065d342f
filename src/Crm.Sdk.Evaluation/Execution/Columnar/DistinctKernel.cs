using System.Runtime.CompilerServices;
using Crm.Sdk.Evaluation.Columns;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Counts different codes. A bit per code remembers what a cell has met; where rows of one code are always in the same segments, as
/// customers are, one bit serves all segments.
/// </summary>
internal static class DistinctKernel
{
    /// <param name="grid">The cells.</param>
    /// <param name="fact">Where the rows lie.</param>
    /// <param name="scan">The rows in time.</param>
    /// <param name="mask">Which rows take part.</param>
    /// <param name="codes">A code a row; 0 is null.</param>
    /// <param name="domain">Codes are below it.</param>
    /// <param name="sameSegments">Whether all rows of one code have one signature.</param>
    /// <param name="counts">A count for each cell.</param>
    public static void Run(Grid grid, FactGrid fact, Scan scan, BitMask? mask, int[] codes, int domain, bool sameSegments, long[] counts)
    {
        foreach (Subset subset in grid.Subsets)
        {
            if (sameSegments)
            {
                RunSubset(grid, fact, scan, mask, codes, domain, subset, null, counts);
                continue;
            }

            RunSubset(grid, fact, scan, mask, codes, domain, subset, -1, counts);
            for (int segment = 0; segment < grid.Axes[^1].Members.Count - 1; segment++)
            {
                RunSubset(grid, fact, scan, mask, codes, domain, subset, segment, counts);
            }
        }
    }

    // segment: null for all at once by signature, -1 for all rows, else one.
    private static void RunSubset(
        Grid grid, FactGrid fact, Scan scan, BitMask? mask, int[] codes, int domain, Subset subset, int? segment, long[] counts)
    {
        int nodes = subset.Target.Length;
        int signatures = segment is null ? fact.Signatures : 1;
        bool[]? member = segment is >= 0 and int s ? [.. fact.SegmentsOf.Select(set => set.Contains(s))] : null;
        if (CodeMarks.Suits(scan, domain, nodes))
        {
            var marks = new CodeMarks(new AtomRows(fact, codes, member), domain, subset.NodeOf, nodes, signatures);
            for (int b = 0; b < scan.Buckets.Length; b++)
            {
                marks.Run(scan, b, mask);
                if (grid.HasPeriods)
                {
                    Expand(grid, fact, subset, segment, marks.InBucket, b, counts);
                }
            }

            Expand(grid, fact, subset, segment, marks.InTotal, -1, counts);
            return;
        }

        var bucketSeen = new CodeSet((long)nodes * domain);
        var totalSeen = grid.HasPeriods ? new CodeSet((long)nodes * domain) : bucketSeen;
        long[] inBucket = new long[nodes * signatures], inTotal = new long[nodes * signatures];
        for (int b = 0; b < scan.Buckets.Length; b++)
        {
            var visitor = new Visitor
            {
                Fact = fact, Codes = codes, Domain = domain, NodeOf = subset.NodeOf, Member = member, BySignature = segment is null,
                Bucket = bucketSeen, Total = grid.HasPeriods ? totalSeen : null, InBucket = inBucket, InTotal = inTotal, Signatures = signatures,
            };
            scan.Visit(b, mask, ref visitor);
            if (grid.HasPeriods)
            {
                Expand(grid, fact, subset, segment, inBucket, b, counts);
                Array.Clear(inBucket);
                bucketSeen.Clear();
            }
        }

        Expand(grid, fact, subset, segment, grid.HasPeriods ? inTotal : inBucket, -1, counts);
    }

    private static void Expand(Grid grid, FactGrid fact, Subset subset, int? segment, long[] from, int bucket, long[] counts)
    {
        int signatures = from.Length / subset.Target.Length;
        for (int i = 0; i < from.Length; i++)
        {
            if (from[i] == 0)
            {
                continue;
            }

            int node = Math.DivRem(i, signatures, out int signature);
            counts[grid.CellOf(bucket, subset.Target[node], segment ?? -1)] += from[i];
            if (segment is null)
            {
                foreach (int each in fact.SegmentsOf[signature])
                {
                    counts[grid.CellOf(bucket, subset.Target[node], each)] += from[i];
                }
            }
        }
    }

    private struct Visitor : IRowVisitor
    {
        public FactGrid Fact;
        public int[] Codes;
        public int Domain;
        public int[] NodeOf;
        public bool[]? Member;
        public bool BySignature;
        public CodeSet Bucket;
        public CodeSet? Total;
        public long[] InBucket;
        public long[] InTotal;
        public int Signatures;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row)
        {
            int code = Codes[row];
            if (code == 0 || (Member is not null && !Member[Fact.SignatureOf(row)]))
            {
                return;
            }

            int node = NodeOf[Fact.LocalOf(row)];
            long key = ((long)node * Domain) + code;
            if (!Bucket.Add(key))
            {
                return;
            }

            int cell = (node * Signatures) + (BySignature ? Fact.SignatureOf(row) : 0);
            InBucket[cell]++;
            if (Total is not null && Total.Add(key))
            {
                InTotal[cell]++;
            }
        }
    }
}

/// <summary>A set of numbers below a limit: bits where the limit allows it, else a hash table.</summary>
internal sealed class CodeSet
{
    private const long LargestBits = 1L << 30;

    private readonly ulong[]? _words;
    private readonly HashSet<long>? _set;
    private int[] _touched = new int[256];
    private int _touchedCount;

    public CodeSet(long limit)
    {
        if (limit <= LargestBits)
        {
            _words = new ulong[(limit + 63) >> 6];
        }
        else
        {
            _set = [];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(long value)
    {
        if (_words is null)
        {
            return _set!.Add(value);
        }

        ref ulong word = ref _words[value >> 6];
        ulong bit = 1UL << (int)(value & 63);
        if ((word & bit) != 0)
        {
            return false;
        }

        if (word == 0)
        {
            Touch((int)(value >> 6));
        }

        word |= bit;
        return true;
    }

    private void Touch(int word)
    {
        if (_touchedCount == _touched.Length)
        {
            Array.Resize(ref _touched, _touched.Length * 2);
        }

        _touched[_touchedCount++] = word;
    }

    /// <summary>Empties the set at the cost of what is in it.</summary>
    public void Clear()
    {
        _set?.Clear();
        for (int i = 0; i < _touchedCount; i++)
        {
            _words![_touched[i]] = 0;
        }

        _touchedCount = 0;
    }
}
