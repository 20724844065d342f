using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Tests.Segments;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Objectives;

/// <summary>Objectives whose values were worked out by hand. From 2026-01-01 to 2026-04-01 are 90 of 365 days.</summary>
public sealed class ObjectiveTrackerTests
{
    private static readonly string[] Baseline80 = ["2025-12 8 2 10"];

    [Fact]
    public async Task Points_on_a_percentage_are_hundredths_from_the_last_period_before_it()
    {
        ObjectiveReport report = await Report("quality", "+10 points", "2026-04-01", "2026-01 8 2", "2026-02 8 2", "2026-03 17 3");

        report.Objective.Evidence.Baseline.Should().BeEquivalentTo(new { Value = new Rational(4, 5), N = 10L, Period = "2025-12", TakenAt = CallCentre.At("2026-01-01") });
        report.Target!.Low.Should().Be(new Rational(9, 10));
        report.Current!.Period.Label.Should().Be("2026-03");
        (report.Current.Value, report.Progress, report.Pace, report.Status).Should().Be((new Rational(17, 20), new Rational(1, 2), new Rational(90, 365), ObjectiveStatus.OnTrack));
        report.Forecast!.Value.Should().Be(new Rational(361, 360), "0.8 and 0.05 in 90 days, times 365");
        report.Forecast.ReachesTarget.Should().BeTrue();
        report.Forecast.Basis.Should().Be("a straight line from the baseline of 2025-12 through 2026-03, 90 of 365 days");
        report.History.Should().HaveCount(15).And.OnlyContain(p => p.IsComplete);
        report.History.Select(p => p.Period.Label).First().Should().Be("2025-01");
        report.Checks.Should().OnlyContain(c => c.Holds);
        report.Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("2026-01-20", ObjectiveStatus.Pending, "no period has ended")]
    [InlineData("2026-04-01", ObjectiveStatus.NoData, "March has no call")]
    public async Task Without_data_nothing_is_said(string now, ObjectiveStatus status, string because)
    {
        ObjectiveReport report = await Report("quality", "+10 points", now, "2026-01 8 2", "2026-02 8 2");

        (report.Status, report.Progress, report.Forecast).Should().Be((status, null, null), because);
        (report.Current?.Cell.Reason ?? CellReason.EmptyDenominator).Should().Be(CellReason.EmptyDenominator);
    }

    [Fact]
    public async Task An_objective_that_goes_backwards_has_negative_progress()
    {
        ObjectiveReport report = await Report("quality", "+10 points", "2026-04-01", "2026-03 7 3");

        (report.Progress, report.Status).Should().Be((new Rational(-1, 1), ObjectiveStatus.OffTrack));
        report.Forecast!.ReachesTarget.Should().BeFalse();
    }

    [Theory]
    [InlineData("2026-03 8 2", ObjectiveStatus.Achieved)]
    [InlineData("2026-03 7 3", ObjectiveStatus.OffTrack)]
    public async Task A_baseline_that_reaches_the_target_has_no_way_to_go_and_must_be_kept(string march, ObjectiveStatus status)
    {
        ObjectiveReport report = await Report("quality", ">= 80 %", "2026-04-01", march);

        (report.Progress, report.Status).Should().Be((null, status));
    }

    [Theory]
    [InlineData("2026-03 1 0 9", "0.25", ObjectiveStatus.OnTrack)] // a quarter of the way in 90 of 365 days
    [InlineData("2026-03 4 0 9.5", null, ObjectiveStatus.AtRisk)]
    [InlineData("2026-03 1 0 12", "-0.5", ObjectiveStatus.OffTrack)]
    [InlineData("2026-03 1 0 6", "1", ObjectiveStatus.Achieved)]
    public async Task Where_lower_is_better_progress_goes_down(string march, string? progress, ObjectiveStatus status)
    {
        string[] days = march.EndsWith("9.5", StringComparison.Ordinal) ? ["2026-03-01 1 0 9", "2026-03-02 1 0 10"] : [march];
        ObjectiveReport report = await Report("wait", "<= 6", "2026-04-01", days);

        (report.Progress, report.Status).Should().Be((progress is null ? new Rational(1, 8) : Number(progress), status));
    }

