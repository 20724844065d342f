using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the recipe that adds an attribute.</summary>
public static class AddAttributePage
{
    #region Declare
    private static readonly AttributeDefinition<string> Tier = AttributeDefinition.Text("tier");
    private static readonly AttributeDefinition<long> Seats = AttributeDefinition.Integer("seats");
    #endregion

    /// <summary>The attribute in use.</summary>
    public static async Task Use(TextWriter output)
    {
        #region Use
        CrmSchema schema = StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", Tier, Seats));
        await using CrmRuntime crm = await Trade.OpenAsync(schema);

        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer customer = (await session.Customers.FindAsync(new ExternalId("shop", "1")))!;
        customer.Set(Tier, "gold", Trade.Now);
        customer.Set(Seats, 12, Trade.Now);
        await session.CommitAsync();

        // In a condition.
        foreach (Customer gold in await session.Customers.ListAsync(q => q.Where(c => (string?)c.Attributes["tier"] == "gold")))
        {
            output.WriteLine(gold.Attributes.TryGet(Seats, out long seats) ? $"{gold.Name} has {seats} seats" : gold.Name);
        }

        // In a segment and a metric.
        CrmModel model = CrmModel.Parse("""
            segment gold = customer where tier = 'gold'
            metric orders = count(sales_order)
            metric seats = sum(customer.seats)
            """, schema.Facts).ThrowIfInvalid();
        var engine = new MetricEngine(model, await crm.LoadFactsAsync(TenantId.Single));
        output.Write(CubeTable.Write(await engine.EvaluateAsync(new MetricQuery { Metrics = ["orders", "seats"], Segments = ["gold"], Now = Trade.Now })));
        #endregion
    }
}
