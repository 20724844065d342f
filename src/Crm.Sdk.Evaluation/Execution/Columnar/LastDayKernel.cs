using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Aggregates in each cell the rows of the last day on which the cell has a value, which its parts need not share.</summary>
internal static class LastDayKernel
{
    /// <summary>Fills all states of an atom for one member of the period axis.</summary>
    public static void Run(Grid grid, AtomInput input, AtomStates states)
    {
        long[] last = new long[grid.CellCount];
        Array.Fill(last, long.MinValue);
        var finder = new Finder { Grid = grid, Input = input, Days = input.Scan.Days!, Last = last };
        var values = new List<(BigInteger Value, int Row)>?[grid.CellCount];
        var gatherer = new Gatherer { Grid = grid, Input = input, Days = input.Scan.Days!, Last = last, Values = values, States = states };
        for (int bucket = 0; bucket < input.Scan.Buckets.Length; bucket++)
        {
            input.Scan.Visit(bucket, input.Mask, ref finder);
        }

        for (int bucket = 0; bucket < input.Scan.Buckets.Length; bucket++)
        {
            input.Scan.Visit(bucket, input.Mask, ref gatherer);
        }

        BitMask? ended = input.Atom.Ended is null ? null : input.Rows.Truth(input.Atom.Ended).True;
        for (int cell = 0; cell < values.Length; cell++)
        {
            if (values[cell] is { } own)
            {
                states.N[cell] = own.Count;
                Settle(cell, own, ended, input.Atom, states);
            }
        }
    }

    private static void Settle(int cell, List<(BigInteger Value, int Row)> own, BitMask? ended, Atom atom, AtomStates states)
    {
        switch (atom.Kind)
        {
            case AtomKind.Additive:
                BigInteger sum = own.Aggregate(BigInteger.Zero, (a, b) => a + b.Value);
                if (states.WideSum is null && (sum < Int128.MinValue || sum > Int128.MaxValue))
                {
                    states.WideSum = [.. states.Sum.Select(s => (BigInteger)s)];
                }

                if (states.WideSum is { } wide)
                {
                    wide[cell] = sum;
                }
                else
                {
                    states.Sum[cell] = (Int128)sum;
                }

                break;
            case AtomKind.Extremes:
                (states.Min[cell], states.Max[cell]) = (own.Min(v => v.Value), own.Max(v => v.Value));
                break;
            case AtomKind.Distinct:
                states.Distinct[cell] = own.Select(v => v.Value).Distinct().LongCount();
                break;
            case AtomKind.Lifetimes:
                states.Lifetimes[cell] = [.. own.Select(v => (v.Value, ended![v.Row])).Order()];
                break;
            default:
                BigInteger[] sorted = [.. own.Select(v => v.Value).Order()];
                for (int p = 0; p < atom.Percentiles.Count; p++)
                {
                    (long low, long high) = atom.Percentiles[p].Ranks(sorted.Length);
                    states.Picks[p][cell] = (sorted[low], sorted[high]);
                }

                break;
        }
    }

    private struct Finder : IRowVisitor
    {
        public Grid Grid;
        public AtomInput Input;
        public long[] Days;
        public long[] Last;

        public readonly void Visit(int row)
        {
            if (!Input.IsNull(row))
            {
                foreach (int cell in CellsOf(Grid, Input.Fact, row))
                {
                    Last[cell] = Math.Max(Last[cell], Days[row]);
                }
            }
        }
    }

    private struct Gatherer : IRowVisitor
    {
        public Grid Grid;
        public AtomInput Input;
        public long[] Days;
        public long[] Last;
        public List<(BigInteger Value, int Row)>?[] Values;
        public AtomStates States;

        public readonly void Visit(int row)
        {
            foreach (int cell in CellsOf(Grid, Input.Fact, row))
            {
                if (Days[row] != Last[cell])
                {
                    continue;
                }

                States.Rows[cell]++;
                if (!Input.IsNull(row))
                {
                    (Values[cell] ??= []).Add((Input.Atom.Operand is null ? BigInteger.Zero : Input.ExactAt(row), row));
                }
            }
        }
    }

    private static IEnumerable<int> CellsOf(Grid grid, FactGrid fact, int row)
    {
        int[] segments = fact.SegmentsOf[fact.SignatureOf(row)];
        foreach (Subset subset in grid.Subsets)
        {
            int target = subset.Target[subset.NodeOf[fact.LocalOf(row)]];
            yield return grid.CellOf(-1, target, -1);
            foreach (int segment in segments)
            {
                yield return grid.CellOf(-1, target, segment);
            }
        }
    }
}
