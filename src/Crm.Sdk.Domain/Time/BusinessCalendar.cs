using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>The hours in which people work: stretches of each day of the week, and days that differ, in a time zone.</summary>
/// <remarks>
/// Immutable; safe for use from several threads. An instant is open when the clocks of the zone show an open time: on the day on
/// which they are set forward, a night shift from 00:00 to 06:00 has five hours, and on the day on which they are set back seven.
/// Lengths are exact in microseconds, to which instants are rounded down, and cost a search among the changes of the clocks and
/// one among the holidays, however far the instants are apart.
/// </remarks>
public sealed class BusinessCalendar
{
    private static readonly Instant Early = Instant.FromUtc(1900, 1, 1, 0, 0), Late = Instant.FromUtc(2101, 1, 1, 0, 0);
    private static readonly long EarlyMicroseconds = ZoneHours.Microseconds(Early), LateMicroseconds = ZoneHours.Microseconds(Late);

    // Two days are left at either end, so that local times exist.
    private static readonly long First = ZoneHours.Microseconds(Instant.MinValue.Plus(Duration.FromDays(2)));
    private static readonly long Last = ZoneHours.Microseconds(Instant.MaxValue.Minus(Duration.FromDays(2)));

    // More than the years that can be written have.
    private const int MostDays = 8_000_000;

    private readonly Lazy<ZoneHours> _ofOurTime;
    private readonly Lazy<ZoneHours> _ofAllTime;

