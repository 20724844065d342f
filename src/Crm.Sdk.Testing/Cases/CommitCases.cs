using Crm.Sdk.Customers;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>110 to 119: of two who change one aggregate, one wins and nothing of the other is there.</summary>
internal static class CommitCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(110, "A stale change is refused, and the exception says what was expected and what is there", StaleAsync),
        Standard(111, "An id is new once", NewTwiceAsync),
        Standard(112, "No update is lost: the second of two is refused, the first stays", LostUpdateAsync),
        Standard(113, "A change of an aggregate that is not there is refused", UnknownAsync),
        Standard(114, "Of many commits at once on one aggregate exactly one wins and nothing of the others is there", RaceAsync),
        Standard(115, "Commits at once on different aggregates all succeed, each event with its own position", ParallelAsync),
        Standard(116, "After a refused commit a new session sees what is there and can change it", AgainAsync),
        Standard(117, "A session whose commit was refused for a reference can mend it and commit", MendedAsync),
        Standard(118, "Archiving and restoring are changes like others: stale ones are refused", StaleArchiveAsync),
        Standard(119, "A name that must be unique has one owner of a tenant who is not archived", UniqueAsync),
    ];

    private static async Task StaleAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("a");
        await using CrmSession stale = s.Session();
        (await stale.CustomerAsync(id, s.Token)).AssignTo("late", s.Now);
        await s.ChangeAsync(id, c => c.MoveTo(LifecycleStage.Active, s.Now));
        await s.ChangeAsync(id, c => c.MoveTo(LifecycleStage.Former, s.Now));
        CrmConcurrencyException e = await Expect.ThrowsAsync<CrmConcurrencyException>(() => stale.CommitAsync(cancellationToken: s.Token).AsTask(), "A stale change");
        Expect.Equal(("customer", id.Value, 1L, (long?)3), (e.Concept, e.Id, e.Expected, e.Actual), "What the exception says");
    }

    private static async Task NewTwiceAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("first");
        await using CrmSession session = s.Session();
        session.Customers.Add(Customer.Register(id, "second", CustomerKind.Person, s.Now));
        CrmConcurrencyException e = await Expect.ThrowsAsync<CrmConcurrencyException>(() => session.CommitAsync(cancellationToken: s.Token).AsTask(), "A second one of the same id");
        Expect.Equal((id.Value, 0L, (long?)1), (e.Id, e.Expected, e.Actual), "What the exception says");
        Expect.Equal("first", (await s.LoadAsync(id)).Name, "The name");
        Expect.Equal(1, (await s.LogAsync()).Count, "The number of events");
    }

    private static async Task LostUpdateAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("a");
        await using CrmSession one = s.Session();
        await using CrmSession two = s.Session();
        (await one.CustomerAsync(id, s.Token)).AssignTo("one", s.Now);
        (await two.CustomerAsync(id, s.Token)).Describe("two", null, s.Now);
        await one.CommitAsync(cancellationToken: s.Token);
        await Expect.ThrowsAsync<CrmConcurrencyException>(() => two.CommitAsync(cancellationToken: s.Token).AsTask(), "The second of two updates");
        Customer back = await s.LoadAsync(id);
        Expect.Equal(("one", null, 2L), (back.Owner, back.Industry, back.Version), "Owner, industry and version");
    }

    private static async Task UnknownAsync(Scene s)
    {
        var customer = Customer.Register(new CustomerId(s.NewId()), "ghost", CustomerKind.Person, s.Now);
        Commit commit = Commits.Of(s, Scene.Tenant, (customer, 4));
        CrmConcurrencyException e = await Expect.ThrowsAsync<CrmConcurrencyException>(() => s.Store.CommitAsync(commit, s.Token).AsTask(), "A change of what is not there");
        Expect.Equal((4L, (long?)null), (e.Expected, e.Actual), "What the exception says");
        Expect.Equal(0, (await s.RowsAsync(Customer.Concept)).Count, "How many customers there are");
    }

    private static async Task RaceAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("shared");
        for (int round = 0; round < 3; round++)
        {
            long version = (await s.LoadAsync(id)).Version;
            int events = (await s.LogAsync()).Count;
            var rivals = new List<(CrmSession Session, Customer Added)>();
            for (int i = 0; i < 8; i++)
            {
                rivals.Add(await RivalAsync(s, id, $"{round}-{i}"));
            }

            Customer?[] made = await Task.WhenAll(rivals.Select(r => Task.Run(() => WonAsync(s, r.Session, r.Added), s.Token)));
            Expect.Equal(1, made.Count(c => c is not null), "How many commits won");
            Customer back = await s.LoadAsync(id);
            Expect.Equal(version + 1, back.Version, "The version after one commit won");
            Customer winner = made.First(c => c is not null)!;
            Expect.Equal($"by {winner.Name}", back.Owner, "The owner that the winner set");
            Expect.Equal(winner.Name, (await s.LoadAsync(winner.Id)).Name, "What the winner added");
            Expect.Equal(events + 3, (await s.LogAsync()).Count, "The number of events");
        }

        Expect.Equal(4, (await s.RowsAsync(Customer.Concept)).Count, "How many customers there are after three rounds");
        foreach (var fact in s.Schema.Facts)
        {
            Expect.Sequence(await s.ProjectedAsync(fact), await s.FactsAsync(fact), $"The facts of {fact}");
        }

        await using CrmSession session = s.Session();
        IEnumerable<string> all = Enumerable.Range(0, 3).SelectMany(r => Enumerable.Range(0, 8).Select(i => $"{r}-{i}"));
        Expect.Equal(3, (await session.Customers.FindAsync("race", [.. all], s.Token)).Count, "How many external ids there are");
    }

    // A session that has loaded the shared customer, changed it and added one of its own.
    private static async Task<(CrmSession Session, Customer Added)> RivalAsync(Scene s, CustomerId id, string name)
    {
        CrmSession session = s.Session(actor: name);
        Customer added = session.NewCustomer(name, c => c.Identify(new Values.ExternalId("race", name), s.Now));
        (await session.CustomerAsync(id, s.Token)).AssignTo($"by {name}", s.Now);
        return (session, added);
    }

    // The customer that was added; null when the commit was refused, as it should be, or could not be tried just now.
    private static async Task<Customer?> WonAsync(Scene s, CrmSession session, Customer added)
    {
        await using (session)
        {
            try
            {
                await session.CommitAsync(cancellationToken: s.Token);
                return added;
            }
            catch (CrmStorageException e) when (e is CrmConcurrencyException || e.IsTransient)
            {
                return null;
            }
        }
    }

    private static async Task ParallelAsync(Scene s)
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => s.CustomerAsync($"p{i}", c => c.AssignTo("x", s.Now)), s.Token)));
        List<LogEntry> log = await s.LogAsync();
        Expect.Equal(16, (await s.RowsAsync(Customer.Concept)).Count, "How many customers there are");
        Expect.Equal(32, log.Select(e => e.Position).Distinct().Count(), "How many positions there are");
        Expect.True(log.Zip(log.Skip(1)).All(p => p.First.Position < p.Second.Position), "Positions rise");
        Expect.True(log.Chunk(2).All(c => c[0].Subject == c[1].Subject && c[0].Version == 1 && c[1].Version == 2), "The events of a commit stand together");
    }

    private static async Task AgainAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("a");
        await using (CrmSession stale = s.Session())
        {
            (await stale.CustomerAsync(id, s.Token)).AssignTo("late", s.Now);
            await s.ChangeAsync(id, c => c.AssignTo("early", s.Now));
            await Expect.ThrowsAsync<CrmConcurrencyException>(() => stale.CommitAsync(cancellationToken: s.Token).AsTask(), "A stale change");
        }

        await s.ChangeAsync(id, c => c.AssignTo($"{c.Owner}, late", s.Now));
        Expect.Equal("early, late", (await s.LoadAsync(id)).Owner, "The owner");
    }

    private static async Task MendedAsync(Scene s)
    {
        await using CrmSession session = s.Session();
        var missing = new CustomerId(s.NewId());
        Customer child = session.NewCustomer("child", c => c.PlaceUnder(missing, s.Now));
        await Expect.ThrowsAsync<CrmReferenceException>(() => session.CommitAsync(cancellationToken: s.Token).AsTask(), "A reference that leads nowhere");
        Expect.Equal(2, child.PendingEvents.Count, "The pending events after a refused commit");
        session.Customers.Add(Customer.Register(missing, "parent", CustomerKind.Organization, s.Now));
        await session.CommitAsync(cancellationToken: s.Token);
        Expect.Equal(missing, (await s.LoadAsync(child.Id)).Parent, "The reference");
    }

    private static async Task StaleArchiveAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("a");
        await using CrmSession stale = s.Session();
        (await stale.CustomerAsync(id, s.Token)).Archive(s.Now);
        await s.ChangeAsync(id, c => c.AssignTo("x", s.Now));
        await Expect.ThrowsAsync<CrmConcurrencyException>(() => stale.CommitAsync(cancellationToken: s.Token).AsTask(), "A stale archiving");
        Expect.Equal(false, (await s.LoadAsync(id)).IsArchived, "Whether it is archived");
    }

    private static async Task UniqueAsync(Scene s)
    {
        Segment first = await SegmentAsync(s, "first");
        CrmDuplicateException e = await Expect.ThrowsAsync<CrmDuplicateException>(() => SegmentAsync(s, "first"), "A second segment of the same name");
        Expect.Equal(("segment", "name", "first"), (e.Concept, e.Column, e.Value), "What the exception says");
        Expect.Equal(1, (await s.RowsAsync(Segment.Concept)).Count, "How many segments there are");
        await using (CrmSession other = s.Session(Scene.OtherTenant))
        {
            other.Segments.Add(Segment.DefineStatic(other.NewId<SegmentId>(), "first", "x", s.Now));
            await other.CommitAsync(cancellationToken: s.Token);
        }

        await using CrmSession session = s.Session();
        session.Segments.Add(Segment.DefineStatic(session.NewId<SegmentId>(), "twin", "x", s.Now));
        session.Segments.Add(Segment.DefineStatic(session.NewId<SegmentId>(), "twin", "x", s.Now));
        await Expect.ThrowsAsync<CrmDuplicateException>(() => session.CommitAsync(cancellationToken: s.Token).AsTask(), "Two of one name in one commit");

        Segment second = await SegmentAsync(s, "second");
        await using (CrmSession swap = s.Session())
        {
            (await swap.Segments.FindAsync(first.Id, s.Token))!.Rename("second", s.Now);
            (await swap.Segments.FindAsync(second.Id, s.Token))!.Rename("first", s.Now);
            await swap.CommitAsync(cancellationToken: s.Token);
        }

        await using (CrmSession away = s.Session())
        {
            (await away.Segments.FindAsync(first.Id, s.Token))!.Archive(s.Now);
            await away.CommitAsync(cancellationToken: s.Token);
        }

        await SegmentAsync(s, "second");
        await using CrmSession back = s.Session();
        (await back.Segments.FindAsync(first.Id, s.Token))!.Restore(s.Now);
        await Expect.ThrowsAsync<CrmDuplicateException>(() => back.CommitAsync(cancellationToken: s.Token).AsTask(), "Restoring one whose name is taken");
    }

    private static async Task<Segment> SegmentAsync(Scene s, string name)
    {
        await using CrmSession session = s.Session();
        var segment = Segment.DefineStatic(session.NewId<SegmentId>(), name, "x", s.Now);
        session.Segments.Add(segment);
        await session.CommitAsync(cancellationToken: s.Token);
        return segment;
    }
}