    [Theory]
    [InlineData("2026-03 82 18", "0.4", ObjectiveStatus.OnTrack)]
    [InlineData("2026-03 85 15", "1", ObjectiveStatus.Achieved)]
    [InlineData("2026-03 90 10", "2", ObjectiveStatus.Achieved)]
    [InlineData("2026-03 95 5", "3", ObjectiveStatus.OffTrack)] // past the other end
    public async Task Between_two_values_there_is_a_too_much(string march, string progress, ObjectiveStatus status)
    {
        ObjectiveReport report = await Report("quality", "between 85 % and 90 %", "2026-04-01", march);

        (report.Progress, report.Status).Should().Be((Number(progress), status));
    }

    [Fact]
    public async Task A_relative_target_is_a_share_of_the_baseline()
    {
        ObjectiveReport report = await Report("calls", "+20 %", "2026-04-01", "2026-03 11 0");

        (report.Target!.Low, report.Progress).Should().Be((12, new Rational(1, 2)));
    }

    [Theory]
    [InlineData(36, "3/11", ObjectiveStatus.OnTrack, 146)] // 36 of 132 in 90 of 365 days
    [InlineData(30, "5/22", ObjectiveStatus.AtRisk, 0)]
    [InlineData(5, "5/132", ObjectiveStatus.OffTrack, 0)]
    public async Task What_adds_up_to_date_begins_at_nothing(int calls, string progress, ObjectiveStatus status, int forecast)
    {
        CallCentre centre = await CallCentre.With("2025-12 120 0", $"2026-02 {calls} 0");
        ObjectiveReport report = await centre.Report(CallCentre.Plan("calls", "+10 %", ObjectiveReading.ToDate), "2026-04-01");

        report.Objective.Evidence.Baseline!.Value.Should().Be(120);
        report.Objective.Evidence.Baseline.Period.Should().Be("2025-01-01 to 2025-12-31");
        (report.Current!.Value, report.Target!.Low, report.Progress, report.Status).Should().Be((calls, 132, Number(progress), status));
        report.Forecast!.Value.Should().Be(new Rational(calls * 365, 90));
        report.Forecast.Basis.Should().StartWith("a straight line from nothing through 2026-01-01 to 2026-12-31, 90 of 365 days");
        if (forecast > 0)
        {
            report.Forecast.Value.Should().Be(forecast);
        }
    }

    // Found when sums were told from other readings: a window was taken to grow from nothing, so that its baseline of 20 was nine tenths of the way to 22.
    [Fact]
    public async Task A_count_over_a_window_begins_at_its_baseline()
    {
        CallCentre centre = await CallCentre.With("2025-12 20 0", "2026-12 21 0");
        ObjectiveReport report = await centre.Report(CallCentre.Plan("recent", "+10 %", ObjectiveReading.ToDate), "2026-12-20");

        (report.Objective.Evidence.Baseline!.Value, report.Current!.Value, report.Progress).Should().Be((20, 21, new Rational(1, 2)));
    }

    [Fact]
    public async Task A_ratio_to_date_begins_at_its_baseline()
    {
        CallCentre centre = await CallCentre.With("2025-06 8 2", "2026-01 8 2", "2026-03 9 1");
        ObjectiveReport report = await centre.Report(CallCentre.Plan("quality", "+10 points", ObjectiveReading.ToDate), "2026-04-01");

        (report.Current!.Value, report.Progress, report.Status).Should().Be((new Rational(17, 20), new Rational(1, 2), ObjectiveStatus.OnTrack));
        report.Forecast!.Value.Should().Be(new Rational(361, 360));
    }

