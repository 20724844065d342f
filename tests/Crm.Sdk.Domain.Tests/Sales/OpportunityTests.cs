using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Sales;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Sales;

public sealed class OpportunityTests
{
    private static readonly Instant Later = Specimens.Start + Duration.FromDays(2);
    private readonly Pipeline _pipeline = Specimens.NewBusiness();

    [Fact]
    public void Reopening_leaves_in_the_history_that_it_was_closed()
    {
        Opportunity opportunity = Open();
        opportunity.Lose(_pipeline, "lost", "price", Later);
        opportunity.Reopen(_pipeline, "talk", Later);

        opportunity.Transitions.Select(t => t.Stage).Should().Equal("new", "lost", "talk");
        (opportunity.ClosedAt, opportunity.LostReason).Should().Be((null, null));
        opportunity.StageIntervals().Select(i => (i.Stage, i.Left - i.Entered)).Should().Equal(("new", Duration.FromDays(2)), ("lost", Duration.Zero), ("talk", null));
    }

    [Fact]
    public void What_it_was_worth_and_when_it_was_expected_stay_in_the_order_of_time()
    {
        Opportunity opportunity = Open();
        opportunity.Value(Specimens.Eur(5), Later);
        opportunity.Expect(Specimens.Day("2026-05-01"), Later);

        FluentActions.Invoking(() => opportunity.Value(Specimens.Eur(6), Specimens.Start)).Should().Throw<ArgumentException>().WithMessage("*cannot change at 2026-01-01T09:00:00Z*");
        FluentActions.Invoking(() => opportunity.Expect(null, Specimens.Start)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Open().Value(Specimens.Eur(6), Specimens.Start - Duration.Epsilon)).Should().Throw<ArgumentException>();

        opportunity.Amount.Should().Be(Specimens.Eur(5));
    }

    [Fact]
    public void A_stage_that_was_renamed_or_added_later_is_one_of_its_pipeline()
    {
        Opportunity opportunity = Open();
        _pipeline.Set(Specimens.Stage("audit", StageCategory.Open), Later);

        opportunity.MoveTo(_pipeline, "audit", Later);

        opportunity.Stage.Should().Be("audit");
    }

    [Theory]
    [InlineData("won")]
    [InlineData("nowhere")]
    public void Moving_names_the_stage_that_cannot_be(string stage) =>
        FluentActions.Invoking(() => Open().MoveTo(_pipeline, stage, Later)).Should().Throw<ArgumentException>().WithMessage($"*'{stage}'*");

    private Opportunity Open() => Opportunity.Open(Specimens.Id<OpportunityId>(1), "Deal", null, _pipeline, "new", Specimens.Start);
}
