using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>090 to 109: what is archived, and whose it is.</summary>
internal static class TenantCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(90, "What is archived is in no list and no count unless it is asked for", ArchivedAsync),
        Standard(91, "What is archived is found by its id and by its external ids", FoundAsync),
        Standard(92, "What is restored is listed again", RestoredAsync),
        Standard(93, "A condition is tried on archived ones only when they are asked for", ArchivedConditionAsync),
        Standard(100, "One id in two tenants is two aggregates", SameIdAsync),
        Standard(101, "An id of another tenant finds nothing", ForgedIdAsync),
        Standard(102, "Lists, counts and pages are those of one tenant", ListsAsync),
        Standard(103, "An external id may be known in two tenants, for two aggregates", ExternalIdsAsync),
        Standard(104, "The log of a tenant has his events only; that of all has all", LogAsync),
        Standard(105, "Facts are those of one tenant", FactsAsync),
        Standard(106, "A commit on an aggregate of another tenant is refused and changes nothing", ForgedCommitAsync),
        Standard(107, "The tenant of a database that has only one is a tenant like others", SingleAsync),
        Standard(108, "A condition on ids of another tenant finds nothing", ForgedConditionAsync),
    ];

    private static async Task ArchivedAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(["a", "b", "c"]);
        await s.ChangeAsync(ids[1], c => c.Archive(s.Now));
        Expect.Sequence(["a", "c"], await s.NamesAsync(), "The list");
        await using CrmSession session = s.Session();
        Expect.Equal(2, await session.Customers.CountAsync(Specification<Customer>.Of(_ => { }), s.Token), "The count");
        IReadOnlyList<Customer> all = await session.Customers.ListAsync(q => q.IncludeArchived(), s.Token);
        Expect.Sequence([("a", false), ("b", true), ("c", false)], all.Select(c => (c.Name, c.IsArchived)), "The list with archived ones");
        Expect.Equal(3, await session.Customers.CountAsync(Specification<Customer>.Of(q => q.IncludeArchived()), s.Token), "The count with archived ones");
    }

    private static async Task FoundAsync(Scene s)
    {
        var known = new ExternalId("erp", "7");
        CustomerId id = await s.CustomerAsync("a", c => c.Identify(known, s.Now));
        await s.ChangeAsync(id, c => c.Archive(s.Now));
        Expect.Equal(true, (await s.LoadAsync(id)).IsArchived, "Whether it is archived");
        await using CrmSession session = s.Session();
        Expect.Equal(id, (await session.Customers.FindAsync(known, s.Token))?.Id, "What the external id finds");
    }

    private static async Task RestoredAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("a");
        await s.ChangeAsync(id, c => c.Archive(s.Now));
        await s.ChangeAsync(id, c => c.Restore(s.Now));
        Expect.Sequence(["a"], await s.NamesAsync(), "The list");
        Customer back = await s.LoadAsync(id);
        Expect.Equal((3L, false), (back.Version, back.IsArchived), "Version and archived");
    }

    private static async Task ArchivedConditionAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(["a", "a", "b"]);
        await s.ChangeAsync(ids[0], c => c.Archive(s.Now));
        await s.ChangeAsync(ids[2], c => c.Archive(s.Now));
        await using CrmSession session = s.Session();
        Expect.Sequence([ids[1]], (await session.Customers.ListAsync(q => q.Where(c => c.Name == "a" || c.Name == "b"), s.Token)).Select(c => c.Id), "Without archived ones");
        Expect.Sequence(
            [ids[0], ids[1]], (await session.Customers.ListAsync(q => q.Where(c => c.Name == "a").IncludeArchived(), s.Token)).Select(c => c.Id), "With archived ones");
    }

    private static async Task<CustomerId> InBothAsync(Scene s)
    {
        var id = new CustomerId(s.NewId());
        foreach ((TenantId tenant, string name) in ((TenantId, string)[])[(Scene.Tenant, "mine"), (Scene.OtherTenant, "theirs")])
        {
            await using CrmSession session = s.Session(tenant);
            session.Customers.Add(Customer.Register(id, name, CustomerKind.Person, s.Now));
            await session.CommitAsync(cancellationToken: s.Token);
        }

        return id;
    }

    private static async Task SameIdAsync(Scene s)
    {
        CustomerId id = await InBothAsync(s);
        await s.ChangeAsync(id, c => c.Rename("changed", s.Now), Scene.OtherTenant);
        await s.ChangeAsync(id, c => c.Archive(s.Now), Scene.OtherTenant);
        Customer mine = await s.LoadAsync(id);
        Expect.Equal(("mine", 1L, false), (mine.Name, mine.Version, mine.IsArchived), "The one of this tenant");
        Expect.Equal("changed", (await s.LoadAsync(id, Scene.OtherTenant)).Name, "The one of the other tenant");
    }

    private static async Task ForgedIdAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("theirs", c => c.Identify(new ExternalId("erp", "7"), s.Now), Scene.OtherTenant);
        await using CrmSession session = s.Session();
        Expect.Equal(null, await session.Customers.FindAsync(id, s.Token), "What the id finds");
        Expect.Equal(null, await session.Customers.FindAsync(new ExternalId("erp", "7"), s.Token), "What the external id finds");
        Expect.Equal(0, (await session.Customers.FindAsync("erp", ["7", "8"], s.Token)).Count, "How many the external ids find");
    }

    private static async Task ListsAsync(Scene s)
    {
        await s.CustomersAsync(["m1", "m2"]);
        await s.CustomersAsync(["t1", "t2", "t3"], tenant: Scene.OtherTenant);
        Expect.Sequence(["m1", "m2"], await s.NamesAsync(), "The list of this tenant");
        Expect.Sequence(["t1", "t2", "t3"], await s.NamesAsync(Scene.OtherTenant), "The list of the other tenant");
        await using CrmSession session = s.Session();
        Expect.Equal(2, await session.Customers.CountAsync(Specification<Customer>.Of(q => q.IncludeArchived()), s.Token), "The count");
        Page<Customer> page = await session.Customers.PageAsync(Specification<Customer>.Of(q => q.OrderByDescending(c => c.Name).Take(10)), s.Token);
        Expect.Sequence(["m2", "m1"], page.Items.Select(c => c.Name), "A page");
        Expect.Equal(0, (await s.NamesAsync(TenantId.Single)).Count, "How many a third tenant has");
    }

    private static async Task ExternalIdsAsync(Scene s)
    {
        var known = new ExternalId("erp", "7");
        CustomerId mine = await s.CustomerAsync("mine", c => c.Identify(known, s.Now));
        CustomerId theirs = await s.CustomerAsync("theirs", c => c.Identify(known, s.Now), Scene.OtherTenant);
        await using CrmSession session = s.Session();
        await using CrmSession other = s.Session(Scene.OtherTenant);
        Expect.Equal(mine, (await session.Customers.FindAsync(known, s.Token))?.Id, "What it finds here");
        Expect.Equal(theirs, (await other.Customers.FindAsync(known, s.Token))?.Id, "What it finds there");
        await s.ChangeAsync(theirs, c => c.Identify(new ExternalId("erp", "8"), s.Now), Scene.OtherTenant);
        Expect.Equal(1, (await session.Customers.FindAsync("erp", ["7", "8"], s.Token)).Count, "How many it finds here after a change there");
    }

    private static async Task LogAsync(Scene s)
    {
        CustomerId mine = await s.CustomerAsync("mine");
        CustomerId theirs = await s.CustomerAsync("theirs", tenant: Scene.OtherTenant);
        await s.ChangeAsync(mine, c => c.AssignTo("x", s.Now));
        Expect.Sequence([mine.Value, mine.Value], (await s.LogAsync()).Select(e => e.Subject), "The subjects in the log of this tenant");
        Expect.Sequence([theirs.Value], (await s.LogAsync(Scene.OtherTenant)).Select(e => e.Subject), "The subjects in the log of the other tenant");
        List<LogEntry> all = await s.LogAsync(new LogQuery());
        Expect.Sequence([Scene.Tenant, Scene.OtherTenant, Scene.Tenant], all.Select(e => e.Tenant), "The tenants in the log of all");
        Expect.Equal(0, (await s.LogAsync(new LogQuery { Tenant = Scene.Tenant, Subject = ("customer", theirs.Value) })).Count, "Events of a subject of another tenant");
    }

    private static async Task FactsAsync(Scene s)
    {
        CustomerId id = await InBothAsync(s);
        FactSchema fact = s.Schema.Facts.First(f => f.Name == "customer");
        await s.ChangeAsync(id, c => c.Archive(s.Now), Scene.OtherTenant);
        Expect.Equal(1, (await s.FactsAsync(fact)).Count, "Facts of this tenant");
        Expect.Equal(0, (await s.FactsAsync(fact, Scene.OtherTenant)).Count, "Facts of the other tenant");
    }

    private static async Task ForgedCommitAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("theirs", tenant: Scene.OtherTenant);
        await using CrmSession session = s.Session(Scene.OtherTenant);
        Customer stolen = await session.CustomerAsync(id, s.Token);
        stolen.Rename("stolen", s.Now);
        Commit forged = Commits.Of(s, Scene.Tenant, (stolen, 1));
        await Expect.ThrowsAsync<CrmConcurrencyException>(() => s.Store.CommitAsync(forged, s.Token).AsTask(), "A commit on an aggregate that the tenant does not have");
        Expect.Equal("theirs", (await s.LoadAsync(id, Scene.OtherTenant)).Name, "The name of the other tenant's customer");
        Expect.Equal(0, (await s.RowsAsync(Customer.Concept)).Count, "How many customers this tenant has");
        Expect.Equal(0, (await s.LogAsync()).Count, "How many events this tenant has");
    }

    private static async Task SingleAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("only", c => c.Identify(new ExternalId("erp", "1"), s.Now), TenantId.Single);
        Expect.Equal("only", (await s.LoadAsync(id, TenantId.Single)).Name, "The customer of the only tenant");
        Expect.Equal(2, (await s.LogAsync(TenantId.Single)).Count, "The events of the only tenant");
        Expect.Equal(0, (await s.NamesAsync()).Count, "How many customers another tenant has");
    }

    private static async Task ForgedConditionAsync(Scene s)
    {
        CustomerId theirs = await s.CustomerAsync("theirs", tenant: Scene.OtherTenant);
        await s.CustomerAsync("mine");
        await s.FindsAsync(RowTarget.Id.Is(theirs.Value));
        await s.FindsAsync(RowTarget.Id.In(theirs.Value));
        await s.FindsAsync(new RowPredicate.Or(new RowPredicate.Constant(true), RowTarget.Id.Is(theirs.Value)), "mine");
    }
}
