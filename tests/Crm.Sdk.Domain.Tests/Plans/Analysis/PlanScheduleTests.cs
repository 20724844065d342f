using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Checks;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.TestKit.Plans;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Plans.Analysis;

public sealed class PlanScheduleTests
{
    private static readonly LocalDate Monday = new(2026, 3, 2);

    [Fact]
    public void The_longest_way_is_critical_and_the_other_has_slack()
    {
        // design 0-5, build 5-15 and write 5-8, then launch after both on day 15.
        var timeline = new PlanTimeline
        {
            Actions = [Action("design", 0, 5), Action("build", 5, 15, "design"), Action("write", 5, 8, "design")], Milestones = [Milestone("launch", 15, "build", "write")],
        };

        PlanSchedule schedule = PlanSchedule.Of(timeline, Monday);

        schedule.Items.Select(i => (i.Key, Day(i.Start), Day(i.Finish), i.Slack, i.IsCritical)).Should().Equal(
            ("design", 0, 5, 0, true), ("build", 5, 15, 0, true), ("write", 5, 8, 7, false), ("launch", 15, 15, 0, true));
        schedule.Finish.Should().Be(Monday.PlusDays(15));
        schedule.CriticalPath.Select(i => i.Key).Should().Equal("design", "build", "launch");
    }

    [Fact]
    public void What_is_late_moves_all_that_waits_for_it()
    {
        var timeline = new PlanTimeline
        {
            Actions = [Action("design", 0, 5) with { Done = Monday.PlusDays(9) }, Action("build", 5, 15, "design")], Milestones = [Milestone("launch", 15, "build") with { Agreed = Monday.PlusDays(12) }],
        };

        PlanSchedule schedule = PlanSchedule.Of(timeline, Monday.PlusDays(9));

        schedule.Items.Select(i => (i.Key, Day(i.Start), Day(i.Finish), i.Slippage, i.IsCritical)).Should().Equal(("design", 0, 9, 4, false), ("build", 9, 19, 4, true), ("launch", 19, 19, 7, true));
    }

    [Fact]
    public void What_should_be_done_and_is_not_is_done_today_at_the_earliest() =>
        PlanSchedule.Of(new PlanTimeline { Actions = [Action("design", 0, 5)] }, Monday.PlusDays(20)).Finish.Should().Be(Monday.PlusDays(20));

    [Fact]
    public void What_waits_for_itself_is_told_and_not_scheduled()
    {
        PlanSchedule schedule = PlanSchedule.Of(new PlanTimeline { Actions = [Action("d", 0, 1), Action("a", 0, 1, "c"), Action("b", 0, 1, "a", "d"), Action("c", 0, 1, "b")] }, Monday);

        schedule.Items.Should().BeEmpty();
        schedule.Finish.Should().BeNull();
        schedule.Cycle.Should().Equal("a", "c", "b");
    }

    /// <summary>What was done after the end of the plan once had no critical item to name, and the check failed.</summary>
    [Fact]
    public void What_is_done_late_decides_nothing_any_more()
    {
        var timeline = new PlanTimeline { Actions = [Action("late", 0, 5) with { Done = Monday.PlusDays(900) }, Action("open", 0, 3)] };

        PlanSchedule.Of(timeline, Monday).CriticalPath.Select(i => i.Key).Should().Equal("open");
        PlanCheck.Check(SoundPlan.With(c => c with { Timeline = new PlanTimeline { Actions = [timeline.Actions[0] with { Owner = "ann", Objectives = ["keep"] }] } }), SoundPlan.Model, SoundPlan.Today).Should().BeEmpty();
    }

    [Fact]
    public void A_day_beyond_the_calendar_is_its_last() =>
        PlanSchedule.Of(new PlanTimeline { Actions = [Action("a", 0, 1) with { Due = LocalDate.MaxIsoValue }, Action("b", 0, 9, "a")] }, Monday).Finish.Should().Be(LocalDate.MaxIsoValue);

    [Fact]
    public void An_empty_timeline_has_no_end() => PlanSchedule.Of(new PlanTimeline(), Monday).Finish.Should().BeNull();

    [Fact]
    public void Milestones_count_by_the_day_that_was_agreed()
    {
        var timeline = new PlanTimeline
        {
            Milestones =
            [
                Milestone("in-time", 5) with { Done = Monday.PlusDays(5) }, Milestone("moved", 9) with { Agreed = Monday.PlusDays(5), Done = Monday.PlusDays(8) },
                Milestone("open", 6), Milestone("to-come", 30),
            ],
        };

        PlanSchedule.MilestonesInTime(timeline, Monday.PlusDays(10)).Should().Be((1, 3));
        PlanSchedule.MilestonesInTime(new PlanTimeline(), Monday).Should().Be((0, 0));
    }

    private static int Day(LocalDate day) => Period.DaysBetween(Monday, day);

    private static ActionItem Action(string key, int from, int to, params string[] after) => new() { Key = key, Title = key, Start = Monday.PlusDays(from), Due = Monday.PlusDays(to), After = after };

    private static Milestone Milestone(string key, int day, params string[] after) => new() { Key = key, Title = key, Due = Monday.PlusDays(day), After = after };
}
