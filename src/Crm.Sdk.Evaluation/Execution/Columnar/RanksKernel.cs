using System.Runtime.CompilerServices;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Finds values at ranks. A narrow range of values is counted in a histogram per cell; a wide one, or few rows, are gathered and
/// sorted.
/// </summary>
internal static class RanksKernel
{
    private const int LargestHistogram = 1 << 19;

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
            int lanes = LaneHistogram.VectorsFor(segments) * subset.Target.Length;
            bool narrow = range <= LargestHistogram / Math.Max(1, lanes);
            LaneHistogram Histogram() => new(input.Fact, subset.Target.Length, segments, low, (int)range);
            IRankCollector Collector() => narrow ? Histogram() : new Gatherer(cells);

            // Adding up the histograms of the periods is cheaper than reading the rows again, unless they are many and wide.
            bool addUp = narrow && grid.HasPeriods && lanes * range * buckets < 4L * input.Values.Values.Length;
            LaneHistogram? whole = addUp ? Histogram() : null;
            int parts = grid.HasPeriods ? Math.Min(buckets, Environment.ProcessorCount) : 0, left = parts;
            for (int part = 0; part < parts; part++)
            {
                int first = part;
                yield return () =>
                {
                    IRankCollector collector = Collector();
                    LaneHistogram? own = addUp ? Histogram() : null;
                    for (int b = first; b < buckets; b += parts)
                    {
                        Collect(input, b, subset, segments, collector);
                        own?.Add((LaneHistogram)collector);
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
                    IRankCollector collector = Collector();
                    for (int b = 0; b < buckets; b++)
                    {
                        Collect(input, b, subset, segments, collector);
                    }

                    Pick(grid, subset, segments, -1, input, states, collector);
                };
            }
        }
    }

    private static void Collect(AtomInput input, int bucket, Subset subset, int segments, IRankCollector collector)
    {
        if (collector is LaneHistogram histogram)
        {
            var fast = new HistogramVisitor
            {
                Local = input.Fact.Local, Signature = input.Fact.Signature, Values = input.Values!.Values, Nulls = input.Values.Nulls,
                NodeOf = subset.NodeOf, Histogram = histogram,
            };
            input.Scan.Visit(bucket, input.Mask, ref fast);
        }
        else
        {
            var visitor = new Visitor
            {
                Fact = input.Fact, Operand = input.Values!, NodeOf = subset.NodeOf, Segments = segments, Gatherer = (Gatherer)collector,
            };
            input.Scan.Visit(bucket, input.Mask, ref visitor);
        }
    }

    private static void Pick(Grid grid, Subset subset, int segments, int bucket, AtomInput input, AtomStates states, IRankCollector collector)
    {
        Atom atom = input.Atom;
        NumberVector operand = input.Values!;
        collector.Seal();
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

    private struct Visitor : IRowVisitor
    {
        public FactGrid Fact;
        public NumberVector Operand;
        public int[] NodeOf;
        public int Segments;
        public Gatherer Gatherer;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row)
        {
            if (Operand.IsNull(row))
            {
                return;
            }

            int first = NodeOf[Fact.LocalOf(row)] * Segments;
            Gatherer.Add(first + Segments - 1, Operand.Values[row]);
            foreach (int segment in Fact.SegmentsOf[Fact.SignatureOf(row)])
            {
                Gatherer.Add(first + segment, Operand.Values[row]);
            }
        }
    }

    private struct HistogramVisitor : IRowVisitor
    {
        public int[]? Local;
        public int[]? Signature;
        public long[] Values;
        public bool[]? Nulls;
        public int[] NodeOf;
        public LaneHistogram Histogram;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row)
        {
            if (Nulls is null || !Nulls[row])
            {
                Histogram.Add(Local is null ? 0 : NodeOf[Local[row]], Values[row], Signature is null ? 0 : Signature[row]);
            }
        }
    }

    private sealed class Gatherer(int cells) : IRankCollector
    {
        private readonly List<long>?[] _values = new List<long>?[cells];

        public void Add(int cell, long value) => (_values[cell] ??= []).Add(value);

        public void Seal()
        {
            foreach (List<long>? values in _values)
            {
                values?.Sort();
            }
        }

        public long CountOf(int cell) => _values[cell]?.Count ?? 0;

        public void ValuesAt(int cell, ReadOnlySpan<long> ranks, Span<long> values)
        {
            for (int i = 0; i < ranks.Length; i++)
            {
                values[i] = _values[cell]![(int)ranks[i]];
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

/// <summary>Collects values by cell and gives those at ranks.</summary>
internal interface IRankCollector
{
    /// <summary>Ends the collection: what follows are questions, until it is cleared.</summary>
    void Seal();

    long CountOf(int cell);

    void ValuesAt(int cell, ReadOnlySpan<long> ranks, Span<long> values);

    void Clear();
}
