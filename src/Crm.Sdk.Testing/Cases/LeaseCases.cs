using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using NodaTime;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>180 to 199: named followers of the log.</summary>
internal static class LeaseCases
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(180, "A lease has the next events in order, so many at most, and null when there is none", NextAsync),
        Standard(181, "A lease keeps its events from others until it ends; other followers are not held up", ExclusiveAsync),
        Standard(182, "When a lease has ended its events come again, and the old one no longer holds", ExpiredAsync),
        Standard(183, "What is completed does not come again; a lease is completed once", CompletedAsync),
        Standard(184, "What failed comes again after a wait that doubles, with the number of failures", FailedAsync),
        Standard(185, "Success forgets the failures before", RecoveredAsync),
        Standard(186, "A lease has the events of all tenants, personal texts too", AllTenantsAsync),
        Standard(187, "Of many who ask at once exactly one gets the lease", RaceAsync),
        Standard(188, "A follower hears of new events after it has seen all", LaterAsync),
        Standard(189, "Where followers stand outlives the store", ReopenAsync, StoreCapabilities.Reopen),
        Standard(190, "A follower that completes lease after lease sees every event once", EveryEventAsync),
    ];

    private static ValueTask<LogLease?> LeaseAsync(Scene s, string cursor = "shipper", int take = 2) => s.Store.LeaseAsync(cursor, take, s.Now, Minute, s.Token);

    private static async Task<LogLease> TakenAsync(Scene s, string cursor = "shipper", int take = 2) =>
        await LeaseAsync(s, cursor, take) ?? throw new ConformanceException("Events are there and nobody has the lease.", "a lease", "null");

    private static async Task FiveAsync(Scene s) => await s.CustomersAsync(["a", "b", "c", "d", "e"]);

    private static async Task NextAsync(Scene s)
    {
        Expect.Equal(null, await LeaseAsync(s), "A lease of an empty log");
        await FiveAsync(s);
        List<long> log = [.. (await s.LogAsync()).Select(e => e.Position)];
        foreach (int take in (int[])[2, 2, 2])
        {
            LogLease lease = await TakenAsync(s, take: take);
            Expect.Equal(("shipper", 0), (lease.Cursor, lease.Failures), "Follower and failures");
            Expect.Sequence(log.Take(take), lease.Entries.Select(e => e.Position), "The positions of a lease");
            log.RemoveRange(0, lease.Entries.Count);
            Expect.Equal(true, await s.Store.CompleteAsync(lease, s.Token), "Whether the lease held");
        }

        Expect.Equal(null, await LeaseAsync(s), "A lease when all is done");
        await Expect.ThrowsAsync<ArgumentException>(() => LeaseAsync(s, take: 0).AsTask(), "A lease of no events");
    }

    private static async Task ExclusiveAsync(Scene s)
    {
        await FiveAsync(s);
        await TakenAsync(s);
        Expect.Equal(null, await LeaseAsync(s), "The lease while another has it");
        s.Clock.Advance(Minute - Duration.FromMilliseconds(1));
        Expect.Equal(null, await LeaseAsync(s), "The lease a moment before it ends");
        LogLease other = await TakenAsync(s, "live");
        Expect.Sequence(["a", "b"], other.Entries.Select(e => e.Event.PersonalTexts[0]), "The events of another follower");
    }

    private static async Task ExpiredAsync(Scene s)
    {
        await FiveAsync(s);
        LogLease old = await TakenAsync(s);
        s.Clock.Advance(Minute);
        LogLease again = await TakenAsync(s, take: 3);
        Expect.Sequence((await s.LogAsync()).Take(3).Select(e => e.Position), again.Entries.Select(e => e.Position), "The positions that come again");
        Expect.True(old.Token != again.Token, "The tokens of two leases differ");
        Expect.Equal(false, await s.Store.CompleteAsync(old, s.Token), "Whether the old lease could be completed");
        Expect.Equal(false, await s.Store.FailAsync(old, s.Now, Minute, s.Token), "Whether the old lease could fail");
        Expect.Equal(null, await LeaseAsync(s), "The lease after the old one tried");
        Expect.Equal(true, await s.Store.CompleteAsync(again, s.Token), "Whether the new lease could be completed");
        Expect.Sequence(["d", "e"], (await TakenAsync(s)).Entries.Select(e => e.Event.PersonalTexts[0]), "The events after it");
    }

    private static async Task CompletedAsync(Scene s)
    {
        await FiveAsync(s);
        LogLease lease = await TakenAsync(s);
        Expect.Equal(true, await s.Store.CompleteAsync(lease, s.Token), "Whether it could be completed");
        Expect.Equal(false, await s.Store.CompleteAsync(lease, s.Token), "Whether it could be completed again");
        Expect.Equal(false, await s.Store.FailAsync(lease, s.Now, Minute, s.Token), "Whether it could fail after that");
        Expect.Sequence(["c", "d"], (await TakenAsync(s)).Entries.Select(e => e.Event.PersonalTexts[0]), "The events after it, at once");
    }

    private static async Task FailedAsync(Scene s)
    {
        await FiveAsync(s);
        Duration wait = Duration.FromSeconds(10);
        for (int failures = 0; failures < 4; failures++)
        {
            LogLease lease = await TakenAsync(s);
            Expect.Equal((failures, "a"), (lease.Failures, lease.Entries[0].Event.PersonalTexts[0]), "Failures before, and the first event");
            Expect.Equal(true, await s.Store.FailAsync(lease, s.Now, wait, s.Token), "Whether the lease could fail");
            Duration doubled = wait * (1 << failures);
            s.Clock.Advance(doubled - Duration.FromMilliseconds(1));
            Expect.Equal(null, await LeaseAsync(s), $"The lease before {doubled} are over");
            s.Clock.Advance(Duration.FromMilliseconds(1));
        }

        Expect.Equal(4, (await TakenAsync(s)).Failures, "Failures before");
    }

    private static async Task RecoveredAsync(Scene s)
    {
        await FiveAsync(s);
        await s.Store.FailAsync(await TakenAsync(s), s.Now, Minute, s.Token);
        s.Clock.Advance(Minute);
        await s.Store.CompleteAsync(await TakenAsync(s), s.Token);
        LogLease next = await TakenAsync(s);
        Expect.Equal(0, next.Failures, "Failures of the events after those that were completed");
        await s.Store.FailAsync(next, s.Now, Minute, s.Token);
        s.Clock.Advance(Minute);
        Expect.Equal(1, (await TakenAsync(s)).Failures, "Failures after one, the wait being the first again");
    }

    private static async Task AllTenantsAsync(Scene s)
    {
        await s.CustomerAsync("mine");
        await s.CustomerAsync("theirs", tenant: Scene.OtherTenant);
        LogLease lease = await TakenAsync(s, take: 10);
        Expect.Sequence([(Scene.Tenant, "mine"), (Scene.OtherTenant, "theirs")], lease.Entries.Select(e => (e.Tenant, e.Event.PersonalTexts[0]!)), "Tenants and names");
        Expect.Equal(("customer", 1L), (lease.Entries[1].Concept, lease.Entries[1].Version), "Concept and version");
    }

    private static async Task RaceAsync(Scene s)
    {
        await FiveAsync(s);
        for (int round = 0; round < 4; round++)
        {
            LogLease?[] leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => LeaseAsync(s).AsTask(), s.Token)));
            Expect.Equal(1, leases.Count(l => l is not null), "How many got the lease");
            s.Clock.Advance(Minute);
        }
    }

    private static async Task LaterAsync(Scene s)
    {
        await s.CustomerAsync("a");
        await s.Store.CompleteAsync(await TakenAsync(s, take: 100), s.Token);
        Expect.Equal(null, await LeaseAsync(s), "A lease when all is done");
        await s.CustomerAsync("later");
        Expect.Sequence(["later"], (await TakenAsync(s)).Entries.Select(e => e.Event.PersonalTexts[0]), "The events that came later");
    }

    private static async Task ReopenAsync(Scene s)
    {
        await FiveAsync(s);
        await s.Store.CompleteAsync(await TakenAsync(s), s.Token);
        LogLease held = await TakenAsync(s);
        await s.ReopenAsync();
        Expect.Equal(null, await LeaseAsync(s), "The lease that was taken before the store was opened again");
        Expect.Equal(true, await s.Store.CompleteAsync(held, s.Token), "Whether it could be completed");
        Expect.Sequence(["e"], (await TakenAsync(s)).Entries.Select(e => e.Event.PersonalTexts[0]), "The events after it");
    }

    private static async Task EveryEventAsync(Scene s)
    {
        await new RandomCommands(s, 8).RunAsync(25, withSpecimens: false);
        await new RandomCommands(s, 9, Scene.OtherTenant).RunAsync(10, withSpecimens: false);
        var seen = new List<long>();
        for (int take = 1; await LeaseAsync(s, take: take) is { } lease; take = take % 5 + 1)
        {
            seen.AddRange(lease.Entries.Select(e => e.Position));
            await s.Store.CompleteAsync(lease, s.Token);
        }

        Expect.Sequence((await s.LogAsync(new LogQuery())).Select(e => e.Position), seen, "The positions in the log, and those that the follower saw");
    }
}
