using System.Numerics;
using Crm.Sdk.Evaluation.Columns;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Gathers the lengths of each cell, with whether they have ended.</summary>
internal static class LifetimesKernel
{
    public static void Run(Grid grid, AtomInput input, AtomStates states)
    {
        BitMask ended = input.Rows.Truth(input.Atom.Ended!).True;
        for (int bucket = 0; bucket < input.Scan.Buckets.Length; bucket++)
        {
            var visitor = new Visitor { Grid = grid, Input = input, Ended = ended, Bucket = bucket, Cells = states.Lifetimes };
            input.Scan.Visit(bucket, input.Mask, ref visitor);
        }

        foreach (List<(BigInteger, bool)>? cell in states.Lifetimes)
        {
            cell?.Sort();
        }
    }

    private struct Visitor : IRowVisitor
    {
        public Grid Grid;
        public AtomInput Input;
        public BitMask Ended;
        public int Bucket;
        public List<(BigInteger Length, bool HasEnded)>?[] Cells;

        public readonly void Visit(int row)
        {
            if (Input.IsNull(row))
            {
                return;
            }

            (BigInteger, bool) value = (Input.ExactAt(row), Ended[row]);
            int[] segments = Input.Fact.SegmentsOf[Input.Fact.SignatureOf(row)];
            foreach (Subset subset in Grid.Subsets)
            {
                int target = subset.Target[subset.NodeOf[Input.Fact.LocalOf(row)]];
                for (int i = -1; i < segments.Length; i++)
                {
                    int segment = i < 0 ? -1 : segments[i];
                    (Cells[Grid.CellOf(-1, target, segment)] ??= []).Add(value);
                    if (Grid.HasPeriods)
                    {
                        (Cells[Grid.CellOf(Bucket, target, segment)] ??= []).Add(value);
                    }
                }
            }
        }
    }
}
