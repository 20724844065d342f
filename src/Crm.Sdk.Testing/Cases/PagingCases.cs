using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>070 to 089: pages, parts and counts.</summary>
internal static class PagingCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(70, "Pages of every size, one after another, are the whole list", EverySizeAsync),
        Standard(71, "Pages miss none and repeat none while rows are added and archived between them", MovingAsync),
        Standard(72, "A cursor serves after it went through a text", TextAsync),
        Standard(73, "A cursor that was made for another order is refused", OtherOrderAsync),
        Standard(74, "Skip and take cut the list; beyond its end is nothing", SkipTakeAsync),
        Standard(75, "A count looks at the condition only, not at order, skip, take and cursor", CountAsync),
        Standard(76, "The page that ends the list exactly is followed by an empty one", ExactEndAsync),
        Standard(77, "A cursor serves when its row has been changed or archived", LostRowAsync),
        Standard(78, "Pages of a condition, archived ones among them, are its list", ConditionAsync),
        Standard(79, "The first of an order is the first of its list; the first of none is null", FirstAsync),
        Standard(80, "Pages by attributes and by references, null among them, are the whole list", AttributesAsync),
        Standard(81, "Reading one by one gives the list, to be read only", ReadAsync),
    ];

    private static async Task<List<string>> PeopleAsync(Scene s, int count)
    {
        var names = Enumerable.Range(0, count).Select(i => $"c{i * 7 % count:D2}").ToList();
        await s.CustomersAsync(names, (c, i) =>
        {
            c.AssignTo((i % 4) switch { 0 => null, 1 => "", 2 => "\uFFFF", _ => "\U0001F600" }, s.Now);
            c.Describe(i % 3 == 0 ? null : $"{i % 3}", null, s.Now);
            c.Set(Schemas.Size, i % 5 - 2, s.Now);
        });
        return names;
    }

    private static async Task<List<Guid>> PagesAsync(Scene s, Specification<Customer> specification, Func<int, Task>? between = null)
    {
        await using CrmSession session = s.Session();
        var ids = new List<Guid>();
        PageCursor? cursor = null;
        for (int page = 0; page < 1000; page++)
        {
            Page<Customer> next = await session.Customers.PageAsync(specification.From(cursor), s.Token);
            ids.AddRange(next.Items.Select(c => c.Key));
            cursor = next.Next;
            if (cursor is null)
            {
                return ids;
            }

            if (between is not null)
            {
                await between(page);
            }
        }

        throw new ConformanceException("Pages come to an end.", "an end", "1000 pages");
    }

    private static async Task SamePagesAsync(Scene s, int size, Action<SpecificationBuilder<Customer>> build)
    {
        await using CrmSession session = s.Session();
        IReadOnlyList<Customer> list = await session.Customers.ListAsync(build, s.Token);
        List<Guid> pages = await PagesAsync(s, Specification<Customer>.Of(q =>
        {
            build(q);
            q.Take(size);
        }));
        Expect.Sequence(list.Select(c => c.Key), pages, $"The ids in pages of {size}");
    }

    private static async Task EverySizeAsync(Scene s)
    {
        await PeopleAsync(s, 12);
        for (int size = 1; size <= 13; size++)
        {
            await SamePagesAsync(s, size, _ => { });
            await SamePagesAsync(s, size, q => q.OrderBy(c => c.Owner));
            await SamePagesAsync(s, size, q => q.OrderByDescending(c => c.Owner));
            await SamePagesAsync(s, size, q => q.OrderBy(c => c.Owner).ThenByDescending(c => c.Industry));
            await SamePagesAsync(s, size, q => q.OrderByDescending(c => c.Industry).ThenBy(c => c.Owner).ThenBy(c => c.Name));
            await SamePagesAsync(s, size, q => q.OrderByDescending(c => c.Id));
        }
    }

    private static async Task MovingAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(Enumerable.Range(0, 20).Select(i => $"m{i:D2}"));
        List<Guid> pages = await PagesAsync(s, Specification<Customer>.Of(q => q.OrderBy(c => c.Name).Take(3)), async page =>
        {
            // Before the page that was just read: seen by none of the next. What was read is archived: the others do not move up.
            await s.CustomerAsync($"a{page}");
            await s.ChangeAsync(ids[page], c => c.Archive(s.Now));
        });
        Expect.Sequence(ids.Select(i => i.Value), pages, "The ids of those who were there all the time, each once");
    }

    private static async Task TextAsync(Scene s)
    {
        await PeopleAsync(s, 9);
        await using CrmSession session = s.Session();
        foreach (Specification<Customer> specification in (Specification<Customer>[])
        [
            Specification<Customer>.Of(q => q.OrderBy(c => c.Owner).ThenBy(c => c.RegisteredAt).ThenBy(c => c.Attributes["size"]).Take(2)),
            Specification<Customer>.Of(q => q.OrderByDescending(c => c.Parent).ThenBy(c => c.Id).Take(2)),
        ])
        {
            Page<Customer> first = await session.Customers.PageAsync(specification, s.Token);
            Page<Customer> one = await session.Customers.PageAsync(specification.From(first.Next), s.Token);
            Page<Customer> two = await session.Customers.PageAsync(specification.From(PageCursor.Parse(first.Next!.ToString())), s.Token);
            Expect.Sequence(one.Items.Select(c => c.Key), two.Items.Select(c => c.Key), "The second page");
        }
    }

    private static async Task OtherOrderAsync(Scene s)
    {
        await PeopleAsync(s, 5);
        await using CrmSession session = s.Session();
        PageCursor cursor = (await session.Customers.PageAsync(Specification<Customer>.Of(q => q.OrderBy(c => c.Owner).Take(2)), s.Token)).Next!;
        foreach (Action<SpecificationBuilder<Customer>> other in (Action<SpecificationBuilder<Customer>>[])
            [_ => { }, q => q.OrderBy(c => c.Name), q => q.OrderByDescending(c => c.Owner), q => q.OrderBy(c => c.Owner).ThenBy(c => c.Name)])
        {
            Specification<Customer> specification = Specification<Customer>.Of(other).From(cursor);
            await Expect.ThrowsAsync<ArgumentException>(() => session.Customers.ListAsync(specification, s.Token).AsTask(), "A cursor of another order");
        }
    }

    private static async Task SkipTakeAsync(Scene s)
    {
        await PeopleAsync(s, 7);
        await using CrmSession session = s.Session();
        List<Guid> all = [.. (await session.Customers.ListAsync(q => q.OrderBy(c => c.Owner), s.Token)).Select(c => c.Key)];
        for (int skip = 0; skip <= 8; skip++)
        {
            for (int take = 1; take <= 8; take++)
            {
                IReadOnlyList<Customer> part = await session.Customers.ListAsync(q => q.OrderBy(c => c.Owner).Skip(skip).Take(take), s.Token);
                Expect.Sequence(all.Skip(skip).Take(take), part.Select(c => c.Key), $"Skip {skip}, take {take}");
            }

            IReadOnlyList<Customer> rest = await session.Customers.ListAsync(q => q.OrderBy(c => c.Owner).Skip(skip), s.Token);
            Expect.Sequence(all.Skip(skip), rest.Select(c => c.Key), $"Skip {skip}");
        }
    }

    private static async Task CountAsync(Scene s)
    {
        await PeopleAsync(s, 12);
        await using CrmSession session = s.Session();
        PageCursor? cursor = (await session.Customers.PageAsync(Specification<Customer>.Of(q => q.OrderBy(c => c.Owner).Take(5)), s.Token)).Next;
        Expect.Equal(
            12, await session.Customers.CountAsync(Specification<Customer>.Of(q => q.OrderBy(c => c.Owner).Skip(3).Take(2).After(cursor)), s.Token), "The count of all");
        Expect.Equal(3, await session.Customers.CountAsync(Specification<Customer>.Of(q => q.Where(c => c.Owner == null).Take(1)), s.Token), "The count of some");
        Expect.Equal(0, await session.Customers.CountAsync(Specification<Customer>.Of(q => q.Where(c => c.Owner == "x")), s.Token), "The count of none");
    }

    private static async Task ExactEndAsync(Scene s)
    {
        await PeopleAsync(s, 4);
        await using CrmSession session = s.Session();
        var two = Specification<Customer>.Of(q => q.OrderBy(c => c.Name).Take(2));
        Page<Customer> second = await session.Customers.PageAsync(two.From((await session.Customers.PageAsync(two, s.Token)).Next), s.Token);
        Expect.Sequence(["c02", "c03"], second.Items.Select(c => c.Name), "The second page");
        if (second.Next is { } last)
        {
            Expect.Equal(0, (await session.Customers.PageAsync(two.From(last), s.Token)).Items.Count, "How many come after the last");
        }
    }

    private static async Task LostRowAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(["a", "b", "c", "d"]);
        await using CrmSession session = s.Session();
        var two = Specification<Customer>.Of(q => q.OrderBy(c => c.Name).Take(2));
        PageCursor? cursor = (await session.Customers.PageAsync(two, s.Token)).Next;
        await s.ChangeAsync(ids[1], c => c.Archive(s.Now));
        await s.ChangeAsync(ids[0], c => c.Rename("zz", s.Now));
        await using CrmSession later = s.Session();
        Page<Customer> next = await later.Customers.PageAsync(two.From(cursor), s.Token);
        Expect.Sequence(["c", "d"], next.Items.Select(c => c.Name), "The page after a row that was archived");
    }

    private static async Task ConditionAsync(Scene s)
    {
        await PeopleAsync(s, 15);
        foreach (Guid id in (await s.RowsAsync(Customer.Concept)).Where((_, i) => i % 4 == 1).Select(r => r.Id))
        {
            await s.ChangeAsync(new CustomerId(id), c => c.Archive(s.Now));
        }

        foreach (int size in (int[])[1, 2, 5, 20])
        {
            await SamePagesAsync(s, size, q => q.Where(c => c.Industry != null).OrderByDescending(c => c.Owner));
            await SamePagesAsync(s, size, q => q.Where(c => c.Industry != null).OrderByDescending(c => c.Owner).IncludeArchived());
        }
    }

    private static async Task FirstAsync(Scene s)
    {
        await s.CustomersAsync(["b", "c", "a"]);
        await using CrmSession session = s.Session();
        Expect.Equal("a", (await session.Customers.FirstOrDefaultAsync(Specification<Customer>.Of(q => q.OrderBy(c => c.Name)), s.Token))?.Name, "The first");
        Expect.Equal("c", (await session.Customers.FirstOrDefaultAsync(Specification<Customer>.Of(q => q.OrderByDescending(c => c.Name)), s.Token))?.Name, "The last");
        Expect.Equal(null, await session.Customers.FirstOrDefaultAsync(Specification<Customer>.Of(q => q.Where(c => c.Name == "x")), s.Token), "The first of none");
    }

    private static async Task AttributesAsync(Scene s)
    {
        List<CustomerId> parents = await s.CustomersAsync(["p", "q"]);
        await s.CustomersAsync(Enumerable.Range(0, 11).Select(i => $"c{i}"), (c, i) =>
        {
            c.PlaceUnder(i % 3 == 2 ? null : parents[i % 3], s.Now);
            if (i % 2 == 0)
            {
                c.Set(Schemas.Vip, i % 4 == 0, s.Now);
                c.Set(Schemas.Size, long.MaxValue - (i % 3), s.Now);
                c.Set(Schemas.Motto, Texts.Shuffled[i], s.Now);
            }
        });
        foreach (int size in (int[])[1, 3, 4, 13])
        {
            await SamePagesAsync(s, size, q => q.OrderBy(c => c.Attributes["vip"]).ThenByDescending(c => c.Attributes["size"]));
            await SamePagesAsync(s, size, q => q.OrderByDescending(c => c.Attributes["motto"]));
            await SamePagesAsync(s, size, q => q.OrderByDescending(c => c.Parent).ThenBy(c => c.Attributes["since"]));
        }
    }

    private static async Task ReadAsync(Scene s)
    {
        await PeopleAsync(s, 8);
        await using CrmSession session = s.Session();
        var specification = Specification<Customer>.Of(q => q.OrderBy(c => c.Owner).Skip(1).Take(5));
        var read = new List<Guid>();
        await foreach (Customer customer in session.Customers.ReadAsync(specification, s.Token))
        {
            read.Add(customer.Key);
            await Expect.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => customer.AssignTo("somebody else", s.Now), s.Token), "A command on what is read only");
        }

        Expect.Sequence((await session.Customers.ListAsync(specification, s.Token)).Select(c => c.Key), read, "What was read");
    }
}
