using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Sales;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Facts;

public sealed class FactIntervalTests
{
    private static readonly FactField Deal = new("deal", FieldRole.Reference, DataType.Reference("deal")), Id = new("id", FieldRole.Key, DataType.Text);

    private static FactField Time(string name, bool isDefault = false, bool isPlanned = false, DataType? type = null) =>
        new(name, FieldRole.Time, type ?? DataType.Instant) { IsDefault = isDefault, IsPlanned = isPlanned };

    [Fact]
    public void The_key_of_an_interval_is_its_entity_unless_it_has_one_of_its_own()
    {
        var shared = new FactSchema("stay", FactShape.Interval, [Deal, Time("a"), Time("b")], new FactInterval("deal", "a", "b"));
        var own = new FactSchema("stay", FactShape.Interval, [Deal, Id, Time("a"), Time("b")], new FactInterval("deal", "a", "b"));

        (shared.Key, shared.HasOwnKey, own.Key, own.HasOwnKey).Should().Be((Deal, false, Id, true));
    }

    [Fact]
    public void An_interval_that_names_what_is_not_there_is_refused()
    {
        void Refused(FactShape shape, FactInterval? interval, params FactField[] fields) =>
            FluentActions.Invoking(() => new FactSchema("stay", shape, fields, interval)).Should().Throw<ArgumentException>();

        Refused(FactShape.Interval, null, Deal, Time("a"), Time("b"));
        Refused(FactShape.Event, new FactInterval("deal", "a", "b"), Id, Deal, Time("a"), Time("b"));
        Refused(FactShape.Interval, new FactInterval("customer", "a", "b"), Deal, Time("a"), Time("b"));
        Refused(FactShape.Interval, new FactInterval("deal", "a", "c"), Deal, Time("a"), Time("b"));
        Refused(FactShape.Interval, new FactInterval("deal", "a", "a"), Deal, Time("a"), Time("b"));
        Refused(FactShape.Interval, new FactInterval("deal", "a", "b"), Deal, Time("a"), Time("b", type: DataType.Date));
        Refused(FactShape.Interval, new FactInterval("deal", "a", "b"), Deal, Time("a", isDefault: true), Time("b"));
        Refused(FactShape.Interval, new FactInterval("deal", "a", "b"), Deal, Time("a"), Time("b", isPlanned: true));
        Refused(FactShape.Event, null, Deal, Time("a"));
    }

    [Fact]
    public void Rows_of_a_type_of_the_host_may_share_their_entity()
    {
        FactMapping<(string Deal, int From, int? To)> stays = FactSchema.For<(string Deal, int From, int? To)>("stay", FactShape.Interval)
            .Lasts("deal", "came", "went", mayOverlap: true)
            .Reference("deal", s => s.Deal)
            .Time("came", s => (Instant?)Instant.FromUnixTimeSeconds(s.From))
            .Time("went", s => s.To is { } to ? Instant.FromUnixTimeSeconds(to) : null)
            .Build();

        stays.Schema.Interval!.MayOverlap.Should().BeTrue();
        stays.Read([("d1", 1, 2), ("d1", 2, null)]).Count.Should().Be(2);
    }

    [Fact]
    public void The_stays_of_an_opportunity_are_an_interval_of_it() =>
        Opportunity.Concept.Facts(new FactSettings { Currency = Currency.Get("EUR"), Attributes = new Crm.Sdk.Attributes.AttributeRegistry() })
            .Single(f => f.Schema.Name == "stage_interval").Schema.Interval.Should().BeEquivalentTo(new FactInterval("opportunity", "entered", "left"));
}
