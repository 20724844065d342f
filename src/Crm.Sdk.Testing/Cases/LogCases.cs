using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using NodaTime;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>150 to 169: the log has all that ever happened, in order.</summary>
internal static class LogCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(150, "Events stand in the order in which they happened, with rising positions and versions from 1", OrderAsync),
        Standard(151, "An event tells who did it, when it happened, when it became known, and what it was a part of", WhoAsync),
        Standard(152, "The log is read from a position on, of one subject, and so many at most", PartsAsync),
        Standard(153, "Personal texts come back, and are not in the JSON", PersonalAsync),
        Standard(154, "The receipt tells the position of the last event; a commit of nothing writes nothing", ReceiptAsync),
        Standard(155, "Every kind of event reads as it was raised", KindsAsync),
        Standard(156, "Replaying the log gives the rows of the SDK's concepts", s => ReplayAsync(s, false)),
        Own(157, "Replaying the log gives the rows of any concept", s => ReplayAsync(s, true)),
        Standard(158, "Actors and causes come back letter by letter", OddLettersAsync),
        Standard(159, "A follower who reads on from where he was sees every event of parallel commits once", FollowAsync),
        Standard(160, "Personal texts at their limits come back, by their places", PersonalLimitsAsync),
        Standard(161, "The history that the log gives has the facts of every commit", s => HistoryAsync(s, false)),
        Own(162, "The history that the log gives has the facts of any concept, of every commit", s => HistoryAsync(s, true)),
    ];

    private static async Task OrderAsync(Scene s)
    {
        CustomerId a = await s.CustomerAsync("a", c => c.AssignTo("x", s.Now));
        CustomerId b = await s.CustomerAsync("b", tenant: Scene.OtherTenant);
        await s.ChangeAsync(a, c =>
        {
            c.MoveTo(LifecycleStage.Active, s.Now);
            c.Archive(s.Now);
        });
        List<LogEntry> all = await s.LogAsync(new LogQuery());
        Expect.Sequence(
            [(a.Value, 1L, "customer.registered"), (a.Value, 2L, "customer.owner_assigned"), (b.Value, 1L, "customer.registered"), (a.Value, 3L, "customer.stage_changed"), (a.Value, 4L, "archived")],
            all.Select(e => (e.Subject, e.Version, e.Event.Type)), "Subjects, versions and kinds of events");
        Expect.True(all.Zip(all.Skip(1)).All(p => p.First.Position < p.Second.Position) && all[0].Position > 0, "Positions rise, and are above 0");
        Expect.True(all.All(e => e.Concept == "customer"), "The concept of the events");
    }

    private static async Task WhoAsync(Scene s)
    {
        Instant happened = Population.At(1_600_000_000_123_457) + Duration.FromNanoseconds(321);
        s.Clock.Advance(Duration.FromNanoseconds(1_234_567));
        await using CrmSession session = s.Runtime.OpenSession(Scene.Tenant, ActorRef.Agent("bot"));
        session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "a", CustomerKind.Person, happened));
        await session.CommitAsync("import 7", s.Token);
        await s.CustomerAsync("b");
        List<LogEntry> log = await s.LogAsync();
        Expect.Equal(
            (ActorRef.Agent("bot"), "import 7", Population.At(1_600_000_000_123_457), s.Now - Duration.FromNanoseconds(567)),
            (log[0].Actor, log[0].Cause, log[0].Event.OccurredAt, log[0].RecordedAt), "Actor, cause, occurred at and recorded at");
        Expect.Equal((ActorRef.User("ann"), null), (log[1].Actor, log[1].Cause), "Actor and cause of the other event");
    }

    private static async Task PartsAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(["a", "b", "c"], (c, _) => c.AssignTo("x", s.Now));
        await s.CustomerAsync("theirs", tenant: Scene.OtherTenant);
        await s.ChangeAsync(ids[1], c => c.Archive(s.Now));
        List<LogEntry> all = await s.LogAsync(new LogQuery());
        for (int i = 0; i <= all.Count; i++)
        {
            long after = i == 0 ? 0 : all[i - 1].Position;
            Expect.Sequence(all.Skip(i).Select(e => e.Position), (await s.LogAsync(new LogQuery { After = after })).Select(e => e.Position), $"Positions after {after}");
            Expect.Sequence(all.Skip(i).Take(2).Select(e => e.Position), (await s.LogAsync(new LogQuery { After = after, Take = 2 })).Select(e => e.Position), $"Two positions after {after}");
        }

        Expect.Sequence(
            all.Where(e => e.Tenant == Scene.Tenant).Take(4).Select(e => e.Position), (await s.LogAsync(new LogQuery { Tenant = Scene.Tenant, Take = 4 })).Select(e => e.Position), "Four of a tenant");
        Expect.Sequence([1L, 2L, 3L], (await s.LogAsync(new LogQuery { Tenant = Scene.Tenant, Subject = ("customer", ids[1].Value) })).Select(e => e.Version), "Versions of a subject");
        Expect.Sequence(
            [2L, 3L], (await s.LogAsync(new LogQuery { Subject = ("customer", ids[1].Value), After = all.First(e => e.Subject == ids[1].Value).Position })).Select(e => e.Version), "Versions after the first");
        Expect.Equal(0, (await s.LogAsync(new LogQuery { Subject = ("contact", ids[1].Value) })).Count, "Events of another kind of subject");
        Expect.Equal(0, (await s.LogAsync(new LogQuery { After = long.MaxValue })).Count, "Events after the last position of all");
    }

    private static async Task PersonalAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("Jane Q. Public", c =>
        {
            c.Reach("jane@example.org", "+1 555 0100", s.Now);
            c.Set(Schemas.Nickname, "Janey", s.Now);
            c.Set(Schemas.Motto, "open words", s.Now);
            c.Reach("jane@example.org", null, s.Now);
        });
        List<LogEntry> log = await s.LogAsync();
        string json = string.Concat(log.Select(e => e.Event.Json));
        foreach (string text in (string[])["Jane", "Public", "jane@example.org", "555", "Janey"])
        {
            Expect.True(!json.Contains(text, StringComparison.OrdinalIgnoreCase), $"The JSON of the log does not have '{text}'; it is {json}");
        }

        Expect.True(json.Contains("open words", StringComparison.Ordinal), "The JSON of the log has the text that is not personal");
        Expect.Sequence(
            ["Jane Q. Public", "jane@example.org", "+1 555 0100", "Janey", "jane@example.org"], log.SelectMany(e => e.Event.PersonalTexts), "The personal texts");
        var replayed = (Customer)Customer.Concept.Replay(id.Value, log.Select(e => e.Read(s.Schema)!));
        Expect.Equal(("Jane Q. Public", "jane@example.org", null), (replayed.Name, replayed.Email, replayed.Phone), "The customer that the log gives");
    }

    private static async Task ReceiptAsync(Scene s)
    {
        await using CrmSession session = s.Session();
        session.NewCustomer("a", c => c.AssignTo("x", s.Now));
        session.NewCustomer("b", c => c.AssignTo("x", s.Now));
        CommitReceipt? receipt = await session.CommitAsync(cancellationToken: s.Token);
        Expect.Equal((await s.LogAsync()).Max(e => e.Position), receipt?.Position ?? 0, "The position of the receipt");
        Expect.Equal(null, await session.CommitAsync(cancellationToken: s.Token), "The receipt of nothing");
        Expect.Equal(4, (await s.LogAsync()).Count, "The number of events");
    }

    private static async Task KindsAsync(Scene s)
    {
        CustomerId parent = await s.CustomerAsync("parent");
        await using CrmSession session = s.Session();
        Customer customer = session.NewCustomer("a", c =>
        {
            c.Rename("b", s.Now);
            c.Reach("e", null, s.Now);
            c.Describe("i", "c", s.Now);
            c.AssignTo("o", s.Now);
            c.AssignTo(null, s.Now);
            c.MoveTo(LifecycleStage.Former, s.Now);
            c.PlaceUnder(parent, s.Now);
            c.PlaceUnder(null, s.Now);
            c.Identify(new ExternalId("erp", "7"), s.Now);
            c.Unidentify("erp", s.Now);
            c.Set(Schemas.Motto, "", s.Now);
            c.Set(Schemas.Nickname, "n", s.Now);
            c.Set(Schemas.Size, long.MinValue, s.Now);
            c.Set(Schemas.Vip, false, s.Now);
            c.Clear(Schemas.Vip, s.Now);
            c.Archive(s.Now);
            c.Restore(s.Now);
        });
        List<DomainEvent> raised = [.. customer.PendingEvents];
        await session.CommitAsync(cancellationToken: s.Token);
        List<LogEntry> log = await s.LogAsync(new LogQuery { Tenant = Scene.Tenant, Subject = ("customer", customer.Key) });
        Expect.Sequence(raised, log.Select(e => e.Read(s.Schema)!), "The events");
    }

    private static async Task ReplayAsync(Scene s, bool withSpecimens)
    {
        await new RandomCommands(s, 1).RunAsync(60, withSpecimens);
        await new RandomCommands(s, 2, Scene.OtherTenant).RunAsync(30, withSpecimens);
        foreach (TenantId tenant in (TenantId[])[Scene.Tenant, Scene.OtherTenant])
        {
            ILookup<(string, Guid), LogEntry> log = (await s.LogAsync(tenant)).ToLookup(e => (e.Concept, e.Subject));
            foreach (Concept concept in s.Schema.Concepts)
            {
                List<Row> rows = await s.RowsAsync(concept, tenant);
                Expect.Set(log.Where(g => g.Key.Item1 == concept.Name).Select(g => g.Key.Item2), rows.Select(r => r.Id), "The ids in the log and in the rows");
                foreach (Row row in rows)
                {
                    IEnumerable<LogEntry> entries = log[(concept.Name, row.Id)];
                    Expect.Sequence(Enumerable.Range(1, (int)row.Version).Select(v => (long)v), entries.Select(e => e.Version), "The versions in the log");
                    Row replayed = concept.ToRow(concept.Replay(row.Id, entries.Select(e => e.Read(s.Schema)!)));
                    Expect.Equal(AtomicityCases.Text(row), AtomicityCases.Text(replayed), $"The row of a {concept} and what its events give");
                }
            }
        }
    }

    private static async Task HistoryAsync(Scene s, bool withSpecimens)
    {
        var seen = new List<(long Position, FactSchema Fact, List<string> Lines)>();
        for (int i = 0; i < 8; i++)
        {
            await new RandomCommands(s, 40 + i).RunAsync(4, withSpecimens);
            await new RandomCommands(s, 50 + i, Scene.OtherTenant).RunAsync(1, withSpecimens);
            long position = (await s.LogAsync(new LogQuery())) is { Count: > 0 } log ? log[^1].Position : 0;
            foreach (FactSchema fact in s.Schema.Facts)
            {
                seen.Add((position, fact, await s.FactsAsync(fact)));
            }
        }

        FactHistory history = await s.Runtime.LoadHistoryAsync(Scene.Tenant, cancellationToken: s.Token);
        foreach ((long position, FactSchema fact, List<string> lines) in seen)
        {
            List<string> known = [.. history.At(position)[fact].Batches.SelectMany(FactLines.Of).Order(StringComparer.Ordinal)];
            Expect.Sequence(lines, known, $"The facts of the store after position {position}, and those that the log gives ({fact})");
        }
    }

    private static async Task OddLettersAsync(Scene s)
    {
        foreach (string text in Texts.Names)
        {
            await using CrmSession session = s.Session(actor: text);
            session.NewCustomer("x");
            await session.CommitAsync(text, s.Token);
        }

        List<LogEntry> log = await s.LogAsync();
        Expect.Sequence(Texts.Names, log.Select(e => e.Actor.Name), "The actors");
        Expect.Sequence(Texts.Names, log.Select(e => e.Cause), "The causes");
    }

    private static async Task FollowAsync(Scene s)
    {
        const int Commits = 40;
        Task writers = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < Commits / 4; i++)
            {
                await s.CustomerAsync("x", c => c.AssignTo("y", s.Now));
            }
        }, s.Token)));
        List<long> seen = await SeenAsync(s, writers, 4 * Commits);
        await writers;
        Expect.Sequence((await s.LogAsync(new LogQuery())).Select(e => e.Position), seen, "The positions in the log, and those that the follower saw");
    }

    // Reads on until the writers are done and nothing more comes.
    private static async Task<List<long>> SeenAsync(Scene s, Task writers, int most)
    {
        var seen = new List<long>();
        while (seen.Count < most)
        {
            bool isOver = writers.IsCompleted;
            List<LogEntry> next = await s.LogAsync(new LogQuery { After = seen.Count == 0 ? 0 : seen[^1], Take = 7 });
            seen.AddRange(next.Select(e => e.Position));
            if (next.Count == 0 && isOver)
            {
                break;
            }

            await Task.Yield();
        }

        return seen;
    }

    private static async Task PersonalLimitsAsync(Scene s)
    {
        List<string> names = [.. Texts.Names, new string('\u00DF', 100_000)];
        await s.CustomersAsync(names, (c, i) => c.Reach(i % 2 == 0 ? null : names[^(i + 1)], i % 3 == 0 ? "" : names[i], s.Now));
        List<LogEntry> log = await s.LogAsync();
        Expect.Sequence(
            names.SelectMany((n, i) => (string?[])[n, .. i % 2 == 0 ? (string?[])[] : [names[^(i + 1)]], i % 3 == 0 ? "" : n]), log.SelectMany(e => e.Event.PersonalTexts), "The personal texts");
    }
}
