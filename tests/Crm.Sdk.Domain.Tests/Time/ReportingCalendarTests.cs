using Crm.Sdk.Time;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Domain.Tests.Time;

public sealed class ReportingCalendarTests
{
    private static readonly ReportingCalendar Nrf = new(DateTimeZone.Utc, CalendarScheme.Nrf), Iso = new(DateTimeZone.Utc, CalendarScheme.Iso);

    [Fact]
    public void The_retail_years_of_53_weeks_are_those_of_the_federation()
    {
        int[] years = [.. Enumerable.Range(1998, 30).Where(y => Nrf.Find($"FY{y}-W53") is not null)];

        years.Should().Equal(2000, 2006, 2012, 2017, 2023);
    }

    [Theory]
    [InlineData("FY2000", "2000-01-30", "2001-02-04")]
    [InlineData("FY2023", "2023-01-29", "2024-02-04")]
    [InlineData("FY2024", "2024-02-04", "2025-02-02")]
    [InlineData("FY2025", "2025-02-02", "2026-02-01")]
    [InlineData("FY2023-P01", "2023-01-29", "2023-02-26")]
    [InlineData("FY2023-P02", "2023-02-26", "2023-04-02")]
    [InlineData("FY2023-P12", "2023-12-31", "2024-02-04")]
    [InlineData("FY2023-Q4", "2023-10-29", "2024-02-04")]
    [InlineData("FY2023-W53", "2024-01-28", "2024-02-04")]
    [InlineData("FY2025-Q2", "2025-05-04", "2025-08-03")]
    public void A_retail_period_has_the_days_of_the_published_calendar(string label, string start, string end)
    {
        ReportingPeriod period = Nrf.Find(label)!;

        (Text(period.Start), Text(period.End)).Should().Be((start, end));
        Nrf.PeriodOf(period.Start, period.Grain!.Value).Label.Should().Be(label);
    }

    [Theory]
    [InlineData("2011-01-01", "2010-W52")]
    [InlineData("2012-12-31", "2013-W01")]
    [InlineData("2005-01-02", "2004-W53")]
    [InlineData("2005-01-01", "2004-W53")]
    [InlineData("2005-12-31", "2005-W52")]
    [InlineData("2007-01-01", "2007-W01")]
    [InlineData("2008-12-29", "2009-W01")]
    [InlineData("2010-01-03", "2009-W53")]
    public void A_day_lies_in_the_week_of_ISO_8601(string day, string week) => Iso.PeriodOf(Day(day), Grain.Week).Label.Should().Be(week);

    [Fact]
    public void Week_years_are_those_of_the_framework()
    {
        for (LocalDate day = new(1990, 1, 1); day.Year < 2030; day = day.PlusDays(1))
        {
            var date = day.ToDateOnly().ToDateTime(default);
            string expected = System.FormattableString.Invariant($"{System.Globalization.ISOWeek.GetYear(date):0000}-W{System.Globalization.ISOWeek.GetWeekOfYear(date):00}");
            Iso.PeriodOf(day, Grain.Week).Label.Should().Be(expected);
        }
    }

    [Theory]
    [InlineData(RetailPattern.Weeks445, "4 4 5 4 4 5 4 4 5 4 4 5")]
    [InlineData(RetailPattern.Weeks454, "4 5 4 4 5 4 4 5 4 4 5 4")]
    [InlineData(RetailPattern.Weeks544, "5 4 4 5 4 4 5 4 4 5 4 4")]
    public void A_pattern_gives_the_weeks_of_the_months_of_a_year_of_52(RetailPattern pattern, string weeks)
    {
        var calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Retail(new RetailYear(pattern, IsoDayOfWeek.Saturday, RetailYearEnd.Nearest, 1, YearNaming.Begin)));
        ReportingPeriod year = calendar.Find("FY2024")!;