    /// <summary>Creates a calendar.</summary>
    /// <param name="zone">The zone whose clocks are meant.</param>
    /// <param name="week">The hours of each day of the week, in order, each beginning after the one before has ended; a day that is not there is closed.</param>
    /// <param name="holidays">The hours of single dates instead of those of their weekday; none for a day that is closed.</param>
    /// <exception cref="ArgumentException">A day of the week is none, or the hours of a day overlap, touch or do not rise.</exception>
    public BusinessCalendar(
        DateTimeZone zone, IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> week, IReadOnlyDictionary<LocalDate, IReadOnlyList<OpenHours>>? holidays = null)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(week);
        Zone = zone;
        Week = week.ToDictionary(d => d.Key, IReadOnlyList<OpenHours> (d) => Checked(d.Value, d.Key is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday, d.Key.ToString(), nameof(week)));
        Holidays = (holidays ?? new Dictionary<LocalDate, IReadOnlyList<OpenHours>>())
            .OrderBy(d => d.Key).ToDictionary(d => d.Key, IReadOnlyList<OpenHours> (d) => Checked(d.Value, true, DayNumber.Iso(d.Key), nameof(holidays)));
        OpenHours[][] days = [.. Enumerable.Range(1, 7).Select(d => (OpenHours[])[.. Week.GetValueOrDefault((IsoDayOfWeek)d, [])])];
        var local = new LocalHours(days, [.. Holidays.Select(h => (h.Key, (OpenHours[])[.. h.Value]))]);
        _ofOurTime = new Lazy<ZoneHours>(() => new ZoneHours(local, zone, Early, Late));
        _ofAllTime = new Lazy<ZoneHours>(() => new ZoneHours(local, zone, Instant.MinValue, Instant.MaxValue));
    }

    /// <summary>The zone whose clocks are meant.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The hours of each day of the week.</summary>
    public IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> Week { get; }

    /// <summary>The hours of single dates, in the order of time; an empty list is a day that is closed.</summary>
    public IReadOnlyDictionary<LocalDate, IReadOnlyList<OpenHours>> Holidays { get; }

    /// <summary>The open time from one instant to another; negative when the second is the earlier one.</summary>
    public Duration Elapsed(Instant from, Instant to) =>
        Duration.FromTicks(ElapsedMicroseconds(ZoneHours.Microseconds(from), ZoneHours.Microseconds(to)) * 10);

    /// <summary>The open time between instants in microseconds since 1970-01-01T00:00Z; what lies beyond the years that can be written is cut off.</summary>
    public long ElapsedMicroseconds(long from, long to)
    {
        (from, to) = (Math.Clamp(from, First, Last), Math.Clamp(to, First, Last));
        ZoneHours hours = Of(Math.Min(from, to), Math.Max(from, to));
        return hours.Before(to) - hours.Before(from);
    }

    /// <summary>Whether an instant is open.</summary>
    public bool IsOpen(Instant instant)
    {
        long at = Math.Clamp(ZoneHours.Microseconds(instant), First, Last);
        return Of(at, at).IsOpen(at);
    }

    /// <summary>The instant at which an amount of open time has gone by: when an answer is due that was promised within four hours.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="amount">The open time, cut to microseconds; going back when negative.</param>
    /// <returns>
    /// The first instant at which the amount is used up; when going back the last one; <paramref name="start"/> for nothing. Null when
    /// the calendar has too few open hours within the years that can be written.
    /// </returns>
    public Instant? Add(Instant start, Duration amount)
    {
        if (Math.Abs(amount.TotalDays) > MostDays)
        {
            return null;
        }

        long wanted = amount.BclCompatibleTicks / 10, from = Math.Clamp(ZoneHours.Microseconds(start), First, Last);
        if (wanted == 0)
        {
            return start;
        }

        int direction = Math.Sign(wanted);
        (long near, long step) = (from, Duration.FromDays(7).BclCompatibleTicks / 10);
        long far = Math.Clamp(from + (direction * step), First, Last);
        while (Math.Abs(ElapsedMicroseconds(from, far)) < Math.Abs(wanted))
        {
            if (far == First || far == Last)
            {
                return null;
            }

            (near, step) = (far, step * 2);
            far = Math.Clamp(from + (direction * step), First, Last);
        }

        // Less than the amount has gone by at 'near', and all of it at 'far'.
        while (Math.Abs(far - near) > 1)
        {
            long middle = near + ((far - near) / 2);
            bool isEnough = Math.Abs(ElapsedMicroseconds(from, middle)) >= Math.Abs(wanted);
            (near, far) = isEnough ? (near, middle) : (middle, far);
        }

        return Instant.FromUnixTimeTicks(far * 10);
    }

    /// <summary>Whether any day is open.</summary>
    public bool HasHours => Week.Values.Any(h => h.Count > 0) || Holidays.Values.Any(h => h.Count > 0);

    /// <summary>Whether a day is a business day: one with open hours, be they few. The day is that of a date, whatever the zone.</summary>
    public bool IsBusinessDay(LocalDate day) => (Holidays.TryGetValue(day, out IReadOnlyList<OpenHours>? own) ? own : Week.GetValueOrDefault(day.DayOfWeek, [])).Count > 0;

    /// <summary>How many business days there are from <paramref name="start"/> up to, and without, <paramref name="end"/>; 0 for an empty range.</summary>
    public int BusinessDays(LocalDate start, LocalDate end)
    {
        int count = 0;
        for (LocalDate day = start; day < end; day = day.PlusDays(1))
        {
            count += IsBusinessDay(day) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The day after a number of business days, counted from <paramref name="start"/>: <paramref name="start"/> for none.</summary>
    /// <param name="start">The first day that may count.</param>
    /// <param name="end">The day after the last that may count.</param>
    /// <param name="count">How many business days.</param>
    /// <returns>The day after the last of them; <paramref name="end"/> where there are fewer before it.</returns>
    public LocalDate AfterBusinessDays(LocalDate start, LocalDate end, int count)
    {
        LocalDate day = start;
        for (int left = count; left > 0 && day < end; day = day.PlusDays(1))
        {
            left -= IsBusinessDay(day) ? 1 : 0;
        }

        return day;
    }

    private static OpenHours[] Checked(IReadOnlyList<OpenHours> hours, bool isDay, string day, string name)
    {
        if (!isDay)
        {
            throw new ArgumentException($"'{day}' is no day of the week.", name);
        }

        OpenHours[] copy = [.. hours];
        for (int i = 0; i < copy.Length; i++)
        {
            if (copy[i] == default || (i > 0 && copy[i].From <= copy[i - 1].To))
            {
                throw new ArgumentException($"The hours of {day} do not rise: {string.Join(' ', copy)}. Each stretch begins after the one before has ended.", name);
            }
        }

        return copy;
    }

    private ZoneHours Of(long earlier, long later) =>
        earlier >= EarlyMicroseconds && later < LateMicroseconds ? _ofOurTime.Value : _ofAllTime.Value;
}
