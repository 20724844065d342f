using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Finds values at ranks. A narrow range of values is counted in a histogram per cell; a wide one, or few rows, are gathered and
/// sorted.
/// </summary>
internal static class RanksKernel
{
    private const int LargestHistogram = 1 << 22;

    /// <summary>The work in pieces that can run side by side: each writes cells of its own.</summary>
    public static IEnumerable<Action> Work(Grid grid, AtomInput input, AtomStates states)
    {
        int segments = grid.Axes[^1].Members.Count;
        (long low, long high) = input.Values!.Bounds;
        long range = low > high ? 1 : (Int128)high - low >= int.MaxValue ? long.MaxValue : high - low + 1;
        int buckets = input.Scan.Buckets.Length;
        foreach (Subset subset in grid.Subsets)
        {
            int cells = subset.Target.Length * segments;
            bool narrow = range <= LargestHistogram / Math.Max(1, cells);
            ICollector Collector() => narrow ? new Histogram(cells, low, (int)range) : new Gatherer(cells);

            // Adding up the histograms of the periods is cheaper than reading the rows again, unless they are many and wide.
            bool addUp = narrow && grid.HasPeriods && cells * range * buckets < 16L * input.Values.Values.Length;
            Histogram? whole = addUp ? new Histogram(cells, low, (int)range) : null;
            int parts = grid.HasPeriods ? Math.Min(buckets, Environment.ProcessorCount) : 0, left = parts;
            for (int part = 0; part < parts; part++)
            {
                int first = part;
                yield return () =>
                {
                    ICollector collector = Collector();
                    Histogram? own = addUp ? (Histogram)Collector() : null;
                    for (int b = first; b < buckets; b += parts)
                    {
                        Collect(input, b, subset, segments, collector);
                        own?.Add((Histogram)collector);
                        Pick(grid, subset, segments, b, input, states, collector);
                    }

                    if (whole is null)
                    {
                        return;
                    }

                    lock (whole)
                    {
                        whole.Add(own!);
                        if (--left == 0)
                        {
                            Pick(grid, subset, segments, -1, input, states, whole);
                        }
                    }
                };
            }

            if (whole is null)
            {
                yield return () =>
                {
                    ICollector collector = Collector();
                    for (int b = 0; b < buckets; b++)
                    {
                        Collect(input, b, subset, segments, collector);
                    }

                    Pick(grid, subset, segments, -1, input, states, collector);
                };
            }
        }
    }

    private static void Collect(AtomInput input, int bucket, Subset subset, int segments, ICollector collector)
    {
        var visitor = new Visitor { Fact = input.Fact, Operand = input.Values!, NodeOf = subset.NodeOf, Segments = segments, Collector = collector };
        if (collector is Histogram histogram)
        {
            var fast = new HistogramVisitor { Inner = visitor, Histogram = histogram };
            input.Scan.Visit(bucket, input.Mask, ref fast);
        }
        else
        {
            input.Scan.Visit(bucket, input.Mask, ref visitor);
        }
    }

    private static void Pick(Grid grid, Subset subset, int segments, int bucket, AtomInput input, AtomStates states, ICollector collector)
    {
        Atom atom = input.Atom;
        NumberVector operand = input.Values!;
        Span<long> ranks = stackalloc long[atom.Percentiles.Count * 2];
        Span<long> values = stackalloc long[ranks.Length];
        for (int cell = 0; cell < subset.Target.Length * segments; cell++)
        {
            long n = collector.CountOf(cell);
            if (n == 0)
            {
                continue;
            }

            for (int p = 0; p < atom.Percentiles.Count; p++)
            {
                (ranks[2 * p], ranks[(2 * p) + 1]) = atom.Percentiles[p].Ranks(n);
            }

            collector.ValuesAt(cell, ranks, values);
            int node = Math.DivRem(cell, segments, out int segment);
            int to = grid.CellOf(bucket, subset.Target[node], segment == segments - 1 ? -1 : segment);
            for (int p = 0; p < atom.Percentiles.Count; p++)
            {
                states.Picks[p][to] = (operand.Exact(values[2 * p]), operand.Exact(values[(2 * p) + 1]));
            }
        }

        collector.Clear();
    }

    private interface ICollector
    {
        void Add(int cell, long value);

        long CountOf(int cell);

