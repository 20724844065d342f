using Crm.Sdk.Customers;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>220 to 239: a store is opened, closed and opened again.</summary>
internal static class LifeCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(220, "A new store is empty", EmptyAsync),
        Standard(221, "Opening a store that is open does nothing", OpenTwiceAsync),
        Standard(222, "Disposing twice is no trouble", DisposeTwiceAsync),
        Standard(223, "What was committed is there when the store is opened again: rows, events, external ids, facts", ReopenAsync, StoreCapabilities.Reopen),
        Standard(224, "After opening again positions rise further, and stale changes are still refused", GoOnAsync, StoreCapabilities.Reopen),
        Standard(225, "What was not committed is not there when the store is opened again", UncommittedAsync, StoreCapabilities.Reopen),
        Standard(226, "A store is used by many threads at once", ThreadsAsync),
    ];

    private static async Task EmptyAsync(Scene s)
    {
        Expect.Equal("", await AtomicityCases.SnapshotAsync(s), "All that a new store holds");
        Expect.Equal(0, (await s.LogAsync(new LogQuery())).Count, "Events of all tenants");
        Expect.Equal(null, await s.Store.FindAsync(Scene.Tenant, Customer.Concept, s.NewId(), s.Token), "What an id finds");
    }

    private static async Task OpenTwiceAsync(Scene s)
    {
        await s.CustomerAsync("a");
        await s.Runtime.OpenAsync(s.Token);
        await s.CustomerAsync("b");
        await s.Runtime.OpenAsync(s.Token);
        Expect.Sequence(["a", "b"], await s.NamesAsync(), "The customers");
    }

    private static async Task DisposeTwiceAsync(Scene s)
    {
        await s.CustomerAsync("a");
        await s.Store.DisposeAsync();
        await s.Store.DisposeAsync();
    }

    private static async Task ReopenAsync(Scene s)
    {
        await new RandomCommands(s, 12).RunAsync(40, withSpecimens: false);
        CustomerId known = await s.CustomerAsync("known", c => c.Identify(new ExternalId("erp", "7"), s.Now));
        string before = await AtomicityCases.SnapshotAsync(s);
        for (int i = 0; i < 3; i++)
        {
            await s.ReopenAsync();
            Expect.Equal(before, await AtomicityCases.SnapshotAsync(s), "All that the store held, and holds now that it is opened again");
        }

        await using CrmSession session = s.Session();
        Expect.Equal(known, (await session.Customers.FindAsync(new ExternalId("erp", "7"), s.Token))?.Id, "What an external id finds");
    }

    private static async Task GoOnAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("a");
        var stale = new List<Customer> { await s.LoadAsync(id) };
        stale[0].AssignTo("late", s.Now);
        await s.ChangeAsync(id, c => c.AssignTo("early", s.Now));
        long last = (await s.LogAsync())[^1].Position;
        await s.ReopenAsync();
        await Expect.ThrowsAsync<CrmConcurrencyException>(() => s.Store.CommitAsync(Commits.Of(s, Scene.Tenant, (stale[0], 1)), s.Token).AsTask(), "A stale change");
        await s.ChangeAsync(id, c => c.AssignTo("next", s.Now));
        List<LogEntry> log = await s.LogAsync();
        Expect.Equal(3, log.Count, "The number of events");
        Expect.True(log[^1].Position > last, "The position of the last event is above those before");
    }

    private static async Task UncommittedAsync(Scene s)
    {
        await s.CustomerAsync("a");
        await using CrmSession session = s.Session();
        session.NewCustomer("never");
        await s.ReopenAsync();
        Expect.Sequence(["a"], await s.NamesAsync(), "The customers");
    }

    private static async Task ThreadsAsync(Scene s)
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            for (int i = 0; i < 8; i++)
            {
                CustomerId id = await s.CustomerAsync($"w{worker}", c => c.Identify(new ExternalId("erp", $"{worker}-{i}"), s.Now));
                await s.ChangeAsync(id, c => c.AssignTo($"{i}", s.Now));
                Expect.True((await s.NamesAsync()).Count > i, "A worker sees what it has committed");
            }
        }, s.Token)));
        Expect.Equal(48, (await s.RowsAsync(Customer.Concept)).Count, "The number of customers");
        Expect.Sequence(await s.ProjectedAsync(s.Schema.Facts[0]), await s.FactsAsync(s.Schema.Facts[0]), "The facts");
    }
}
