using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>Steps of days, weeks, months, quarters and years in a calendar.</summary>
public static class CalendarIntervals
{
    private static readonly LocalDate Earliest = new(1, 1, 2), Latest = new(9999, 12, 30);

    /// <summary>The day that many units later, or earlier where the count is negative; a day that no calendar holds is the last that one does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The unit is shorter than a day.</exception>
    public static LocalDate Moved(this ReportingCalendar calendar, LocalDate day, long count, DurationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        (long months, long days) = unit switch
        {
            DurationUnit.Days => (0L, count),
            DurationUnit.Weeks => (0L, count * 7),
            DurationUnit.Months => (count, 0L),
            DurationUnit.Quarters => (count * 3, 0L),
            DurationUnit.Years => (count * 12, 0L),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "A calendar counts days and longer units."),
        };
        double year = day.Year + (months / 12.0) + (days / 365.0);
        return year < 2 ? Earliest : year > 9998 ? Latest : day.PlusMonths((int)months).PlusDays((int)days);
    }

    /// <summary>The first day of the unit that holds a day; weeks begin on Monday.</summary>
    public static LocalDate Floor(this ReportingCalendar calendar, LocalDate day, DurationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return unit switch
        {
            DurationUnit.Weeks => day.PlusDays(1 - (int)day.DayOfWeek),
            DurationUnit.Months => calendar.Floor(day, Grain.Month),
            DurationUnit.Quarters => calendar.Floor(day, Grain.Quarter),
            DurationUnit.Years => calendar.Floor(day, Grain.Year),
            _ => day,
        };
    }

    /// <summary>The instant that many units later at the same time of day; where the clocks skip that time, as much later as they skip.</summary>
    public static Instant Moved(this ReportingCalendar calendar, Instant instant, long count, DurationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ZonedDateTime local = instant.InZone(calendar.Zone);
        return calendar.Moved(local.Date, count, unit).At(local.TimeOfDay).InZoneLeniently(calendar.Zone).ToInstant();
    }
}
