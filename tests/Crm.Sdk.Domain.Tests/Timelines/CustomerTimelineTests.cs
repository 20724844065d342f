using Crm.Sdk.Customers;
using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Interactions;
using Crm.Sdk.Orders;
using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Timelines;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Timelines;

public sealed class CustomerTimelineTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly CustomerId Ann = Specimens.Id<CustomerId>(1);
    private readonly CrmRuntime _crm = new(new InMemoryCrmStore(StandardSchema.Create("EUR")));

    public async Task InitializeAsync()
    {
        await using CrmSession session = Open();
        session.Customers.Add(Customer.Register(Ann, "Ann", CustomerKind.Person, Day(0)));
        session.Customers.Add(Customer.Register(Specimens.Id<CustomerId>(2), "Bob", CustomerKind.Person, Day(0)));
        Pipeline pipeline = Specimens.NewBusiness();
        session.Pipelines.Add(pipeline);
        var deal = Opportunity.Open(Specimens.Id<OpportunityId>(1), "Engine", Ann, pipeline, "new", Day(1));
        deal.Win(pipeline, "won", Day(4));
        session.Opportunities.Add(deal);
        session.Interactions.Add(Call(1, Ann, 2, "hello"));
        session.Interactions.Add(Call(2, Ann, 5, null));
        session.Interactions.Add(Call(3, Specimens.Id<CustomerId>(2), 5, "not hers"));
        Interaction away = Call(4, Ann, 6, "archived");
        away.Archive(Day(7));
        session.Interactions.Add(away);
        session.Orders.Add(SalesOrder.Place(Specimens.Id<SalesOrderId>(1), Ann, [new OrderLine { Quantity = 2, UnitPrice = Specimens.Eur(5) }], Day(4), "A-1"));
        await session.CommitAsync();
    }

    public ValueTask DisposeAsync() => _crm.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task All_that_happened_with_a_customer_is_told_the_latest_first() =>
        (await Read(100)).Should().Equal(
            "5 inbound call by phone", "4 'Engine' entered won (Won)", "4 order A-1 of 10.00 EUR, open", "2 inbound call by phone: hello", "1 'Engine' entered new");

    [Fact]
    public async Task A_part_begins_before_an_instant()
    {
        (await Read(100, Day(4))).Should().Equal("2 inbound call by phone: hello", "1 'Engine' entered new");
        (await Read(1, Day(4))).Should().Equal("2 inbound call by phone: hello");
        (await Read(100, Day(1))).Should().BeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Reading_on_part_by_part_gives_everything_once(int take)
    {
        await using (CrmSession session = Open())
        {
            for (int i = 10; i < 20; i++)
            {
                session.Interactions.Add(Call(i, Ann, i < 14 ? 2 : 3, $"{i}"));
            }

            await session.CommitAsync();
        }

        List<TimelineEntry> all = [.. await Entries(1000, null)], parts = [];
        Instant? before = null;
        while (await Entries(take, before) is { Count: > 0 } part)
        {
            parts.AddRange(part);
            before = part[^1].At;
        }

        parts.Select(e => $"{e.At} {e.Text}").Should().Equal(all.Select(e => $"{e.At} {e.Text}"));
    }

    [Fact]
    public async Task Entries_of_one_instant_are_never_parted()
    {
        await using CrmSession session = Open();
        session.Interactions.Add(Call(5, Specimens.Id<CustomerId>(2), 5, "nor this"));
        session.Interactions.Add(Call(6, Specimens.Id<CustomerId>(2), 4, "before"));
        await session.CommitAsync();

        (await CustomerTimeline.ReadAsync(session, Specimens.Id<CustomerId>(2), 1)).Select(e => e.Text).Should().Equal("inbound call by phone: not hers", "inbound call by phone: nor this");
    }

    [Fact]
    public async Task A_customer_with_whom_nothing_happened_has_no_entry()
    {
        await using CrmSession session = Open();
        (await CustomerTimeline.ReadAsync(session, Specimens.Id<CustomerId>(9), 10)).Should().BeEmpty();
        await FluentActions.Awaiting(() => CustomerTimeline.ReadAsync(session, Ann, 0).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    private static Instant Day(int day) => Specimens.Start + Duration.FromDays(day);

    private static Interaction Call(int id, CustomerId customer, int day, string? subject) => Interaction.Record(Specimens.Id<InteractionId>(id), new InteractionDetails
    {
        Customer = customer, At = Day(day), Type = "call", Channel = "phone", Direction = Direction.Inbound, Subject = Crm.Sdk.Aggregates.PersonalText.Of(subject),
    });

    private CrmSession Open() => _crm.OpenSession(TenantId.Single, ActorRef.User("ann"));

    private async Task<IEnumerable<string>> Read(int take, Instant? before = null) =>
        (await Entries(take, before)).Select(e => $"{(e.At - Specimens.Start).Days} {e.Text}");

    private async Task<IReadOnlyList<TimelineEntry>> Entries(int take, Instant? before)
    {
        await using CrmSession session = Open();
        return await CustomerTimeline.ReadAsync(session, Ann, take, before);
    }
}
