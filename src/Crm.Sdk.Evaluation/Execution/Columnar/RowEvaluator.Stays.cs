using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <content>How long rows last in a period.</content>
internal sealed partial class RowEvaluator
{
    private NumberVector Stays(BoundStay stay)
    {
        FactColumns columns = store[stay.Fact];
        NumberData begins = columns.Number(stay.FromOrdinal), ends = columns.Number(stay.ToOrdinal);
        long[] values = new long[Count];
        bool[] nulls = new bool[Count];
        (long start, long end)? stretch = histories.StretchOf(stay.Frame, stay.IsOfDays, position);
        long unit = stay.IsOfDays ? StorageForm.MicrosecondsPerDay : 1;
        for (int row = 0; row < values.Length; row++)
        {
            nulls[row] = stretch is null || begins.IsNull(row);
            if (!nulls[row])
            {
                long from = Math.Max(stretch!.Value.start, begins.Values[row]);
                long to = ends.IsNull(row) ? stretch.Value.end : Math.Min(stretch.Value.end, ends.Values[row]);
                values[row] = Math.Max(0, to - from) * unit;
            }
        }

        return new NumberVector(values, nulls, 0);
    }
}
