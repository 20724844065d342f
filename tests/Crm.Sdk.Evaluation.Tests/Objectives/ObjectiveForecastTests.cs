using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Objectives;

/// <summary>Where objectives would end, for months whose continuation anybody can tell.</summary>
public sealed class ObjectiveForecastTests
{
    // Ten calls each month from 2024-01 to 2026-03.
    private static readonly string[] Even = [.. Months(27).Select(m => $"{m} 10 0")];

    [Fact]
    public async Task What_adds_up_is_forecast_by_the_months_to_come()
    {
        ObjectiveReport report = await Report(CallCentre.Plan("calls", ">= 130", ObjectiveReading.ToDate), Even);

        report.Forecast.Should().BeEquivalentTo(new { Value = (Rational)120, Low = (Rational?)120, High = (Rational?)120, ReachesTarget = false, Method = ForecastMethod.Series, IsChecked = false });
        report.Forecast!.Basis.Should().Be("27 values until 2026-03, 9 months ahead: a line");
        report.Forecast.Caveats.Should().HaveCount(2).And.Contain(c => c.Contains("without scatter"));
    }

    [Theory]
    [InlineData("quality", ">= 90 %", true)] // 60 to 90 of a hundred, ever better
    [InlineData("ratio", "<= 0.1", false)] // the same as bad ones for all, not shown in percent: the line ends below nothing
    public async Task Shares_end_between_nothing_and_all_of_it(string metric, string target, bool rises)
    {
        ObjectiveReport report = await Report(CallCentre.Plan(metric, target), [.. Months(27).Select((m, i) => { int bad = 27 - i + (i * 7 % 5); return $"{m} {40 - bad} {bad}"; })]);

        report.Forecast!.Method.Should().Be(ForecastMethod.Series);
        (rises ? report.Forecast.High : report.Forecast.Low).Should().Be(rises ? Rational.One : Rational.Zero);
        report.Forecast.Value.Should().Match<Rational>(v => v >= 0 && v <= 1);
    }

    /// <summary>Calls for each caller in percent are no share: they may pass 100 %, though they never did so far.</summary>
    [Fact]
    public async Task What_only_looks_like_a_share_may_pass_all_of_it() =>
        (await Report(CallCentre.Plan("callers_each", ">= 105 %"), [.. Months(27).Select((m, i) => $"{m} 1 {(i < 14 ? 1 : i * 7 % 2)}")])).Forecast!.High.Should().Match<Rational?>(h => h > 1);

    [Fact]
    public async Task What_is_paid_or_waited_for_has_no_such_ends() =>
        (await Report(CallCentre.Plan("wait", "<= 1"), [.. Months(27).Select((m, i) => $"{m} 1 0 {30 - i + (i * 7 % 5)}")])).Forecast!.Low.Should().Match<Rational?>(l => l < 0, "an average of durations may be of differences");

    [Fact]
    public async Task Days_into_a_month_only_whole_months_are_known()
    {
        string[] days = [.. Even, "2026-04-01 50 0"];
        ObjectiveReport report = await (await CallCentre.With(days)).Report(CallCentre.Plan("calls", ">= 130", ObjectiveReading.ToDate), "2026-04-10");

        report.Current!.Value!.Value.Should().Be(80);
        report.Forecast!.Value.Should().Be(120, "April is not over: 30 so far, and nine months of 10");
    }

    [Fact]
    public async Task A_month_that_is_cut_counts_by_its_days()
    {
        ObjectivePlan plan = CallCentre.Plan("calls", ">= 130", ObjectiveReading.ToDate) with { To = new LocalDate(2026, 12, 16) };

        (await Report(plan, Even)).Forecast!.Value.Round(6).Should().Be((110 + new Rational(150, 31)).Round(6), "fifteen of 31 days of December");
    }

    [Fact]
    public async Task The_last_month_is_forecast_along_its_line()
    {
        // 1, 2, 3 … 27 in March 2026: 36 in December.
        ObjectiveReport report = await Report(CallCentre.Plan("calls", ">= 36"), [.. Months(27).Select((m, i) => $"{m} {i + 1} 0")]);

        (report.Forecast!.Value, report.Forecast.Low, report.Forecast.High, report.Forecast.ReachesTarget).Should().Be((36, 36, 36, true));
        report.Risks.Should().NotContain(r => r.Code == "CRM6012");
    }

    [Fact]
    public async Task A_year_comes_again()
    {
        // 5, 6, … 16 a month, each year the same; from April to December come 8 … 16 again.
        ObjectiveReport report = await Report(CallCentre.Plan("calls", ">= 130", ObjectiveReading.ToDate), [.. Months(27).Select((m, i) => $"{m} {5 + (i * 5 % 12)} 0")]);

        report.Forecast!.Value.Should().Be(126, "a year has the calls 5 to 16");
        report.Forecast.Basis.Should().Contain("a season of 12");
        report.Forecast.Caveats.Should().Contain(c => c.Contains("the same every year"));
    }

