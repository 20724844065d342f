using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using NodaTime;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Finds for rows the row of their entity's history that is in force at some time.</summary>
internal sealed class Histories(ColumnStore store, BoundQuery query)
{
    /// <summary>The question.</summary>
    public BoundQuery Query => query;

    /// <summary>What <c>now</c> is.</summary>
    public Scalar Now(BoundNow now) => Scalar.Of(query.NumberOf(now));

    /// <summary>For each row the row of the history, or why there is none.</summary>
    /// <param name="asOf">When it is read.</param>
    /// <param name="entity">The fact of the entity.</param>
    /// <param name="entities">For each row the row of its entity; null when the rows are the entities.</param>
    /// <param name="times">The time role of the rows, where that is when it is read; else null.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="position">The member of the period axis, where the period says when it is read.</param>
    public int[] Follow(BoundAsOf asOf, FactSchema entity, int[]? entities, NumberVector? times, int count, int position)
    {
        StateIndex states = store[asOf.History].Derived($"states:{entity.Name}", () => new StateIndex(store, asOf, entity));
        long? moment = asOf.Frame is null ? null : MomentOf(asOf, position);
        Func<long, long>? momentOf = asOf.Time is { } role ? MomentsOf(asOf, role) : null;
        int[] rows = new int[count];
        for (int row = 0; row < count; row++)
        {
            int at = entities is null ? row : entities[row];
            long? limit = momentOf is null ? moment : times!.IsNull(row) ? null : momentOf(times.Values[row]);
            rows[row] = at < 0 ? at : limit is { } before ? states.Find(at, before) : FactColumns.NullRow;
        }

        return rows;
    }

    /// <summary>Where the stretch of a frame begins and ends at a member of the period axis; null where it has no rows.</summary>
    public (long Start, long End)? StretchOf(BoundFrame frame, bool isOfDays, int position) =>
        Scan.Stretch(query.PlacementsOf(frame, null)[position], isOfDays);

    /// <summary>The instant of the query in whole microseconds, the next one where it lies between two: what is before it is below.</summary>
    public long Present => Scan.Ceiling(query.Now);

    /// <summary>The instant of the query, cut to whole microseconds.</summary>
    public long NowInMicroseconds => StorageForm.Of(query.Now);

    /// <summary>The first day that has not begun.</summary>
    public long EndOfDays => StorageForm.Of(query.Calendar.FirstDayToCome(query.Now));

    /// <summary>Reads rows of another fact, as of no period.</summary>
    public RowEvaluator RowsOf(FactSchema fact) => new(store, fact, this, -1, new JourneyColumns(store, query));

    private long? MomentOf(BoundAsOf asOf, int position)
    {
        Placement placement = query.PlacementsOf(asOf.Frame!, null)[position];
        return placement.State != PlacementState.Readable ? null
            : asOf.IsOfDays ? placement.End is { } day ? StorageForm.Of(day) : null
            : placement.To is { } instant ? Scan.Ceiling(instant) : null;
    }

    // A state is looked for just before a moment: that is behind the time at which it is read, or behind the day that holds it.
    private Func<long, long> MomentsOf(BoundAsOf asOf, BoundTimeRole role)
    {
        if (!role.IsDate && !asOf.IsOfDays)
        {
            return time => time + 1;
        }

        if (role.IsDate && asOf.IsOfDays)
        {
            return day => day + 1;
        }

        var known = new Dictionary<long, long>();
        return time =>
        {
            if (!known.TryGetValue(time, out long moment))
            {
                LocalDate day = (role.IsDate ? StorageForm.ToDate(time) : query.Calendar.DayOf(StorageForm.ToInstant(time))).PlusDays(1);
                known.Add(time, moment = asOf.IsOfDays ? StorageForm.Of(day) : Scan.Ceiling(query.Calendar.StartOf(day)));
            }

            return moment;
        };
    }

    /// <summary>The rows of a history by entity, in time.</summary>
    private sealed class StateIndex
    {
        private readonly int[] _first;
        private readonly int[] _rows;
        private readonly long[] _from;
        private readonly long[] _to;

        public StateIndex(ColumnStore store, BoundAsOf asOf, FactSchema entity)
        {
            FactColumns history = store[asOf.History];
            NumberData from = history.Number(asOf.FromOrdinal), to = history.Number(asOf.ToOrdinal);
            int[] owners = store.Follow(asOf.History, asOf.EntityOrdinal, entity);
            _rows = [.. Enumerable.Range(0, history.Count).Where(row => owners[row] >= 0 && !from.IsNull(row))
                .OrderBy(row => owners[row]).ThenBy(row => from.Values[row]).ThenBy(row => to.IsNull(row) ? long.MaxValue : to.Values[row])];
            _from = Array.ConvertAll(_rows, row => from.Values[row]);
            _to = Array.ConvertAll(_rows, row => to.IsNull(row) ? long.MaxValue : to.Values[row]);
            _first = new int[store[entity].Count + 1];
            foreach (int row in _rows)
            {
                _first[owners[row] + 1]++;
            }

            for (int i = 1; i < _first.Length; i++)
            {
                _first[i] += _first[i - 1];
            }
        }

        /// <summary>The row that is in force just before a moment: the last that began before, unless it has ended.</summary>
        public int Find(int entity, long moment)
        {
            int low = _first[entity], high = _first[entity + 1];
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                (low, high) = _from[middle] < moment ? (middle + 1, high) : (low, middle);
            }

            return low > _first[entity] && _to[low - 1] >= moment ? _rows[low - 1] : FactColumns.NullRow;
        }
    }
}
