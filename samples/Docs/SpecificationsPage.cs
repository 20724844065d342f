using Crm.Sdk.Customers;
using Crm.Sdk.Orders;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about specifications.</summary>
public static class SpecificationsPage
{
    /// <summary>A question said in place.</summary>
    public static async Task Where(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);

        #region Where
        Instant march = Trade.Day(3, 1);
        IReadOnlyList<SalesOrder> orders = await session.Orders.ListAsync(q => q
            .Where(o => o.PlacedAt >= march && o.Status == OrderStatus.Open)
            .OrderByDescending(o => o.PlacedAt)
            .Take(10));
        output.WriteLine($"{orders.Count} open orders since March");
        #endregion
    }

    #region Named
    private sealed class In : Specification<Customer>
    {
        public In(string country) => Query.Where(c => c.Country == country);
    }
    #endregion

    /// <summary>Specifications with a name, joined.</summary>
    public static async Task Join(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);

        #region Join
        Specification<Customer> withA = Specification<Customer>.Of(q => q.Where(c => c.Name.StartsWith("Al", StringComparison.Ordinal)));
        output.WriteLine(await session.Customers.CountAsync(new In("DE").And(withA)));
        output.WriteLine(await session.Customers.CountAsync(new In("FR").Or(withA)));
        output.WriteLine(await session.Customers.CountAsync(new In("DE").Not()));
        #endregion
    }

    /// <summary>Pages.</summary>
    public static async Task Pages(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);

        #region Pages
        Specification<Customer> byName = Specification<Customer>.Of(q => q.OrderBy(c => c.Name).Take(2));
        PageCursor? after = null;
        do
        {
            Page<Customer> page = await session.Customers.PageAsync(byName.From(after));
            output.WriteLine(string.Join(", ", page.Items.Select(c => c.Name)));
            after = page.Next;
        }
        while (after is not null);
        #endregion
    }

    /// <summary>A pattern.</summary>
    public static async Task Search(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);

        #region Search
        string typed = "gmbh";
        foreach (Customer customer in await session.Customers.ListAsync(q => q.Search(c => c.Name, $"%{LikePattern.Escape(typed)}%")))
        {
            output.WriteLine(customer.Name);
        }
        #endregion
    }

    /// <summary>What is refused.</summary>
    public static Task Refused(TextWriter output)
    {
        #region Refused
        try
        {
            Specification<Customer>.Of(q => q.Where(c => c.Name.Length > 3));
        }
        catch (NotSupportedException problem)
        {
            output.WriteLine(problem.Message);
        }
        #endregion
        return Task.CompletedTask;
    }
}
