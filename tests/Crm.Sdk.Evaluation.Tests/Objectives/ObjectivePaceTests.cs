using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Objectives;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Objectives;

/// <summary>Pace by the year before, and why an objective may not be reached.</summary>
public sealed class ObjectivePaceTests
{
    // 10 calls a month and 90 in December: 200 in 2025.
    private static readonly string[] BusyDecember = [.. Enumerable.Range(1, 11).Select(m => $"2025-{m:00} 10 0"), "2025-12 90 0"];

    [Theory]
    [InlineData("2026-04-01", "3/20")] // 30 of 200
    [InlineData("2026-04-16", "7/40")] // and half of April
    [InlineData("2026-12-01", "11/20")]
    [InlineData("2026-01-01T00:00:01Z", "1/620")] // a day of January
    public async Task What_adds_up_follows_the_year_before(string now, string pace)
    {
        ObjectiveReport report = await Report(ToDate() with { Pace = PaceCurve.Profile }, now, [.. BusyDecember, "2026-02 36 0"]);

        (report.Pace, report.PaceCurve).Should().Be((Number(pace), PaceCurve.Profile));
        report.Expected.Should().Be(report.Pace);
        report.Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(PaceCurve.Linear, ObjectiveStatus.AtRisk)]
    [InlineData(PaceCurve.Profile, ObjectiveStatus.OnTrack)]
    public async Task Who_waits_for_December_is_not_behind_in_spring(PaceCurve curve, ObjectiveStatus status)
    {
        ObjectiveReport report = await Report(ToDate() with { Pace = curve }, "2026-04-01", [.. BusyDecember, "2026-02 36 0"]);

        (report.Progress, report.Status).Should().Be((new Rational(36, 220), status));
    }

    [Theory]
    [InlineData("2026-04-01", "1/3")]
    [InlineData("2026-12-31", "1/3")]
    public async Task A_last_period_follows_how_it_changed_in_the_year_before(string now, string expected)
    {
        // From 50 % in December 2024 to 60 % from March on, and to 80 % in December 2025.
        string[] days = ["2024-12 5 5", "2025-01 5 5", "2025-02 5 5", .. Enumerable.Range(3, 9).Select(m => $"2025-{m:00} 6 4"), "2025-12 8 2", .. Enumerable.Range(1, 11).Select(m => $"2026-{m:00} 83 17")];
        ObjectiveReport report = await Report(CallCentre.Plan("quality", "+10 points") with { Pace = PaceCurve.Profile }, now, days);

        (report.Expected, report.PaceCurve, report.Progress).Should().Be((Number(expected), PaceCurve.Profile, new Rational(3, 10)));
        report.Status.Should().Be(ObjectiveStatus.AtRisk);
    }

    [Theory]
    [InlineData("calls", ObjectiveReading.ToDate, ">= 100", "2025-06 1 0", "there is no history from 2025-01-01 to 2026-01-01")]
    [InlineData("quality", ObjectiveReading.ToDate, "+1 point", "2024-12 1 0", "a value to date that is not the sum of its periods has no profile")]
    [InlineData("quality", ObjectiveReading.LastPeriod, "+1 point", "2024-12 10 0", "in the year before it went the other way")]
    [InlineData("calls", ObjectiveReading.LastPeriod, "+1 point", "2024-12 10 0", "in the year before it did not change")]
    public async Task Without_such_a_year_it_is_a_straight_line_and_says_so(string metric, ObjectiveReading reading, string target, string first, string because)
    {
        string[] year = first.StartsWith("2025", StringComparison.Ordinal) ? [first] : [first, .. Enumerable.Range(1, 12).Select(m => $"2025-{m:00} 9 1")];
        ObjectiveReport report = await Report(CallCentre.Plan(metric, target, reading) with { Pace = PaceCurve.Profile }, "2026-04-01", [.. year, "2026-03 9 1"]);

        (report.Pace, report.PaceCurve).Should().Be((new Rational(90, 365), PaceCurve.Linear));
        report.Findings.Should().ContainSingle(f => f.Code == "CRM6015").Which.Message.Should().Be($"Pace is told by the days that are gone and not by the year before: {because}.");
    }

