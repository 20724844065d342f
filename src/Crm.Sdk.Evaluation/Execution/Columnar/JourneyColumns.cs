using System.Collections.Concurrent;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>What funnels and cohorts say of the rows of their first step, a column for each question.</summary>
internal sealed class JourneyColumns(ColumnStore store, BoundQuery query)
{
    private readonly ConcurrentDictionary<BoundJourney, Lazy<JourneyOrder>> _orders = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<BoundFunnel, Lazy<FunnelWalk>> _walks = new(ReferenceEqualityComparer.Instance);

    /// <summary>The answers; null for rows that are not of the first step.</summary>
    /// <param name="value">What is asked.</param>
    /// <param name="position">The member of the period axis, for what is asked of a period.</param>
    public NumberVector Numbers(BoundJourneyValue value, int position)
    {
        JourneyOrder order = _orders.GetOrAdd(value.Journey, j => new Lazy<JourneyOrder>(() => JourneyOrder.Create(store, query, j))).Value;
        return value.Question switch
        {
            JourneyQuestion.IsFirst => order.Column(FirstOf(order)),
            JourneyQuestion.IsFirstInPeriod => order.Column(ChosenOf(order, HeldBy(value, order, position), null)),
            JourneyQuestion.IsBest => order.Column(ChosenOf(order, HeldBy(value, order, position), WalkOf(value, order).Reached)),
            JourneyQuestion.Reached => order.Column(WalkOf(value, order).Reached),
            JourneyQuestion.StepTime => order.Column(WalkOf(value, order).TimeOf(value.First - 1)),
            JourneyQuestion.IsMature => order.Column(MatureOf((BoundFunnel)value.Journey, order)),
            _ => order.Column(new CohortWalk((BoundCohort)value.Journey, order, query.Calendar).Returned(value)),
        };
    }

    private FunnelWalk WalkOf(BoundJourneyValue value, JourneyOrder order) =>
        _walks.GetOrAdd((BoundFunnel)value.Journey, f => new Lazy<FunnelWalk>(() => new FunnelWalk(f, order))).Value;

    private static long?[] FirstOf(JourneyOrder order)
    {
        var first = new long?[order.Count];
        int entity = -1;
        for (int i = 0; i < first.Length; i++)
        {
            if (order.Fits(i, 0))
            {
                first[i] = order.Entities[i] == entity ? 0 : 1;
                entity = order.Entities[i];
            }
        }

        return first;
    }

    // For each place of the first step whether a member of the period axis holds its row.
    private bool[] HeldBy(BoundJourneyValue value, JourneyOrder order, int position)
    {
        BoundFact fact = value.Journey.Steps[0].Fact;
        NumberVector times = new RowEvaluator(store, fact.Schema, new Histories(store, query)).Numbers(value.Role!.Value);
        Placement placement = query.PlacementsOf(value.Frame!, value.Role)[position];
        bool isDate = value.Role.IsDate;
        long? first = isDate ? placement.Start is { } start ? StorageForm.Of(start) : null : placement.From is { } from ? Scan.Ceiling(from) : null;
        long? end = isDate ? placement.End is { } day ? StorageForm.Of(day) : null : placement.To is { } to ? Scan.Ceiling(to) : null;
        var held = new bool[order.Count];
        for (int i = 0; i < held.Length; i++)
        {
            if (placement.State == PlacementState.Readable && order.Fits(i, 0))
            {
                int row = order.RowAt(i);
                held[i] = times.IsNull(row) ? placement.HoldsUndated : (first is not { } begin || times.Values[row] >= begin) && (end is not { } limit || times.Values[row] < limit);
            }
        }

        return held;
    }

    // Of each entity the first place that is held, or the first of those that got furthest.
    private static long?[] ChosenOf(JourneyOrder order, bool[] held, long?[]? reached)
    {
        var chosen = new long?[order.Count];
        int best = -1;
        for (int i = 0; i < chosen.Length; i++)
        {
            if (!order.Fits(i, 0))
            {
                continue;
            }

            chosen[i] = 0;
            bool isOfOther = best < 0 || order.Entities[best] != order.Entities[i];
            if (held[i] && (isOfOther || (reached is not null && reached[i] > reached[best])))
            {
                if (!isOfOther)
                {
                    chosen[best] = 0;
                }

                chosen[i] = 1;
                best = i;
            }
        }

        return chosen;
    }

    // The last time at which a way may have begun whose time is over now.
    private long?[] MatureOf(BoundFunnel funnel, JourneyOrder order)
    {
        long within = funnel.Within is { } w ? w * (funnel.IsPerStep ? funnel.Steps.Count - 1 : 1) : 0;
        long limit = funnel.Within is null ? long.MaxValue
            : funnel.IsOfDays ? StorageForm.Of(LastBegun()) - within
            : StorageForm.Of(query.Now) - within;
        return Array.ConvertAll(order.Times, t => (long?)(t <= limit ? 1 : 0));
    }

