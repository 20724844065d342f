using System.Numerics;
using Crm.Sdk.Evaluation.Columns;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Counts rows and contributions and adds values up: in 64 bits where the values prove that no sum can leave them, else in 128,
/// else in integers of any size.
/// </summary>
internal static class AdditiveKernel
{
    public static void Run(Grid grid, FactGrid fact, Scan scan, BitMask? mask, NumberVector? operand, bool[]? nulls, bool sums, AtomStates states)
    {
        states.Rows = new long[grid.CellCount];
        states.N = new long[grid.CellCount];
        states.WideSum = sums && operand?.Wide is not null ? new BigInteger[grid.CellCount] : null;
        int width = grid.LocalCells * fact.Signatures;
        int[]? cellOf = fact.Cells();
        var total = new Totals(width, sums);
        var bucket = new Totals(width, sums);
        Adder add = !sums || operand is null ? new CountAdder(nulls) : Choose(operand);
        for (int b = 0; b < scan.Buckets.Length; b++)
        {
            add.Run(scan, b, mask, cellOf, bucket);
            if (grid.HasPeriods)
            {
                Expand(grid, fact, bucket, b, states);
            }

            total.Take(bucket);
        }

        Expand(grid, fact, total, -1, states);
    }

    private static Adder Choose(NumberVector operand)
    {
        if (operand.Wide is not null)
        {
            return new WideAdder(operand);
        }

        return operand.SumsFit(operand.Values.Length) ? new LongAdder(operand) : new Int128Adder(operand);
    }

    private static void Expand(Grid grid, FactGrid fact, Totals from, int bucket, AtomStates states)
    {
        for (int cell = 0; cell < from.Rows.Length; cell++)
        {
            if (from.Rows[cell] == 0)
            {
                continue;
            }

            int local = Math.DivRem(cell, fact.Signatures, out int signature);
            foreach (Subset subset in grid.Subsets)
            {
                int target = subset.Target[subset.NodeOf[local]];
                Add(states, grid.CellOf(bucket, target, -1), from, cell);
                foreach (int segment in fact.SegmentsOf[signature])
                {
                    Add(states, grid.CellOf(bucket, target, segment), from, cell);
                }
            }
        }
    }

    private static void Add(AtomStates states, int to, Totals from, int cell)
    {
        states.Rows[to] += from.Rows[cell];
        states.N[to] += from.N[cell];
        if (from.Wide is { } wide)
        {
            states.WideSum![to] += wide[cell];
        }
        else if (from.Sum.Length > 0)
        {
            states.Sum[to] += from.Sum[cell];
        }
    }

    /// <summary>What was added up at the finest grain.</summary>
    private sealed class Totals(int width, bool sums)
    {
        public long[] Rows { get; } = new long[width];

        public long[] N { get; } = new long[width];

        public Int128[] Sum { get; } = sums ? new Int128[width] : [];

        public BigInteger[]? Wide { get; set; }

        /// <summary>Adds the other and empties it.</summary>
        public void Take(Totals other)
        {
            if (other.Wide is { } wide)
            {
                Wide ??= new BigInteger[Rows.Length];
                for (int i = 0; i < wide.Length; i++)
                {
                    Wide[i] += wide[i];
                }

                Array.Clear(wide);
            }

            for (int i = 0; i < Rows.Length; i++)
            {
                Rows[i] += other.Rows[i];
                N[i] += other.N[i];
                if (Sum.Length > 0)
                {
                    Sum[i] += other.Sum[i];
                }
            }

            Array.Clear(other.Rows);
            Array.Clear(other.N);
            Array.Clear(other.Sum);
        }
    }

    private abstract class Adder
    {
        public abstract void Run(Scan scan, int bucket, BitMask? mask, int[]? cellOf, Totals to);
    }

    private sealed class CountAdder(bool[]? nulls) : Adder
    {
        public override void Run(Scan scan, int bucket, BitMask? mask, int[]? cellOf, Totals to)
        {
            var visitor = new Visitor { CellOf = cellOf, Nulls = nulls, Rows = to.Rows, N = to.N };
            scan.Visit(bucket, mask, ref visitor);
            if (nulls is null)
            {
                to.Rows.CopyTo(to.N, 0);
            }
        }

        private struct Visitor : IRowVisitor
        {
            public int[]? CellOf;
            public bool[]? Nulls;
            public long[] Rows;
            public long[] N;

            public readonly void Visit(int row)
            {
                int cell = CellOf is null ? 0 : CellOf[row];
                Rows[cell]++;
                if (Nulls is not null && !Nulls[row])
                {
                    N[cell]++;
                }
            }
        }
    }

    private sealed class LongAdder(NumberVector operand) : Adder
    {
        private long[] _sums = [];

        public override void Run(Scan scan, int bucket, BitMask? mask, int[]? cellOf, Totals to)
        {
            if (_sums.Length == 0)
            {
                _sums = new long[to.Rows.Length];
            }

            var visitor = new Visitor { CellOf = cellOf, Values = operand.Values, Nulls = operand.Nulls, Rows = to.Rows, N = to.N, Sums = _sums };
            scan.Visit(bucket, mask, ref visitor);
            if (operand.Nulls is null)
            {
                to.Rows.CopyTo(to.N, 0);
            }

            for (int i = 0; i < _sums.Length; i++)
            {
                to.Sum[i] = _sums[i];
            }

            Array.Clear(_sums);
        }

        private struct Visitor : IRowVisitor
        {
            public int[]? CellOf;
            public long[] Values;
            public bool[]? Nulls;
            public long[] Rows;
            public long[] N;
            public long[] Sums;

            public readonly void Visit(int row)
            {
                int cell = CellOf is null ? 0 : CellOf[row];
                Rows[cell]++;
                if (Nulls is null)
                {
                    Sums[cell] += Values[row];
                }
                else if (!Nulls[row])
                {
                    N[cell]++;
                    Sums[cell] += Values[row];
                }
            }
        }
    }

    private sealed class Int128Adder(NumberVector operand) : Adder
    {
        public override void Run(Scan scan, int bucket, BitMask? mask, int[]? cellOf, Totals to)
        {
            var visitor = new Visitor { CellOf = cellOf, Operand = operand, To = to };
            scan.Visit(bucket, mask, ref visitor);
        }

        private struct Visitor : IRowVisitor
        {
            public int[]? CellOf;
            public NumberVector Operand;
            public Totals To;

            public readonly void Visit(int row)
            {
                int cell = CellOf is null ? 0 : CellOf[row];
                To.Rows[cell]++;
                if (!Operand.IsNull(row))
                {
                    To.N[cell]++;
                    To.Sum[cell] += Operand.Values[row];
                }
            }
        }
    }

    private sealed class WideAdder(NumberVector operand) : Adder
    {
        public override void Run(Scan scan, int bucket, BitMask? mask, int[]? cellOf, Totals to)
        {
            to.Wide ??= new BigInteger[to.Rows.Length];
            var visitor = new Visitor { CellOf = cellOf, Operand = operand, To = to };
            scan.Visit(bucket, mask, ref visitor);
        }

        private struct Visitor : IRowVisitor
        {
            public int[]? CellOf;
            public NumberVector Operand;
            public Totals To;

            public readonly void Visit(int row)
            {
                int cell = CellOf is null ? 0 : CellOf[row];
                To.Rows[cell]++;
                if (!Operand.IsNull(row))
                {
                    To.N[cell]++;
                    To.Wide![cell] += Operand.Exact(Operand.Values[row]);
                }
            }
        }
    }
}
