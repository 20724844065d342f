using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>Steps of days, weeks, months, quarters and years in a calendar.</summary>
public static class CalendarIntervals
{
    private static readonly LocalDate Earliest = new(1, 1, 2), Latest = new(9999, 12, 30);
    private static readonly ReportingCalendar Gregorian = ReportingCalendar.Utc;

    /// <summary>The day that many units later, or earlier where the count is negative; a day that no calendar holds is the last that one does.</summary>
    /// <remarks>Weeks are seven days. A calendar that has no months, quarters or years takes those of the Gregorian one.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The unit is shorter than a day.</exception>
    public static LocalDate Moved(this ReportingCalendar calendar, LocalDate day, long count, DurationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        long days = unit switch
        {
            DurationUnit.Days => 1,
            DurationUnit.Weeks => 7,
            DurationUnit.Months => 31,
            DurationUnit.Quarters => 92,
            DurationUnit.Years => 371,
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "A calendar counts days and longer units."),
        };
        double year = day.Year + (count * days / 365.0);
        if (year is < 2 or > 9998)
        {
            return year < 2 ? Earliest : Latest;
        }

        if (unit <= DurationUnit.Weeks)
        {
            return day.PlusDays((int)(count * days));
        }

        Grain grain = GrainOf(unit);
        return calendar.Scheme.Serves(grain) ? calendar.Shift(day, (int)count, grain) : Gregorian.Shift(day, (int)count, grain);
    }

    /// <summary>The first day of the unit that holds a day, see <see cref="Moved(ReportingCalendar, LocalDate, long, DurationUnit)"/>.</summary>
    public static LocalDate Floor(this ReportingCalendar calendar, LocalDate day, DurationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        Grain grain = GrainOf(unit);
        return calendar.Scheme.Serves(grain) ? calendar.Floor(day, grain) : Gregorian.Floor(day, grain);
    }

    private static Grain GrainOf(DurationUnit unit) => unit switch
    {
        DurationUnit.Weeks => Grain.Week,
        DurationUnit.Months => Grain.Month,
        DurationUnit.Quarters => Grain.Quarter,
        DurationUnit.Years => Grain.Year,
        _ => Grain.Day,
    };

    /// <summary>The instant that many units later at the same time of day; where the clocks skip that time, as much later as they skip.</summary>
    public static Instant Moved(this ReportingCalendar calendar, Instant instant, long count, DurationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ZonedDateTime local = instant.InZone(calendar.Zone);
        return calendar.Moved(local.Date, count, unit).At(local.TimeOfDay).InZoneLeniently(calendar.Zone).ToInstant();
    }
}