        string.Join(' ', calendar.Periods(year.Start, year.End, Grain.Month).Select(m => Period.DaysBetween(m.Start, m.End) / 7)).Should().Be(weeks);
    }

    [Theory]
    [InlineData(RetailYearEnd.Last, IsoDayOfWeek.Saturday, 8, "FY2023", "2022-08-28", "2023-08-27")]
    [InlineData(RetailYearEnd.Nearest, IsoDayOfWeek.Saturday, 8, "FY2023", "2022-09-04", "2023-09-03")]
    [InlineData(RetailYearEnd.Last, IsoDayOfWeek.Sunday, 12, "FY2023", "2022-12-26", "2024-01-01")]
    [InlineData(RetailYearEnd.Nearest, IsoDayOfWeek.Friday, 12, "FY2020", "2020-01-04", "2021-01-02")]
    public void A_year_ends_on_the_last_or_the_nearest_day_of_its_name(RetailYearEnd end, IsoDayOfWeek day, int month, string label, string first, string after)
    {
        var calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Retail(new RetailYear(RetailPattern.Weeks445, day, end, month)));

        ReportingPeriod year = calendar.Find(label)!;

        (Text(year.Start), Text(year.End)).Should().Be((first, after));
    }

    [Theory]
    [InlineData("2026-01-31", 1, "2026-02-28")]
    [InlineData("2026-01-31", 2, "2026-03-31")]
    [InlineData("2024-01-31", 1, "2024-02-29")]
    [InlineData("2026-03-31", -1, "2026-02-28")]
    [InlineData("2026-01-01", 13, "2027-02-01")]
    public void A_day_is_shifted_by_months_from_where_it_stands_and_cut_at_the_end(string day, int months, string expected) =>
        Text(ReportingCalendar.Utc.Shift(Day(day), months, Grain.Month)).Should().Be(expected);

    [Fact]
    public void Weeks_of_the_Gregorian_calendar_begin_on_the_day_that_it_says_and_are_named_after_it()
    {
        var sunday = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Gregorian(firstDayOfWeek: IsoDayOfWeek.Sunday));

        ReportingPeriod week = sunday.PeriodOf(Day("2026-03-05"), Grain.Week);

        (week.Label, Text(week.Start), Text(week.End), week.Ordinal).Should().Be(("2026-03-01", "2026-03-01", "2026-03-08", 9));
        ReportingCalendar.Utc.PeriodOf(Day("2026-03-05"), Grain.Week).Label.Should().Be("2026-03-02");
    }

    [Theory]
    [InlineData(YearNaming.End, "FY2027")]
    [InlineData(YearNaming.Begin, "FY2026")]
    public void A_fiscal_year_is_named_after_the_year_in_which_it_ends_or_begins(YearNaming naming, string label) =>
        new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Gregorian(4, naming: naming)).PeriodOf(Day("2026-04-01"), Grain.Year).Label.Should().Be(label);

    [Theory]
    [InlineData("FY2024-W01", WeekYearRule.Ordinal, "FY2023-W01")]
    [InlineData("FY2024-W01", WeekYearRule.Restated, "FY2023-W02")]
    [InlineData("FY2024-W01", WeekYearRule.Date364, "FY2023-W02")]
    [InlineData("FY2024-W52", WeekYearRule.Restated, "FY2023-W53")]
    [InlineData("FY2023-W53", WeekYearRule.Ordinal, null)]
    [InlineData("FY2023-W53", WeekYearRule.Restated, null)]
    [InlineData("FY2023-W53", WeekYearRule.Date364, "FY2023-W01")]
    [InlineData("FY2025-W10", WeekYearRule.Restated, "FY2024-W10")]
    [InlineData("FY2024-P01", WeekYearRule.Ordinal, "FY2023-P01")]
    [InlineData("FY2024-P01", WeekYearRule.Restated, "2023-02-05 to 2023-03-04")]
    [InlineData("FY2024-P12", WeekYearRule.Restated, "FY2023-P12 from 2024-01-07")]
    [InlineData("FY2024", WeekYearRule.Restated, "FY2023 from 2023-02-05")]
    [InlineData("FY2024", WeekYearRule.Ordinal, "FY2023")]
    public void A_retail_period_is_compared_by_one_of_three_rules(string label, WeekYearRule rule, string? expected)
    {
        ReportingPeriod period = Nrf.Find(label)!;

        ReportingPeriod? before = Nrf.YearBefore(period, period.Grain!.Value, rule);

        string? found = before is null ? null
            : before.Grain is { } grain && Nrf.Floor(before.Start, grain) != before.Start ? $"{before.Label} from {Text(before.Start)}" : before.Label;
        found.Should().Be(expected);
    }

    [Theory]
    [InlineData("2024-02-29", "2024-03-01", Grain.Day, "2023-02-28", "2023-03-01")]
    [InlineData("2024-02-01", "2024-02-15", Grain.Month, "2023-02-01", "2023-02-15")]
    [InlineData("2024-02-10", "2024-03-01", Grain.Month, "2023-02-10", "2023-03-01")]
    [InlineData("2024-01-10", "2024-02-29", Grain.Month, "2023-01-10", "2023-03-01")]
    public void Part_of_a_period_is_compared_with_the_same_part(string start, string end, Grain grain, string first, string after)
    {
        ReportingPeriod before = ReportingCalendar.Utc.YearBefore(ReportingCalendar.Utc.Between(Day(start), Day(end)), grain, WeekYearRule.Ordinal)!;

        (Text(before.Start), Text(before.End)).Should().Be((first, after));
    }

    [Fact]
    public void A_level_that_a_calendar_lacks_is_refused_by_name() =>
        FluentActions.Invoking(() => Iso.Floor(Day("2026-01-01"), Grain.Month)).Should().Throw<ArgumentException>().WithMessage("The calendar 'iso' has no level 'Month'.*");

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