    [Fact]
    public async Task A_gap_in_the_year_before_is_named()
    {
        string[] days = ["2024-12 5 5", .. Enumerable.Range(1, 12).Where(m => m != 5).Select(m => $"2025-{m:00} 6 4"), "2026-03 9 1"];

        (await Report(CallCentre.Plan("quality", "+1 point") with { Pace = PaceCurve.Profile }, "2026-04-01", days)).Findings.Single(f => f.Code == "CRM6015").Message.Should().Contain("2025-05 has no value");
    }

    [Theory]
    [InlineData("quality", "+10 points", "CRM6011", "2026-03 81 19")] // a tenth of the way in a quarter of the time
    [InlineData("quality", "+10 points", "CRM6014 CRM6011", "2026-02 95 5", "2026-03 81 19")]
    [InlineData("quality", "+10 points", "", "2026-03 84 16")]
    [InlineData("quality", "between 85 % and 90 %", "CRM6011", "2026-03 95 5")]
    [InlineData("calls", ">= 100", "CRM6011 CRM6013", "2026-02 9 0")] // nothing in March
    public async Task What_may_go_wrong_is_said(string metric, string target, string codes, params string[] days)
    {
        ObjectiveReport report = await Report(CallCentre.Plan(metric, target), "2026-04-01", ["2025-12 8 2", .. days]);

        report.Risks.Select(r => r.Code).Should().BeEquivalentTo(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        report.Risks.Where(r => r.Mend.Length == 0 || r.Place.Path != "objective 'Better calls'").Should().BeEmpty();
    }

    [Fact]
    public async Task A_forecast_that_leaves_the_target_out_is_a_risk_with_its_interval()
    {
        // 10 to 14 calls in turn; 50 a month are far beyond what that scatters.
        ObjectiveReport report = await Report(CallCentre.Plan("calls", ">= 50"), "2026-04-01", [.. Enumerable.Range(0, 27).Select(i => $"{2024 + (i / 12)}-{(i % 12) + 1:00} {10 + (i * 7 % 5)} 0")]);

        report.Risks.Single(r => r.Code == "CRM6012").Message.Should().MatchRegex(@"^It is heading for 1[0-4]\.\d+, and with 95 % for \d+\.\d+ to [12]\d\.\d+: none of that reaches '>= 50'\.$");
        report.Risks.Select(r => r.Code).Should().Contain("CRM6011");
    }

    [Fact]
    public async Task A_baseline_of_another_definition_is_a_risk_and_a_draft_has_none()
    {
        CallCentre centre = await CallCentre.With("2025-12 8 2", "2026-03 81 19");
        ObjectivePlan plan = CallCentre.Plan("quality", "+10 points");
        SmartObjective draft = await centre.Draft(plan);
        (await centre.Tracker.ReportAsync(draft, CallCentre.At("2026-04-01"))).Risks.Should().BeEmpty();

        draft.Freeze(draft.Evidence.Baseline! with { DefinitionHash = "another" }, CallCentre.At("2026-01-01"));
        draft.Override("ann", "we can", CallCentre.At("2026-01-01"));
        draft.Activate(CallCentre.At("2026-01-01"));
        (await centre.Tracker.ReportAsync(draft, CallCentre.At("2026-04-01"))).Risks.Select(r => r.Code).Should().BeEquivalentTo("CRM6011", "CRM6003");
    }

    private static ObjectivePlan ToDate() => CallCentre.Plan("calls", "+10 %", ObjectiveReading.ToDate);

    private static async Task<ObjectiveReport> Report(ObjectivePlan plan, string now, string[] days) => await (await CallCentre.With(days)).Report(plan, now);

    private static Rational Number(string text) => text.Split('/') is [var n, var d] ? new Rational(int.Parse(n), int.Parse(d)) : throw new FormatException(text);
}
