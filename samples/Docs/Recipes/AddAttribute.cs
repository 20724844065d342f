#region Program
using Crm.Sdk;
using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Recipes.AddAttribute;

/// <summary>Adds attributes to customers and uses them.</summary>
public static class Program
{
    #region Declare
    private static readonly AttributeDefinition<string> Tier = AttributeDefinition.Text("tier");
    private static readonly AttributeDefinition<long> Seats = AttributeDefinition.Integer("seats");
    #endregion

    /// <summary>Runs the recipe.</summary>
    public static async Task Main()
    {
        CrmSchema schema = StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", Tier, Seats));
        await using var crm = new CrmRuntime(new InMemoryCrmStore(schema));
        await crm.OpenAsync();

        Instant day = Instant.FromUtc(2026, 4, 1, 9, 0);
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer albers = Customer.Register(session.NewId<CustomerId>(), "Albers & Co", CustomerKind.Organization, day);
        albers.Set(Tier, "gold", day);
        albers.Set(Seats, 12, day);
        session.Customers.Add(albers);
        session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "Brandt SA", CustomerKind.Organization, day));
        await session.CommitAsync();

        // In a condition.
        foreach (Customer gold in await session.Customers.ListAsync(q => q.Where(c => (string?)c.Attributes["tier"] == "gold")))
        {
            Console.WriteLine(gold.Attributes.TryGet(Seats, out long seats) ? $"{gold.Name} has {seats} seats" : gold.Name);
        }

        // In a segment and a metric.
        CrmModel model = CrmModel.Parse("""
            segment gold = customer where tier = 'gold'
            metric customers = count(customer)
            metric seats = sum(customer.seats)
            """, schema.Facts).ThrowIfInvalid();
        var engine = new MetricEngine(model, await crm.LoadFactsAsync(TenantId.Single));
        Console.Write(CubeTable.Write(await engine.EvaluateAsync(new MetricQuery { Metrics = ["customers", "seats"], Segments = ["gold"], Now = day.Plus(Duration.FromDays(1)) })));
    }
}
#endregion
