using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about sets and segments.</summary>
public static class SetsAndSegmentsPage
{
    /// <summary>Sets, by month.</summary>
    public static Task Sets(TextWriter output) => Shop.PrintAsync(output, Shop.AskByMonth("paid.orders", "paid.big", "due.orders"));

    /// <summary>Segments beside the total.</summary>
    public static Task Segments(TextWriter output) =>
        Shop.PrintAsync(output, Shop.Ask("orders", "revenue", "buyers") with { Segments = ["german", "returning"] });

    /// <summary>Segments in the store.</summary>
    public static async Task Stored(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);

        #region Stored
        Customer brandt = (await session.Customers.FindAsync(new ExternalId("shop", "2")))!;
        Segment regulars = Segment.DefineRule(session.NewId<SegmentId>(), "regulars", "Regulars", "count(sales_order) >= 3", Trade.Day(3, 31));
        regulars.Include(brandt.Id, "Two large orders are coming.", Trade.Day(3, 31));
        session.Segments.Add(regulars);
        await session.CommitAsync();

        // The definitions of the program, and beside them the segments of the store. One that does not fit is a finding, and left out.
        CrmModel definitions = CrmModel.Parse("metric buyers = distinct(sales_order.customer)", crm.Store.Schema.Facts).ThrowIfInvalid();
        StoredModel stored = await session.WithSegmentsAsync(definitions);
        CrmModel model = stored.Model;
        FactSet facts = await crm.LoadFactsAsync(TenantId.Single);
        var explorer = new SegmentExplorer(model, facts);
        output.WriteLine($"members: {explorer.Members("regulars", Trade.Now).Count}");
        foreach (SegmentCondition condition in explorer.Explain("regulars", brandt.Id.ToString(), Trade.Now)!.Conditions)
        {
            output.WriteLine($"{new string(' ', condition.Depth * 2)}{condition.Holds}: {condition.Text}");
        }
        #endregion
    }
}
