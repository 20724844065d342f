using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Plans;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Plans;

public sealed class CrmPlanTests
{
    private static readonly Instant Later = Specimens.Start + Duration.FromDays(1);

    [Theory]
    [InlineData("", "ann", "2027-01-01")]
    [InlineData("2026", " ", "2027-01-01")]
    [InlineData("2026", "ann", "2026-01-01")]
    public void A_plan_needs_a_title_an_owner_and_a_time(string title, string owner, string to) =>
        FluentActions.Invoking(() => CrmPlan.Draft(Specimens.Id<PlanId>(1), title, owner, Specimens.Day("2026-01-01"), Specimens.Day(to), Grain.Month, Later)).Should().Throw<ArgumentException>();

    [Fact]
    public void A_text_is_replaced_taken_out_when_empty_and_written_once()
    {
        CrmPlan plan = Draft();
        plan.Write("risks", "none", Later);
        plan.Write("summary", "a", Later);
        plan.Write("summary", "b", Later);
        plan.Write("summary", "b", Later);
        plan.Write("goals", "", Later);
        plan.TextOf("summary").Should().Be("b");
        plan.PendingEvents.Should().HaveCount(4);

        plan.Write("risks", "", Later);

        plan.TextOf("risks").Should().BeNull();
        plan.Texts.Should().ContainSingle();
        FluentActions.Invoking(() => plan.Write(" ", "x", Later)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_scope_is_what_was_said_last_and_not_the_callers_list()
    {
        CrmPlan plan = Draft();
        List<string> metrics = ["revenue"];
        plan.Scope(metrics, [], Later);
        metrics.Add("margin");

        plan.Metrics.Should().Equal("revenue");
        plan.Scope(["revenue"], [], Later);
        plan.PendingEvents.Should().HaveCount(2);
        plan.Scope(["revenue"], ["germans"], Later);
        plan.Segments.Should().Equal("germans");
    }

    [Fact]
    public void Reviews_stand_in_the_order_of_their_days_and_are_held_once()
    {
        CrmPlan plan = Draft();
        plan.ReviewOn(Specimens.Day("2026-09-01"), Later);
        plan.ReviewOn(Specimens.Day("2026-03-01"), Later);
        plan.ReviewOn(Specimens.Day("2026-03-01"), Later);
        plan.Review(Specimens.Day("2026-03-01"), "go on", Later);

        plan.Reviews.Select(r => (r.Day.Month, r.Decision, r.HeldAt)).Should().Equal((3, "go on", Later), (9, null, null));
        FluentActions.Invoking(() => plan.Review(Specimens.Day("2026-03-01"), "stop", Later)).Should().Throw<InvalidOperationException>().WithMessage("*was held*");
        FluentActions.Invoking(() => plan.Review(Specimens.Day("2026-04-01"), "stop", Later)).Should().Throw<ArgumentException>().WithMessage("*No review is set*");
        FluentActions.Invoking(() => plan.ReviewOn(Specimens.Day("2025-12-31"), Later)).Should().Throw<ArgumentException>().WithMessage("*begins on*");
        plan.PendingEvents.Should().HaveCount(4);
    }

    private static CrmPlan Draft() => CrmPlan.Draft(Specimens.Id<PlanId>(1), "2026", "ann", Specimens.Day("2026-01-01"), Specimens.Day("2027-01-01"), Grain.Month, Specimens.Start);
}