    [Fact]
    public async Task A_forecast_of_a_count_is_not_below_what_is_there()
    {
        ObjectiveReport report = await Report(CallCentre.Plan("calls", ">= 130", ObjectiveReading.ToDate), [.. Months(27).Select((m, i) => $"{m} {26 - i + (4 * (i * 7 % 5))} 0")]);

        report.Forecast!.Low.Should().Be(report.Current!.Value, "calls were less each month, and none can be taken back");
        report.Forecast.High!.Value.Should().BeGreaterThan(report.Forecast.Low!.Value);
    }

    [Theory]
    [InlineData(ObjectiveReading.LastPeriod, "7 values in a row are too few for an interval; it takes 8. This is a straight line.")]
    [InlineData(ObjectiveReading.ToDate, "A value to date that is not the sum of its periods*")]
    public async Task Where_no_interval_is_known_it_says_why(ObjectiveReading reading, string caveat)
    {
        ObjectiveReport report = await Report(CallCentre.Plan("quality", "+10 points", reading), [.. Months(27).Skip(20).Select((m, i) => $"{m} {10 + i} {2 + (i % 3)}")]);

        report.Forecast!.Method.Should().Be(ForecastMethod.StraightLine);
        (report.Forecast.Low, report.Forecast.High).Should().Be((null, null));
        report.Forecast.Caveats.Should().ContainSingle().Which.Should().Match(caveat);
    }

    [Fact]
    public async Task A_month_without_a_value_ends_the_series_before_it()
    {
        ObjectiveReport report = await Report(CallCentre.Plan("quality", "+10 points"), [.. Months(27).Where((_, i) => i != 20).Select((m, i) => $"{m} {10 + i} {2 + (i % 3)}")]);

        report.Forecast!.Caveats.Should().ContainSingle().Which.Should().StartWith("6 values in a row");
    }

    [Fact]
    public async Task When_the_last_month_has_ended_nothing_is_left_to_forecast()
    {
        CallCentre centre = await CallCentre.With([.. Even, "2026-04-02 3 0"]);
        ObjectiveReport report = await centre.Report(CallCentre.Plan("calls", ">= 10") with { To = new LocalDate(2026, 4, 20), Reviews = [new LocalDate(2026, 2, 1)] }, "2026-04-05");

        report.Forecast.Should().BeEquivalentTo(new { Value = (Rational)10, Low = (Rational?)10, Method = ForecastMethod.Known, ReachesTarget = true });
    }

    [Fact]
    public async Task Before_the_first_month_has_ended_the_history_is_enough()
    {
        ObjectiveReport report = await (await CallCentre.With(Even)).Report(CallCentre.Plan("calls", ">= 11"), "2026-01-20");

        (report.Status, report.Current, report.Forecast!.Value).Should().Be((ObjectiveStatus.Pending, null, 10));
    }

    [Theory]
    [InlineData("2026-07-01", ForecastMethod.StraightLine)]
    [InlineData("2027-07-01", ForecastMethod.Series)]
    public async Task Periods_that_a_calendar_does_not_list_are_not_forecast(string end, ForecastMethod method)
    {
        LocalDate after = NodaTime.Text.LocalDatePattern.Iso.Parse(end).Value;
        var months = Enumerable.Range(0, 60).Select(i => new LocalDate(2024, 1, 1).PlusMonths(i)).Where(d => d < after).Select(d => new CalendarEntry(d, $"{d:uuuu-MM}")).ToList();
        CalendarTable table = CalendarTable.Check(new Dictionary<Grain, IReadOnlyList<CalendarEntry>> { [Grain.Month] = months }, after).ThrowIfInvalid();
        CallCentre centre = await CallCentre.With(Even);
        SmartObjective objective = await centre.Pursue(CallCentre.Plan("calls", ">= 130", ObjectiveReading.ToDate));

        ObjectiveReport report = await new ObjectiveTracker(centre.Engine, new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Of(table))).ReportAsync(objective, CallCentre.At("2026-04-01"));

        report.Findings.Should().BeEmpty();
        report.Forecast!.Method.Should().Be(method);
        report.Forecast.Caveats[0].Should().Contain(method == ForecastMethod.StraightLine ? "The calendar does not list" : "27 values");
    }

    private static IEnumerable<string> Months(int count) => Enumerable.Range(0, count).Select(i => $"{2024 + (i / 12)}-{(i % 12) + 1:00}");

    private static async Task<ObjectiveReport> Report(ObjectivePlan plan, string[] days) => await (await CallCentre.With(days)).Report(plan, "2026-04-01");
}
