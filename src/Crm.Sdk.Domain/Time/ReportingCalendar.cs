using NodaTime;
using NodaTime.TimeZones;

namespace Crm.Sdk.Time;

/// <summary>A calendar in one time zone: which days form weeks, months, quarters and years, and at which instants days begin.</summary>
/// <remarks>
/// Immutable. Days begin at the first instant of the local date, also where midnight is skipped. A day that a zone skips as a
/// whole, as Samoa did in 2011, holds no instant. Nothing runs out of range: what lies beyond the first and the last day that
/// can be written becomes that day.
/// </remarks>
public sealed class ReportingCalendar
{
    /// <summary>The longest list of periods that <see cref="Periods"/> gives.</summary>
    public const int MaxPeriods = 100_000;

    private static readonly Instant EarliestEverywhere = Instant.MinValue.Plus(Duration.FromDays(1)), LatestEverywhere = Instant.MaxValue.Minus(Duration.FromDays(1));

    /// <summary>Creates a Gregorian calendar whose weeks begin on Monday.</summary>
    /// <param name="zone">The zone whose midnights bound the days.</param>
    /// <param name="fiscalStartMonth">The month, 1 to 12, in which the fiscal year begins.</param>
    /// <exception cref="ArgumentOutOfRangeException">The month is not within 1 to 12.</exception>
    public ReportingCalendar(DateTimeZone zone, int fiscalStartMonth = 1)
        : this(zone, CalendarScheme.Gregorian(fiscalStartMonth))
    {
    }

    /// <summary>Creates a calendar.</summary>
    /// <param name="zone">The zone whose midnights bound the days.</param>
    /// <param name="scheme">How days form periods.</param>
    public ReportingCalendar(DateTimeZone zone, CalendarScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(scheme);
        Zone = zone;
        Scheme = scheme;
    }

    /// <summary>Calendar years in UTC.</summary>
    public static ReportingCalendar Utc { get; } = new(DateTimeZone.Utc);

    /// <summary>The zone whose midnights bound the days.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>How days form periods.</summary>
    public CalendarScheme Scheme { get; }

    /// <summary>The month, 1 to 12, in which the fiscal year begins; of a retail year, the one after that at whose end it ends; else 1.</summary>
    public int FiscalStartMonth => Scheme.FiscalStartMonth;

    /// <summary>The local day on which <paramref name="instant"/> falls.</summary>
    public LocalDate DayOf(Instant instant) =>
        instant < EarliestEverywhere ? LocalDate.MinIsoValue : instant > LatestEverywhere ? LocalDate.MaxIsoValue : instant.InZone(Zone).Date;

    /// <summary>The first local day that begins at or after <paramref name="instant"/>.</summary>
    public LocalDate FirstDayToCome(Instant instant)
    {
        LocalDate day = DayOf(instant);
        if (StartOf(day) < instant)
        {
            return Next(day, Grain.Day);
        }

        // A day that the zone skips begins together with the one after it.
        LocalDate before = Shift(day, -1, Grain.Day);
        return StartOf(before) < instant ? day : before;
    }

    /// <summary>
    /// The instant at which <paramref name="day"/> begins; that at which the next one does where the zone skips the whole day. The
    /// first day that can be written has no beginning.
    /// </summary>
    public Instant StartOf(LocalDate day)
    {
        if (day == LocalDate.MinIsoValue)
        {
            return Instant.MinValue;
        }

        ZoneLocalMapping midnight = Zone.MapLocal(day.AtMidnight());
        return midnight.Count == 0 ? midnight.EarlyInterval.End : midnight.First().ToInstant();
    }

    /// <summary>The days from <paramref name="start"/> up to, and without, <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public ReportingPeriod Between(LocalDate start, LocalDate end) => end > start
        ? new ReportingPeriod(start, end, StartOf(start), StartOf(end), $"{DayNumber.Iso(start)} to {DayNumber.Iso(end.PlusDays(-1))}", null, 0)
        : throw new ArgumentException("A period ends after it starts.", nameof(end));

    /// <summary>
    /// Cuts the days from <paramref name="start"/> up to, and without, <paramref name="end"/> at the boundaries of
    /// <paramref name="grain"/>. The first and the last period are shorter where the range begins or ends inside one.
    /// </summary>
    /// <exception cref="ArgumentException">The range is empty, or gives more than <see cref="MaxPeriods"/> periods; or the calendar has no such level.</exception>
    public IReadOnlyList<ReportingPeriod> Periods(LocalDate start, LocalDate end, Grain grain)
    {
        Require(grain);
        if (end <= start)
        {
            throw new ArgumentException("The range has no day.", nameof(end));
        }

        if (Count(start, end, grain) > MaxPeriods)
        {
            throw new ArgumentException($"The range gives more than {MaxPeriods} periods.", nameof(end));
        }

        long last = Scheme.IndexOf(DayNumber.Of(end) - 1, grain);
        var periods = new List<ReportingPeriod>();
        for (long index = Scheme.IndexOf(DayNumber.Of(start), grain); index <= last; index++)
        {
            periods.Add(Within(index, grain, start, end));
        }

        return periods;
    }

    /// <summary>How many periods of <paramref name="grain"/> the days from <paramref name="start"/> up to, and without, <paramref name="end"/> touch; 0 for an empty range.</summary>
    /// <exception cref="ArgumentException">The calendar has no such level.</exception>
    public long Count(LocalDate start, LocalDate end, Grain grain)
    {
        Require(grain);
        return end <= start ? 0 : Scheme.IndexOf(DayNumber.Of(end) - 1, grain) - Scheme.IndexOf(DayNumber.Of(start), grain) + 1;
    }

    /// <summary>The first day that the calendar knows: that of the table of a host, else the first that can be written.</summary>
    public LocalDate FirstDay => DayNumber.ToDate(Scheme.Range.First);

