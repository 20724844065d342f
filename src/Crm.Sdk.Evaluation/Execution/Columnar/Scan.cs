using System.Runtime.CompilerServices;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// The rows of a fact in the order of one time role, and which stretch of them lies in each period. Where the rows are stored in
/// that order, a period is a range of rows.
/// </summary>
internal sealed partial class Scan
{
    private bool _isFramed;

    private Scan(int[]? order, IReadOnlyList<(int From, int To)>[] buckets, int firstUndated)
    {
        Order = order;
        Buckets = buckets;
        FirstUndated = firstUndated;
    }

    /// <summary>The rows in time; null when they are stored so.</summary>
    public int[]? Order { get; }

    /// <summary>For each period the stretches of <see cref="Order"/> that lie in it.</summary>
    public IReadOnlyList<(int From, int To)>[] Buckets { get; }

    /// <summary>Where the rows without a time begin in <see cref="Order"/>; they are the last there.</summary>
    public int FirstUndated { get; }

    /// <summary>For each row its day, where each cell reads those of its own last day; else null.</summary>
    public long[]? Days { get; private init; }

    /// <summary>Places in <see cref="Order"/>, where a row may stand several times.</summary>
    public int Length(int rows) => Order?.Length ?? rows;

    /// <summary>The rows of an atom.</summary>
    public static Scan Of(ColumnStore store, RowEvaluator rows, Atom atom, BoundQuery query) => atom.IsPlain || atom.Role is null
        ? Create(store, rows, atom.Fact, atom.Role, query)
        : atom.Frame.IsStretch ? OfStays(store, rows, atom.Aggregate, query)
        : atom.Frame.IsState && atom.Fact.Schema.Snapshot is { } snapshot ? OfSnapshots(store, rows, atom.Aggregate, snapshot, query)
        : atom.Frame.IsState ? OfStates(store, rows, atom.Aggregate, query)
        : Create(store, rows, atom.Role!, atom.Frame, atom.Fact, query);

    /// <summary>The rows of one member of the period axis alone, the total behind the periods.</summary>
    public Scan At(int position) => new(Order, [position < Buckets.Length && (_isFramed || Buckets.Length > 1) ? Buckets[position] : [.. Buckets.SelectMany(b => b)]], FirstUndated) { Days = Days };

    /// <summary>The rows that a frame takes, a bucket for each member of the period axis, the total last; a row may lie in several.</summary>
    private static Scan Create(ColumnStore store, RowEvaluator rows, BoundTimeRole role, BoundFrame frame, BoundFact fact, BoundQuery query)
    {
        FactColumns columns = store[fact.Schema];
        NumberVector times = rows.Numbers(role.Value);
        int[]? order = OrderOf(columns, role, times);
        int dated = First(times, order, columns.Count, null);
        var buckets = query.PlacementsOf(frame, role).Select(p =>
        {
            if (p.State != PlacementState.Readable)
            {
                return (IReadOnlyList<(int, int)>)[];
            }

            long? first = role.IsDate ? p.Start is { } start ? StorageForm.Of(start) : null : p.From is { } begin ? Ceiling(begin) : null;
            long? last = role.IsDate ? p.End is { } day ? StorageForm.Of(day) : null : p.To is { } end ? Ceiling(end) : null;
            int from = first is null ? 0 : First(times, order, dated, first), to = last is null ? dated : First(times, order, dated, last);
            return p.HoldsUndated ? [(from, to), (dated, columns.Count)] : [(from, Math.Max(from, to))];
        });
        return new Scan(order, [.. buckets], dated) { _isFramed = true };
    }

    /// <summary>The rows that are in force at each member of the period axis, one after the other; those without a beginning at the end.</summary>
    private static Scan OfStates(ColumnStore store, RowEvaluator rows, BoundAggregate aggregate, BoundQuery query)
    {
        BoundTimeRole role = aggregate.Role!;
        FactColumns columns = store[aggregate.Fact.Schema];
        NumberVector begins = rows.Numbers(role.Value), ends = rows.Numbers(aggregate.Until!);
        int[]? inTime = OrderOf(columns, role, begins);
        int dated = First(begins, inTime, columns.Count, null);
        var order = new List<int>();
        var buckets = new List<IReadOnlyList<(int, int)>>();
        foreach (Placement placement in query.PlacementsOf(aggregate.Frame, role))
        {
            int first = order.Count;
            long? moment = role.IsDate ? placement.End is { } day ? StorageForm.Of(day) : null : placement.To is { } instant ? Ceiling(instant) : null;
            if (placement.State == PlacementState.Readable && moment is { } limit)
            {
                int begun = First(begins, inTime, dated, limit);
                for (int i = 0; i < begun; i++)
                {
                    int row = inTime is null ? i : inTime[i];
                    if (ends.IsNull(row) || ends.Values[row] >= limit)
                    {
                        order.Add(row);
                    }
                }
            }

            buckets.Add([(first, order.Count)]);
        }

        int undated = order.Count;
        for (int i = dated; i < columns.Count; i++)
        {
            order.Add(inTime is null ? i : inTime[i]);
        }

        return new Scan([.. order], [.. buckets], undated) { _isFramed = true };
    }

