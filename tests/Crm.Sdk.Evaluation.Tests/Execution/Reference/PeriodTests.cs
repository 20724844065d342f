using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Time;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Tests.Execution.Reference;

public class PeriodTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void Periods_are_half_open_and_rows_without_a_time_are_counted_apart()
    {
        var cube = HandTables.OfShop("metric m = count(order)  metric twice = count(order) / count(order where net > 50)")
            .Ask(Questions.Of("m", "twice").ByMonth("2026-01-01", "2026-05-01"));
        cube.Along("m", "period").Should().Equal(
            "2026-01: 2 (2 / 1, n 2, rows 2, None)", // o1, o2
            "2026-02: 2 (2 / 1, n 2, rows 2, None)", // o3 on the first instant, o4
            "2026-03: 1 (1 / 1, n 1, rows 1, None)", // o6
            "2026-04: 0 (0 / 1, n 0, rows 0, Empty)",
            "(total): 5 (5 / 1, n 5, rows 5, None)");
        cube.Meta.Undated.Should().Equal(1, 2); // o5 once for each aggregate that it matches
        cube.Meta.Executor.Should().Be("reference");
    }

    [Fact]
    public void An_instant_falls_on_the_day_of_the_zone_and_a_date_stays()
    {
        var cube = HandTables.OfShop("metric placed = count(order)  metric shipped = count(order by shipped)").Ask(
            Questions.Of("placed", "shipped").ByMonth("2026-01-01", "2026-04-01") with { Calendar = new ReportingCalendar(Berlin) });
        Values(cube.Along("placed", "period")).Should().Equal("2026-01: 1", "2026-02: 3", "2026-03: 1", "(total): 5"); // o2 is past midnight
        Values(cube.Along("shipped", "period")).Should().Equal("2026-01: 1", "2026-02: 2", "2026-03: 1", "(total): 4");
    }

    [Fact]
    public void First_and_last_period_are_cut_by_the_range()
    {
        var cube = HandTables.OfShop("metric m = count(order)").Ask(Questions.Of("m").ByMonth("2026-01-06", "2026-02-14"));
        Values(cube.Along("m", "period")).Should().Equal("2026-01: 1", "2026-02: 1", "(total): 2");
    }

    [Fact]
    public void A_range_that_is_not_cut_has_only_its_total()
    {
        var cube = HandTables.OfShop("metric m = count(order)").Ask(Questions.Of("m").ByMonth("2026-01-06", "2026-02-14", null));
        Values(cube.Along("m", "period")).Should().Equal("(total): 2");
    }

    [Fact]
    public void Fiscal_quarters_begin_with_the_fiscal_year()
    {
        var cube = HandTables.OfShop("metric m = count(order by promised)").Ask(
            Questions.Of("m").ByMonth("2025-10-01", "2026-07-01", Grain.Quarter) with { Calendar = new ReportingCalendar(DateTimeZone.Utc, 4) });
        Values(cube.Along("m", "period")).Should().Equal("FY2026-Q3: 0", "FY2026-Q4: 3", "FY2027-Q1: 2", "(total): 5");
    }

    [Fact]
    public void Weeks_and_retail_periods_cut_a_range()
    {
        var tables = HandTables.OfShop("metric m = count(order)");
        Values(tables.Ask(Questions.Of("m").ByMonth("2026-01-05", "2026-02-16", Grain.Week) with { Calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Iso) })
            .Along("m", "period")).Select(v => v.Split(':')[0]).Should().Equal("2026-W02", "2026-W03", "2026-W04", "2026-W05", "2026-W06", "2026-W07", "(total)");
        Values(tables.Ask(Questions.Of("m").ByMonth("2025-12-28", "2026-04-05", Grain.Month) with { Calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Nrf) })
            .Along("m", "period")).Select(v => v.Split(':')[0]).Should().Equal("FY2025-P11", "FY2025-P12", "FY2026-P01", "FY2026-P02", "(total)");
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-27T23:00:00Z", "2026-03-28", 24, 23, 24)] // 2026-03-29 skips an hour
    [InlineData("Europe/Berlin", "2026-10-23T22:00:00Z", "2026-10-24", 24, 25, 24)] // 2026-10-25 repeats one
    [InlineData("America/Sao_Paulo", "2018-11-03T03:00:00Z", "2018-11-03", 24, 23, 24)] // 2018-11-04 has no midnight
    public void A_day_has_the_hours_of_its_zone(string zone, string first, string day, params int[] hours)
    {
        string rows = string.Join('\n', Enumerable.Range(-24, 120).Select(i => $"h{i} {InstantPattern.ExtendedIso.Format(Questions.At(first) + Duration.FromHours(i))}"));
        LocalDate start = LocalDatePattern.Iso.Parse(day).Value;
        var cube = new HandTables("fact hour event key id { time at instant } metric m = count(hour)", "hour id at\n" + rows).Ask(
            Questions.Of("m") with { From = start, To = start.PlusDays(3), Grain = Grain.Day, Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb[zone]) });
        cube.CellsOf(0).Select(c => (int)c.N).Should().Equal([.. hours, hours.Sum()]);
    }

    [Theory]
    [InlineData("2026-02-14T12:00:00Z", 1)] // o4 is placed at that very instant
    [InlineData("2026-02-14T12:00:00.0000004Z", 2)] // finer than the microseconds of a row
    [InlineData("2026-02-14T12:00:00.000001Z", 2)]
    public void Now_cuts_the_open_period_and_hides_those_to_come(string now, int february)
    {
        var cube = HandTables.OfShop("metric m = count(order)  metric n = sum(order.net)")
            .Ask(Questions.Of("m", "n").ByMonth("2026-01-01", "2026-04-01") with { Now = Questions.At(now) });
        cube.Along("m", "period").Should().Equal(
            "2026-01: 2 (2 / 1, n 2, rows 2, None)",
            $"2026-02: {february} ({february} / 1, n {february}, rows {february}, Open)",
            "2026-03: NotYetObservable (0 / 0, n 0, rows 0, None)",
            $"(total): {february + 2} ({february + 2} / 1, n {february + 2}, rows {february + 2}, Open)");
    }

    [Fact]
    public void A_period_that_begins_now_is_not_yet_observable_and_one_that_ends_now_is_closed()
    {
        var cube = HandTables.OfShop("metric m = count(order)  metric d = count(order by shipped)")
            .Ask(Questions.Of("m", "d").ByMonth("2026-01-01", "2026-03-01") with { Now = Questions.At("2026-02-01T00:00:00Z") });
        cube.Along("m", "period").Should().Equal(
            "2026-01: 2 (2 / 1, n 2, rows 2, None)",
            "2026-02: NotYetObservable (0 / 0, n 0, rows 0, None)",
            "(total): 2 (2 / 1, n 2, rows 2, Open)");
        cube.Along("d", "period").Should().Equal(
            "2026-01: 1 (1 / 1, n 1, rows 1, None)",
            "2026-02: NotYetObservable (0 / 0, n 0, rows 0, None)",
            "(total): 1 (1 / 1, n 1, rows 1, Open)"); // a day that begins now has not begun
    }

    [Fact]
    public void A_date_counts_on_the_day_of_now()
    {
        var query = Questions.Of("d").ByMonth("2026-01-01", "2026-04-01");
        var shop = HandTables.OfShop("metric d = count(order by shipped)");
        shop.Ask(query with { Now = Questions.At("2026-03-30T23:00:00Z") }).Find("d", ("period", "2026-03"))!.N.Should().Be(0);
        shop.Ask(query with { Now = Questions.At("2026-03-30T23:00:00Z"), Calendar = new ReportingCalendar(Berlin) })
            .Find("d", ("period", "2026-03"))!.N.Should().Be(1); // already the 31st
    }

    [Fact]
    public void A_planned_role_knows_no_now()
    {
        var cube = HandTables.OfShop("metric m = count(order by promised)")
            .Ask(Questions.Of("m").ByMonth("2026-01-01", "2026-05-01") with { Now = Questions.At("2026-02-01T08:00:00Z") });
        cube.Along("m", "period").Should().Equal(
            "2026-01: 1 (1 / 1, n 1, rows 1, None)",
            "2026-02: 1 (1 / 1, n 1, rows 1, None)",
            "2026-03: 1 (1 / 1, n 1, rows 1, None)",
            "2026-04: 1 (1 / 1, n 1, rows 1, None)",
            "(total): 4 (4 / 1, n 4, rows 4, None)");
    }

    [Theory]
    [InlineData("count(order) / count(order by promised)")]
    [InlineData("count(order by promised) / count(order)")]
    [InlineData("100 * (count(order) / count(order by promised))")]
    [InlineData("count(order by promised) - count(order)")]
    [InlineData("count(order) / count(order) minimum 5")]
    public void What_needs_a_period_to_come_is_not_yet_observable(string definition)
    {
        var cube = HandTables.OfShop($"metric m = {definition}")
            .Ask(Questions.Of("m").ByMonth("2026-01-01", "2026-05-01") with { Now = Questions.At("2026-02-01T08:00:00Z") });
        cube.Find("m", ("period", "2026-03"))!.ToString().Should().Be("NotYetObservable (0 / 0, n 0, rows 0, None)");
    }

    [Fact]
    public void Open_goes_through_formulas_and_empty_only_when_all_is()
    {
        var cube = HandTables.OfShop("metric m = count(order by promised) + count(order where channel = 'fax')")
            .Ask(Questions.Of("m").ByMonth("2026-02-01", "2026-03-01") with { Now = Questions.At("2026-02-20T00:00:00Z") });
        cube.Total("m").Should().Be("1 (1 / 1, n 0, rows 0, Open)");
    }

    [Fact]
    public void Without_a_range_now_still_cuts_and_undated_rows_count()
    {
        var shop = HandTables.OfShop("metric m = count(order)  metric d = count(order by shipped)  metric p = count(order by promised)");
        var cube = shop.Ask(Questions.Of("m", "d", "p") with { Now = Questions.At("2026-02-01T00:00:00Z") });
        cube.Total("m").Should().Be("3 (3 / 1, n 3, rows 3, None)"); // o1, o2, o5
        cube.Total("d").Should().Be("3 (3 / 1, n 3, rows 3, None)"); // o1, and o4, o5 without a date; o2, o3 are dated on the day that begins now
        cube.Total("p").Should().Be("6 (6 / 1, n 6, rows 6, None)");
        cube.Meta.Undated.Should().Equal(0, 0, 0);
    }

    [Fact]
    public void A_fact_without_a_time_counts_at_all_times() =>
        new HandTables("fact tag event key id { dim name text } metric m = count(tag)", "tag id name\nt1 a\nt2 b")
            .Ask(Questions.Of("m")).Total("m").Should().Be("2 (2 / 1, n 2, rows 2, None)");

    [Fact]
    public void Periods_before_1970_round_down()
    {
        var tables = new HandTables(
            "fact old event key id { time at instant } metric m = count(old)",
            "old id at\na 1969-12-30T23:59:59.999999Z\nb 1969-12-31T00:00:00Z\nc 1969-12-31T23:59:59.999999Z\nd 1970-01-01T00:00:00Z");
        Values(tables.Ask(Questions.Of("m").ByMonth("1969-12-30", "1970-01-02", Grain.Day)).Along("m", "period"))
            .Should().Equal("1969-12-30: 1", "1969-12-31: 2", "1970-01-01: 1", "(total): 4");
    }

    private static IEnumerable<string> Values(IEnumerable<string> lines) => lines.Select(line => line[..line.IndexOf(" (", line.IndexOf(':', StringComparison.Ordinal), StringComparison.Ordinal)]);
}
