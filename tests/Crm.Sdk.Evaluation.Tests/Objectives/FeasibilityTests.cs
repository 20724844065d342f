using Crm.Sdk.Objectives;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Objectives;

/// <summary>Stretches of the past, counted by hand.</summary>
public sealed class FeasibilityTests
{
    private static readonly string[] HalfYear = ["2025-07 5 5", "2025-08 6 4", "2025-09 7 3", "2025-10 6 4", "2025-11 8 2", "2025-12 8 2"];

    // From July to October, from August to November and from September to December: +10, +20 and +10 points.
    [Theory]
    [InlineData("+10 points", 3, "0.1", "0.2")]
    [InlineData("+15 points", 1, "0.15", "0.2")]
    [InlineData(">= 95 %", 1, "0.15", "0.2")]
    [InlineData("+21 points", 0, "0.21", "0.2")]
    [InlineData("-1 point", 0, "-0.01", "0.1")]
    [InlineData(">= 70 %", 3, "0", "0.2")] // to be kept: each stretch would have kept it
    [InlineData("<= 95 %", 2, "0", "0.1")] // +20 points would have left it
    public async Task A_stretch_is_as_long_as_the_objective_and_begins_a_period_after_the_one_before(string target, int reached, string wanted, string best)
    {
        Feasibility feasibility = await Assess(Quarter("quality", target), "2026-01-01", HalfYear);

        feasibility.Should().BeEquivalentTo(
            new { Windows = 3, Reached = reached, WantedChange = Number(wanted), BestChange = (Rational?)Number(best), AssessedAt = CallCentre.At("2026-01-01") });
    }

    [Fact]
    public async Task The_band_says_how_large_changes_were_and_stretches_that_overlap_count_once()
    {
        Feasibility feasibility = await Assess(Quarter("quality", "+10 points"), "2026-01-01", HalfYear);

        feasibility.Separate.Should().Be(1, "July to October, and from October on no quarter has ended");
        feasibility.Band.Should().Be(new ChangeBand { Low = new Rational(1, 10), Middle = new Rational(1, 10), High = new Rational(18, 100) }, "of 0.1, 0.1 and 0.2");
    }

    [Fact]
    public async Task Months_before_the_first_row_are_no_stretches()
    {
        // Calls a month: nothing until June, then 10, 20, 30, 20, 25, 26. July to October +10, August to November +5, September to December -4.
        Feasibility feasibility = await Assess(
            Quarter("calls", "+10 points"), "2026-01-01", "2025-07 10 0", "2025-08 20 0", "2025-09 30 0", "2025-10 20 0", "2025-11 25 0", "2025-12 26 0");

        (feasibility.Windows, feasibility.Reached, feasibility.BestChange).Should().Be((3, 1, 10));
    }

    [Fact]
    public async Task A_month_that_has_not_ended_has_no_last_value_yet()
    {
        ObjectivePlan plan = Quarter("calls", "-5 points") with { From = new LocalDate(2026, 2, 1), To = new LocalDate(2026, 5, 1) };
        CallCentre centre = await CallCentre.With("2025-10 10 0", "2025-11 10 0", "2025-12 10 0", "2026-01 1 0");
        var objective = SmartObjective.Draft(Segments.SmallCompany.Id<ObjectiveId>(1), plan, CallCentre.At("2026-01-16"));
        objective.Freeze(new Baseline { Value = 10, N = 10, Period = "2025-12", TakenAt = CallCentre.At("2026-01-16"), DefinitionHash = "x" }, CallCentre.At("2026-01-16"));

        (await centre.Tracker.AssessAsync(objective, CallCentre.At("2026-01-16")))!.Windows.Should().Be(0, "October to January would be the first, and January has only begun");
        (await centre.Tracker.AssessAsync(objective, CallCentre.At("2026-02-01")))!.Should().BeEquivalentTo(new { Windows = 1, Reached = 1, BestChange = (Rational?)(-9) });
    }

    [Fact]
    public async Task To_date_a_stretch_is_held_against_the_one_before_it()
    {
        // A month against the month before: +10, +10, -20, +30, -30.
        ObjectivePlan plan = CallCentre.Plan("calls", "+20 points", ObjectiveReading.ToDate) with { To = new LocalDate(2026, 2, 1), Reviews = [new LocalDate(2026, 1, 15)] };
        Feasibility feasibility = await Assess(plan, "2026-01-01", "2025-07 10 0", "2025-08 20 0", "2025-09 30 0", "2025-10 10 0", "2025-11 40 0", "2025-12 10 0");

        (feasibility.Windows, feasibility.Reached, feasibility.WantedChange, feasibility.BestChange).Should().Be((5, 1, 20, 30));
        feasibility.Separate.Should().Be(3, "July and August, September and October, November and December have no month in common");
        feasibility.Band.Should().Be(new ChangeBand { Low = -26, Middle = 10, High = 22 }, "of -30, -20, 10, 10, 30");
    }

    [Fact]
    public async Task Nothing_is_assessed_without_a_baseline_or_a_range()
    {
        CallCentre centre = await CallCentre.With("2025-11 1 0");
        var bare = SmartObjective.Draft(Segments.SmallCompany.Id<ObjectiveId>(1), Quarter("quality", "+1 point"), CallCentre.At("2026-01-01"));

        (await centre.Tracker.AssessAsync(bare, CallCentre.At("2026-01-01"))).Should().BeNull();
        (await centre.Tracker.AssessAsync(await centre.Draft(Quarter("calls", "+5 %")), CallCentre.At("2026-01-01"))).Should().BeNull("December had no call, and 5 % of that is nothing");
    }

    [Fact]
    public async Task A_past_too_short_for_a_stretch_makes_nothing_achievable()
    {
        Feasibility feasibility = await Assess(Quarter("quality", "+10 points"), "2026-01-01", "2025-12 8 2");

        (feasibility.Windows, feasibility.Reached, feasibility.BestChange, feasibility.Separate, feasibility.Band).Should().Be((0, 0, null, 0, null));
    }

    private static ObjectivePlan Quarter(string metric, string target) => CallCentre.Plan(metric, target) with { To = new LocalDate(2026, 4, 1), Reviews = [new LocalDate(2026, 2, 1)] };

    private static async Task<Feasibility> Assess(ObjectivePlan plan, string now, params string[] days)
    {
        CallCentre centre = await CallCentre.With(days);
        return (await centre.Tracker.AssessAsync(await centre.Draft(plan), CallCentre.At(now)))!;
    }

    private static Rational Number(string text) => Rational.TryParse(text, out Rational value) ? value : throw new FormatException(text);
}
