using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Aggregates;

public sealed class PersonalTextTests
{
    private static readonly EventType Registered = Customer.Concept.Events.Single(e => e.Name == "customer.registered");

    private static readonly CustomerRegistered Ann = new() { OccurredAt = Instant.FromUtc(2026, 1, 1, 0, 0), Name = PersonalText.Of("Ann Secret")!, Kind = CustomerKind.Person };

    [Fact]
    public void It_is_never_printed()
    {
        PersonalText.Of("Ann Secret")!.ToString().Should().Be("(personal)");
        PersonalText.Erased.ToString().Should().Be("(erased)");
        Ann.ToString().Should().NotContain("Secret");
        $"{Ann}{new CustomerReachable { OccurredAt = Ann.OccurredAt, Email = PersonalText.Of("Secret") }}".Should().NotContain("Secret");
    }

    [Fact]
    public void The_JSON_of_an_event_has_a_place_instead_of_it()
    {
        string json = Registered.Write(Ann, out IReadOnlyList<string?> texts);

        json.Should().Be("""{"name":0,"kind":"Person","occurredAt":"2026-01-01T00:00:00Z"}""");
        texts.Should().Equal("Ann Secret");
        Registered.Read(json, texts).Should().Be(Ann);
    }

    [Fact]
    public void An_event_whose_text_was_erased_is_still_read()
    {
        string json = Registered.Write(Ann, out _);

        foreach (IReadOnlyList<string?> texts in (IReadOnlyList<string?>[])[[], [null]])
        {
            var read = (CustomerRegistered)Registered.Read(json, texts);
            read.Name.Should().Be(PersonalText.Erased);
            ((Customer)Customer.Concept.Replay(Guid.NewGuid(), [read])).Name.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("""{"name":-1,"kind":"Person","occurredAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"name":99,"kind":"Person","occurredAt":"2026-01-01T00:00:00Z"}""")]
    public void A_place_that_is_not_there_was_erased(string json) =>
        ((CustomerRegistered)Registered.Read(json, ["x"])).Name.Should().Be(PersonalText.Erased);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":"Ann","kind":"Person","occurredAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"name":0,"kind":"Robot","occurredAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"name":0,"kind":"Person","occurredAt":"yesterday"}""")]
    public void What_is_no_such_event_is_refused(string json) =>
        FluentActions.Invoking(() => Registered.Read(json, [])).Should().Throw<System.Text.Json.JsonException>();

    [Fact]
    public void Equal_when_the_values_are()
    {
        PersonalText.Of("a").Should().Be(PersonalText.Of("a")).And.NotBe(PersonalText.Of("b")).And.NotBe(PersonalText.Erased);
        PersonalText.Of(null).Should().BeNull();
    }
}
