using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>Adds up open hours along the local time line, on which every day has 24 hours; in microseconds since local 1970-01-01.</summary>
internal sealed class LocalHours
{
    private const long Minute = 60_000_000, Day = 1440 * Minute;

    private readonly OpenHours[][] _week;
    private readonly long[] _beforeDay = new long[8];
    private readonly long[] _holidays;
    private readonly OpenHours[][] _onHolidays;
    private readonly long[] _beforeHoliday;

    public LocalHours(OpenHours[][] week, IReadOnlyList<(LocalDate Day, OpenHours[] Hours)> holidays)
    {
        _week = week;
        for (int day = 0; day < 7; day++)
        {
            _beforeDay[day + 1] = _beforeDay[day] + Length(week[day]);
        }

        _holidays = [.. holidays.Select(h => DayNumber.Of(h.Day))];
        _onHolidays = [.. holidays.Select(h => h.Hours)];
        _beforeHoliday = new long[_holidays.Length + 1];
        for (int i = 0; i < _holidays.Length; i++)
        {
            _beforeHoliday[i + 1] = _beforeHoliday[i] + Length(_onHolidays[i]) - Length(week[WeekdayOf(_holidays[i])]);
        }
    }

    /// <summary>The open hours up to a moment, counted from some fixed one: only differences mean something.</summary>
    public long Before(long local)
    {
        long day = DayNumber.FloorDiv(local, Day), week = DayNumber.FloorDiv(day + 3, 7);
        int weekday = WeekdayOf(day), holiday = Array.BinarySearch(_holidays, day);
        OpenHours[] hours = holiday >= 0 ? _onHolidays[holiday] : _week[weekday];
        return (week * _beforeDay[7]) + _beforeDay[weekday] + _beforeHoliday[holiday >= 0 ? holiday : ~holiday] + Within(hours, local - (day * Day));
    }

    /// <summary>Whether a moment is open.</summary>
    public bool IsOpen(long local)
    {
        long day = DayNumber.FloorDiv(local, Day), time = local - (day * Day);
        int holiday = Array.BinarySearch(_holidays, day);
        return Array.Exists(holiday >= 0 ? _onHolidays[holiday] : _week[WeekdayOf(day)], h => h.From * Minute <= time && time < h.To * Minute);
    }

    // 1970-01-01 was a Thursday; Monday is 0.
    private static int WeekdayOf(long day) => (int)DayNumber.Mod(day + 3, 7);

    private static long Length(OpenHours[] hours) => hours.Sum(h => (h.To - h.From) * Minute);

    private static long Within(OpenHours[] hours, long time)
    {
        long open = 0;
        foreach (OpenHours h in hours)
        {
            open += Math.Clamp(time - (h.From * Minute), 0, (h.To - h.From) * Minute);
        }

        return open;
    }
}
