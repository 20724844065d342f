using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Sales;

namespace Crm.Sdk.Domain.Tests.Sales;

public sealed class PipelineTests
{
    [Theory]
    [InlineData(StageCategory.Open)]
    [InlineData(StageCategory.Won)]
    [InlineData(StageCategory.Lost)]
    public void A_pipeline_without_a_stage_of_some_category_is_refused_by_its_name(StageCategory missing)
    {
        Stage[] stages = [.. Enum.GetValues<StageCategory>().Where(c => c != missing).Select(c => Specimens.Stage($"{c}".ToLowerInvariant(), c))];

        FluentActions.Invoking(() => Pipeline.Define(Specimens.Id<PipelineId>(1), "Short", stages, Specimens.Start))
            .Should().Throw<ArgumentException>().WithMessage($"*'Short' has no stage of category {missing}*");
    }

    [Theory]
    [InlineData("Won!", 50, "*no key of a stage*")]
    [InlineData("", 50, "*no key of a stage*")]
    [InlineData("late", -1, "*from 0 to 100*")]
    [InlineData("late", 101, "*from 0 to 100*")]
    public void A_stage_that_cannot_be_is_refused(string key, int probability, string message) =>
        FluentActions.Invoking(() => Specimens.NewBusiness().Set(new Stage { Key = key, Label = "x", Category = StageCategory.Open, Probability = probability }, Specimens.Start))
            .Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Two_stages_of_one_key_are_refused()
    {
        Stage[] stages = [.. Specimens.NewBusiness().Stages, Specimens.Stage("talk", StageCategory.Open)];

        FluentActions.Invoking(() => Pipeline.Define(Specimens.Id<PipelineId>(1), "Twice", stages, Specimens.Start)).Should().Throw<ArgumentException>().WithMessage("*two stages 'talk'*");
    }

    [Fact]
    public void A_stage_keeps_its_place_and_category_when_it_is_called_otherwise()
    {
        Pipeline pipeline = Specimens.NewBusiness();

        pipeline.Set(Specimens.Stage("talk", StageCategory.Open) with { Label = "In talks", Probability = 30 }, Specimens.Start);

        pipeline.Stages.Select(s => s.Key).Should().Equal("new", "talk", "offer", "won", "signed", "lost", "gone");
        pipeline["talk"].Label.Should().Be("In talks");
        FluentActions.Invoking(() => pipeline.Set(Specimens.Stage("talk", StageCategory.Won), Specimens.Start)).Should().Throw<ArgumentException>().WithMessage("*'talk' is Open*");
        pipeline.PendingEvents.Should().HaveCount(2);
    }

    [Fact]
    public void An_unknown_stage_is_told_with_those_there_are() =>
        FluentActions.Invoking(() => Specimens.NewBusiness()["deal"]).Should().Throw<ArgumentException>().WithMessage("*no stage 'deal'; it has new, talk, offer, won, signed, lost, gone*");

    [Fact]
    public void An_opportunity_begins_in_an_open_stage() =>
        FluentActions.Invoking(() => Opportunity.Open(Specimens.Id<OpportunityId>(1), "x", null, Specimens.NewBusiness(), "won", Specimens.Start))
            .Should().Throw<ArgumentException>().WithMessage("*begins in an open stage*");
}
