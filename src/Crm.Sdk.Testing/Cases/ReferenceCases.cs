using Crm.Sdk.Customers;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>120 to 139: references lead somewhere, external ids to one.</summary>
internal static class ReferenceCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(120, "A reference that leads nowhere is refused, and the exception says which", MissingAsync),
        Standard(121, "A reference to another tenant's aggregate is refused", OtherTenantAsync),
        Standard(122, "A reference to what comes in the same commit is good, in either order and in a circle", SameCommitAsync),
        Standard(123, "A reference to an archived aggregate is good", ArchivedAsync),
        Own(124, "An aggregate may refer to itself", SelfAsync),
        Own(125, "A reference to an aggregate of another kind with the same id is refused", OtherKindAsync),
        Standard(130, "An external id belongs to one aggregate; the exception says which id is taken", TakenAsync),
        Standard(131, "Two aggregates of one commit cannot have one external id", TakenInCommitAsync),
        Standard(132, "An external id that was replaced finds nothing and is free for another", ReplacedAsync),
        Standard(133, "A value is another id in another source", SourcesAsync),
        Standard(134, "External ids differ letter by letter", LettersAsync),
        Standard(135, "Thousands of external ids are looked up at once; unknown ones are left out", BulkAsync),
        Own(136, "An external id may be known for two kinds of aggregates", KindsAsync),
        Standard(137, "An archived aggregate keeps its external ids", ArchivedIdAsync),
        Standard(138, "An external id that was given up finds nothing and is free for another", GivenUpAsync),
    ];

    private static async Task MissingAsync(Scene s)
    {
        await using CrmSession session = s.Session();
        var nowhere = new CustomerId(s.NewId());
        Customer child = session.NewCustomer("child", c => c.PlaceUnder(nowhere, s.Now));
        CrmReferenceException e = await Expect.ThrowsAsync<CrmReferenceException>(() => session.CommitAsync(cancellationToken: s.Token).AsTask(), "A reference that leads nowhere");
        Expect.Equal(("customer", child.Key, "parent_id", "customer", nowhere.Value), (e.Concept, e.Id, e.Column, e.Target, e.Reference), "What the exception says");
        Expect.Equal(0, (await s.RowsAsync(Customer.Concept)).Count, "How many customers there are");
    }

    private static async Task OtherTenantAsync(Scene s)
    {
        CustomerId theirs = await s.CustomerAsync("theirs", tenant: Scene.OtherTenant);
        CustomerId mine = await s.CustomerAsync("mine");
        await Expect.ThrowsAsync<CrmReferenceException>(() => s.ChangeAsync(mine, c => c.PlaceUnder(theirs, s.Now)), "A reference to another tenant's customer");
        Expect.Equal(null, (await s.LoadAsync(mine)).Parent, "The parent");
    }

    private static async Task SameCommitAsync(Scene s)
    {
        await using CrmSession session = s.Session();
        (CustomerId one, CustomerId two) = (new CustomerId(s.NewId()), new CustomerId(s.NewId()));
        session.Customers.Add(Under(s, one, two));
        session.Customers.Add(Under(s, two, one));
        await session.CommitAsync(cancellationToken: s.Token);
        Expect.Equal((two, one), ((await s.LoadAsync(one)).Parent!.Value, (await s.LoadAsync(two)).Parent!.Value), "Two that refer to each other");
    }

    private static Customer Under(Scene s, CustomerId id, CustomerId parent)
    {
        var customer = Customer.Register(id, "x", CustomerKind.Organization, s.Now);
        customer.PlaceUnder(parent, s.Now);
        return customer;
    }

    private static async Task ArchivedAsync(Scene s)
    {
        CustomerId parent = await s.CustomerAsync("parent");
        await s.ChangeAsync(parent, c => c.Archive(s.Now));
        CustomerId child = await s.CustomerAsync("child", c => c.PlaceUnder(parent, s.Now));
        Expect.Equal(parent, (await s.LoadAsync(child)).Parent, "The archived parent");
    }

    private static async Task SelfAsync(Scene s)
    {
        await using CrmSession session = s.Session();
        Guid id = s.NewId();
        session.Set<Specimen, SpecimenId>().Add(Specimen.Make(id, new SpecimenChanged { OccurredAt = s.Now, Title = "self", Next = new SpecimenId(id) }));
        await session.CommitAsync(cancellationToken: s.Token);
        Expect.Equal(1, (await s.RowsAsync(Specimen.Concept)).Count, "How many specimens there are");
    }

    private static async Task OtherKindAsync(Scene s)
    {
        CustomerId customer = await s.CustomerAsync("a");
        await Expect.ThrowsAsync<CrmReferenceException>(
            () => s.SpecimensAsync([new SpecimenChanged { OccurredAt = s.Now, Title = "x", Next = new SpecimenId(customer.Value) }]), "A reference to an id of another kind");
    }

    private static async Task TakenAsync(Scene s)
    {
        var known = new ExternalId("erp", "7");
        CustomerId first = await s.CustomerAsync("first", c => c.Identify(known, s.Now));
        await using CrmSession session = s.Session();
        Customer second = session.NewCustomer("second", c => c.Identify(known, s.Now));
        CrmDuplicateException e = await Expect.ThrowsAsync<CrmDuplicateException>(() => session.CommitAsync(cancellationToken: s.Token).AsTask(), "An external id that is taken");
        Expect.Equal(("customer", second.Key, known), (e.Concept, e.Id, e.ExternalId), "What the exception says");
        Expect.Sequence(["first"], await s.NamesAsync(), "The customers");
        Expect.Equal(first, (await session.Customers.FindAsync(known, s.Token))?.Id, "What the external id finds");
    }

    private static async Task TakenInCommitAsync(Scene s)
    {
        await using CrmSession session = s.Session();
        session.NewCustomer("one", c => c.Identify(new ExternalId("erp", "7"), s.Now));
        session.NewCustomer("two", c => c.Identify(new ExternalId("erp", "7"), s.Now));
        await Expect.ThrowsAsync<CrmDuplicateException>(() => session.CommitAsync(cancellationToken: s.Token).AsTask(), "One external id for two of a commit");
        Expect.Equal(0, (await s.RowsAsync(Customer.Concept)).Count, "How many customers there are");
    }

    private static async Task ReplacedAsync(Scene s)
    {
        (ExternalId old, ExternalId next) = (new ExternalId("erp", "old"), new ExternalId("erp", "next"));
        CustomerId id = await s.CustomerAsync("a", c => c.Identify(old, s.Now));
        await s.ChangeAsync(id, c => c.Identify(next, s.Now));
        await using CrmSession session = s.Session();
        Expect.Equal(null, await session.Customers.FindAsync(old, s.Token), "What the old id finds");
        Expect.Equal(id, (await session.Customers.FindAsync(next, s.Token))?.Id, "What the new id finds");
        CustomerId heir = await s.CustomerAsync("b", c => c.Identify(old, s.Now));
        Expect.Equal(heir, (await session.Customers.FindAsync(old, s.Token))?.Id, "What the old id finds when another has it");
    }

    private static async Task SourcesAsync(Scene s)
    {
        CustomerId a = await s.CustomerAsync("a", c => c.Identify(new ExternalId("erp", "7"), s.Now));
        CustomerId b = await s.CustomerAsync("b", c => c.Identify(new ExternalId("shop", "7"), s.Now));
        await using CrmSession session = s.Session();
        Expect.Equal(a, (await session.Customers.FindAsync(new ExternalId("erp", "7"), s.Token))?.Id, "What it finds in one source");
        Expect.Equal(b, (await session.Customers.FindAsync(new ExternalId("shop", "7"), s.Token))?.Id, "What it finds in the other");
        Expect.Equal(null, await session.Customers.FindAsync(new ExternalId("web", "7"), s.Token), "What it finds in a third");
    }

    private static async Task LettersAsync(Scene s)
    {
        string[] values = ["abc", "ABC", "abc ", " abc", "007", "7", "\u00E4", "a\u0308", "%", "_", "\U0001F600", "\uFFFF", "a:b", "a/b"];
        List<CustomerId> ids = await s.CustomersAsync(values.Select((_, i) => $"c{i}"), (c, i) => c.Identify(new ExternalId("erp", values[i]), s.Now));
        await using CrmSession session = s.Session();
        for (int i = 0; i < values.Length; i++)
        {
            Expect.Equal(ids[i], (await session.Customers.FindAsync(new ExternalId("erp", values[i]), s.Token))?.Id, "What an external id finds");
        }

        Expect.Equal(0, (await session.Customers.FindAsync("ERP", values, s.Token)).Count, "How many the same values find in a source of another case");
    }

    private static async Task BulkAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(Enumerable.Range(0, 50).Select(i => $"c{i}"), (c, i) => c.Identify(new ExternalId("erp", $"{i * 100}"), s.Now));
        await s.CustomerAsync("theirs", c => c.Identify(new ExternalId("erp", "77"), s.Now), Scene.OtherTenant);
        await using CrmSession session = s.Session();
        IReadOnlyDictionary<string, Customer> found = await session.Customers.FindAsync("erp", [.. Enumerable.Range(0, 5000).Select(i => $"{i}"), "0", "0", "x"], s.Token);
        Expect.Set(ids.Select((id, i) => ($"{i * 100}", id)), found.Select(f => (f.Key, f.Value.Id)), "What five thousand external ids find");
        Expect.Equal(0, (await session.Customers.FindAsync("erp", [], s.Token)).Count, "What no external id finds");
    }

    private static async Task KindsAsync(Scene s)
    {
        var known = new ExternalId("erp", "7");
        CustomerId customer = await s.CustomerAsync("a", c => c.Identify(known, s.Now));
        List<SpecimenId> specimens = await s.SpecimensAsync([new SpecimenChanged { OccurredAt = s.Now, Title = "x" }]);
        await using CrmSession session = s.Session();
        AggregateSet<Specimen, SpecimenId> set = session.Set<Specimen, SpecimenId>();
        (await set.FindAsync(specimens[0], s.Token))!.Identify(known, s.Now);
        await session.CommitAsync(cancellationToken: s.Token);
        Expect.Equal(customer, (await session.Customers.FindAsync(known, s.Token))?.Id, "What it finds among customers");
        Expect.Equal(specimens[0], (await set.FindAsync(known, s.Token))?.Id, "What it finds among specimens");
    }

    private static async Task ArchivedIdAsync(Scene s)
    {
        var known = new ExternalId("erp", "7");
        CustomerId id = await s.CustomerAsync("a", c => c.Identify(known, s.Now));
        await s.ChangeAsync(id, c => c.Archive(s.Now));
        await Expect.ThrowsAsync<CrmDuplicateException>(() => s.CustomerAsync("b", c => c.Identify(known, s.Now)), "The external id of an archived customer");
    }

    private static async Task GivenUpAsync(Scene s)
    {
        (ExternalId known, ExternalId kept) = (new ExternalId("erp", "7"), new ExternalId("shop", "7"));
        CustomerId id = await s.CustomerAsync("a", c =>
        {
            c.Identify(known, s.Now);
            c.Identify(kept, s.Now);
        });
        await s.ChangeAsync(id, c => c.Unidentify("erp", s.Now));
        await using CrmSession session = s.Session();
        Expect.Equal(null, await session.Customers.FindAsync(known, s.Token), "What the id finds that was given up");
        Expect.Equal(id, (await session.Customers.FindAsync(kept, s.Token))?.Id, "What the id finds that was kept");
        Expect.Sequence([kept], (await s.LoadAsync(id)).ExternalIds, "The external ids");
        CustomerId heir = await s.CustomerAsync("b", c => c.Identify(known, s.Now));
        Expect.Equal(heir, (await session.Customers.FindAsync(known, s.Token))?.Id, "What it finds when another has it");
    }
}