    /// <summary>The rows that last in each member of the period axis, one after the other; those without a beginning at the end.</summary>
    private static Scan OfStays(ColumnStore store, RowEvaluator rows, BoundAggregate aggregate, BoundQuery query)
    {
        BoundTimeRole role = aggregate.Role!;
        FactColumns columns = store[aggregate.Fact.Schema];
        NumberVector begins = rows.Numbers(role.Value), ends = rows.Numbers(aggregate.Until!);
        int[]? inTime = OrderOf(columns, role, begins);
        int dated = First(begins, inTime, columns.Count, null);
        var order = new List<int>();
        var buckets = new List<IReadOnlyList<(int, int)>>();
        foreach (Placement placement in query.PlacementsOf(aggregate.Frame, role))
        {
            int first = order.Count;
            (long start, long end) = Stretch(placement, role.IsDate) ?? (0, long.MinValue);
            int begun = First(begins, inTime, dated, end);
            for (int i = 0; i < begun && start < end; i++)
            {
                int row = inTime is null ? i : inTime[i];
                if (ends.IsNull(row) || ends.Values[row] > Math.Max(start, begins.Values[row]))
                {
                    order.Add(row);
                }
            }

            buckets.Add([(first, order.Count)]);
        }

        int undated = order.Count;
        for (int i = dated; i < columns.Count; i++)
        {
            order.Add(inTime is null ? i : inTime[i]);
        }

        return new Scan([.. order], [.. buckets], undated) { _isFramed = true };
    }

    /// <summary>Where a stretch of time begins, the least number where it has no beginning, and where it ends; null where it has no rows.</summary>
    public static (long Start, long End)? Stretch(Placement placement, bool isOfDays) =>
        placement.State != PlacementState.Readable ? null
        : isOfDays ? placement.End is { } day ? (placement.Start is { } first ? StorageForm.Of(first) : long.MinValue, StorageForm.Of(day)) : null
        : placement.To is { } end ? (placement.From is { } from ? StorageForm.Of(from) : long.MinValue, StorageForm.Of(end)) : null;

    private static int[]? OrderOf(FactColumns columns, BoundTimeRole role, NumberVector times)
    {
        bool stored = role.Value is BoundField { Path.Count: 0 } field && field.Ordinal == columns.SortOrdinal;
        return stored ? null : columns.Derived($"order:{ExpressionKey.Of(role.Value)}", () => Sort(times));
    }

    private static Scan Create(ColumnStore store, RowEvaluator rows, BoundFact fact, BoundTimeRole? role, BoundQuery query)
    {
        FactColumns columns = store[fact.Schema];
        if (role is null)
        {
            return new Scan(null, [[(0, columns.Count)]], columns.Count);
        }

        NumberVector times = rows.Numbers(role.Value);
        int[]? order = OrderOf(columns, role, times);
        int dated = First(times, order, columns.Count, null);
        int cut = role.IsPlanned ? dated : First(times, order, dated, role.IsDate
            ? StorageForm.Of(query.Calendar.FirstDayToCome(query.Now))
            : Ceiling(query.Now));
        if (query.Range is null)
        {
            return new Scan(order, [[(0, cut), (dated, columns.Count)]], dated);
        }

        var periods = query.Periods.Count > 0 ? query.Periods : [query.Range];
        var buckets = new IReadOnlyList<(int, int)>[periods.Count];
        for (int i = 0; i < buckets.Length; i++)
        {
            int from = First(times, order, dated, role.IsDate ? StorageForm.Of(periods[i].Start) : Ceiling(periods[i].From));
            int to = First(times, order, dated, role.IsDate ? StorageForm.Of(periods[i].End) : Ceiling(periods[i].To));
            buckets[i] = [(Math.Min(from, cut), Math.Min(to, cut))];
        }

        return new Scan(order, buckets, dated);
    }

    // Facts hold whole microseconds: a value is before an instant exactly when it is below this.
    public static long Ceiling(NodaTime.Instant instant)
    {
        long floor = StorageForm.Of(instant);
        return StorageForm.ToInstant(floor) == instant ? floor : floor + 1;
    }

    private static int[] Sort(NumberVector times)
    {
        long[] keys = new long[times.Values.Length];
        int[] order = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = times.IsNull(i) ? long.MaxValue : times.Values[i];
            order[i] = i;
        }

        Array.Sort(keys, order);
        return order;
    }

    // The first place whose time is null or not below the limit.
    private static int First(NumberVector times, int[]? order, int count, long? limit)
    {
        int low = 0, high = count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int row = order is null ? middle : order[middle];
            bool before = !times.IsNull(row) && (limit is not { } l || times.Values[row] < l);
            if (before)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Calls a visitor for each row of a period that is in the mask.</summary>
    public void Visit<TVisitor>(int bucket, BitMask? mask, ref TVisitor visitor)
        where TVisitor : struct, IRowVisitor
    {
        foreach ((int from, int to) in Buckets[bucket])
        {
            Visit(from, to, mask, ref visitor);
        }
    }

    /// <summary>Calls a visitor for each row of a stretch that is in the mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Visit<TVisitor>(int from, int to, BitMask? mask, ref TVisitor visitor)
        where TVisitor : struct, IRowVisitor
    {
        if (Order is { } order)
        {
            for (int i = from; i < to; i++)
            {
                int row = order[i];
                if (mask is null || mask[row])
                {
                    visitor.Visit(row);
                }
            }
        }
        else if (mask is null)
        {
            for (int row = from; row < to; row++)
            {
                visitor.Visit(row);
            }
        }
        else
        {
            for (int word = from >> 6; word << 6 < to; word++)
            {
                for (ulong bits = mask.Clipped(word, from, to); bits != 0; bits &= bits - 1)
                {
                    visitor.Visit((word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits));
                }
            }
        }
    }
}

/// <summary>What is done with each row of a scan; a struct, so that the loop is compiled for it.</summary>
internal interface IRowVisitor
{
    void Visit(int row);
}