        void ValuesAt(int cell, ReadOnlySpan<long> ranks, Span<long> values);

        void Clear();
    }

    private struct Visitor : IRowVisitor
    {
        public FactGrid Fact;
        public NumberVector Operand;
        public int[] NodeOf;
        public int Segments;
        public ICollector Collector;

        public readonly void Visit(int row)
        {
            if (Operand.IsNull(row))
            {
                return;
            }

            int first = NodeOf[Fact.LocalOf(row)] * Segments;
            Collector.Add(first + Segments - 1, Operand.Values[row]);
            foreach (int segment in Fact.SegmentsOf[Fact.SignatureOf(row)])
            {
                Collector.Add(first + segment, Operand.Values[row]);
            }
        }
    }

    private struct HistogramVisitor : IRowVisitor
    {
        public Visitor Inner;
        public Histogram Histogram;

        public readonly void Visit(int row)
        {
            if (Inner.Operand.IsNull(row))
            {
                return;
            }

            int first = Inner.NodeOf[Inner.Fact.LocalOf(row)] * Inner.Segments;
            long value = Inner.Operand.Values[row];
            Histogram.Add(first + Inner.Segments - 1, value);
            foreach (int segment in Inner.Fact.SegmentsOf[Inner.Fact.SignatureOf(row)])
            {
                Histogram.Add(first + segment, value);
            }
        }
    }

    private sealed class Histogram(int cells, long low, int range) : ICollector
    {
        private const int Block = 64;

        private readonly int[] _counts = new int[cells * range];
        private readonly long[] _n = new long[cells];

        public void Add(int cell, long value)
        {
            _counts[(cell * range) + (int)(value - low)]++;
            _n[cell]++;
        }

        public void Add(Histogram other)
        {
            Span<int> to = _counts;
            ReadOnlySpan<int> from = other._counts;
            int i = 0;
            for (; i <= to.Length - Vector<int>.Count; i += Vector<int>.Count)
            {
                (new Vector<int>(to[i..]) + new Vector<int>(from[i..])).CopyTo(to[i..]);
            }

            for (; i < to.Length; i++)
            {
                to[i] += from[i];
            }

            for (int cell = 0; cell < cells; cell++)
            {
                _n[cell] += other._n[cell];
            }
        }

        public long CountOf(int cell) => _n[cell];

        public void ValuesAt(int cell, ReadOnlySpan<long> ranks, Span<long> values)
        {
            ReadOnlySpan<int> counts = _counts.AsSpan(cell * range, range);
            for (int i = 0; i < ranks.Length; i++)
            {
                long rest = ranks[i];
                int at = 0;
                while (at + Block <= counts.Length)
                {
                    long block = Sum(counts.Slice(at, Block));
                    if (rest < block)
                    {
                        break;
                    }

                    rest -= block;
                    at += Block;
                }

                while (rest >= counts[at])
                {
                    rest -= counts[at++];
                }

                values[i] = low + at;
            }
        }

        private static long Sum(ReadOnlySpan<int> counts)
        {
            Vector<int> sum = Vector<int>.Zero;
            int i = 0;
            for (; i <= counts.Length - Vector<int>.Count; i += Vector<int>.Count)
            {
                sum += new Vector<int>(counts[i..]);
            }

            long total = Vector.Sum(sum);
            for (; i < counts.Length; i++)
            {
                total += counts[i];
            }

            return total;
        }

        public void Clear()
        {
            for (int cell = 0; cell < cells; cell++)
            {
                if (_n[cell] != 0)
                {
                    Array.Clear(_counts, cell * range, range);
                    _n[cell] = 0;
                }
            }
        }
    }

    private sealed class Gatherer(int cells) : ICollector
    {
        private readonly List<long>?[] _values = new List<long>?[cells];

        public void Add(int cell, long value) => (_values[cell] ??= []).Add(value);

        public long CountOf(int cell) => _values[cell]?.Count ?? 0;

        public void ValuesAt(int cell, ReadOnlySpan<long> ranks, Span<long> values)
        {
            List<long> sorted = _values[cell]!;
            sorted.Sort();
            for (int i = 0; i < ranks.Length; i++)
            {
                values[i] = sorted[(int)ranks[i]];
            }
        }

        public void Clear()
        {
            foreach (List<long>? values in _values)
            {
                values?.Clear();
            }
        }
    }
}
