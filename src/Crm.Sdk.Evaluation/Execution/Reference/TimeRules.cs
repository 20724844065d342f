using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>Which rows belong to which periods, and which periods can be judged; see <see cref="Queries.BoundQuery"/>.</summary>
internal sealed class TimeRules
{
    private readonly BoundQuery _query;
    private readonly ReportingPeriod? _range;
    private readonly IReadOnlyList<ReportingPeriod> _periods;
    private readonly Instant _now;
    private readonly Rational _nowMicroseconds;
    private readonly Rational _firstDayToCome;
    private readonly Limits[] _limits;
    private readonly int[][] _positions;

    /// <summary>Creates the rules of a query.</summary>
    public TimeRules(BoundQuery query)
    {
        _query = query;
        _range = query.Range;
        _periods = query.Periods;
        _now = query.Now;
        _nowMicroseconds = Microseconds(_now);
        _firstDayToCome = StorageForm.Of(query.Calendar.FirstDayToCome(_now));
        _limits = [.. _periods.Select(p => new Limits(p)), .. _range is null ? [] : new[] { new Limits(_range) }];
        _positions = [.. Enumerable.Range(0, _periods.Count).Select(i => new[] { i, _periods.Count }), [_periods.Count]];
    }

    /// <summary>The member of the period axis at a position: a period, and behind them all the range, which is null for all time.</summary>
    public ReportingPeriod? this[int position] => position < _periods.Count ? _periods[position] : _range;

    /// <summary>The query.</summary>
    public BoundQuery Query => _query;

    /// <summary>Members of the period axis.</summary>
    public int Count => _periods.Count + 1;

    /// <summary>Whether rows without a time belong to no member of the axis.</summary>
    public bool NeedsTime => _range is not null;

    /// <summary>The positions on the period axis to which a row belongs: none, the total, or a period and the total.</summary>
    public int[] PositionsOf(BoundTimeRole? role, Value time)
    {
        if (role is null)
        {
            return NeedsTime ? [.. Enumerable.Range(0, Count)] : _positions[^1];
        }

        if (time.IsNull)
        {
            return NeedsTime ? [] : _positions[^1];
        }

        bool isLater = role.IsDate ? time.Number >= _firstDayToCome : time.Number >= _nowMicroseconds;
        if ((isLater && !role.IsPlanned) || (NeedsTime && !_limits[^1].Hold(role, time.Number)))
        {
            return [];
        }

        int period = PeriodOf(role, time.Number);
        return period < 0 ? _positions[^1] : _positions[period];
    }

    /// <summary>The positions on the period axis to which a row belongs for an aggregate.</summary>
    /// <param name="aggregate">The aggregate.</param>
    /// <param name="time">Its time role on the row; of a state when it begins.</param>
    /// <param name="until">Of a state when it ends, null while it lasts; unused for others.</param>
    public int[] PositionsOf(BoundAggregate aggregate, Value time, Value until)
    {
        if (aggregate.IsPlain || aggregate.Role is not { } role)
        {
            return PositionsOf(aggregate.Role, time);
        }

        IReadOnlyList<Placement> placements = _query.PlacementsOf(aggregate.Frame, role);
        return [.. Enumerable.Range(0, Count).Where(i => placements[i].State == PlacementState.Readable
            && (placements[i].IsMoment ? IsInForce(placements[i], role, time, until)
                : placements[i].IsStretch ? Lasts(placements[i], role, time, until) : Holds(placements[i], role, time)))];
    }

    /// <summary>Whether a time has not come by the instant of the query; never for a planned role.</summary>
    public bool IsAfterNow(BoundTimeRole role, Value time) => !role.IsPlanned && time.Number >= (role.IsDate ? _firstDayToCome : _nowMicroseconds);

    /// <summary>An interpreter that reads attributes with history, and chooses the beginnings of funnels, as at a position.</summary>
    public RowInterpreter At(int position, RowInterpreter interpreter) =>
        interpreter.WithMoments(
            (asOf, row) => asOf.Time is { } role ? MomentOf(asOf, role, interpreter.Evaluate(role.Value, row)) : MomentOf(asOf, position),
            (journey, row) => _query.PlacementsOf(journey.Frame!, journey.Role)[position] is { State: PlacementState.Readable } placement
                && Holds(placement, journey.Role!, interpreter.Evaluate(journey.Role!.Value, row)),
            (frame, isOfDays) => StretchOf(_query.PlacementsOf(frame, null)[position], isOfDays))
            .WithRates((node, currency, row) => _query.FactorOf(node, currency, node.Role is { } role ? DayOf(role, interpreter.Evaluate(role.Value, row)) : null, position));

    /// <summary>How long a stretch of time is, seen from a position: a constant there, or a reason.</summary>
    public Outcome LengthOf(BoundSpan span, int position, RowInterpreter interpreter)
    {
        CellReason reason = ReasonOf(_query.PlacementsOf(span.Frame, null)[position].State);
        return reason == CellReason.None ? Outcome.Constant(At(position, interpreter).LengthOf(span)) : new Outcome { Reason = reason };
    }

    private NodaTime.LocalDate? DayOf(BoundTimeRole role, Value time) => time.IsNull ? null
        : role.IsDate ? StorageForm.ToDate((long)time.Number.Numerator)
        : _query.Calendar.DayOf(StorageForm.ToInstant((long)time.Number.Numerator));

