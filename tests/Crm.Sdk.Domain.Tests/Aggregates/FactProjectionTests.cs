using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Interactions;
using Crm.Sdk.Orders;
using Crm.Sdk.Sales;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Domain.Tests.Aggregates;

/// <summary>The facts of a small company, worked out by hand. Ids are written as their number.</summary>
public sealed class FactProjectionTests
{
    private static readonly Instant Later = Specimens.Start + Duration.FromDays(1);

    private static readonly AttributeDefinition<string> Tier = AttributeDefinition.Text("tier");
    private static readonly AttributeDefinition<bool> Vip = AttributeDefinition.Flag("vip");
    private static readonly AttributeDefinition<decimal> Credit = AttributeDefinition.Decimal("credit", 2);
    private static readonly AttributeDefinition<LocalDate> Since = AttributeDefinition.Date("since");

    private static readonly FactSettings Settings = StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", Tier, Vip, Credit, Since)).Settings;

    [Fact]
    public void The_standard_schema_gives_these_facts() =>
        StandardSchema.Create("EUR").Facts.Select(f => f.Name).Should().Equal(
            "customer", "contact", "interaction", "opportunity", "stage_interval", "product", "sales_order", "order_line", "segment_choice");

    [Fact]
    public void A_customer_is_a_fact_with_the_hosts_attributes()
    {
        var customer = Customer.Register(Specimens.Id<CustomerId>(1), "Ada", CustomerKind.Person, Specimens.Start);
        customer.Describe("science", "GB", Later);
        customer.PlaceUnder(Specimens.Id<CustomerId>(2), Later);
        customer.MoveTo(LifecycleStage.Active, Later);
        customer.Set(Tier, "gold", Later);
        customer.Set(Vip, true, Later);
        customer.Set(Credit, 12.5m, Later);
        customer.Set(Since, Specimens.Day("2025-12-24"), Later);

        FactsOf(Customer.Concept, customer).Should().Equal(
            "customer id=1 registered=2026-01-01T09:00:00Z parent=2 kind=Person stage=Active owner=- industry=science country=GB tier=gold vip=1 credit=1250 since=2025-12-24");
    }

    [Fact]
    public void A_customer_of_whom_nothing_is_known_has_nulls_rather_than_empty_texts() =>
        FactsOf(Customer.Concept, Customer.Register(Specimens.Id<CustomerId>(1), "Ada", CustomerKind.Organization, Specimens.Start)).Should().Equal(
            "customer id=1 registered=2026-01-01T09:00:00Z parent=- kind=Organization stage=Prospect owner=- industry=- country=- tier=- vip=- credit=- since=-");

    [Fact]
    public void A_contact_is_a_fact_without_a_word_about_the_person()
    {
        var contact = Contact.Create(Specimens.Id<ContactId>(7), "Ada", Specimens.Id<CustomerId>(1), Specimens.Start);
        contact.Affiliate(Specimens.Id<CustomerId>(1), "buyer", Later);

        FactsOf(Contact.Concept, contact).Should().Equal("contact id=7 added=2026-01-01T09:00:00Z customer=1 role=buyer");
    }

    [Fact]
    public void An_interaction_is_a_fact_as_it_was_corrected()
    {
        var call = Interaction.Record(Specimens.Id<InteractionId>(3), Specimens.Call());
        call.Correct(Specimens.Call() with { At = Later, Seconds = 90, Direction = Direction.Outbound, Contact = null }, Later);

        FactsOf(Interaction.Concept, call).Should().Equal(
            "interaction id=3 at=2026-01-02T09:00:00Z customer=1 contact=- type=call channel=phone direction=Outbound owner=ann duration=90000000");
    }

    [Fact]
    public void An_opportunity_is_a_fact_and_each_stay_in_a_stage_is_one()
    {
        Pipeline pipeline = Specimens.NewBusiness();
        var opportunity = Opportunity.Open(Specimens.Id<OpportunityId>(4), "Deal", Specimens.Id<CustomerId>(1), pipeline, "new", Specimens.Start);
        opportunity.Value(Specimens.Eur(1000), Specimens.Start);
        opportunity.Expect(Specimens.Day("2026-03-01"), Specimens.Start);
        opportunity.AssignTo("ann", Specimens.Start);
        opportunity.Describe("fair", "engine", Specimens.Start);
        opportunity.MoveTo(pipeline, "offer", Later);
        opportunity.Lose(pipeline, "lost", "price", Later + Duration.FromHours(1));

        FactsOf(Opportunity.Concept, opportunity).Should().Equal(
            "opportunity id=4 opened=2026-01-01T09:00:00Z closed=2026-01-02T10:00:00Z expected_close=2026-03-01 customer=1 stage=lost category=Lost owner=ann source=fair "
            + "product=engine lost_reason=price currency=EUR amount=100000",
            "stage_interval id=4:1 entered=2026-01-01T09:00:00Z left=2026-01-02T09:00:00Z opportunity=4 customer=1 stage=new category=Open next_stage=offer duration=86400000000",
            "stage_interval id=4:2 entered=2026-01-02T09:00:00Z left=2026-01-02T10:00:00Z opportunity=4 customer=1 stage=offer category=Open next_stage=lost duration=3600000000",
            "stage_interval id=4:3 entered=2026-01-02T10:00:00Z left=- opportunity=4 customer=1 stage=lost category=Lost next_stage=- duration=-");
    }

