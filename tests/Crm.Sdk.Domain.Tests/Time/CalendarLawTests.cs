using Crm.Sdk.Time;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Time;

/// <summary>What holds of every calendar, at every level, on every day.</summary>
public sealed class CalendarLawTests
{
    private static readonly ReportingCalendar[] Calendars = [.. Schemes().Select(s => new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"], s))];

    [Property(MaxTest = 2_000, EndSize = 1_000_000)]
    public void A_day_lies_from_the_floor_up_to_the_next_floor(int seed)
    {
        (ReportingCalendar calendar, Grain grain, LocalDate day) = Draw(seed);

        LocalDate floor = calendar.Floor(day, grain);

        floor.Should().BeLessThanOrEqualTo(day);
        calendar.Next(floor, grain).Should().BeGreaterThan(day);
        calendar.Next(day, grain).Should().Be(calendar.Next(floor, grain));
        calendar.Floor(floor, grain).Should().Be(floor);
        calendar.Floor(calendar.Next(floor, grain).PlusDays(-1), grain).Should().Be(floor);
    }

    [Property(MaxTest = 2_000, EndSize = 1_000_000)]
    public void Periods_are_a_partition_of_their_range(int seed)
    {
        (ReportingCalendar calendar, Grain grain, LocalDate start) = Draw(seed);
        LocalDate end = start.PlusDays(1 + new Random(seed).Next(2_000));

        IReadOnlyList<ReportingPeriod> periods = calendar.Periods(start, end, grain);

        periods[0].Start.Should().Be(start);
        periods[^1].End.Should().Be(end);
        periods.Zip(periods.Skip(1)).All(p => p.First.End == p.Second.Start && p.First.To == p.Second.From).Should().BeTrue();
        periods.Should().OnlyContain(p => p.Start < p.End && p.Grain == grain && calendar.Floor(p.Start, grain) == calendar.Floor(p.End.PlusDays(-1), grain));
        periods.Skip(1).All(p => calendar.Floor(p.Start, grain) == p.Start).Should().BeTrue();
        calendar.Count(start, end, grain).Should().Be(periods.Count);
    }

    [Property(MaxTest = 2_000, EndSize = 1_000_000)]
    public void A_boundary_is_shifted_to_a_boundary_and_back(int seed)
    {
        (ReportingCalendar calendar, Grain grain, LocalDate day) = Draw(seed);
        int count = new Random(seed).Next(-300, 300);
        LocalDate floor = calendar.Floor(day, grain);

        LocalDate shifted = calendar.Shift(floor, count, grain);

        if (!calendar.Covers(shifted, shifted))
        {
            return;
        }

        calendar.Floor(shifted, grain).Should().Be(shifted);
        calendar.Shift(shifted, -count, grain).Should().Be(floor);
        calendar.Shift(floor, 1, grain).Should().Be(calendar.Next(floor, grain));
        calendar.Floor(calendar.Shift(day, count, grain), grain).Should().Be(shifted, "a day goes where its period goes");
    }

    [Property(MaxTest = 2_000, EndSize = 1_000_000)]
    public void Ordinals_count_from_one_within_the_parent(int seed)
    {
        (ReportingCalendar calendar, Grain grain, LocalDate day) = Draw(seed);
        ReportingPeriod period = calendar.PeriodOf(day, grain);
        if (calendar.ParentOf(day, grain) is not { } parent)
        {
            period.Ordinal.Should().Be(0);
            return;
        }

        parent.Start.Should().BeLessThanOrEqualTo(period.Start);
        parent.End.Should().BeGreaterThan(period.Start);
        int counted = calendar.Periods(parent.Start, parent.End, grain).Count(p => calendar.Floor(p.Start, grain) == p.Start && p.Start <= period.Start);
        period.Ordinal.Should().Be(counted);
    }

    [Property(MaxTest = 2_000, EndSize = 1_000_000)]
    public void A_period_is_found_by_its_label(int seed)
    {
        (ReportingCalendar calendar, Grain grain, LocalDate day) = Draw(seed);
        ReportingPeriod period = calendar.PeriodOf(day, grain);

        ReportingPeriod? found = calendar.Find(period.Label);

        if (grain == Grain.Week && calendar.Scheme.Name == "gregorian")
        {
            found.Should().Be(calendar.PeriodOf(period.Start, Grain.Day), "a Gregorian week has the name of its first day");
            return;
        }

        found.Should().Be(period);
        found!.Grain.Should().Be(grain);
    }

    [Property(MaxTest = 2_000, EndSize = 1_000_000)]
    public void A_year_before_and_the_days_364_before_agree_between_years_of_52_weeks(int seed)
    {
        var calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Nrf);
        LocalDate day = new LocalDate(1990, 1, 1).PlusDays(new Random(seed).Next(20_000));
        Grain grain = (Grain)new Random(seed).Next(4);
        ReportingPeriod period = calendar.PeriodOf(day, grain);
        LocalDate year = calendar.Floor(day, Grain.Year), before = calendar.Shift(year, -1, Grain.Year);
        bool isPlain = calendar.Count(year, calendar.Next(year, Grain.Year), Grain.Week) + calendar.Count(before, year, Grain.Week) == 104;

        ReportingPeriod? byOrdinal = calendar.YearBefore(period, grain, WeekYearRule.Ordinal), byDays = calendar.YearBefore(period, grain, WeekYearRule.Date364);

        if (isPlain)
        {
            byOrdinal.Should().Be(byDays);
        }

        // Restated years are compared with the same days of the week 364 days before, whatever their lengths.
        if (calendar.YearBefore(period, grain, WeekYearRule.Restated) is { } restated && grain is Grain.Day or Grain.Week)
        {
            calendar.YearBefore(period, grain, WeekYearRule.Restated).Should().Be(byDays);
        }
    }

    [Fact]
    public void Nothing_runs_out_of_range_at_either_end_of_time()
    {
        LocalDate[] edges = [LocalDate.MinIsoValue, LocalDate.MinIsoValue.PlusDays(1), new(-1, 12, 31), new(0, 1, 1), new(1, 1, 1), new(9998, 12, 31), LocalDate.MaxIsoValue.PlusDays(-1), LocalDate.MaxIsoValue];
        int[] counts = [0, 1, -1, 12, 10_000_000, int.MaxValue, int.MinValue];
        foreach (string zone in (string[])["Pacific/Kiritimati", "Pacific/Midway", "UTC"])
        {
            foreach (CalendarScheme scheme in Schemes())
            {
                var calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb[zone], scheme);
                foreach ((LocalDate day, Grain grain) in edges.SelectMany(d => scheme.Grains.Select(g => (d, g))))
                {
                    calendar.Floor(day, grain).Should().BeLessThanOrEqualTo(day);
                    calendar.Next(day, grain).Should().BeGreaterThanOrEqualTo(day);
                    foreach (int count in counts)
                    {
                        calendar.Shift(day, count, grain);
                        foreach (WeekYearRule rule in Enum.GetValues<WeekYearRule>())
                        {
                            if (day < LocalDate.MaxIsoValue)
                            {
                                calendar.YearBefore(calendar.PeriodOf(day, grain), grain, rule, count);
                            }
                        }
                    }
                }

                foreach (Instant instant in (Instant[])[Instant.MinValue, Instant.MaxValue])
                {
                    calendar.StartOf(calendar.DayOf(instant)).Should().BeLessThanOrEqualTo(instant.PlusTicks(instant == Instant.MinValue ? 1 : 0));
                    calendar.FirstDayToCome(instant);
                }
            }
        }
    }

