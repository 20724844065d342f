using System.Numerics;
using System.Runtime.InteropServices;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Adds up amounts by bucket of currency and rate in each cell, and then converts what each bucket came to.</summary>
internal static class ConvertedKernel
{
    public static void Run(Grid grid, AtomInput input, AtomStates states)
    {
        ConvertedVector converted = input.Converted!;
        var cells = new Dictionary<int, BigInteger>?[grid.CellCount];
        int[]? cellOf = input.Fact.Cells();
        for (int b = 0; b < input.Scan.Buckets.Length; b++)
        {
            var visitor = new Visitor { Converted = converted, Amounts = converted.Amounts, CellOf = cellOf, Sums = [], Wide = [] };
            input.Scan.Visit(b, input.Mask, ref visitor);
            foreach (((int cell, int bucket), Int128 sum) in visitor.Sums)
            {
                Expand(grid, input.Fact, b, cell, bucket, sum, cells);
            }

            foreach (((int cell, int bucket), BigInteger sum) in visitor.Wide)
            {
                Expand(grid, input.Fact, b, cell, bucket, sum, cells);
            }
        }

        for (int cell = 0; cell < cells.Length; cell++)
        {
            states.Totals[cell] = cells[cell] is { } sums ? converted.Total(sums) : default;
        }
    }

    private static void Expand(Grid grid, FactGrid fact, int period, int cell, int bucket, BigInteger sum, Dictionary<int, BigInteger>?[] cells)
    {
        int local = Math.DivRem(cell, fact.Signatures, out int signature);
        int[] segments = fact.SegmentsOf[signature];
        foreach (Subset subset in grid.Subsets)
        {
            int target = subset.Target[subset.NodeOf[local]];
            for (int i = -1; i < segments.Length; i++)
            {
                int segment = i < 0 ? -1 : segments[i];
                Add(grid.CellOf(-1, target, segment));
                if (grid.HasPeriods)
                {
                    Add(grid.CellOf(period, target, segment));
                }
            }
        }

        void Add(int to) => CollectionsMarshal.GetValueRefOrAddDefault(cells[to] ??= [], bucket, out _) += sum;
    }

    private struct Visitor : IRowVisitor
    {
        public ConvertedVector Converted;
        public NumberVector Amounts;
        public int[]? CellOf;
        public Dictionary<(int Cell, int Bucket), Int128> Sums;
        public Dictionary<(int Cell, int Bucket), BigInteger> Wide;

        public readonly void Visit(int row)
        {
            if (Amounts.IsNull(row))
            {
                return;
            }

            (int, int) key = (CellOf is null ? 0 : CellOf[row], Converted.BucketOf(row));
            if (Amounts.Wide is null)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(Sums, key, out _) += Amounts.Values[row];
            }
            else
            {
                CollectionsMarshal.GetValueRefOrAddDefault(Wide, key, out _) += Amounts.Exact(Amounts.Values[row]);
            }
        }
    }
}
