using System.Globalization;
using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>Days counted from 1970-01-01, which is 0, in a Gregorian calendar without ends.</summary>
/// <remarks>Calendars count in these, so that nothing runs out of range on the way; a day beyond those that can be written becomes the last or the first of them.</remarks>
internal static class DayNumber
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private static readonly long First = Period.DaysBetween(Epoch, LocalDate.MinIsoValue), Last = Period.DaysBetween(Epoch, LocalDate.MaxIsoValue);

    public static long Of(LocalDate day) => Period.DaysBetween(Epoch, day);

    public static LocalDate ToDate(long day) => Epoch.PlusDays((int)Math.Clamp(day, First, Last));

    /// <summary>The first day of a month; months are counted from that of the year 0, which is 0.</summary>
    /// <remarks>Years are taken to begin in March, so that the leap day is their last: https://howardhinnant.github.io/date_algorithms.html.</remarks>
    public static long OfMonth(long month)
    {
        long shifted = month - 2, year = FloorDiv(shifted, 12), monthOfYear = shifted - (year * 12);
        return (365 * year) + FloorDiv(year, 4) - FloorDiv(year, 100) + FloorDiv(year, 400) + (((153 * monthOfYear) + 2) / 5) - 719_468;
    }

    /// <summary>The month of a day, as <see cref="OfMonth"/> counts.</summary>
    public static long MonthOf(long day)
    {
        long shifted = day + 719_468, era = FloorDiv(shifted, 146_097), dayOfEra = shifted - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        return (((era * 400) + yearOfEra) * 12) + (((5 * dayOfYear) + 2) / 153) + 2;
    }

    /// <summary>The last day at or before <paramref name="day"/> that is of a day of the week.</summary>
    public static long OnOrBefore(long day, IsoDayOfWeek weekday) => day - Mod(day + 4 - (int)weekday, 7);

    public static long FloorDiv(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);

    public static long Mod(long value, long by) => value - (FloorDiv(value, by) * by);

    public static string Iso(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}");
}
