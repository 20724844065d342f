using Crm.Sdk.Facts;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Days and instants around which things go wrong: clock changes, skipped midnights, a skipped day, boundaries, 1970.</summary>
internal sealed class Moments
{
    private static readonly (string Zone, LocalDate Day)[] Anchors =
    [
        ("Europe/Berlin", new(2021, 3, 28)), ("Europe/Berlin", new(2020, 10, 25)), ("Europe/Berlin", new(1969, 12, 31)),
        ("America/New_York", new(2020, 11, 1)), ("America/New_York", new(2024, 3, 10)), ("America/New_York", new(1970, 1, 1)),
        ("America/Sao_Paulo", new(2018, 11, 4)), ("America/Sao_Paulo", new(2018, 2, 18)),
        ("Pacific/Apia", new(2011, 12, 30)), ("Pacific/Apia", new(2011, 9, 24)),
        ("UTC", new(1970, 1, 1)), ("UTC", new(2020, 2, 29)), ("UTC", new(1965, 7, 1)), ("UTC", new(2023, 12, 31)),
    ];

    private readonly Random _random;

    public Moments(Random random)
    {
        _random = random;
        (string zone, Anchor) = random.Pick(Anchors);
        CalendarScheme scheme = random.Weighted(
            (6, CalendarScheme.Gregorian()), (3, CalendarScheme.Gregorian(random.Next(1, 13), (IsoDayOfWeek)random.Next(1, 8))), (2, CalendarScheme.Iso), (1, CalendarScheme.Nrf),
            (2, CalendarScheme.Retail(new RetailYear(
                random.Pick(Enum.GetValues<RetailPattern>()), (IsoDayOfWeek)random.Next(1, 8), random.Pick(Enum.GetValues<RetailYearEnd>()), random.Next(1, 13)))));
        Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb[random.Chance(85) ? zone : random.Pick(Anchors).Zone], scheme);
    }

    /// <summary>The calendar of the questions.</summary>
    public ReportingCalendar Calendar { get; }

    /// <summary>The day around which rows lie.</summary>
    public LocalDate Anchor { get; }

    /// <summary>A day near the anchor, often the first of a month.</summary>
    public LocalDate Day()
    {
        LocalDate day = Anchor.PlusDays(_random.Weighted(
            (5, _random.Next(-2, 3)), (3, _random.Next(-10, 11)), (3, _random.Next(-60, 61)), (1, _random.Next(-900, 901))));
        return _random.Chance(25) ? Calendar.Floor(day, _random.Pick([.. Calendar.Scheme.Grains.Skip(1)])) : day;
    }

    /// <summary>An instant near the anchor, often the one at which a day begins or a microsecond off it.</summary>
    public Instant Instant()
    {
        Instant start = Calendar.StartOf(Day());
        return _random.Weighted(
            (4, start), (2, start.PlusTicks(10)), (2, start.PlusTicks(-10)), (2, start.Plus(Duration.FromMinutes(30 * _random.Next(-5, 6)))),
            (6, start.Plus(Duration.FromSeconds(_random.Next(0, 86_400)))));
    }

    /// <summary>Storage form of an instant.</summary>
    public object InstantValue() => StorageForm.Of(Instant());

    /// <summary>Storage form of a day.</summary>
    public object DayValue() => StorageForm.Of(Day());

    /// <summary>The instant of a question: mostly after all rows, else anywhere, exactly on a boundary, or between two microseconds.</summary>
    public Instant Now() => _random.Weighted(
        (7, Calendar.StartOf(Anchor.PlusYears(20))), (1, Calendar.StartOf(Anchor.PlusYears(-20))), (3, Calendar.StartOf(Day())), (3, Instant()),
        (2, Instant().PlusNanoseconds(_random.Pick([1L, 500, 999, -1, -500]))));

    /// <summary>A range of days and a grain that cuts it into few periods.</summary>
    public (LocalDate From, LocalDate To, Grain? Grain) Range()
    {
        (Grain? grain, int days) = _random.Weighted<(Grain?, int)>(
            (4, (Grain.Day, _random.Next(1, 7))), (3, (Grain.Week, _random.Next(1, 60))), (3, (Grain.Month, _random.Next(1, 200))), (2, (Grain.Quarter, _random.Next(1, 500))),
            (2, (Grain.Year, _random.Next(1, 1500))), (2, (null, _random.Next(1, 900))));
        grain = grain is { } drawn && !Calendar.Scheme.Serves(drawn) ? Grain.Week : grain;
        days = grain == Grain.Week ? Math.Min(days, 60) : days;
        LocalDate from = _random.Chance(85) ? Anchor.PlusDays(-_random.Next(0, days + 1)) : Day();
        from = _random.Chance(30) ? Calendar.Floor(from, grain ?? Grain.Year) : from;
        return (from, from.PlusDays(days), grain);
    }
}
