using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>Turns a frame, seen from each member of the period axis, into a stretch of time.</summary>
internal sealed class PlacementResolver(BoundQuery query)
{
    private readonly ReportingCalendar _calendar = query.Calendar;
    private readonly Instant _now = query.Now;

    /// <summary>For each member of the period axis, the total last, the rows that a frame takes.</summary>
    public IReadOnlyList<Placement> Resolve(BoundFrame frame, BoundTimeRole? role)
    {
        bool isPlanned = role is { IsPlanned: true } || frame.IsWhole;
        return
        [
            .. query.Periods.Select(p => Place(frame, new Days(p.Start, p.End), 1, query.Grain, isPlanned)),
            query.Range is { } range
                ? Place(frame, new Days(range.Start, range.End), Math.Max(1, query.Periods.Count), query.Grain, isPlanned)
                : PlaceAllTime(frame, isPlanned),
        ];
    }

    private Placement Place(BoundFrame frame, Days own, int periods, Grain? grain, bool isPlanned)
    {
        Days days = own;
        bool isLike = false;
        foreach (BoundShift shift in frame.Shifts)
        {
            if (Shifted(days, shift, periods, grain) is not { } next)
            {
                return Placement.NotComparable;
            }

            days = next;
            isLike |= shift.Alignment != Alignment.Full;
        }

        if (frame.Snapshot is { Choice: SnapshotChoice.Lag } lag)
        {
            return Frozen(lag, frame.Window == FrameWindow.Opening ? days.Start : days.End);
        }

        if (isPlanned)
        {
            return Framed(frame, days, isOpen: false, null);
        }

        Instant from = _calendar.StartOf(own.Start), to = _calendar.StartOf(own.End);
        Instant first = _calendar.StartOf(days.Start);
        if (isLike && from < _now && _now < to && first < _now)
        {
            // As many days as have gone by of the open period, each as a whole; what is compared may be later than it, and end after now.
            LocalDate today = _calendar.DayOf(_now), end = LocalDate.Min(EndLike(frame, own.Start, today, days), today);
            days = days with { End = LocalDate.Min(days.End, end) };
            return Framed(frame, days, isOpen: true, null);
        }

        if (first >= _now || (isLike && from >= _now))
        {
            return Placement.NotYet;
        }

        bool isOpen = _now < _calendar.StartOf(days.End);
        return Framed(frame, days, isOpen, isOpen ? _now : null);
    }

    // The same number of days, or of business days; of several calendars that of the comparison next to the metric.
    private static LocalDate EndLike(BoundFrame frame, LocalDate start, LocalDate today, Days other) =>
        frame.Shifts.LastOrDefault(s => s.Business is not null)?.Business!.Hours is { } hours
            ? hours.AfterBusinessDays(other.Start, other.End, hours.BusinessDays(start, today))
            : other.Start.PlusDays(Period.DaysBetween(start, today));

    private Placement PlaceAllTime(BoundFrame frame, bool isPlanned)
    {
        if (frame.Shifts.Any(s => s.Kind != ShiftKind.Elapsed))
        {
            return Placement.NotComparable;
        }

        if (frame.Window == FrameWindow.Opening)
        {
            return new Placement { IsMoment = true };
        }

        if (frame.Window == FrameWindow.Before)
        {
            return new Placement { End = LocalDate.MinIsoValue, To = Instant.MinValue };
        }

        if (frame.Snapshot is { Choice: SnapshotChoice.Lag } lag)
        {
            (LocalDate? day, Instant? instant) = Back(_calendar.FirstDayToCome(_now), _now, lag.Count, lag.Unit);
            return new Placement { IsMoment = true, End = day, To = instant };
        }

        if (frame.Window == FrameWindow.Lasting)
        {
            return new Placement { IsStretch = true, End = _calendar.FirstDayToCome(_now), To = _now };
        }

        if (frame.IsStretch)
        {
            return Placement.NotComparable;
        }

        if (frame.Window is not (FrameWindow.Period or FrameWindow.AllTime))
        {
            return Framed(frame, default, isOpen: false, _now);
        }

        return isPlanned
            ? new Placement { HoldsUndated = true }
            : new Placement { End = _calendar.FirstDayToCome(_now), To = _now, HoldsUndated = true };
    }

    // cut: the instant at which the rows end, where that is not the beginning of the day days.End.
    private Placement Framed(BoundFrame frame, Days days, bool isOpen, Instant? cut)
    {
        if (frame.Window == FrameWindow.Opening)
        {
            (LocalDate? oldest, Instant? oldestInstant) = Since(frame.Snapshot, days, days.Start, null);
            return new Placement { IsMoment = true, Start = oldest, From = oldestInstant, End = days.Start, To = _calendar.StartOf(days.Start) };
        }

        if (frame.Window == FrameWindow.Before)
        {
            return new Placement { End = days.Start, To = _calendar.StartOf(days.Start) };
        }

        LocalDate end = cut is { } at ? _calendar.FirstDayToCome(at) : days.End;
        Instant to = cut ?? _calendar.StartOf(days.End);
        if (frame.Window == FrameWindow.Closing)
        {
            (LocalDate? oldest, Instant? oldestInstant) = Since(frame.Snapshot, days, end, cut);
            return new Placement { IsMoment = true, Start = oldest, From = oldestInstant, End = end, To = to, IsOpen = isOpen };
        }

        (LocalDate? start, Instant? from) = frame.Window switch
        {
            FrameWindow.Period or >= FrameWindow.Lasting => ((LocalDate?)days.Start, (Instant?)_calendar.StartOf(days.Start)),
            FrameWindow.AllTime => (null, null),
            FrameWindow.ToDate => FromDay(_calendar.Floor(end.PlusDays(-1), frame.Unit)),
            _ => Back(end, cut, frame.Count, frame.Unit),
        };
        return new Placement { Start = start, End = end, From = from, To = to, IsOpen = isOpen, Until = days == default ? null : days.End, IsStretch = frame.IsStretch };
    }

