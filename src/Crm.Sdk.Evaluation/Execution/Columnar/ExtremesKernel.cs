using System.Runtime.CompilerServices;
using Crm.Sdk.Evaluation.Columns;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Finds the smallest and the largest value of each cell.</summary>
internal static class ExtremesKernel
{
    public static void Run(Grid grid, FactGrid fact, Scan scan, BitMask? mask, NumberVector operand, AtomStates states)
    {
        int width = grid.LocalCells * fact.Signatures;
        bool[] seen = new bool[width];
        long[] low = new long[width], high = new long[width];
        bool[] known = new bool[grid.CellCount];
        long[] least = new long[grid.CellCount], greatest = new long[grid.CellCount];
        for (int b = 0; b < scan.Buckets.Length; b++)
        {
            Array.Clear(seen);
            var visitor = new Visitor { Fact = fact, Operand = operand, Seen = seen, Low = low, High = high };
            scan.Visit(b, mask, ref visitor);
            for (int cell = 0; cell < width; cell++)
            {
                if (!seen[cell])
                {
                    continue;
                }

                int local = Math.DivRem(cell, fact.Signatures, out int signature);
                foreach (Subset subset in grid.Subsets)
                {
                    int target = subset.Target[subset.NodeOf[local]];
                    for (int i = -1; i < fact.SegmentsOf[signature].Length; i++)
                    {
                        int segment = i < 0 ? -1 : fact.SegmentsOf[signature][i];
                        Merge(grid.CellOf(b, target, segment), cell);
                        if (grid.HasPeriods)
                        {
                            Merge(grid.CellOf(-1, target, segment), cell);
                        }
                    }
                }
            }
        }

        for (int cell = 0; cell < known.Length; cell++)
        {
            if (known[cell])
            {
                states.Min[cell] = operand.Exact(least[cell]);
                states.Max[cell] = operand.Exact(greatest[cell]);
            }
        }

        void Merge(int to, int from)
        {
            least[to] = known[to] ? Math.Min(least[to], low[from]) : low[from];
            greatest[to] = known[to] ? Math.Max(greatest[to], high[from]) : high[from];
            known[to] = true;
        }
    }

    private struct Visitor : IRowVisitor
    {
        public FactGrid Fact;
        public NumberVector Operand;
        public bool[] Seen;
        public long[] Low;
        public long[] High;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row)
        {
            if (Operand.IsNull(row))
            {
                return;
            }

            int cell = (Fact.LocalOf(row) * Fact.Signatures) + Fact.SignatureOf(row);
            long value = Operand.Values[row];
            if (!Seen[cell])
            {
                Seen[cell] = true;
                Low[cell] = High[cell] = value;
            }
            else
            {
                Low[cell] = Math.Min(Low[cell], value);
                High[cell] = Math.Max(High[cell], value);
            }
        }
    }
}
