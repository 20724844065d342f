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
    private readonly ReportingPeriod? _range;
    private readonly IReadOnlyList<ReportingPeriod> _periods;
    private readonly Instant _now;
    private readonly Rational _nowMicroseconds;
    private readonly Rational _firstDayToCome;
    private readonly Limits[] _limits;
    private readonly int[][] _positions;

    /// <summary>Creates the rules.</summary>
    /// <param name="range">The whole range, or null for all time.</param>
    /// <param name="periods">The periods into which it is cut, in time and without gaps.</param>
    /// <param name="calendar">The calendar that says which day it is.</param>
    /// <param name="now">The instant as of which rows count.</param>
    public TimeRules(ReportingPeriod? range, IReadOnlyList<ReportingPeriod> periods, ReportingCalendar calendar, Instant now)
    {
        _range = range;
        _periods = periods;
        _now = now;
        _nowMicroseconds = Microseconds(now);
        _firstDayToCome = StorageForm.Of(calendar.FirstDayToCome(now));
        _limits = [.. periods.Select(p => new Limits(p)), .. range is null ? [] : new[] { new Limits(range) }];
        _positions = [.. Enumerable.Range(0, periods.Count).Select(i => new[] { i, periods.Count }), [periods.Count]];
    }

    /// <summary>The member of the period axis at a position: a period, and behind them all the range, which is null for all time.</summary>
    public ReportingPeriod? this[int position] => position < _periods.Count ? _periods[position] : _range;

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

    /// <summary>An outcome of aggregates with these roles, seen at a position: as it is, open, or not yet to be had.</summary>
    public Outcome Judge(Outcome outcome, int position, params IEnumerable<BoundTimeRole?> roles)
    {
        if (this[position] is not { } period || !roles.Any(role => role is { IsPlanned: false }))
        {
            return outcome;
        }

        return period.From >= _now ? Outcome.NotYetObservable
            : period.To > _now ? outcome with { Flags = outcome.Flags | Cubes.CellFlags.Open }
            : outcome;
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