    private (LocalDate?, Instant?) FromDay(LocalDate day) => (day, _calendar.StartOf(day));

    // The oldest rows of a snapshot that count: those of the period, or as old as a reading allows.
    private (LocalDate?, Instant?) Since(BoundSnapshotReading? reading, Days days, LocalDate end, Instant? cut) => reading switch
    {
        { IsWithinPeriod: true } => days == default ? (null, null) : FromDay(days.Start),
        { Count: > 0 } => Back(end, cut, reading.Count, reading.Unit),
        _ => (null, null),
    };

    // What was said so long before a day does not change any more, and is known once that time has come.
    private Placement Frozen(BoundSnapshotReading lag, LocalDate end)
    {
        (LocalDate? day, Instant? instant) = FromDay(_calendar.Moved(end, -lag.Count, lag.Unit));
        return instant > _now ? Placement.NotYet : new Placement { IsMoment = true, End = day, To = instant };
    }

    // From an instant inside a day one goes back to the same time of day.
    private (LocalDate?, Instant?) Back(LocalDate end, Instant? cut, long count, DurationUnit unit)
    {
        LocalDate start = _calendar.Moved(end, -count, unit);
        if (cut is not { } at)
        {
            return FromDay(start);
        }

        ZonedDateTime local = at.InZone(_calendar.Zone);
        LocalDateTime moved = _calendar.Moved(local.Date, -count, unit).At(local.TimeOfDay);
        return (start, moved.InZoneLeniently(_calendar.Zone).ToInstant());
    }

    private Days? Shifted(Days days, BoundShift shift, int periods, Grain? grain)
    {
        switch (shift.Kind)
        {
            case ShiftKind.Elapsed:
                return days;
            case ShiftKind.Prior when shift.Unit is { } unit:
                return days.Select(d => _calendar.Moved(d, -shift.Count, unit));

            // The 30th of May has no day a month before: it would begin and end on the last of April. It has no period of its own to go on from.
            case not ShiftKind.Elapsed when days.End <= days.Start:
                return null;
            case ShiftKind.Prior:
                (Grain level, int count) = LevelOf(days, periods, grain);
                return days.Select(d => _calendar.Moved(d, -shift.Count * count, UnitOf(level)));
            case ShiftKind.YearBefore:
                (Grain cut, _) = LevelOf(days, periods, grain);
                return _calendar.YearBefore(_calendar.Between(days.Start, days.End), cut, shift.Rule, (int)shift.Count) is { } before
                    ? new Days(before.Start, before.End) : null;
            case ShiftKind.Events:
                return EventBefore(days, shift, LevelOf(days, periods, grain).Level);
            default:
                (Grain its, int many) = LevelOf(days, periods, grain);
                LocalDate start = _calendar.Floor(shift.Day!.Value, its);
                return new Days(start, _calendar.Moved(start, many, UnitOf(its)));
        }
    }

    // Which event a period has must be clear, and the period that is led to must have it, too.
    private Days? EventBefore(Days days, BoundShift shift, Grain level)
    {
        DateInterval? its = null, former = null;
        foreach (IReadOnlyList<DateInterval> times in shift.Calendar!.Events.Where(e => shift.Event is null || e.Key == shift.Event).Select(e => e.Value))
        {
            int first = 0;
            while (first < times.Count && times[first].End < days.Start)
            {
                first++;
            }

            if (first < times.Count && times[first].Start < days.End)
            {
                if (its is not null)
                {
                    return null;
                }

                its = times[first];
                former = first > 0 ? times[first - 1] : null;
            }
        }

        if (its is null || former is null || !_calendar.Covers(former.Start, its.Start))
        {
            return null;
        }

        long back = _calendar.Count(_calendar.Floor(former.Start, level), _calendar.Floor(its.Start, level), level);
        Days other = days.Select(d => _calendar.Moved(d, -back, UnitOf(level)));
        return other.Start <= former.End && former.Start < other.End ? other : null;
    }

    // The level of the question; without one, the largest into whose periods the range falls without a rest.
    private (Grain Level, int Count) LevelOf(Days days, int periods, Grain? grain)
    {
        if (grain is { } known)
        {
            return (known, periods);
        }

        foreach (Grain level in _calendar.Scheme.Grains.Reverse())
        {
            if (_calendar.Floor(days.Start, level) == days.Start && _calendar.Floor(days.End, level) == days.End)
            {
                return (level, _calendar.Periods(days.Start, days.End, level).Count);
            }
        }

        return (Grain.Day, Period.DaysBetween(days.Start, days.End));
    }

        private static DurationUnit UnitOf(Grain grain) => grain switch
    {
        Grain.Day => DurationUnit.Days,
        Grain.Week => DurationUnit.Weeks,
        Grain.Month => DurationUnit.Months,
        Grain.Quarter => DurationUnit.Quarters,
        _ => DurationUnit.Years,
    };

    private readonly record struct Days(LocalDate Start, LocalDate End)
    {
        public Days Select(Func<LocalDate, LocalDate> move) => new(move(Start), move(End));
    }
}
