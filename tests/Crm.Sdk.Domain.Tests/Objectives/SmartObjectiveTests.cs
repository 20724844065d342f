using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Objectives;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Objectives;

public sealed class SmartObjectiveTests
{
    private static readonly Instant Later = Specimens.Start + Duration.FromDays(1);

    [Fact]
    public void A_bare_draft_lacks_all_five_letters()
    {
        var objective = SmartObjective.Draft(Specimens.Id<ObjectiveId>(1), Specimens.Objective() with { Owner = " ", Serves = [], Reviews = [] }, Specimens.Start);

        objective.Gaps().Select(g => $"{g.Letter} {g.Missing}").Should().Equal(
            "S name who answers for it.",
            "M freeze a baseline: take the value of the metric that it starts from.",
            "A assess how often the past has seen such a change, or let somebody answer for it.",
            "R name a business objective that it serves.",
            "T name a day between its beginning and its end on which it is reviewed.");
        FluentActions.Invoking(() => objective.Activate(Later)).Should().Throw<InvalidOperationException>()
            .WithMessage("'More customers' is not SMART yet: S: name *M: freeze *A: assess *R: name *T: name *");
        objective.State.Should().Be(ObjectiveState.Draft);
        objective.PendingEvents.Should().ContainSingle();
    }

    [Theory]
    [InlineData('S')]
    [InlineData('M')]
    [InlineData('A')]
    [InlineData('R')]
    [InlineData('T')]
    public void Each_letter_alone_keeps_it_from_being_pursued(char letter)
    {
        SmartObjective objective = Ready(letter);

        objective.Gaps().Select(g => g.Letter).Should().Equal(letter);
        FluentActions.Invoking(() => objective.Activate(Later)).Should().Throw<InvalidOperationException>().WithMessage($"*not SMART yet: {letter}: *");
    }

    [Theory]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    [InlineData("2027-01-01", true)]
    [InlineData("2027-01-02", false)]
    public void A_review_counts_within_the_objective_only(string day, bool counts) =>
        SmartObjective.Draft(Specimens.Id<ObjectiveId>(1), Specimens.Objective() with { Reviews = [Specimens.Day(day)] }, Specimens.Start)
            .Gaps().Any(g => g.Letter == 'T').Should().Be(!counts);

    [Fact]
    public void A_past_that_never_saw_such_a_change_is_told_and_can_be_taken_on_oneself()
    {
        SmartObjective objective = Ready('A');
        objective.Assess(Specimens.Feasibility(reached: 0), Later);

        objective.Gaps().Single().Missing.Should().StartWith("0 of 5 stretches of the past saw such a change");
        objective.Override("ann", "a new product", Later);
        objective.Activate(Later);

        objective.State.Should().Be(ObjectiveState.Active);
    }

    [Fact]
    public void The_baseline_does_not_move_once_it_is_pursued()
    {
        SmartObjective objective = Active();

        FluentActions.Invoking(() => objective.Freeze(Specimens.Baseline(1), Later)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => objective.Replan(Specimens.Objective() with { Title = "x" }, Later)).Should().Throw<InvalidOperationException>();

        objective.Evidence.Baseline.Should().Be(Specimens.Baseline());
    }

    [Fact]
    public void Former_targets_stay_with_why_they_were_given_up()
    {
        SmartObjective objective = Active();
        objective.Revise(TargetExpression.Parse("+8 %"), "the market grew", Later);
        objective.Revise(TargetExpression.Parse("+8 %"), "the same again", Later);
        objective.Revise(TargetExpression.Parse("+6 %"), "it shrank", Later + Duration.FromDays(1));

        objective.Plan.Target.ToString().Should().Be("+6 %");
        objective.Evidence.FormerTargets.Select(t => (t.Target.ToString(), t.Until, t.Reason))
            .Should().Equal(("+5 %", Later, "the market grew"), ("+8 %", Later + Duration.FromDays(1), "it shrank"));
    }

    [Fact]
    public void What_the_past_said_of_another_target_is_forgotten_with_it()
    {
        SmartObjective objective = Active();

        objective.Revise(TargetExpression.Parse("+80 %"), "somebody dreams", Later);

        objective.Evidence.Feasibility.Should().BeNull("it counted changes of 5 %");
        objective.Gaps().Select(g => g.Letter).Should().Equal('A');
        objective.State.Should().Be(ObjectiveState.Active);
    }

    [Fact]
    public void Only_an_active_target_is_revised_and_only_once_one_is_cancelled()
    {
        SmartObjective objective = Ready(null);
        FluentActions.Invoking(() => objective.Revise(TargetExpression.Parse("+8 %"), "x", Later)).Should().Throw<InvalidOperationException>().WithMessage("*is Draft*");

        objective.Cancel("no money", Later);

        Action[] commands =
        [
            () => objective.Cancel("again", Later), () => objective.Activate(Later), () => objective.Revise(TargetExpression.Parse("+8 %"), "x", Later),
            () => objective.Freeze(Specimens.Baseline(1), Later), () => objective.Assess(Specimens.Feasibility(4), Later), () => objective.Override("a", "b", Later),
            () => objective.Replan(Specimens.Objective() with { Title = "x" }, Later),
        ];
        int events = objective.PendingEvents.Count;
        commands.Should().OnlyContain(c => Record.Exception(c) is InvalidOperationException);
        objective.PendingEvents.Should().HaveCount(events);
        objective.CancelReason.Should().Be("no money");
    }