    // Of a time within a day, or within a microsecond, the state that was in force at it is the one just before the next.
    private Rational? MomentOf(BoundAsOf asOf, BoundTimeRole role, Value time)
    {
        if (time.IsNull)
        {
            return null;
        }

        if (!role.IsDate && !asOf.IsOfDays)
        {
            return time.Number + 1;
        }

        NodaTime.LocalDate day = role.IsDate ? StorageForm.ToDate((long)time.Number.Numerator) : _query.Calendar.DayOf(StorageForm.ToInstant((long)time.Number.Numerator));
        return Boundary(asOf.IsOfDays, day.PlusDays(1), _query.Calendar.StartOf(day.PlusDays(1)));
    }

    private Rational? MomentOf(BoundAsOf asOf, int position)
    {
        Placement placement = _query.PlacementsOf(asOf.Frame!, null)[position];
        return placement.State == PlacementState.Readable ? Boundary(asOf.IsOfDays, placement.End, placement.To) : null;
    }

    public static Rational? Boundary(bool isOfDays, NodaTime.LocalDate? day, Instant? instant) =>
        isOfDays ? (day is { } d ? StorageForm.Of(d) : null) : instant is { } i ? Microseconds(i) : null;

    // What is cut at the instant of the query is cut in whole microseconds.
    private static (Rational? From, Rational? To)? StretchOf(Placement placement, bool isOfDays) =>
        placement.State != PlacementState.Readable ? null
        : isOfDays ? (placement.Start is { } start ? (Rational)StorageForm.Of(start) : null, placement.End is { } end ? (Rational)StorageForm.Of(end) : null)
        : (placement.From is { } from ? (Rational)StorageForm.Of(from) : null, placement.To is { } to ? (Rational)StorageForm.Of(to) : null);

    private static bool Lasts(Placement placement, BoundTimeRole role, Value from, Value until) =>
        !from.IsNull && StretchOf(placement, role.IsDate) is { To: { } end } stretch && from.Number < end && (stretch.From is not { } start || start < end)
        && (until.IsNull || (until.Number > from.Number && (stretch.From is not { } begin || until.Number > begin)));

    private static bool IsInForce(Placement placement, BoundTimeRole role, Value from, Value until) =>
        !from.IsNull && Boundary(role.IsDate, placement.End, placement.To) is { } moment && from.Number < moment && (until.IsNull || until.Number >= moment);

    /// <summary>An outcome of aggregates, seen at a position: as it is, open, or not to be had.</summary>
    public Outcome Judge(Outcome outcome, int position, params IEnumerable<BoundAggregate> aggregates)
    {
        foreach (BoundAggregate aggregate in aggregates)
        {
            (CellReason reason, bool isOpen) = aggregate.IsPlain ? StateOf(aggregate.Role, position) : StateOf(aggregate, position);
            if (reason != CellReason.None)
            {
                return new Outcome { Reason = reason };
            }

            outcome = isOpen ? outcome with { Flags = outcome.Flags | CellFlags.Open } : outcome;
            outcome = _query.IsMature(aggregate, position) ? outcome : outcome with { Flags = outcome.Flags | CellFlags.Immature };
        }

        return outcome;
    }

    private (CellReason Reason, bool IsOpen) StateOf(BoundTimeRole? role, int position) =>
        this[position] is not { } period || role is not { IsPlanned: false } ? (CellReason.None, false)
        : period.From >= _now ? (CellReason.NotYetObservable, false)
        : (CellReason.None, period.To > _now);

    private (CellReason Reason, bool IsOpen) StateOf(BoundAggregate aggregate, int position)
    {
        Placement placement = _query.PlacementsOf(aggregate.Frame, aggregate.Role)[position];
        return (ReasonOf(placement.State), placement.IsOpen);
    }

    private static CellReason ReasonOf(PlacementState state) => state switch
    {
        PlacementState.NotYetObservable => CellReason.NotYetObservable,
        PlacementState.NotComparable => CellReason.NotComparable,
        _ => CellReason.None,
    };

    public static bool Holds(Placement placement, BoundTimeRole role, Value time)
    {
        if (time.IsNull)
        {
            return placement.HoldsUndated;
        }

        Rational at = time.Number;
        return role.IsDate
            ? (placement.Start is not { } start || at >= StorageForm.Of(start)) && (placement.End is not { } end || at < StorageForm.Of(end))
            : (placement.From is not { } from || at >= Microseconds(from)) && (placement.To is not { } to || at < Microseconds(to));
    }

    // Periods follow one another: the one that holds a time is the last that begins at or before it.
    private int PeriodOf(BoundTimeRole role, Rational time)
    {
        int low = 0, high = _periods.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _limits[middle].Begin(role) <= time ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && _limits[low - 1].Hold(role, time) ? low - 1 : -1;
    }

    // Not StorageForm.Of, which rounds down: the instants of calendar and query may be finer than a microsecond.
    private static Rational Microseconds(Instant instant) => new((instant - NodaConstants.UnixEpoch).ToBigIntegerNanoseconds(), 1000);

    private sealed class Limits(ReportingPeriod period)
    {
        private readonly (Rational Begin, Rational End) _days = (StorageForm.Of(period.Start), StorageForm.Of(period.End));
        private readonly (Rational Begin, Rational End) _instants = (Microseconds(period.From), Microseconds(period.To));

        public Rational Begin(BoundTimeRole role) => role.IsDate ? _days.Begin : _instants.Begin;

        public bool Hold(BoundTimeRole role, Rational time) => Begin(role) <= time && time < (role.IsDate ? _days.End : _instants.End);
    }
}
