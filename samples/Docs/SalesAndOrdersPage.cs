using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Orders;
using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about sales and orders.</summary>
public static class SalesAndOrdersPage
{
    /// <summary>An opportunity goes through its stages.</summary>
    public static async Task Deal(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);

        #region Deal
        Pipeline pipeline = (await session.Pipelines.ListAsync(_ => { }))[0];
        Customer customer = (await session.Customers.FindAsync(new ExternalId("shop", "1")))!;

        Opportunity deal = Opportunity.Open(session.NewId<OpportunityId>(), "Two saws", customer.Id, pipeline, "qualified", Trade.Day(3, 2));
        deal.Value(Money.Of(2_400m, "EUR"), Trade.Day(3, 2));
        deal.Expect(new LocalDate(2026, 3, 31), Trade.Day(3, 2));
        deal.MoveTo(pipeline, "offer", Trade.Day(3, 9));
        deal.Win(pipeline, "won", Trade.Day(3, 20));
        session.Opportunities.Add(deal);
        await session.CommitAsync();

        foreach (StageInterval stay in deal.StageIntervals())
        {
            output.WriteLine($"{stay.Stage} from {stay.Entered:uuuu-MM-dd} to {(stay.Left is { } left ? $"{left:uuuu-MM-dd}" : "now")}");
        }
        #endregion
    }

    /// <summary>An order and what becomes of its lines.</summary>
    public static async Task Order(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);
        Customer customer = (await session.Customers.FindAsync(new ExternalId("shop", "1")))!;

        #region Order
        SalesOrder order = SalesOrder.Place(
            session.NewId<SalesOrderId>(), customer.Id,
            [
                new OrderLine { Quantity = 10, UnitPrice = Money.Of(12.50m, "EUR"), PromisedOn = new LocalDate(2026, 3, 27) },
                new OrderLine { Quantity = 1, UnitPrice = Money.Of(90m, "EUR") },
            ], Trade.Day(3, 20), number: "A-17", channel: "phone");
        order.Ship(1, 6, Trade.Day(3, 23));
        order.Return(1, 1, Trade.Day(3, 28));
        order.Cancel("out of stock", Trade.Day(3, 30));
        session.Orders.Add(order);
        await session.CommitAsync();

        output.WriteLine($"{order.Status}, {order.Total}");
        foreach (OrderLineState line in order.Lines)
        {
            output.WriteLine($"line {line.Number}: wanted {line.Line.Quantity}, shipped {line.Shipped}, returned {line.Returned}, cancelled {line.Cancelled}");
        }
        #endregion
    }

    /// <summary>Metrics over the facts of the CRM.</summary>
    public static async Task Facts(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Facts
        CrmModel model = CrmModel.Parse("""
            metric orders = count(sales_order)
            metric revenue = sum(order_line.amount)
            metric buyers = distinct(sales_order.customer) unit count
            """, crm.Store.Schema.Facts).ThrowIfInvalid();
        var engine = new MetricEngine(model, await crm.LoadFactsAsync(TenantId.Single));
        output.Write(CubeTable.Write(await engine.EvaluateAsync(new MetricQuery
        {
            Metrics = ["orders", "revenue", "buyers"], By = ["customer.country"], Now = Trade.Now,
        })));
        #endregion
    }

    /// <summary>More than is there.</summary>
    public static Task TooMany(TextWriter output)
    {
        #region TooMany
        SalesOrder order = SalesOrder.Place(new SalesOrderId(Guid.NewGuid()), null, [new OrderLine { Quantity = 2, UnitPrice = Money.Of(5m, "EUR") }], Trade.Day(3, 1));
        try
        {
            order.Ship(1, 3, Trade.Day(3, 2));
        }
        catch (ArgumentException problem)
        {
            output.WriteLine(problem.Message);
        }
        #endregion
        return Task.CompletedTask;
    }
}
