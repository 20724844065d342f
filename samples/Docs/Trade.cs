using Crm.Sdk.Customers;
using Crm.Sdk.Orders;
using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>A small CRM in memory for the pages about the domain: three customers, one pipeline, a few orders. The same at every run.</summary>
public static class Trade
{
    /// <summary>The present of all pages: noon of the 1st of April 2026.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 4, 1, 12, 0);

    /// <summary>A clock that stands at <see cref="Now"/>.</summary>
    public static IClock Clock { get; } = new Still();

    /// <summary>The user who acts.</summary>
    public static ActorRef Ann { get; } = ActorRef.User("ann");

    /// <summary>The beginning of a day of 2026.</summary>
    public static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);

    /// <summary>An empty CRM in memory.</summary>
    public static CrmRuntime Empty(CrmSchema? schema = null) =>
        new(new InMemoryCrmStore(schema ?? StandardSchema.Create("EUR")), Clock, new TimeOrderedIds(Clock, new Random(7)));

    /// <summary>A CRM with three customers and their orders.</summary>
    public static async Task<CrmRuntime> OpenAsync(CrmSchema? schema = null)
    {
        CrmRuntime crm = Empty(schema);
        await crm.OpenAsync();
        await FillAsync(crm);
        return crm;
    }

    /// <summary>Adds three customers and their orders, a pipeline and a product.</summary>
    public static async Task FillAsync(CrmRuntime crm)
    {
        await using CrmSession session = crm.OpenSession(TenantId.Single, Ann);
        Product drill = Product.Create(session.NewId<ProductId>(), "Drill", "Tools", Day(1, 1));
        session.Products.Add(drill);
        session.Pipelines.Add(Pipeline.Define(session.NewId<PipelineId>(), "Machines", [
            new Stage { Key = "qualified", Label = "Qualified", Category = StageCategory.Open, Probability = 20 },
            new Stage { Key = "offer", Label = "Offer", Category = StageCategory.Open, Probability = 60 },
            new Stage { Key = "won", Label = "Won", Category = StageCategory.Won },
            new Stage { Key = "lost", Label = "Lost", Category = StageCategory.Lost }], Day(1, 1)));
        foreach ((string name, string country, string number, int[] orders) in ((string, string, string, int[])[])
            [("Albers & Co", "DE", "1", [1, 2, 3, 3]), ("Brandt SA", "FR", "2", [2, 3]), ("Caro GmbH", "DE", "3", [])])
        {
            Customer customer = Customer.Register(session.NewId<CustomerId>(), name, CustomerKind.Organization, Day(1, 5));
            customer.Describe(null, country, Day(1, 5));
            customer.Identify(new ExternalId("shop", number), Day(1, 5));
            session.Customers.Add(customer);
            foreach (int month in orders)
            {
                session.Orders.Add(SalesOrder.Place(
                    session.NewId<SalesOrderId>(), customer.Id, [new OrderLine { Product = drill.Id, Quantity = 2, UnitPrice = Money.Of(100m, "EUR") }], Day(month, 10), channel: "web"));
            }
        }

        await session.CommitAsync();
    }

    private sealed class Still : IClock
    {
        public Instant GetCurrentInstant() => Now;
    }
}