    // The last day that has begun at now, the very instant of its beginning included.
    private LocalDate LastBegun()
    {
        LocalDate day = query.Calendar.FirstDayToCome(query.Now);
        return query.Calendar.StartOf(day) <= query.Now ? day : day.PlusDays(-1);
    }
}

/// <summary>The rows of all steps of a journey, by entity, then by time, the first step that their fact serves, and key.</summary>
internal sealed class JourneyOrder
{
    private readonly int[] _rows;
    private readonly bool[] _isFirstFact;
    private readonly uint[] _fits;
    private readonly int _columnLength;

    private JourneyOrder(List<(int Entity, long Time, int Fact, string Key, long Start, long End, int Row, uint Fits)> events, int columnLength)
    {
        events.Sort((a, b) =>
        {
            int order = a.Entity.CompareTo(b.Entity);
            order = order != 0 ? order : a.Time.CompareTo(b.Time);
            order = order != 0 ? order : a.Fact.CompareTo(b.Fact);
            order = order != 0 ? order : CodePointOrder.Instance.Compare(a.Key, b.Key);
            order = order != 0 ? order : a.Start.CompareTo(b.Start);
            return order != 0 ? order : a.End.CompareTo(b.End);
        });
        _columnLength = columnLength;
        Entities = [.. events.Select(e => e.Entity)];
        Times = [.. events.Select(e => e.Time)];
        _rows = [.. events.Select(e => e.Row)];
        _isFirstFact = [.. events.Select(e => e.Fact == 0)];
        _fits = [.. events.Select(e => e.Fits)];
    }

    public int Count => _rows.Length;

    public int[] Entities { get; }

    public long[] Times { get; }

    /// <summary>The row at a place in the table of its fact.</summary>
    public int RowAt(int at) => _rows[at];

    public bool Fits(int at, int step) => (_fits[at] >> step & 1) != 0;

    public static JourneyOrder Create(ColumnStore store, BoundQuery query, BoundJourney journey)
    {
        var events = new List<(int, long, int, string, long, long, int, uint)>();
        EntityIndex index = EntityIndex.Of(store, journey.Entity);
        BoundFact[] facts = [.. journey.Steps.Select(s => s.Fact).Distinct()];
        for (int f = 0; f < facts.Length; f++)
        {
            FactColumns columns = store[facts[f].Schema];
            var rows = new RowEvaluator(store, facts[f].Schema, new Histories(store, query));
            uint[] fits = new uint[columns.Count];
            for (int s = 0; s < journey.Steps.Count; s++)
            {
                BoundStep step = journey.Steps[s];
                if (ReferenceEquals(step.Fact, facts[f]))
                {
                    BitMask? mask = step.Filter is null ? null : rows.Truth(step.Filter).True;
                    for (int row = 0; row < fits.Length; row++)
                    {
                        fits[row] |= mask is null || mask[row] ? 1u << s : 0;
                    }
                }
            }

            BoundStep own = journey.Steps.First(s => ReferenceEquals(s.Fact, facts[f]));
            NumberVector times = rows.Numbers(own.Role.Value);
            int[] entities = index.EntitiesOf(own.Fact, own.EntityPath);
            FactInterval? interval = facts[f].Schema.Interval;
            NumberData? starts = interval is null ? null : columns.Number(facts[f].Schema.OrdinalOf(interval.From)), ends = interval is null ? null : columns.Number(facts[f].Schema.OrdinalOf(interval.To));
            long end = own.Role.IsDate ? StorageForm.Of(query.Calendar.FirstDayToCome(query.Now)) : Scan.Ceiling(query.Now);
            for (int row = 0; row < fits.Length; row++)
            {
                if (fits[row] != 0 && entities[row] >= 0 && !times.IsNull(row) && times.Values[row] < end)
                {
                    events.Add((entities[row], times.Values[row], f, columns.KeyOf(row), starts is null || starts.IsNull(row) ? long.MinValue : starts.Values[row], ends is null || ends.IsNull(row) ? long.MaxValue : ends.Values[row], row, fits[row]));
                }
            }
        }

        return new JourneyOrder(events, store[facts[0].Schema].Count);
    }

    /// <summary>A column of the first step's fact from a value for each place in the order.</summary>
    public NumberVector Column(long?[] values)
    {
        long[] column = new long[_columnLength];
        bool[] nulls = new bool[_columnLength];
        Array.Fill(nulls, true);
        for (int i = 0; i < values.Length; i++)
        {
            if (_isFirstFact[i] && Fits(i, 0) && values[i] is { } value)
            {
                column[_rows[i]] = value;
                nulls[_rows[i]] = false;
            }
        }

        return new NumberVector(column, nulls, 0);
    }
}

/// <summary>The ways of a funnel: for each place the next one that fits each step is found from behind, so that a way costs a jump a step.</summary>
internal sealed class FunnelWalk
{
    private readonly BoundFunnel _funnel;
    private readonly JourneyOrder _order;
    private readonly int[][] _next;
    private readonly long?[][] _times;