    internal static IEnumerable<CalendarScheme> Schemes()
    {
        foreach (int month in (int[])[1, 2, 4, 12])
        {
            foreach (IsoDayOfWeek first in (IsoDayOfWeek[])[IsoDayOfWeek.Monday, IsoDayOfWeek.Sunday, IsoDayOfWeek.Saturday])
            {
                yield return CalendarScheme.Gregorian(month, first, month == 2 ? YearNaming.Begin : YearNaming.End);
            }
        }

        yield return CalendarScheme.Iso;
        yield return CalendarScheme.Nrf;
        foreach (RetailPattern pattern in Enum.GetValues<RetailPattern>())
        {
            foreach (RetailYearEnd end in Enum.GetValues<RetailYearEnd>())
            {
                yield return CalendarScheme.Retail(new RetailYear(pattern, IsoDayOfWeek.Sunday, end, 12));
                yield return CalendarScheme.Retail(new RetailYear(pattern, IsoDayOfWeek.Thursday, end, 2, YearNaming.Begin));
            }
        }

        yield return CalendarScheme.Of(CalendarTableTests.Terms());
    }

    private static (ReportingCalendar Calendar, Grain Grain, LocalDate Day) Draw(int seed)
    {
        var random = new Random(seed);
        ReportingCalendar calendar = Calendars[random.Next(Calendars.Length)];
        bool isTable = calendar.Scheme.Name == "table";
        LocalDate day = isTable ? calendar.FirstDay.PlusDays(random.Next(Period.DaysBetween(calendar.FirstDay, calendar.EndDay))) : new LocalDate(1500, 1, 1).PlusDays(random.Next(250_000));
        return (calendar, calendar.Scheme.Grains[random.Next(calendar.Scheme.Grains.Count)], day);
    }
}
