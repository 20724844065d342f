using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Orders;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Orders;

public sealed class SalesOrderTests
{
    private static readonly Instant Later = Specimens.Start + Duration.FromDays(2);

    [Fact]
    public void An_order_without_lines_or_of_two_currencies_is_refused()
    {
        FluentActions.Invoking(() => Place()).Should().Throw<ArgumentException>().WithMessage("*at least one line*");
        FluentActions.Invoking(() => Place(Line(1, 5), new OrderLine { Quantity = 1, UnitPrice = Money.Of(5, "USD") })).Should().Throw<ArgumentException>().WithMessage("*is in EUR; a line cannot be in USD*");
    }

    [Fact]
    public void An_order_too_dear_to_count_is_refused_before_anything_happens()
    {
        FluentActions.Invoking(() => Place(Line(long.MaxValue, 5))).Should().Throw<OverflowException>();

        SalesOrder order = Place(Line(1, 5), Line(1, 5));
        FluentActions.Invoking(() => order.Amend(1, new OrderLine { Quantity = 1, UnitPrice = new Money(long.MaxValue - 100, Currency.Get("EUR")) }, Later)).Should().Throw<OverflowException>();
        order.PendingEvents.Should().ContainSingle();
        order.Total.Should().Be(Specimens.Eur(10));
    }

    [Fact]
    public void Cancelling_keeps_what_was_shipped_and_what_was_wanted()
    {
        SalesOrder order = Place(Line(5, 10), Line(2, 1));
        order.Ship(1, 3, Later);

        order.Cancel("late", Later);

        order.Lines.Select(l => (l.OriginalQuantity, l.Shipped, l.Cancelled, l.Status)).Should().Equal((5, 3, 2, LineStatus.Cancelled), (2, 0, 2, LineStatus.Cancelled));
        order.Status.Should().Be(OrderStatus.Shipped);
        order.Total.Should().Be(Specimens.Eur(30));
    }

    [Fact]
    public void A_cancelled_order_is_not_opened_again_through_a_line_that_was_all_shipped()
    {
        SalesOrder order = Place(Line(1, 10), Line(2, 1));
        order.Ship(1, 1, Later);
        order.Cancel("late", Later);

        FluentActions.Invoking(() => order.Amend(1, Line(7, 10), Later)).Should().Throw<InvalidOperationException>().WithMessage("*was cancelled*");

        order.Status.Should().Be(OrderStatus.Shipped);
    }

    [Fact]
    public void The_first_shipment_is_the_earliest_also_when_it_became_known_last()
    {
        SalesOrder order = Place(Line(5, 10));
        order.Ship(1, 1, Later);
        order.Ship(1, 1, Specimens.Start);

        order.Lines[0].FirstShippedAt.Should().Be(Specimens.Start);
    }

    [Fact]
    public void A_line_can_still_come_back_after_the_rest_was_cancelled()
    {
        SalesOrder order = Place(Line(2, 10));
        order.Ship(1, 1, Later);
        order.Cancel("late", Later);

        order.Return(1, 1, Later);

        order.Lines[0].Returned.Should().Be(1);
    }

    [Fact]
    public void A_price_is_at_least_nothing()
    {
        var product = Product.Create(Specimens.Id<ProductId>(1), "Wheel", null, Specimens.Start);

        FluentActions.Invoking(() => product.Price(Specimens.Eur(-1), Later)).Should().Throw<ArgumentException>();
        product.Price(Specimens.Eur(0), Later);
        product.Price(Specimens.Eur(0), Later);

        product.PendingEvents.Should().HaveCount(2);
    }

    private static OrderLine Line(long quantity, decimal price) => new() { Quantity = quantity, UnitPrice = Specimens.Eur(price) };

    private static SalesOrder Place(params OrderLine[] lines) => SalesOrder.Place(Specimens.Id<SalesOrderId>(1), null, lines, Specimens.Start);
}