    [Fact]
    public void A_product_is_a_fact()
    {
        var product = Product.Create(Specimens.Id<ProductId>(5), "Wheel", "parts", Specimens.Start);
        product.Price(Specimens.Eur(9.99m), Later);

        FactsOf(Product.Concept, product).Should().Equal("product id=5 added=2026-01-01T09:00:00Z name=Wheel category=parts list_price=999");
    }

    [Fact]
    public void An_order_is_a_fact_and_each_of_its_lines_is_one()
    {
        var order = SalesOrder.Place(
            Specimens.Id<SalesOrderId>(6), Specimens.Id<CustomerId>(1),
            [
                new OrderLine { Product = Specimens.Id<ProductId>(5), Quantity = 5, UnitPrice = Specimens.Eur(10), PromisedOn = Specimens.Day("2026-02-01") },
                new OrderLine { Quantity = 1, UnitPrice = Specimens.Eur(4.5m) },
            ],
            Specimens.Start, "A-1", "web", Specimens.Id<OpportunityId>(4));
        order.Amend(1, new OrderLine { Product = Specimens.Id<ProductId>(5), Quantity = 4, UnitPrice = Specimens.Eur(10) }, Later);
        order.Ship(1, 3, Later);
        order.Return(1, 2, Later);
        order.Cancel("late", Later);

        FactsOf(SalesOrder.Concept, order).Should().Equal(
            "sales_order id=6 placed=2026-01-01T09:00:00Z customer=1 opportunity=4 channel=web status=Shipped currency=EUR total=3000",
            "order_line id=6:1 placed=2026-01-01T09:00:00Z shipped=2026-01-02T09:00:00Z promised=- sales_order=6 customer=1 product=5 channel=web status=Cancelled currency=EUR "
            + "quantity=4 original_quantity=5 shipped_quantity=3 returned_quantity=2 cancelled_quantity=1 unit_price=1000 amount=3000",
            "order_line id=6:2 placed=2026-01-01T09:00:00Z shipped=- promised=- sales_order=6 customer=1 product=- channel=web status=Cancelled currency=EUR "
            + "quantity=1 original_quantity=1 shipped_quantity=0 returned_quantity=0 cancelled_quantity=1 unit_price=450 amount=0");
    }

    [Fact]
    public void Each_choice_of_a_segment_is_a_fact()
    {
        var segment = Segment.DefineStatic(Specimens.Id<SegmentId>(8), "friends", "Friends", Specimens.Start);
        segment.Include(Specimens.Id<CustomerId>(1), "known", Specimens.Start);
        segment.Exclude(Specimens.Id<CustomerId>(2), "unknown", Later);

        FactsOf(Segment.Concept, segment).Should().Equal(
            "segment_choice id=8:1 since=2026-01-01T09:00:00Z customer=1 chosen_for=friends verdict=Included",
            "segment_choice id=8:2 since=2026-01-02T09:00:00Z customer=2 chosen_for=friends verdict=Excluded");
    }

    [Fact]
    public void What_is_archived_gives_no_fact_and_gives_it_again_when_it_is_back()
    {
        foreach ((Concept concept, Aggregate aggregate) in Specimens.OneOfEach())
        {
            int facts = FactsOf(concept, aggregate).Count;

            aggregate.Archive(Later);
            FactsOf(concept, aggregate).Should().BeEmpty("{0} is archived", concept);
            aggregate.Restore(Later);
            FactsOf(concept, aggregate).Should().HaveCount(facts);
        }
    }

    [Fact]
    public void An_amount_of_another_currency_is_missing_and_its_currency_is_told()
    {
        var opportunity = Opportunity.Open(Specimens.Id<OpportunityId>(4), "Deal", null, Specimens.NewBusiness(), "new", Specimens.Start);
        opportunity.Value(Money.Of(7, "USD"), Specimens.Start);
        var order = SalesOrder.Place(Specimens.Id<SalesOrderId>(6), null, [new OrderLine { Quantity = 2, UnitPrice = Money.Of(7, "USD") }], Specimens.Start);

        FactsOf(Opportunity.Concept, opportunity)[0].Should().EndWith("currency=USD amount=-");
        FactsOf(SalesOrder.Concept, order)[0].Should().EndWith("currency=USD total=-");
        FactsOf(SalesOrder.Concept, order)[1].Should().Contain("currency=USD quantity=2").And.EndWith("unit_price=- amount=-");
    }

    private static List<string> FactsOf(Concept concept, Aggregate aggregate) =>
        [.. concept.Facts(Settings).SelectMany(p => p.Of(aggregate)).Select(Text)];

    private static string Text(FactRecord fact) => $"{fact.Schema.Name} {string.Join(' ', fact.Schema.Fields.Select((f, i) => $"{f.Name}={Text(f, fact.Values[i])}"))}"
        .Replace("00000000-0000-0000-0000-00000000000", "", StringComparison.Ordinal);

    private static string Text(FactField field, object? value) => value switch
    {
        null => "-",
        long n when field.Type.Kind == DataKind.Instant => InstantPattern.ExtendedIso.Format(StorageForm.ToInstant(n)),
        long n when field.Type.Kind == DataKind.Date => LocalDatePattern.Iso.Format(StorageForm.ToDate(n)),
        _ => $"{value}",
    };
}
