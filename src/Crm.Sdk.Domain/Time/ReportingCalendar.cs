using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Crm.Sdk.Time;

/// <summary>The Gregorian calendar in one time zone, with a fiscal year that may begin in any month.</summary>
/// <remarks>
/// Immutable. Days begin at the first instant of the local date, also where midnight is skipped. A day that a zone skips as a
/// whole, as Samoa did in 2011, holds no instant.
/// </remarks>
public sealed class ReportingCalendar
{
    /// <summary>The longest list of periods that <see cref="Periods"/> gives.</summary>
    public const int MaxPeriods = 100_000;

    /// <summary>Creates a calendar.</summary>
    /// <param name="zone">The zone whose midnights bound the days.</param>
    /// <param name="fiscalStartMonth">The month, 1 to 12, in which the fiscal year begins.</param>
    /// <exception cref="ArgumentOutOfRangeException">The month is not within 1 to 12.</exception>
    public ReportingCalendar(DateTimeZone zone, int fiscalStartMonth = 1)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentOutOfRangeException.ThrowIfLessThan(fiscalStartMonth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fiscalStartMonth, 12);
        Zone = zone;
        FiscalStartMonth = fiscalStartMonth;
    }

    /// <summary>Calendar years in UTC.</summary>
    public static ReportingCalendar Utc { get; } = new(DateTimeZone.Utc);

    /// <summary>The zone whose midnights bound the days.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The month, 1 to 12, in which the fiscal year begins.</summary>
    public int FiscalStartMonth { get; }

    /// <summary>The local day on which <paramref name="instant"/> falls.</summary>
    public LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;

    /// <summary>The first local day that begins at or after <paramref name="instant"/>.</summary>
    public LocalDate FirstDayToCome(Instant instant)
    {
        LocalDate day = DayOf(instant);
        if (StartOf(day) < instant)
        {
            return day.PlusDays(1);
        }

        // A day that the zone skips begins together with the one after it.
        LocalDate before = day.PlusDays(-1);
        return StartOf(before) < instant ? day : before;
    }

    /// <summary>The instant at which <paramref name="day"/> begins; that at which the next one does where the zone skips the whole day.</summary>
    public Instant StartOf(LocalDate day)
    {
        ZoneLocalMapping midnight = Zone.MapLocal(day.AtMidnight());
        return midnight.Count == 0 ? midnight.EarlyInterval.End : midnight.First().ToInstant();
    }

    /// <summary>The days from <paramref name="start"/> up to, and without, <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public ReportingPeriod Between(LocalDate start, LocalDate end) =>
        Create(start, end, string.Create(CultureInfo.InvariantCulture, $"{Iso(start)} to {Iso(end.PlusDays(-1))}"));

    /// <summary>
    /// Cuts the days from <paramref name="start"/> up to, and without, <paramref name="end"/> at the boundaries of
    /// <paramref name="grain"/>. The first and the last period are shorter where the range begins or ends inside one.
    /// </summary>
    /// <exception cref="ArgumentException">The range is empty, or gives more than <see cref="MaxPeriods"/> periods.</exception>
    public IReadOnlyList<ReportingPeriod> Periods(LocalDate start, LocalDate end, Grain grain)
    {
        var periods = new List<ReportingPeriod>();
        for (LocalDate from = start; from < end;)
        {
            LocalDate floor = Floor(from, grain);
            LocalDate next = Next(floor, grain);
            LocalDate to = LocalDate.Min(next, end);
            periods.Add(Create(from, to, Label(floor, grain)));
            if (periods.Count > MaxPeriods)
            {
                throw new ArgumentException($"The range gives more than {MaxPeriods} periods.", nameof(end));
            }

            from = to;
        }

        return periods.Count > 0 ? periods : throw new ArgumentException("The range has no day.", nameof(end));
    }

    /// <summary>The first day of the period of <paramref name="grain"/> that holds <paramref name="day"/>.</summary>
    public LocalDate Floor(LocalDate day, Grain grain)
    {
        if (grain == Grain.Day)
        {
            return day;
        }

        var month = new LocalDate(day.Year, day.Month, 1);
        int fiscalMonth = (day.Month - FiscalStartMonth + 12) % 12;
        return grain switch
        {
            Grain.Month => month,
            Grain.Quarter => month.PlusMonths(-(fiscalMonth % 3)),
            _ => month.PlusMonths(-fiscalMonth),
        };
    }

    private static LocalDate Next(LocalDate floor, Grain grain) => grain switch
    {
        Grain.Day => floor.PlusDays(1),
        Grain.Month => PlusMonths(floor, 1),
        Grain.Quarter => PlusMonths(floor, 3),
        _ => PlusMonths(floor, 12),
    };

    // The calendar ends with the year 9999; people write its last day for "without end".
    private static LocalDate PlusMonths(LocalDate day, int months) =>
        day.Year == LocalDate.MaxIsoValue.Year && day.Month + months > 12 ? LocalDate.MaxIsoValue : day.PlusMonths(months);

    private static string Iso(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}");

    private ReportingPeriod Create(LocalDate start, LocalDate end, string label) => end > start
        ? new ReportingPeriod(start, end, StartOf(start), StartOf(end), label)
        : throw new ArgumentException("A period ends after it starts.", nameof(end));

    // A fiscal year is named after the calendar year in which it ends; one that begins in January needs no prefix.
    private string Label(LocalDate floor, Grain grain)
    {
        if (grain == Grain.Day)
        {
            return Iso(floor);
        }

        if (grain == Grain.Month)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{floor.Year:0000}-{floor.Month:00}");
        }

        int fiscalMonth = (floor.Month - FiscalStartMonth + 12) % 12;
        int year = floor.Year + (floor.Month + 10 - fiscalMonth) / 12;
        string name = string.Create(CultureInfo.InvariantCulture, $"{(FiscalStartMonth == 1 ? "" : "FY")}{year:0000}");
        return grain == Grain.Year ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-Q{(fiscalMonth / 3) + 1}");
    }
}
