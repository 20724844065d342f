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
        // design 0-4, build 5-14 and write 5-7, then launch after both on day 14.
        var timeline = new PlanTimeline
        {
            Actions = [Action("design", 0, 4), Action("build", 5, 14, "design"), Action("write", 5, 7, "design")], Milestones = [Milestone("launch", 14, "build", "write")],
        };

        PlanSchedule schedule = PlanSchedule.Of(timeline, Monday);

        schedule.Items.Select(i => (i.Key, Day(i.Start), Day(i.Finish), i.Slack, i.IsCritical)).Should().Equal(
            ("design", 0, 4, 0, true), ("build", 5, 14, 0, true), ("write", 5, 7, 7, false), ("launch", 14, 14, 0, true));
        schedule.Finish.Should().Be(Monday.PlusDays(14));
        schedule.CriticalPath.Select(i => i.Key).Should().Equal("design", "build", "launch");
    }

    [Fact]
    public void What_is_late_moves_all_that_waits_for_it()
    {
        var timeline = new PlanTimeline
        {
            Actions = [Action("design", 0, 4) with { Done = Monday.PlusDays(8) }, Action("build", 5, 14, "design")], Milestones = [Milestone("launch", 14, "build") with { Agreed = Monday.PlusDays(11) }],
        };

        PlanSchedule schedule = PlanSchedule.Of(timeline, Monday.PlusDays(9));

        schedule.Items.Select(i => (i.Key, Day(i.Start), Day(i.Finish), i.Slippage, i.IsCritical)).Should().Equal(("design", 0, 8, 4, false), ("build", 9, 18, 4, true), ("launch", 18, 18, 7, true));
    }

    /// <summary>The due day of an action was the day after the work in the schedule and on pages, and its last day in checks and on the command line.</summary>
    [Fact]
    public void An_action_that_is_due_on_the_day_on_which_it_begins_takes_that_day()
    {
        var timeline = new PlanTimeline { Actions = [Action("call", 0, 0), Action("write", 0, 0, "call")], Milestones = [Milestone("told", 0, "call")] };

        PlanSchedule schedule = PlanSchedule.Of(timeline, Monday);

        schedule.Items.Select(i => (i.Key, Day(i.Start), Day(i.Finish), i.Slippage)).Should().Equal(("call", 0, 0, 0), ("told", 0, 0, 0), ("write", 1, 1, 1));
    }

    [Fact]
    public void Work_that_ends_on_the_last_day_of_the_plan_ends_in_time_and_a_day_later_does_not()
    {
        Check(new LocalDate(2026, 12, 31)).Should().BeEmpty();
        Check(new LocalDate(2027, 1, 1)).Should().ContainSingle().Which.Should().Contain("CRM6263").And.Contain("ends on 2027-01-01");

        static IEnumerable<string> Check(LocalDate due) => PlanCheck.Check(
            SoundPlan.With(c => c with { Timeline = new PlanTimeline { Actions = [Action("last", 300, 300) with { Due = due, Owner = "ann", Objectives = ["keep"] }] } }), SoundPlan.Model, SoundPlan.Today).Select(f => f.ToString());
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
        PlanCheck.Check(SoundPlan.With(c => c with { Timeline = new PlanTimeline { Actions = [timeline.Actions[0] with { Owner = "ann", Objectives = ["keep"] }] } }), SoundPlan.Model, SoundPlan.Today)
            .Should().ContainSingle("it is told that this day is yet to come").Which.Code.Should().Be("CRM6289");
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
