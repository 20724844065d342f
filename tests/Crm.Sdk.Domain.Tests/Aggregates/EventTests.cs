using System.Text.Json;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Interactions;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Aggregates;

/// <summary>Events of all concepts as the log has them.</summary>
public sealed class EventTests
{
    /// <summary>Logs are read by these names: add to the list, never change it.</summary>
    private static readonly string[] NamesForEver =
    [
        "archived", "attribute_changed", "business_objective.placed", "business_objective.restated", "business_objective.stated", "contact.added", "contact.affiliated", "contact.reachable",
        "contact.renamed", "customer.described", "customer.owner_assigned", "customer.placed_under", "customer.reachable", "customer.registered", "customer.renamed",
        "customer.stage_changed", "identified", "interaction.corrected", "interaction.recorded", "objective.activated", "objective.baseline_frozen",
        "objective.cancelled", "objective.drafted", "objective.feasibility_assessed", "objective.feasibility_overridden", "objective.replanned",
        "objective.taken_over",
        "objective.target_revised", "opportunity.amount_changed", "opportunity.assigned", "opportunity.close_date_moved", "opportunity.corrected", "opportunity.described", "opportunity.lost",
        "opportunity.opened", "opportunity.reopened", "opportunity.stage_changed", "opportunity.won", "order.cancelled", "order.line_amended", "order.line_returned",
        "order.line_shipped", "order.placed", "pipeline.defined", "pipeline.stage_set", "plan.drafted", "plan.published",
        "plan.restated", "plan.retired", "plan.review_set", "plan.reviewed", "plan.revised", "plan.scoped", "plan.section_approved", "plan.section_assigned",
        "plan.section_submitted", "plan.section_waived", "plan.submitted", "plan.taken_over", "plan.written",
        "product.added", "product.described", "product.priced", "restored", "segment.choice_withdrawn", "segment.chosen", "segment.defined", "segment.renamed", "segment.revised",
        "unidentified",
    ];

    private static readonly string[] PersonalParts = ["Ada", "Babbage", "example.org", "+49", "her engine", "secret"];

    [Fact]
    public void Names_of_events_are_kept_for_ever() =>
        StandardSchema.Concepts.SelectMany(c => c.Events).Select(e => e.Name).Distinct().Order(StringComparer.Ordinal).Should().Equal(NamesForEver);

    [Fact]
    public void Every_event_of_every_concept_is_read_as_it_was_written()
    {
        var seen = new HashSet<Type>();
        foreach ((EventType type, DomainEvent e) in Events())
        {
            string json = type.Write(e, out IReadOnlyList<string?> texts);
            DomainEvent read = type.Read(json, texts);

            seen.Add(type.Type);
            type.Write(read, out IReadOnlyList<string?> textsOfRead).Should().Be(json);
            textsOfRead.Should().Equal(texts);
            read.Should().BeEquivalentTo(e, o => o.RespectingRuntimeTypes().IncludingAllRuntimeProperties(), "{0}", type);
        }

        seen.Should().BeEquivalentTo(StandardSchema.Concepts.SelectMany(c => c.Events).Select(e => e.Type).Distinct());
    }

    [Fact]
    public void Personal_texts_stand_outside_the_JSON_of_every_event()
    {
        int withTexts = 0;
        foreach ((EventType type, DomainEvent e) in Events())
        {
            string json = type.Write(e, out IReadOnlyList<string?> texts);

            PersonalParts.Should().NotContain(p => json.Contains(p, StringComparison.OrdinalIgnoreCase), "{0} wrote {1}", type, json);
            withTexts += texts.Count > 0 ? 1 : 0;
        }

        withTexts.Should().Be(9, "customer: name twice, reachable; contact: name twice, reachable; interaction: subject twice; a personal attribute");
    }

    [Fact]
    public void An_event_whose_texts_were_erased_is_still_read()
    {
        foreach ((EventType type, DomainEvent e) in Events())
        {
            string json = type.Write(e, out IReadOnlyList<string?> texts);
            DomainEvent read = type.Read(json, []);

            type.Write(read, out IReadOnlyList<string?> left).Should().Be(json, "{0} keeps its places", type);
            left.Should().Equal(texts.Select(_ => (string?)null));
        }
    }

    [Fact]
    public void The_row_of_one_of_each_follows_from_its_events()
    {
        foreach ((Concept concept, Aggregate aggregate) in Specimens.OneOfEach())
        {
            aggregate.ShouldFollowFromItsEvents(concept);
        }
    }

    [Fact]
    public void Times_are_written_to_the_microsecond_and_amounts_with_their_currency()
    {
        var aggregate = Specimens.OneOfEach().Single(c => c.Concept.Name == "opportunity").Aggregate;
        Concept concept = Crm.Sdk.Sales.Opportunity.Concept;
        var e = aggregate.PendingEvents.OfType<Crm.Sdk.Sales.AmountChanged>().Single() with { OccurredAt = Specimens.Start + Duration.FromNanoseconds(1_234_567) };

        concept.EventOf(e).Write(e, out _).Should().Be("""{"amount":"1234.50 EUR","occurredAt":"2026-01-01T09:00:00.001234Z"}""");
    }

    [Theory]
    [InlineData("opportunity.amount_changed", """{"amount":"12,5 EUR x","occurredAt":"2026-01-01T09:00:00Z"}""")]
    [InlineData("opportunity.amount_changed", """{"amount":"1.234 EUR","occurredAt":"2026-01-01T09:00:00Z"}""")]
    [InlineData("opportunity.amount_changed", """{"amount":"1 EUR"}""")]
    [InlineData("opportunity.close_date_moved", """{"closeDate":"2026-02-30","occurredAt":"2026-01-01T09:00:00Z"}""")]
    [InlineData("opportunity.stage_changed", """{"stage":"x","occurredAt":"yesterday"}""")]
    [InlineData("opportunity.won", "null")]
    [InlineData("opportunity.won", "{")]
    public void A_spoilt_event_is_refused_as_JSON(string type, string json) =>
        FluentActions.Invoking(() => Crm.Sdk.Sales.Opportunity.Concept.FindEvent(type)!.Read(json, [])).Should().Throw<JsonException>();

    private static IEnumerable<(EventType Type, DomainEvent Event)> Events()
    {
        foreach ((Concept concept, Aggregate aggregate) in Specimens.OneOfEach())
        {
            foreach (DomainEvent e in aggregate.PendingEvents)
            {
                yield return (concept.EventOf(e), e);
            }
        }

        var customer = Customer.Register(Specimens.Id<CustomerId>(9), "x", CustomerKind.Organization, Specimens.Start);
        customer.Set(AttributeDefinition.Text("nickname", isPersonal: true), "secret", Specimens.Start);
        customer.Set(AttributeDefinition.Integer("employees"), 12, Specimens.Start);
        customer.Set(AttributeDefinition.Flag("vip"), true, Specimens.Start);
        customer.Set(AttributeDefinition.Text("tier"), "gold", Specimens.Start);
        customer.Clear(AttributeDefinition.Text("tier"), Specimens.Start);
        foreach (DomainEvent e in customer.PendingEvents.Skip(1))
        {
            yield return (Customer.Concept.EventOf(e), e);
        }
    }
}