    /// <summary>The day after the last that the calendar knows: that of the table of a host, else the last that can be written.</summary>
    public LocalDate EndDay => DayNumber.ToDate(Scheme.Range.End);

    /// <summary>Whether the calendar knows all days from <paramref name="start"/> up to, and without, <paramref name="end"/>; only a table of the host may not.</summary>
    public bool Covers(LocalDate start, LocalDate end) => start >= FirstDay && end <= EndDay;

    /// <summary>The period of <paramref name="grain"/> that holds <paramref name="day"/>.</summary>
    /// <exception cref="ArgumentException">The calendar has no such level.</exception>
    public ReportingPeriod PeriodOf(LocalDate day, Grain grain)
    {
        Require(grain);
        return Within(Scheme.IndexOf(DayNumber.Of(day), grain), grain, LocalDate.MinIsoValue, LocalDate.MaxIsoValue);
    }

    /// <summary>The period that numbers the period of <paramref name="grain"/> which holds <paramref name="day"/>, see <see cref="CalendarScheme.ParentOf"/>; null for the coarsest.</summary>
    /// <exception cref="ArgumentException">The calendar has no such level.</exception>
    public ReportingPeriod? ParentOf(LocalDate day, Grain grain) => Scheme.ParentOf(grain) is { } parent ? PeriodOf(Floor(day, grain), parent) : null;

    /// <summary>The period with a name, such as <c>2026-03</c>, <c>2010-W52</c> or <c>FY2023-P01</c>; null when none has it.</summary>
    public ReportingPeriod? Find(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return Scheme.Find(label) is var (grain, index) ? Within(index, grain, LocalDate.MinIsoValue, LocalDate.MaxIsoValue) : null;
    }

    /// <summary>The first day of the period of <paramref name="grain"/> that holds <paramref name="day"/>.</summary>
    /// <exception cref="ArgumentException">The calendar has no such level.</exception>
    public LocalDate Floor(LocalDate day, Grain grain)
    {
        Require(grain);
        return grain == Grain.Day ? day : DayNumber.ToDate(Scheme.StartOf(Scheme.IndexOf(DayNumber.Of(day), grain), grain));
    }

    /// <summary>The first day of the period after the one that begins on, or holds, <paramref name="floor"/>.</summary>
    /// <exception cref="ArgumentException">The calendar has no such level.</exception>
    public LocalDate Next(LocalDate floor, Grain grain)
    {
        Require(grain);
        return DayNumber.ToDate(Scheme.StartOf(Scheme.IndexOf(DayNumber.Of(floor), grain) + 1, grain));
    }

    /// <summary>
    /// Goes on by a number of periods. The first day of a period becomes the first day of another; any other day keeps its place in its
    /// period, or becomes the last day of one that is too short: 31 January and one month give 28 February, and two months 31 March.
    /// </summary>
    /// <exception cref="ArgumentException">The calendar has no such level.</exception>
    public LocalDate Shift(LocalDate boundary, int count, Grain grain)
    {
        Require(grain);
        long day = DayNumber.Of(boundary), index = Scheme.IndexOf(day, grain);
        long offset = day - Scheme.StartOf(index, grain);
        return DayNumber.ToDate(Math.Min(Scheme.StartOf(index + count, grain) + offset, Scheme.StartOf(index + count + 1, grain) - 1));
    }

    /// <summary>
    /// What a period is compared with some years before. Where it is only a part of a period of <paramref name="grain"/>, so is the
    /// other: the same days of it, or fewer where the other is shorter.
    /// </summary>
    /// <param name="period">The period.</param>
    /// <param name="grain">The level at whose periods it was cut.</param>
    /// <param name="rule">What years of 53 weeks are compared with.</param>
    /// <param name="years">How many years before; after, when negative.</param>
    /// <returns>The other period; null when there is none to compare with, as for a 53rd week in a year of 52.</returns>
    /// <exception cref="ArgumentException">The calendar has no such level.</exception>
    public ReportingPeriod? YearBefore(ReportingPeriod period, Grain grain, WeekYearRule rule, int years = 1)
    {
        ArgumentNullException.ThrowIfNull(period);
        Require(grain);
        if (new YearComparison(Scheme, rule, years).Of(DayNumber.Of(period.Start), DayNumber.Of(period.End), grain) is not var (first, after))
        {
            return null;
        }

        LocalDate start = DayNumber.ToDate(first), end = DayNumber.ToDate(after);
        if (end <= start || !Covers(start, end))
        {
            return null;
        }

        long index = Scheme.IndexOf(first, grain);
        return index == Scheme.IndexOf(after - 1, grain) ? Within(index, grain, start, end) : Between(start, end);
    }

    private void Require(Grain grain)
    {
        if (!Scheme.Serves(grain))
        {
            throw new ArgumentException($"The calendar '{Scheme}' has no level '{grain}'.", nameof(grain));
        }
    }

    // The part of a period that lies within two days; the ordinal and the label are those of the whole.
    private ReportingPeriod Within(long index, Grain grain, LocalDate start, LocalDate end)
    {
        long first = Scheme.StartOf(index, grain);
        int ordinal = Scheme.ParentOf(grain) is { } parent
            ? (int)Math.Clamp(index - Scheme.FirstFrom(Scheme.StartOf(Scheme.IndexOf(first, parent), parent), grain) + 1, 0, int.MaxValue)
            : 0;
        LocalDate from = LocalDate.Max(start, DayNumber.ToDate(first)), to = LocalDate.Min(end, DayNumber.ToDate(Scheme.StartOf(index + 1, grain)));
        return new ReportingPeriod(from, to, StartOf(from), StartOf(to), Scheme.Label(index, grain), grain, ordinal);
    }
}
