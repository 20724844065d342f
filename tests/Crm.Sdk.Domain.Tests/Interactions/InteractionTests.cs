using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Interactions;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Interactions;

public sealed class InteractionTests
{
    [Fact]
    public void A_correction_replaces_all_and_is_told()
    {
        var call = Interaction.Record(Specimens.Id<InteractionId>(1), Specimens.Call());
        call.IsCorrected.Should().BeFalse();

        call.Correct(new InteractionDetails { At = Specimens.Start, Type = "visit", Channel = "on site", Direction = Direction.Outbound }, Specimens.Start);

        (call.Type, call.Customer, call.Owner, call.Subject, call.Duration, call.IsCorrected).Should().Be(("visit", null, null, null, null, true));
        call.PendingEvents.Should().HaveCount(2, "what was recorded first stays");
    }

    [Theory]
    [InlineData("", "phone", 1L)]
    [InlineData("call", " ", 1L)]
    [InlineData("call", "phone", -1L)]
    [InlineData("call", "phone", long.MaxValue)]
    public void What_cannot_have_taken_place_is_refused(string type, string channel, long seconds)
    {
        InteractionDetails details = Specimens.Call() with { Type = type, Channel = channel, Seconds = seconds };
        var call = Interaction.Record(Specimens.Id<InteractionId>(1), Specimens.Call());

        FluentActions.Invoking(() => Interaction.Record(Specimens.Id<InteractionId>(2), details)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => call.Correct(details, Specimens.Start)).Should().Throw<ArgumentException>();
        call.PendingEvents.Should().ContainSingle();
    }

    [Fact]
    public void An_interaction_happened_when_it_began_whenever_it_was_recorded() =>
        Interaction.Record(Specimens.Id<InteractionId>(1), Specimens.Call()).PendingEvents[0].OccurredAt.Should().Be(Specimens.Start);
}
