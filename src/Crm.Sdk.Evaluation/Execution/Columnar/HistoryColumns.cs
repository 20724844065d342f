using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Finds what histories say of the entities of rows. The time that rows last before a moment is a difference of sums over those that
/// began and those that ended before it, found by binary search; the time between two moments is the difference of two such.
/// </summary>
internal sealed class HistoryColumns(ColumnStore store, RowEvaluator rows, Histories histories)
{
    /// <summary>The answers, in microseconds or days as the times of the interval, and for a time in microseconds.</summary>
    public NumberVector Numbers(BoundHistoryValue value)
    {
        int[]? entities = rows.Follow(value.Entity.Path);
        var index = new Index(store, histories, value);
        long[] answers = new long[rows.Count];
        bool[] nulls = new bool[rows.Count];
        NumberVector? from = value.From is null ? null : rows.Numbers(value.From), to = value.To is null ? null : rows.Numbers(value.To);
        long end = value.IsOfDays ? histories.EndOfDays : histories.NowInMicroseconds, unit = value.IsOfDays ? StorageForm.MicrosecondsPerDay : 1;
        for (int row = 0; row < answers.Length; row++)
        {
            int entity = entities is null ? row : entities[row];
            long? answer = entity < 0 ? null
                : value.Question != HistoryQuestion.TimeIn ? index.Entry(entity, value.Question == HistoryQuestion.FirstEntry)
                : from!.IsNull(row) || to!.IsNull(row) ? null
                : index.Between(entity, from.Values[row], Math.Min(end, to.Values[row])) * unit;
            nulls[row] = answer is null;
            answers[row] = answer ?? 0;
        }

        return new NumberVector(answers, nulls, 0);
    }

    /// <summary>The rows of the history by entity: their beginnings and their ends, each in time, with running sums.</summary>
    private sealed class Index
    {
        private readonly int[] _first;
        private readonly int[] _firstEnd;
        private readonly long[] _begins;
        private readonly long[] _ends;
        private readonly Int128[] _sumOfBegins;
        private readonly Int128[] _sumOfEnds;

        public Index(ColumnStore store, Histories histories, BoundHistoryValue value)
        {
            FactSchema schema = value.History.Schema;
            FactColumns columns = store[schema];
            NumberData from = columns.Number(value.FromOrdinal), to = columns.Number(value.ToOrdinal);
            int[] owners = store.Follow(schema, value.EntityOrdinal, value.Entity.Owner);
            BitMask? mask = value.Filter is null ? null : histories.RowsOf(schema).Truth(value.Filter).True;
            long limit = value.IsOfDays ? histories.EndOfDays : histories.Present;
            int[] own = [.. Enumerable.Range(0, columns.Count).Where(row => owners[row] >= 0 && !from.IsNull(row) && from.Values[row] < limit && (mask is null || mask[row]))];
            int[] ended = [.. own.Where(row => !to.IsNull(row))];
            int count = store[value.Entity.Owner].Count;
            (_first, _begins, _sumOfBegins) = Sorted(own, owners, from, count);
            (_firstEnd, _ends, _sumOfEnds) = Sorted(ended, owners, to, count);
        }

        public long? Entry(int entity, bool isFirst) =>
            _first[entity] == _first[entity + 1] ? null : isFirst ? _begins[_first[entity]] : _begins[_first[entity + 1] - 1];

        public long Between(int entity, long from, long to) => to <= from ? 0 : (long)(Before(entity, to) - Before(entity, from));

        private Int128 Before(int entity, long moment)
        {
            int begun = Count(_begins, _first[entity], _first[entity + 1], moment), ended = Count(_ends, _firstEnd[entity], _firstEnd[entity + 1], moment);
            return ((Int128)(begun - _first[entity]) * moment) - (_sumOfBegins[begun] - _sumOfBegins[_first[entity]])
                - ((Int128)(ended - _firstEnd[entity]) * moment) + (_sumOfEnds[ended] - _sumOfEnds[_firstEnd[entity]]);
        }

        // The first place from low whose time is not below the moment.
        private static int Count(long[] times, int low, int high, long moment)
        {
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                (low, high) = times[middle] < moment ? (middle + 1, high) : (low, middle);
            }

            return low;
        }

        private static (int[] First, long[] Times, Int128[] Sums) Sorted(int[] own, int[] owners, NumberData data, int count)
        {
            int[] order = [.. own.OrderBy(row => owners[row]).ThenBy(row => data.Values[row])];
            long[] times = Array.ConvertAll(order, row => data.Values[row]);
            var sums = new Int128[times.Length + 1];
            int[] first = new int[count + 1];
            for (int i = 0; i < order.Length; i++)
            {
                sums[i + 1] = sums[i] + times[i];
                first[owners[order[i]] + 1]++;
            }

            for (int i = 1; i < first.Length; i++)
            {
                first[i] += first[i - 1];
            }

            return (first, times, sums);
        }
    }
}
