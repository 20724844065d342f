using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>200 to 219: streams see one moment, can be left at any time, and leave the store usable.</summary>
internal static class StreamCases
{
    private static readonly RowQuery ByName = new(Customer.Concept) { Order = [new RowOrder(Condition.Column("name"), false)] };

    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(200, "A call that is cancelled before it begins says so, and leaves the store usable", BeforeAsync),
        Standard(201, "A stream that is cancelled in the middle says so, and leaves the store usable", MiddleAsync),
        Standard(202, "A stream that is left in the middle leaves the store usable", LeftAsync),
        Standard(203, "A stream of rows sees one moment while others commit", RowsAsync),
        Standard(204, "A stream of events sees one moment while others commit", LogAsync),
        Standard(205, "Streams run beside one another, in one session too", BesideAsync),
        Standard(206, "A stream of facts sees one moment while others commit", FactsAsync),
        Standard(207, "Readers and writers at once: no reader sees half a commit", WholeCommitsAsync),
    ];

    private static async Task<List<CustomerId>> TwentyAsync(Scene s) => await s.CustomersAsync(Enumerable.Range(0, 20).Select(i => $"c{i:D2}"));

    private static async Task UsableAsync(Scene s)
    {
        int before = (await s.RowsAsync(Customer.Concept)).Count;
        CustomerId id = await s.CustomerAsync("after");
        await s.ChangeAsync(id, c => c.AssignTo("x", s.Now));
        Expect.Equal(before + 1, (await s.RowsAsync(Customer.Concept)).Count, "How many customers there are after one more");
        Expect.Equal("x", (await s.LoadAsync(id)).Owner, "The owner after a change");
    }

    private static async Task BeforeAsync(Scene s)
    {
        List<CustomerId> ids = await TwentyAsync(s);
        var gone = new CancellationToken(true);
        Func<Task>[] calls =
        [
            () => s.Store.FindAsync(Scene.Tenant, Customer.Concept, ids[0].Value, gone).AsTask(),
            () => s.Store.FindAsync(Scene.Tenant, Customer.Concept, "erp", ["7"], gone).AsTask(),
            () => s.Store.CountAsync(Scene.Tenant, ByName, gone).AsTask(),
            () => s.Store.LeaseAsync("f", 1, s.Now, NodaTime.Duration.FromMinutes(1), gone).AsTask(),
            () => DrainAsync(s.Store.QueryAsync(Scene.Tenant, ByName, gone)),
            () => DrainAsync(s.Store.ReadLogAsync(new LogQuery(), gone)),
            () => s.Store.CommitAsync(Commits.Of(s, Scene.Tenant, (Customer.Register(new CustomerId(s.NewId()), "x", CustomerKind.Person, s.Now), 0)), gone).AsTask(),
        ];
        foreach (Func<Task> call in calls)
        {
            await Expect.ThrowsAsync<OperationCanceledException>(call, "A call that is cancelled before it begins");
        }

        await UsableAsync(s);
    }

    private static async Task MiddleAsync(Scene s)
    {
        await TwentyAsync(s);
        for (int at = 1; at < 20; at += 6)
        {
            using var source = new CancellationTokenSource();
            await Expect.ThrowsAsync<OperationCanceledException>(() => DrainAsync(s.Store.QueryAsync(Scene.Tenant, ByName, source.Token), source, at), "A stream of rows that is cancelled");
            using var other = new CancellationTokenSource();
            await Expect.ThrowsAsync<OperationCanceledException>(() => DrainAsync(s.Store.ReadLogAsync(new LogQuery(), other.Token), other, at), "A stream of events that is cancelled");
        }

        await UsableAsync(s);
    }

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> stream, CancellationTokenSource? source = null, int at = 0)
    {
        int seen = 0;
        await foreach (T item in stream)
        {
            if (++seen == at)
            {
                await source!.CancelAsync();
            }
        }
    }

    private static async Task LeftAsync(Scene s)
    {
        await TwentyAsync(s);
        for (int i = 0; i < 50; i++)
        {
            await FirstAsync(s.Store.QueryAsync(Scene.Tenant, ByName, s.Token));
            await FirstAsync(s.Store.ReadLogAsync(new LogQuery(), s.Token));
            await FirstAsync(s.Store.Facts(Scene.Tenant, s.Schema.Facts[0]).ReadAsync(s.Token));
        }

        await UsableAsync(s);
    }

    private static async Task FirstAsync<T>(IAsyncEnumerable<T> stream)
    {
        await using IAsyncEnumerator<T> items = stream.GetAsyncEnumerator();
        Expect.True(await items.MoveNextAsync(), "A stream has a first item");
    }

    private static async Task RowsAsync(Scene s)
    {
        List<CustomerId> ids = await TwentyAsync(s);
        var seen = new List<string>();
        await foreach (Row row in s.Store.QueryAsync(Scene.Tenant, ByName, s.Token))
        {
            seen.Add($"{row.Values[0]} v{row.Version}");
            if (seen.Count == 1)
            {
                await s.CustomerAsync("c05a");
                await s.ChangeAsync(ids[10], c => c.Archive(s.Now));
                await s.ChangeAsync(ids[15], c => c.Rename("c00a", s.Now));
                await s.ChangeAsync(ids[19], c => c.AssignTo("x", s.Now));
            }
        }

        Expect.Sequence(Enumerable.Range(0, 20).Select(i => $"c{i:D2} v1"), seen, "Names and versions, as they were when the stream began");
    }

    private static async Task LogAsync(Scene s)
    {
        await TwentyAsync(s);
        int seen = 0;
        await foreach (LogEntry entry in s.Store.ReadLogAsync(new LogQuery(), s.Token))
        {
            if (seen++ == 0)
            {
                await s.CustomerAsync("later");
            }
        }

        Expect.Equal(20, seen, "How many events there were when the stream began");
    }

    private static async Task BesideAsync(Scene s)
    {
        await TwentyAsync(s);
        await using CrmSession session = s.Session();
        await using IAsyncEnumerator<Customer> one = session.Customers.ReadAsync(Specification<Customer>.Of(q => q.OrderBy(c => c.Name)), s.Token).GetAsyncEnumerator(s.Token);
        await using IAsyncEnumerator<Customer> two = session.Customers.ReadAsync(Specification<Customer>.Of(q => q.OrderByDescending(c => c.Name)), s.Token).GetAsyncEnumerator(s.Token);
        for (int i = 0; i < 20; i++)
        {
            Expect.True(await one.MoveNextAsync() && await two.MoveNextAsync(), "Both streams go on");
            Expect.Equal(($"c{i:D2}", $"c{19 - i:D2}"), (one.Current.Name, two.Current.Name), "What two streams give side by side");
            Customer loaded = await session.CustomerAsync(one.Current.Id, s.Token);
            loaded.AssignTo("x", s.Now);
        }

        Expect.True(!await one.MoveNextAsync() && !await two.MoveNextAsync(), "Both streams end");
        await session.CommitAsync(cancellationToken: s.Token);
        await UsableAsync(s);
    }

    private static async Task FactsAsync(Scene s)
    {
        List<CustomerId> ids = await TwentyAsync(s);
        var keys = new List<string?>();
        await foreach (FactBatch batch in s.Store.Facts(Scene.Tenant, s.Schema.Facts[0]).ReadAsync(s.Token))
        {
            if (keys.Count == 0)
            {
                await s.ChangeAsync(ids[19], c => c.Archive(s.Now));
                await s.CustomerAsync("later");
            }

            var column = (TextColumn)batch.Columns[0];
            keys.AddRange(Enumerable.Range(0, batch.Count).Select(i => column[i]));
        }

        Expect.Set(ids.Select(i => i.ToString()), keys.Select(k => k!), "The keys of the facts when the stream began");
    }

    // Each commit moves two customers to one new owner: a reader that sees both sees one owner.
    private static async Task WholeCommitsAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(["a", "b"]);
        Task writer = Task.Run(async () =>
        {
            for (int i = 0; i < 40; i++)
            {
                await using CrmSession session = s.Session();
                (await session.CustomerAsync(ids[0], s.Token)).AssignTo($"{i}", s.Now);
                (await session.CustomerAsync(ids[1], s.Token)).AssignTo($"{i}", s.Now);
                await session.CommitAsync(cancellationToken: s.Token);
            }
        }, s.Token);
        for (int i = 0; i < 400 && !writer.IsCompleted; i++)
        {
            List<Row> rows = await s.RowsAsync(Customer.Concept);
            Expect.Equal(Condition.Column("owner").In(rows[0]), Condition.Column("owner").In(rows[1]), "The owners of two customers that always change together");
            List<LogEntry> log = await s.LogAsync();
            Expect.Equal(0, log.Count % 2, "How many events are of half a commit");
        }

        await writer;
    }
}
