using Crm.Sdk.Evaluation.Columns;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <content>Rows of the last day on which a pair of a cell and an entity has a value.</content>
internal sealed partial class EntityFold
{
    private struct LastDays : IRowVisitor
    {
        public EntityFold Fold;
        public AtomInput Input;
        public int[] Entities;
        public int[] NodeOf;
        public bool[]? Member;
        public long[] Days;
        public Dictionary<int, long> Last;

        public readonly void Visit(int row)
        {
            if (IsMeant(row) && !Input.IsNull(row))
            {
                int slot = Fold.SlotOf(NodeOf[Input.Fact.LocalOf(row)], Entities[row]);
                Last[slot] = Math.Max(Last.GetValueOrDefault(slot, long.MinValue), Days[row]);
            }
        }

        public readonly bool IsOfLast(int row) =>
            IsMeant(row) && Last.TryGetValue(Fold.SlotOf(NodeOf[Input.Fact.LocalOf(row)], Entities[row]), out long day) && day == Days[row];

        private readonly bool IsMeant(int row) => Entities[row] >= 0 && (Member is null || Member[Input.Fact.SignatureOf(row)]);
    }

    private struct OfLastDays : IRowVisitor
    {
        public LastDays Finder;
        public Visitor Visitor;

        public readonly void Visit(int row)
        {
            if (Finder.IsOfLast(row))
            {
                Visitor.Visit(row);
            }
        }
    }
}
