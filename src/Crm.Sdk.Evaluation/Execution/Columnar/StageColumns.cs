using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Finds the entries into a stage, and which of them came to another: one pass from behind over the rows of all entities in time.</summary>
/// <param name="store">The columns.</param>
/// <param name="rows">Reads the rows of the interval.</param>
/// <param name="now">Instants below it have been.</param>
/// <param name="endOfDays">Days below it have begun.</param>
internal sealed class StageColumns(ColumnStore store, RowEvaluator rows, long now, long endOfDays)
{
    /// <summary>The answers, 1 or 0; null for rows without a beginning or an entity.</summary>
    public NumberVector Entries(BoundStageValue value)
    {
        FactColumns columns = store[value.Fact];
        FactInterval interval = value.Fact.Interval!;
        int fromOrdinal = value.Fact.OrdinalOf(interval.From);
        TextData entities = columns.Text(value.Fact.OrdinalOf(interval.Entity));
        NumberData begins = columns.Number(fromOrdinal), ends = columns.Number(value.Fact.OrdinalOf(interval.To));
        long limit = value.Fact.Fields[fromOrdinal].Type.Kind == DataKind.Date ? endOfDays : now;
        int[] ranks = RanksOf(value, rows.Texts(value.Stage));
        int[] order = [.. Enumerable.Range(0, columns.Count).Where(row => entities.Codes[row] != 0 && !begins.IsNull(row) && begins.Values[row] < limit)];
        Array.Sort(order, (a, b) =>
        {
            int place = entities.Codes[a].CompareTo(entities.Codes[b]);
            place = place != 0 ? place : begins.Values[a].CompareTo(begins.Values[b]);
            place = place != 0 ? place : EndOf(a).CompareTo(EndOf(b));
            place = place != 0 ? place : ((uint)ranks[a]).CompareTo((uint)ranks[b]);
            return place != 0 ? place : a.CompareTo(b);
        });
        long[] answers = new long[columns.Count];
        bool[] nulls = new bool[columns.Count];
        Array.Fill(nulls, true);
        bool[] isEntry = EntriesIn(order);
        bool hasReached = false;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int row = order[i];
            bool isLast = i + 1 == order.Length || entities.Codes[order[i + 1]] != entities.Codes[row];
            hasReached = (!isLast && hasReached) || (value.ExcludesSkips ? ranks[row] == value.To : ranks[row] >= value.To);
            nulls[row] = false;
            answers[row] = isEntry[i] && (value.Question == StageQuestion.IsEntry || hasReached) ? 1 : 0;
            hasReached &= !isEntry[i];
        }

        return new NumberVector(answers, nulls, 0);

        long EndOf(int row) => ends.IsNull(row) ? long.MaxValue : ends.Values[row];

        bool[] EntriesIn(int[] sorted)
        {
            bool[] found = new bool[sorted.Length];
            int before = -1;
            bool hasEntered = false;
            for (int i = 0; i < sorted.Length; i++)
            {
                int row = sorted[i];
                bool isFirst = i == 0 || entities.Codes[sorted[i - 1]] != entities.Codes[row];
                (before, hasEntered) = isFirst ? (-1, false) : (before, hasEntered);
                if (ranks[row] < 0)
                {
                    continue;
                }

                bool goesOn = !isFirst && ranks[sorted[i - 1]] == ranks[row] && !ends.IsNull(sorted[i - 1]) && ends.Values[sorted[i - 1]] == begins.Values[row];
                bool enters = ranks[row] > value.From ? before < value.From && !value.ExcludesSkips
                    : ranks[row] == value.From && (before < value.From || (before == value.From && !goesOn) || (before > value.From && !value.IgnoresBackward));
                found[i] = enters && !(value.IsFirstOnly && hasEntered);
                hasEntered |= enters;
                before = ranks[row];
            }

            return found;
        }
    }

    private static int[] RanksOf(BoundStageValue value, TextVector stages)
    {
        var places = value.Stages.Select((stage, i) => (stage, i)).ToDictionary(p => p.stage, p => p.i, StringComparer.Ordinal);
        int[] rankOf = [.. stages.Texts.Select(text => text is not null && places.TryGetValue(text, out int place) ? place : -1)];
        return Array.ConvertAll(stages.Codes, code => rankOf[code]);
    }
}
