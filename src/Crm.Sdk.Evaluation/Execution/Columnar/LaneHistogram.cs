using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Counts values of a narrow range for all segments at once: each value has a counter a segment, side by side, and a row adds the ones
/// and zeros of its signature to those of its value.
/// </summary>
internal sealed class LaneHistogram : IRankCollector
{
    private const int Lanes = 8, Block = 64;

    private readonly int _nodes;
    private readonly int _segments;
    private readonly int _vectors;
    private readonly long _low;
    private readonly int _range;
    private readonly Vector256<int>[] _ones;
    private readonly Vector256<int>[] _counts;
    private readonly Vector256<int>[] _blocks;
    private readonly int _blockCount;
    private readonly long[] _n;

    /// <param name="fact">Which segments each signature has.</param>
    /// <param name="nodes">Cells, segments not counted.</param>
    /// <param name="segments">Segments, the one for all rows, which is the last, among them.</param>
    /// <param name="low">The smallest value.</param>
    /// <param name="range">Values from the smallest to the largest.</param>
    public LaneHistogram(FactGrid fact, int nodes, int segments, long low, int range)
    {
        _nodes = nodes;
        _segments = segments;
        _vectors = VectorsFor(segments);
        _low = low;
        _range = range;
        _counts = new Vector256<int>[nodes * range * _vectors];
        _blockCount = (range + Block - 1) / Block;
        _blocks = new Vector256<int>[nodes * _blockCount * _vectors];
        _n = new long[nodes * segments];
        _ones = new Vector256<int>[fact.Signatures * _vectors];
        Span<int> ones = MemoryMarshal.Cast<Vector256<int>, int>(_ones.AsSpan());
        for (int signature = 0; signature < fact.Signatures; signature++)
        {
            int first = signature * _vectors * Lanes;
            ones[first + segments - 1] = 1;
            foreach (int segment in fact.SegmentsOf[signature])
            {
                ones[first + segment] = 1;
            }
        }
    }

    public static int VectorsFor(int segments) => (segments + Lanes - 1) / Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int node, long value, int signature)
    {
        ref Vector256<int> counts = ref _counts[((node * _range) + (int)(value - _low)) * _vectors];
        ref Vector256<int> ones = ref _ones[signature * _vectors];
        for (int v = 0; v < _vectors; v++)
        {
            Unsafe.Add(ref counts, v) += Unsafe.Add(ref ones, v);
        }
    }

    /// <summary>Adds the counts of another histogram of the same shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(LaneHistogram other)
    {
        Vector256<int>[] to = _counts, from = other._counts;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Seal()
    {
        Array.Clear(_n);
        Array.Clear(_blocks);
        Vector256<int>[] counts = _counts, blocks = _blocks;
        for (int node = 0; node < _nodes; node++)
        {
            for (int value = 0; value < _range; value++)
            {
                int from = ((node * _range) + value) * _vectors, to = ((node * _blockCount) + (value / Block)) * _vectors;
                for (int v = 0; v < _vectors; v++)
                {
                    blocks[to + v] += counts[from + v];
                }
            }

            ReadOnlySpan<int> sums = MemoryMarshal.Cast<Vector256<int>, int>(blocks.AsSpan(node * _blockCount * _vectors, _blockCount * _vectors));
            for (int i = 0; i < sums.Length; i++)
            {
                int segment = i % (_vectors * Lanes);
                if (segment < _segments)
                {
                    _n[(node * _segments) + segment] += sums[i];
                }
            }
        }
    }

    public long CountOf(int cell) => _n[cell];

    public void ValuesAt(int cell, ReadOnlySpan<long> ranks, Span<long> values)
    {
        int node = Math.DivRem(cell, _segments, out int segment);
        ReadOnlySpan<int> counts = MemoryMarshal.Cast<Vector256<int>, int>(_counts.AsSpan(node * _range * _vectors, _range * _vectors));
        ReadOnlySpan<int> blocks = MemoryMarshal.Cast<Vector256<int>, int>(_blocks.AsSpan(node * _blockCount * _vectors, _blockCount * _vectors));
        int stride = _vectors * Lanes;
        for (int i = 0; i < ranks.Length; i++)
        {
            long rest = ranks[i];
            int block = 0;
            while (rest >= blocks[(block * stride) + segment])
            {
                rest -= blocks[(block++ * stride) + segment];
            }

            int at = block * Block;
            while (rest >= counts[(at * stride) + segment])
            {
                rest -= counts[(at++ * stride) + segment];
            }

            values[i] = _low + at;
        }
    }

    public void Clear() => Array.Clear(_counts);
}
