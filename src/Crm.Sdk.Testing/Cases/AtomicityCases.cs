using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>140 to 149: a commit is written whole or not at all.</summary>
internal static class AtomicityCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(140, "One stale change of many: nothing is written", s => RefusedAsync<CrmConcurrencyException>(s, StaleAsync)),
        Standard(141, "One bad reference of many: nothing is written", s => RefusedAsync<CrmReferenceException>(s, BadReferenceAsync)),
        Standard(142, "One taken external id of many: nothing is written", s => RefusedAsync<CrmDuplicateException>(s, TakenAsync)),
        Standard(143, "A commit that is cancelled before it begins writes nothing", CancelledAsync),
        Standard(144, "A commit of a thousand aggregates is one", LargeAsync),
        Standard(145, "A commit that is cancelled at any time is written whole or not at all", CancelledAnyTimeAsync),
    ];

    private static async Task RefusedAsync<TException>(Scene s, Func<Scene, CrmSession, CustomerId, Task> spoil)
        where TException : CrmStorageException
    {
        foreach (bool first in (bool[])[true, false])
        {
            CustomerId known = await s.CustomerAsync("known", c => c.Identify(new ExternalId("erp", $"known {first}"), s.Now));
            CustomerId other = await s.CustomerAsync("other", c => c.Identify(new ExternalId("erp", $"other {first}"), s.Now));
            string before = await SnapshotAsync(s);
            await using CrmSession session = s.Session();
            if (first)
            {
                await spoil(s, session, other);
            }

            (await session.CustomerAsync(known, s.Token)).Identify(new ExternalId("erp", $"replaced {first}"), s.Now);
            for (int i = 0; i < 5; i++)
            {
                session.NewCustomer($"new {i}", c => c.Identify(new ExternalId("erp", $"new {i} {first}"), s.Now));
            }

            (await session.CustomerAsync(known, s.Token)).Archive(s.Now);
            if (!first)
            {
                await spoil(s, session, other);
            }

            if (typeof(TException) == typeof(CrmConcurrencyException))
            {
                await s.ChangeAsync(other, c => c.AssignTo("early", s.Now));
                before = await SnapshotAsync(s);
            }

            await Expect.ThrowsAsync<TException>(() => session.CommitAsync(cancellationToken: s.Token).AsTask(), "A commit with one bad change");
            Expect.Equal(before, await SnapshotAsync(s), "All that the store holds, before and after the refused commit");
            Expect.Equal(0, (await session.Customers.FindAsync("erp", [$"new 0 {first}", $"new 4 {first}", $"replaced {first}"], s.Token)).Count, "How many of its external ids are known");
            Expect.Equal(known, (await session.Customers.FindAsync(new ExternalId("erp", $"known {first}"), s.Token))?.Id, "What the old external id finds");
        }
    }

    private static async Task StaleAsync(Scene s, CrmSession session, CustomerId other) => (await session.CustomerAsync(other, s.Token)).AssignTo("late", s.Now);

    private static Task BadReferenceAsync(Scene s, CrmSession session, CustomerId other)
    {
        session.NewCustomer("bad", c => c.PlaceUnder(new CustomerId(s.NewId()), s.Now));
        return Task.CompletedTask;
    }

    private static async Task TakenAsync(Scene s, CrmSession session, CustomerId other)
    {
        ExternalId taken = (await s.LoadAsync(other)).ExternalIds[0];
        session.NewCustomer("bad", c => c.Identify(taken, s.Now));
    }

    private static async Task CancelledAsync(Scene s)
    {
        await s.CustomerAsync("a");
        string before = await SnapshotAsync(s);
        await using CrmSession session = s.Session();
        session.NewCustomer("b");
        await Expect.ThrowsAsync<OperationCanceledException>(() => session.CommitAsync(cancellationToken: new CancellationToken(true)).AsTask(), "A commit that is cancelled");
        Expect.Equal(before, await SnapshotAsync(s), "All that the store holds");
        await session.CommitAsync(cancellationToken: s.Token);
        Expect.Sequence(["a", "b"], await s.NamesAsync(), "The customers after the commit was called again");
    }

    private static async Task LargeAsync(Scene s)
    {
        await s.CustomersAsync(Enumerable.Range(0, 1000).Select(i => $"c{i}"), (c, i) => c.Identify(new ExternalId("erp", $"{i}"), s.Now));
        Expect.Equal(1000, (await s.RowsAsync(Customer.Concept)).Count, "How many customers there are");
        Expect.Equal(2000, (await s.LogAsync()).Count, "How many events there are");
        Expect.Equal(1000, (await s.FactsAsync(s.Schema.Facts[0])).Count, "How many facts there are");
    }

    private static async Task CancelledAnyTimeAsync(Scene s)
    {
        for (int i = 0; i < 12; i++)
        {
            int before = (await s.RowsAsync(Customer.Concept)).Count;
            using var source = CancellationTokenSource.CreateLinkedTokenSource(s.Token);
            source.CancelAfter(TimeSpan.FromMilliseconds(i));
            await using CrmSession session = s.Session();
            for (int j = 0; j < 40; j++)
            {
                session.NewCustomer($"{i}-{j}");
            }

            try
            {
                await session.CommitAsync(cancellationToken: source.Token);
            }
            catch (OperationCanceledException)
            {
                // Whether it came in time does not matter.
            }

            int after = (await s.RowsAsync(Customer.Concept)).Count;
            Expect.True(after == before || after == before + 40, $"All 40 or none: there were {before}, now there are {after}");
            Expect.Equal(after, (await s.LogAsync()).Count, "The number of events, one for each customer");
            Expect.Equal(after, (await s.FactsAsync(s.Schema.Facts[0])).Count, "The number of facts, one for each customer");
        }
    }

    /// <summary>All that a tenant has in a store, as a text.</summary>
    internal static async Task<string> SnapshotAsync(Scene s)
    {
        var lines = new List<string>();
        foreach (Concept concept in s.Schema.Concepts)
        {
            lines.AddRange((await s.RowsAsync(concept)).Select(Text));
        }

        foreach (var fact in s.Schema.Facts)
        {
            lines.AddRange(await s.FactsAsync(fact));
        }

        lines.AddRange((await s.LogAsync()).Select(e =>
            $"{e.Position} {e.Concept} {e.Subject} {e.Version} {e.Actor} {e.RecordedAt} {e.Cause} {e.Event.Type} {e.Event.OccurredAt} {e.Event.Json} {Expect.Shown(e.Event.PersonalTexts)}"));
        return string.Join('\n', lines);
    }

    /// <summary>A row as a text.</summary>
    internal static string Text(Row row) =>
        $"{row.Id} v{row.Version} {row.IsArchived} {string.Join(" | ", row.Values.Select(Expect.Shown))} {Expect.Shown(row.ExternalIds)} {row.Attributes.ToJson()}";
}