    [Theory]
    [InlineData(8, "2026-04-01", ObjectiveStatus.OnTrack)] // 36 * 90 / 365 is 8.9
    [InlineData(9, "2026-04-01", ObjectiveStatus.AtRisk)]
    [InlineData(37, "2026-04-01", ObjectiveStatus.OffTrack)]
    [InlineData(36, "2027-01-01", ObjectiveStatus.Achieved)]
    [InlineData(37, "2027-01-01", ObjectiveStatus.Missed)]
    public async Task A_limit_on_what_adds_up_is_kept_at_the_end_only(int calls, string now, ObjectiveStatus status)
    {
        CallCentre centre = await CallCentre.With("2025-06 50 0", $"2026-02 {calls} 0");

        (await centre.Report(CallCentre.Plan("calls", "<= 36", ObjectiveReading.ToDate), now)).Status.Should().Be(status);
    }

    [Theory]
    [InlineData("2025-12-15", ObjectiveStatus.NotStarted, 0)]
    [InlineData("2026-01-01", ObjectiveStatus.Pending, 0)]
    [InlineData("2026-01-01T00:00:01", ObjectiveStatus.Pending, 1)]
    [InlineData("2026-01-31T23:59:59", ObjectiveStatus.Pending, 31)]
    [InlineData("2026-02-01", ObjectiveStatus.NoData, 31)] // January has ended without a call
    [InlineData("2026-12-31", ObjectiveStatus.OffTrack, 364)]
    [InlineData("2026-12-31T12:00:00", ObjectiveStatus.OffTrack, 365)] // the last day is not over
    [InlineData("2027-01-01", ObjectiveStatus.Missed, 365)]
    [InlineData("2030-01-01", ObjectiveStatus.Missed, 365)]
    public async Task An_objective_is_missed_when_its_time_is_over_and_not_before(string now, ObjectiveStatus status, int days)
    {
        ObjectiveReport report = await Report("quality", "+10 points", now.Contains('T', StringComparison.Ordinal) ? $"{now}Z" : now, "2026-11 81 19", "2026-12 81 19", "2027-01 10 0");

        (report.Status, report.Pace).Should().Be((status, new Rational(days, 365)));
        if (status == ObjectiveStatus.Missed)
        {
            report.Current!.Period.Label.Should().Be("2026-12", "what came after the objective is not of it");
            report.Forecast.Should().BeNull();
        }
    }

    [Theory]
    [InlineData("2026-03-01", ObjectiveStatus.Achieved)]
    [InlineData("2026-04-01", ObjectiveStatus.OnTrack)]
    public async Task What_was_achieved_can_be_lost_again(string now, ObjectiveStatus status) =>
        (await Report("quality", "+10 points", now, "2026-01 8 2", "2026-02 95 5", "2026-03 85 15")).Status.Should().Be(status);

    [Fact]
    public async Task The_value_of_a_quarter_is_held_against_the_time_until_its_end()
    {
        CallCentre centre = await CallCentre.With("2025-11 8 2", "2026-02 825 175");
        ObjectivePlan plan = CallCentre.Plan("quality", "+10 points") with { Grain = Grain.Quarter };

        ObjectiveReport report = await centre.Report(plan, "2026-06-29");

        (report.Progress, report.Pace, report.Status).Should().Be((new Rational(1, 4), new Rational(179, 365), ObjectiveStatus.OnTrack), "a quarter of the way in 90 of 365 days, and nothing is known since");
    }

    [Fact]
    public async Task A_level_that_the_calendar_lacks_is_a_finding_and_weeks_are_read_like_months()
    {
        CallCentre centre = await CallCentre.With("2025-12-30 10 0", "2026-01-05 11 0", "2026-01-12 12 0");
        var tracker = new ObjectiveTracker(centre.Engine, new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Iso));
        ObjectivePlan plan = CallCentre.Plan("calls", ">= 20");

        SmartObjective byMonth = SmartObjective.Draft(SmallCompany.Id<ObjectiveId>(1), plan, CallCentre.At("2026-01-01"));
        (await tracker.ReportAsync(byMonth, CallCentre.At("2026-02-01"))).Findings.Select(f => f.Code).Should().Contain("CRM3020");
        (await FluentActions.Awaiting(() => tracker.BaselineAsync(plan, CallCentre.At("2026-01-01")).AsTask()).Should().ThrowAsync<Crm.Sdk.Validation.InvalidDefinitionException>())
            .Which.Findings[0].Code.Should().Be("CRM3020");