    [Fact]
    public void Planning_the_same_again_is_nothing()
    {
        SmartObjective objective = Ready(null);
        int events = objective.PendingEvents.Count;

        objective.Replan(Specimens.Objective(), Later);

        objective.PendingEvents.Should().HaveCount(events);
        objective.Gaps().Should().BeEmpty();
    }

    [Fact]
    public void A_new_title_keeps_what_is_known_of_the_metric()
    {
        SmartObjective objective = Ready(null);

        objective.Replan(Specimens.Objective() with { Title = "Many more customers" }, Later);

        objective.Gaps().Should().BeEmpty();
    }

    [Theory]
    [InlineData("metric")]
    [InlineData("segment")]
    [InlineData("reading")]
    [InlineData("grain")]
    [InlineData("from")]
    [InlineData("to")] // counted to date, the baseline is of a stretch as long as the objective
    public void A_baseline_of_something_else_is_forgotten(string changed)
    {
        ObjectivePlan plan = Specimens.Objective();
        SmartObjective objective = Ready(null);

        objective.Replan(changed switch
        {
            "metric" => plan with { Metric = "other" },
            "segment" => plan with { Segment = null },
            "reading" => plan with { Reading = ObjectiveReading.LastPeriod },
            "grain" => plan with { Grain = Crm.Sdk.Time.Grain.Quarter },
            "from" => plan with { From = plan.From.PlusMonths(1) },
            _ => plan with { To = plan.To.PlusMonths(6) },
        }, Later);

        objective.Gaps().Select(g => g.Letter).Should().Equal('M', 'A');
    }

    [Fact]
    public void Another_target_keeps_the_baseline_and_asks_again_whether_it_is_achievable()
    {
        SmartObjective objective = Ready(null);

        objective.Replan(Specimens.Objective() with { Target = TargetExpression.Parse("+9 %") }, Later);

        objective.Gaps().Select(g => g.Letter).Should().Equal('A');
    }

    [Theory]
    [InlineData("", "m", "2027-01-01")]
    [InlineData("t", " ", "2027-01-01")]
    [InlineData("t", "m", "2026-01-01")]
    public void A_plan_that_lacks_what_it_must_have_is_refused(string title, string metric, string to)
    {
        ObjectivePlan plan = Specimens.Objective() with { Title = title, Metric = metric, To = Specimens.Day(to) };

        FluentActions.Invoking(() => SmartObjective.Draft(Specimens.Id<ObjectiveId>(1), plan, Later)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Ready(null).Replan(plan, Later)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Exact_fractions_come_through_the_row()
    {
        SmartObjective objective = Ready(null);
        objective.Freeze(Specimens.Baseline() with { Value = new Rational(-17, 20) }, Later);

        var read = (SmartObjective)SmartObjective.Concept.FromRow(SmartObjective.Concept.ToRow(objective));

        read.Evidence.Baseline!.Value.Should().Be(new Rational(-17, 20));
        read.Evidence.Feasibility!.WantedChange.Should().Be(new Rational(10, 3));
    }

    [Fact]
    public void A_business_objective_is_stated_anew_and_keeps_whom_it_serves()
    {
        var business = BusinessObjective.State(Specimens.Id<BusinessObjectiveId>(2), "Grow", "ann", Specimens.Day("2027-01-01"), Specimens.Start, Specimens.Id<BusinessObjectiveId>(1));
        business.Restate("Grow", "ann", Specimens.Day("2027-01-01"), Later);
        business.Restate("Grow", "bob", Specimens.Day("2027-01-01"), Later);

        (business.Owner, business.Parent).Should().Be(("bob", Specimens.Id<BusinessObjectiveId>(1)));
        business.PendingEvents.Should().HaveCount(2);
        FluentActions.Invoking(() => business.Restate("", "bob", Specimens.Day("2027-01-01"), Later)).Should().Throw<ArgumentException>();
    }

    /// <summary>A draft that is SMART, but for one letter when one is said.</summary>
    private static SmartObjective Ready(char? but)
    {
        ObjectivePlan plan = Specimens.Objective();
        var objective = SmartObjective.Draft(
            Specimens.Id<ObjectiveId>(1), plan with { Owner = but == 'S' ? "" : plan.Owner, Serves = but == 'R' ? [] : plan.Serves, Reviews = but == 'T' ? [] : plan.Reviews }, Specimens.Start);
        if (but != 'M')
        {
            objective.Freeze(Specimens.Baseline(), Specimens.Start);
        }

        if (but != 'A')
        {
            objective.Assess(Specimens.Feasibility(), Specimens.Start);
        }

        return objective;
    }

    private static SmartObjective Active()
    {
        SmartObjective objective = Ready(null);
        objective.Activate(Specimens.Start);
        return objective;
    }
}