    public FunnelWalk(BoundFunnel funnel, JourneyOrder order)
    {
        _funnel = funnel;
        _order = order;
        _next = [.. Enumerable.Range(0, funnel.Steps.Count).Select(NextOf)];
        _times = [.. Enumerable.Range(0, funnel.Steps.Count).Select(_ => new long?[order.Count])];
        Reached = new long?[order.Count];
        for (int at = 0; at < order.Count; at++)
        {
            if (order.Fits(at, 0))
            {
                _times[0][at] = order.Times[at];
                Reached[at] = 1 + (funnel.Order == StepOrder.Any ? InAnyOrder(at) : OneAfterTheOther(at));
            }
        }
    }

    public long?[] Reached { get; }

    public long?[] TimeOf(int step) => _times[step];

    // For each place the next behind it, of the same entity, that fits a step; Count where there is none.
    private int[] NextOf(int step)
    {
        int[] next = new int[_order.Count];
        int found = _order.Count;
        for (int i = next.Length - 1; i >= 0; i--)
        {
            next[i] = found < next.Length && _order.Entities[found] == _order.Entities[i] ? found : next.Length;
            found = _order.Fits(i, step) ? i : found;
        }

        return next;
    }

    private int OneAfterTheOther(int first)
    {
        int last = first, taken = 0;
        for (int step = 1; step < _next.Length; step++)
        {
            int at = Behind(last, step);
            if (at == _order.Count || IsTooLate(at, first, last))
            {
                break;
            }

            _times[step][first] = _order.Times[at];
            last = at;
            taken++;
        }

        return taken;
    }

    private int Behind(int last, int step)
    {
        if (_funnel.Order == StepOrder.Strict)
        {
            bool fits = last + 1 < _order.Count && _order.Entities[last + 1] == _order.Entities[last] && _order.Fits(last + 1, step)
                && (!_funnel.IsStrictlyIncreasing || _order.Times[last + 1] > _order.Times[last]);
            return fits ? last + 1 : _order.Count;
        }

        int at = _next[step][last];
        while (_funnel.IsStrictlyIncreasing && at < _order.Count && _order.Times[at] == _order.Times[last])
        {
            at = _next[step][at];
        }

        return at;
    }

    private bool IsTooLate(int at, int first, int last) =>
        _funnel.Within is { } within && _order.Times[at] - _order.Times[_funnel.IsPerStep ? last : first] >= within;

    private int InAnyOrder(int first)
    {
        int taken = 0;
        for (int at = first + 1; at < _order.Count && taken < _next.Length - 1; at++)
        {
            if (_order.Entities[at] != _order.Entities[first] || IsTooLate(at, first, first))
            {
                break;
            }

            if (_funnel.IsStrictlyIncreasing && _order.Times[at] == _order.Times[first])
            {
                continue;
            }

            for (int step = 1; step < _next.Length; step++)
            {
                if (_times[step][first] is null && _order.Fits(at, step))
                {
                    _times[step][first] = _order.Times[at];
                    taken++;
                    break;
                }
            }
        }

        return taken;
    }
}

/// <summary>The returns of a cohort, found by binary search among the rows of the entity.</summary>
internal sealed class CohortWalk(BoundCohort cohort, JourneyOrder order, ReportingCalendar calendar)
{
    public long?[] Returned(BoundJourneyValue value)
    {
        int[] returns = [.. Enumerable.Range(0, order.Count).Where(i => order.Fits(i, 1))];
        var answers = new long?[order.Count];
        bool all = value.Question == JourneyQuestion.ReturnedInAll;
        for (int at = 0; at < answers.Length; at++)
        {
            if (!order.Fits(at, 0))
            {
                continue;
            }

            bool returned = all;
            for (int interval = value.First; interval <= value.Last && returned == all; interval++)
            {
                returned = Has(returns, at, LimitOf(order.Times[at], interval), LimitOf(order.Times[at], interval + 1));
            }

            answers[at] = returned ? 1 : 0;
        }

        return answers;
    }

    // The first return behind a place that is not before an interval, and whether it lies in it.
    private bool Has(int[] returns, int at, long from, long to)
    {
        int low = 0, high = returns.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int place = returns[middle];
            bool isBefore = place <= at || (order.Entities[place] == order.Entities[at] && order.Times[place] < from);
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low < returns.Length && order.Entities[returns[low]] == order.Entities[at] && order.Times[returns[low]] < to;
    }

    private long LimitOf(long start, int interval)
    {
        if (!cohort.IsRolling)
        {
            LocalDate day = cohort.IsOfDays ? StorageForm.ToDate(start) : calendar.DayOf(StorageForm.ToInstant(start));
            LocalDate limit = calendar.Moved(calendar.Floor(day, cohort.Every), interval, cohort.Every);
            return cohort.IsOfDays ? StorageForm.Of(limit) : Scan.Ceiling(calendar.StartOf(limit));
        }

        return cohort.IsOfDays
            ? StorageForm.Of(calendar.Moved(StorageForm.ToDate(start), interval, cohort.Every))
            : StorageForm.Of(calendar.Moved(StorageForm.ToInstant(start), interval, cohort.Every));
    }
}