        SmartObjective byWeek = SmartObjective.Draft(SmallCompany.Id<ObjectiveId>(1), plan with { Grain = Grain.Week, From = new LocalDate(2026, 1, 5) }, CallCentre.At("2026-01-01"));
        ObjectiveReport report = await tracker.ReportAsync(byWeek, CallCentre.At("2026-01-19"));
        report.Findings.Should().BeEmpty();
        (report.Current!.Period.Label, report.Current.Value).Should().Be(("2026-W03", (Rational)12));
    }

    [Theory]
    [InlineData("2026-01-04", 3)]
    [InlineData("2026-01-04T18:00:00Z", 4)]
    public async Task A_forecast_on_a_straight_line_hits_exactly(string now, int pace)
    {
        CallCentre centre = await CallCentre.With("2025-12-31 10 0", "2026-01-01 11 0", "2026-01-02 12 0", "2026-01-03 13 0", "2026-01-04 20 0");
        ObjectivePlan plan = CallCentre.Plan("calls", ">= 20") with { Grain = Grain.Day, To = new LocalDate(2026, 1, 11), Reviews = [new LocalDate(2026, 1, 5)] };

        ObjectiveReport report = await centre.Report(plan, now);

        report.Forecast!.Value.Should().Be(20);
        report.Forecast.ReachesTarget.Should().BeTrue();
        (report.Progress, report.Pace, report.Status).Should().Be((new Rational(3, 10), new Rational(pace, 10), ObjectiveStatus.OnTrack));
    }

    [Fact]
    public async Task A_segment_narrows_the_metric_to_its_members()
    {
        CallCentre centre = await CallCentre.With("2025-12 4 6", "2026-01 5 6");
        ObjectivePlan plan = CallCentre.Plan("calls", "+1 point") with { Segment = "germans" };

        ObjectiveReport report = await centre.Report(plan, "2026-02-01");

        (report.Objective.Evidence.Baseline!.Value, report.Current!.Value, report.Status).Should().Be((4, 5, ObjectiveStatus.Achieved));
    }

    [Fact]
    public async Task A_definition_that_changed_after_the_baseline_is_told()
    {
        CallCentre centre = await CallCentre.With("2025-12 8 2", "2026-01 9 1");
        var objective = SmartObjective.Draft(SmallCompany.Id<ObjectiveId>(1), CallCentre.Plan("quality", "+10 points"), CallCentre.At("2026-01-01"));
        Baseline baseline = (await centre.Tracker.BaselineAsync(objective.Plan, CallCentre.At("2026-01-01")))!;
        objective.Freeze(baseline with { DefinitionHash = "another" }, CallCentre.At("2026-01-01"));

        ObjectiveReport report = await centre.Tracker.ReportAsync(objective, CallCentre.At("2026-02-01"));

        report.Findings.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = "CRM6003", Severity = FindingSeverity.Warning });
        report.Status.Should().Be(ObjectiveStatus.Draft);
        report.Progress.Should().Be(Rational.One, "values are told all the same");
        report.Checks.Single(c => c.Letter == 'M').Should().BeEquivalentTo(new { Holds = false, Evidence = "the metric is defined otherwise than when the baseline was frozen." });
    }

    [Theory]
    [InlineData("qualty", null, "CRM6001", 'M', "there is no metric 'qualty'.", "Did you mean 'quality'?")]
    [InlineData("quality", "germns", "CRM6002", 'S', "there is no segment 'germns'.", "Did you mean 'germans'?")]
    [InlineData("quality", "cheap", "CRM3008", 'M', null, "add a reference to 'product'")]
    public async Task What_cannot_be_measured_is_told_and_breaks_nothing(string metric, string? segment, string code, char letter, string? evidence, string mend)
    {
        CallCentre centre = await CallCentre.With(Baseline80);
        var objective = SmartObjective.Draft(SmallCompany.Id<ObjectiveId>(1), CallCentre.Plan(metric, ">= 90 %") with { Segment = segment }, CallCentre.At("2026-01-01"));
        objective.Freeze(new Baseline { Value = 1, N = 1, Period = "2025", TakenAt = CallCentre.At("2026-01-01"), DefinitionHash = "x" }, CallCentre.At("2026-01-01"));
        objective.Override("ann", "we can", CallCentre.At("2026-01-01"));
        objective.Activate(CallCentre.At("2026-01-01"));

        ObjectiveReport report = await centre.Tracker.ReportAsync(objective, CallCentre.At("2026-04-01"));

        report.Status.Should().Be(ObjectiveStatus.NoData);
        Finding finding = report.Findings.Single(f => f.Severity == FindingSeverity.Error);
        finding.Code.Should().Be(code);
        finding.Mend.Should().Contain(mend);
        SmartCheck check = report.Checks.Single(c => c.Letter == letter);
        check.Holds.Should().BeFalse();
        check.Evidence.Should().Be(evidence ?? check.Evidence);
        report.Checks.Where(c => c.Letter is not ('S' or 'M')).Should().OnlyContain(c => c.Holds);
        report.Checks.Single(c => c.Letter == (letter == 'M' ? 'S' : letter)).Holds.Should().Be(letter == 'M', "an unknown metric says nothing about who answers for it");
    }

    [Theory]
    [InlineData("calls", "+5 %", "CRM6004")] // 5 % more than nothing
    [InlineData("calls", ">= 85 %", "CRM6005")]
    [InlineData("quality", ">= 85", "CRM6005")]
    [InlineData("quality", ">= 0.85", null)]
    [InlineData("quality", ">= 85 %", null)]
    [InlineData("ratio", "<= 5 %", null)]
    [InlineData("ratio", "<= 0.05", null)]
    public async Task A_target_that_cannot_have_been_meant_is_told(string metric, string target, string? code)
    {
        CallCentre centre = await CallCentre.With(metric == "calls" ? "2025-11 1 0" : "2025-12 8 2", "2026-01 8 2");
        ObjectiveReport report = await centre.Report(CallCentre.Plan(metric, target), "2026-02-01");

        report.Findings.Select(f => f.Code).Should().Equal(code is null ? [] : [code]);
        if (code == "CRM6004")
        {
            report.Status.Should().Be(ObjectiveStatus.NoData);
        }
    }

    [Fact]
    public async Task A_baseline_is_taken_only_when_its_time_is_over_and_it_has_a_value()
    {
        CallCentre centre = await CallCentre.With(Baseline80);

        (await centre.Tracker.BaselineAsync(CallCentre.Plan("quality", "+1 point"), CallCentre.At("2025-12-31"))).Should().BeNull();
        (await centre.Tracker.BaselineAsync(CallCentre.Plan("quality", "+1 point") with { From = new LocalDate(2025, 12, 20) }, CallCentre.At("2026-01-01"))).Should().BeNull("November had no call");
        (await centre.Tracker.BaselineAsync(CallCentre.Plan("quality", "+1 point") with { From = new LocalDate(2026, 1, 20) }, CallCentre.At("2026-01-20")))!.Period.Should().Be("2025-12");
        await FluentActions.Awaiting(() => centre.Tracker.BaselineAsync(CallCentre.Plan("qualty", "+1 point"), CallCentre.At("2026-01-01")).AsTask()).Should().ThrowAsync<InvalidDefinitionException>();
    }

    private static async Task<ObjectiveReport> Report(string metric, string target, string now, params string[] days) =>
        await (await CallCentre.With([.. Baseline80, .. days])).Report(CallCentre.Plan(metric, target), now);

    private static Rational Number(string text) => text.Split('/') is [var n, var d] ? new Rational(int.Parse(n), int.Parse(d))
        : Rational.TryParse(text, out Rational value) ? value : throw new FormatException(text);
}
