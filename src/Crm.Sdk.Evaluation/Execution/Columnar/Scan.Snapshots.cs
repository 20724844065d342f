using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <content>Rows of snapshots.</content>
internal sealed partial class Scan
{
    // What follows a row: nothing, or the row is of no entity and never read.
    private const int Nothing = -1, Never = -2;

    /// <summary>The rows that stand for each member of the period axis, one after the other; those without a time at the end.</summary>
    /// <remarks>A row stands for a moment when it was taken before it, and the next row of the same key was not.</remarks>
    private static Scan OfSnapshots(ColumnStore store, RowEvaluator rows, BoundAggregate aggregate, FactSnapshot snapshot, BoundQuery query)
    {
        BoundTimeRole role = aggregate.Role!;
        FactColumns columns = store[aggregate.Fact.Schema];
        NumberVector times = rows.Numbers(role.Value);
        NumberVector? spoken = aggregate.Within is { } within ? rows.Numbers(within.Value) : null;
        int[]? inTime = OrderOf(columns, role, times);
        int dated = First(times, inTime, columns.Count, null);
        int[] next = columns.Derived("snapshot:next", () => NextOf(columns, snapshot, times, inTime, dated));
        IReadOnlyList<Placement>? wholes = aggregate.Within is null ? null : query.PlacementsOf(aggregate.Frame.Whole, aggregate.Within);
        SnapshotChoice choice = aggregate.Frame.Snapshot?.Choice ?? SnapshotChoice.Carry;
        long[]? days = choice is SnapshotChoice.Exact or SnapshotChoice.LastNonEmpty ? DaysOf(times, role, query) : null;
        var order = new List<int>();
        var buckets = new List<IReadOnlyList<(int, int)>>();
        IReadOnlyList<Placement> placements = query.PlacementsOf(aggregate.Frame, role);
        for (int position = 0; position < placements.Count; position++)
        {
            int first = order.Count;
            if (LimitsOf(placements[position], role) is (var oldest, { } limit))
            {
                int from = oldest is null ? 0 : First(times, inTime, dated, oldest), to = First(times, inTime, dated, limit);
                long? day = choice == SnapshotChoice.Exact ? LastDay(from, to) : null;
                for (int i = from; i < to; i++)
                {
                    int row = inTime is null ? i : inTime[i];
                    bool isLast = next[row] != Never && (next[row] == Nothing || times.Values[next[row]] >= limit || (choice == SnapshotChoice.LastNonEmpty && days![next[row]] > days[row]));
                    if (isLast && (day is null || days![row] == day) && (spoken is null || Speaks(wholes![position], aggregate.Within!, spoken, row)))
                    {
                        order.Add(row);
                    }
                }
            }

            buckets.Add([(first, order.Count)]);
        }

        int undated = order.Count;
        for (int i = 0; i < columns.Count; i++)
        {
            int row = inTime is null ? i : inTime[i];
            if (i >= dated || (spoken is not null && spoken.IsNull(row)))
            {
                order.Add(row);
            }
        }

        return new Scan([.. order], [.. buckets], undated) { _isFramed = true, Days = choice == SnapshotChoice.LastNonEmpty ? days : null };

        long? LastDay(int from, int to)
        {
            while (to > from)
            {
                int row = inTime is null ? --to : inTime[--to];
                if (next[row] != Never)
                {
                    return days![row];
                }
            }

            return null;
        }
    }

    private static (long? Oldest, long? Limit) LimitsOf(Placement placement, BoundTimeRole role) => placement.State != PlacementState.Readable ? (null, null)
        : role.IsDate ? (placement.Start is { } start ? StorageForm.Of(start) : null, placement.End is { } end ? StorageForm.Of(end) : null)
        : (placement.From is { } from ? Ceiling(from) : null, placement.To is { } to ? Ceiling(to) : null);

    private static bool Speaks(Placement whole, BoundTimeRole within, NumberVector spoken, int row)
    {
        if (spoken.IsNull(row) || whole.State != PlacementState.Readable)
        {
            return whole.HoldsUndated;
        }

        (long? first, long? end) = LimitsOf(whole, within);
        return (first is null || spoken.Values[row] >= first) && (end is null || spoken.Values[row] < end);
    }

    private static long[] DaysOf(NumberVector times, BoundTimeRole role, BoundQuery query)
    {
        long[] days = new long[times.Values.Length];
        for (int row = 0; row < days.Length; row++)
        {
            days[row] = times.IsNull(row) ? 0 : role.IsDate ? times.Values[row] : StorageForm.Of(query.Calendar.DayOf(StorageForm.ToInstant(times.Values[row])));
        }

        return days;
    }

    // For each row the next one of the same key.
    private static int[] NextOf(FactColumns columns, FactSnapshot snapshot, NumberVector times, int[]? inTime, int dated)
    {
        int[] next = new int[times.Values.Length];
        int[] keys = KeysOf(columns, snapshot);
        var last = new Dictionary<int, int>();
        for (int i = dated - 1; i >= 0; i--)
        {
            int row = inTime is null ? i : inTime[i];
            next[row] = keys[row] < 0 ? Never : last.GetValueOrDefault(keys[row], Nothing);
            last[keys[row]] = row;
        }

        return next;
    }

    // A number for each key; -1 where there is no entity.
    private static int[] KeysOf(FactColumns columns, FactSnapshot snapshot)
    {
        FactSchema schema = columns.Schema;
        int[] keys = Array.ConvertAll(columns.Text(schema.OrdinalOf(snapshot.Entity)).Codes, code => code - 1);
        foreach (string part in snapshot.Parts)
        {
            int ordinal = schema.OrdinalOf(part);
            var known = new Dictionary<(int, long?), int>();
            for (int row = 0; row < keys.Length; row++)
            {
                if (keys[row] < 0)
                {
                    continue;
                }

                long? value = columns.IsText(ordinal) ? columns.Text(ordinal).Codes[row] : columns.Number(ordinal).IsNull(row) ? null : columns.Number(ordinal).Values[row];
                if (!known.TryGetValue((keys[row], value), out int key))
                {
                    known.Add((keys[row], value), key = known.Count);
                }

                keys[row] = key;
            }
        }

        return keys;
    }
}
