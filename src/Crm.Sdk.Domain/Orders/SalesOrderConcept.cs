using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using NodaTime;

namespace Crm.Sdk.Orders;

/// <content>How orders are stored, and the facts that they give.</content>
public sealed partial class SalesOrder
{
    /// <summary>The concept: columns, events and facts.</summary>
    public static Concept<SalesOrder, SalesOrderId> Concept { get; } = new ConceptBuilder<SalesOrder, SalesOrderId>("sales_order", id => new SalesOrder(id))
        .Text("number", o => o.Number, (o, v) => o.Number = v, indexed: true)
        .Reference("customer_id", "customer", o => o.Customer, (o, v) => o.Customer = v)
        .Reference("opportunity_id", "opportunity", o => o.Opportunity, (o, v) => o.Opportunity = v)
        .Instant("placed_at", o => o.PlacedAt, (o, v) => o.PlacedAt = v!.Value, required: true, indexed: true)
        .Text("channel", o => o.Channel, (o, v) => o.Channel = v)
        .Money("total", o => o.Total, (o, v) => o.Total = v)
        .Choice("status", o => o.Status, (o, v) => o.Status = v, indexed: true)
        .Text("cancel_reason", o => o.CancelReason, (o, v) => o.CancelReason = v)
        .Json("lines", o => o._lines, (o, v) => o._lines = v, OrderJson.Default.ListOrderLineState)
        .Event("order.placed", OrderJson.Default.OrderPlaced)
        .Event("order.line_amended", OrderJson.Default.OrderLineAmended)
        .Event("order.line_shipped", OrderJson.Default.OrderLineShipped)
        .Event("order.line_returned", OrderJson.Default.OrderLineReturned)
        .Event("order.cancelled", OrderJson.Default.OrderCancelled)
        .Fact("sales_order", FactShape.Entity, (fact, settings) => fact
            .Key(o => o.Id.Value)
            .Time("placed", o => (Instant?)o.PlacedAt)
            .Reference("customer", o => o.Customer?.Value)
            .Reference("opportunity", o => o.Opportunity?.Value)
            .Dimension("channel", o => o.Channel)
            .Dimension("status", o => o.Status.ToString())
            .Dimension("currency", o => o.Total?.Currency.Code)
            .Money("total", settings.Currency.Code, o => settings.AmountOf(o.Total)))
        .Facts("order_line", FactShape.Event, o => o._lines.Select(l => (Order: o, Line: l)), (fact, settings) => fact
            .Key(x => $"{x.Order.Id}:{x.Line.Number}")
            .Time("placed", x => (Instant?)x.Order.PlacedAt, isDefault: true)
            .Time("shipped", x => x.Line.FirstShippedAt)
            .Time("promised", x => x.Line.Line.PromisedOn, isPlanned: true)
            .Reference("sales_order", x => x.Order.Id.Value)
            .Reference("customer", x => x.Order.Customer?.Value)
            .Reference("product", x => x.Line.Line.Product?.Value)
            .Dimension("channel", x => x.Order.Channel)
            .Dimension("status", x => x.Line.Status.ToString())
            .Dimension("currency", x => x.Line.Line.UnitPrice.Currency.Code)
            .Measure("quantity", x => (long?)x.Line.Line.Quantity)
            .Measure("original_quantity", x => (long?)x.Line.OriginalQuantity)
            .Measure("shipped_quantity", x => (long?)x.Line.Shipped)
            .Measure("returned_quantity", x => (long?)x.Line.Returned)
            .Measure("cancelled_quantity", x => (long?)x.Line.Cancelled)
            .Money("unit_price", settings.Currency.Code, x => settings.AmountOf(x.Line.Line.UnitPrice))
            .Money("amount", settings.Currency.Code, x => settings.AmountOf(x.Line.Line.UnitPrice * (x.Line.Line.Quantity - x.Line.Cancelled))))
        .Build();

    static Concept IStored.StoredAs => Concept;
}
