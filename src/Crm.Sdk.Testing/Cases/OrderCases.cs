using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using NodaTime;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>020 to 039: every store puts rows in the same order.</summary>
internal static class OrderCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(20, "Texts are in the order of their code points, surrogate pairs after U+FFFF", s => TextOrderAsync(s, false)),
        Standard(21, "Texts are in the opposite order when the last comes first", s => TextOrderAsync(s, true)),
        Standard(22, "Null comes before all values, and after them when the last comes first", NullsAsync),
        Standard(23, "The id decides among equal rows, rising in both directions", TiesAsync),
        Standard(24, "Several orders decide one after another, each in its direction", SeveralAsync),
        Standard(25, "Instants are in order, those before 1970 too", InstantsAsync),
        Standard(26, "Attributes of every type order rows, null first", AttributesAsync),
        Standard(27, "Ids are in the order of their bytes as written", IdsAsync),
        Standard(28, "References are in the order of ids, null first", ReferencesAsync),
        Standard(29, "Without an order rows come in the order of their ids", NoOrderAsync),
        Own(30, "Every kind of column orders rows, null first", ColumnsAsync),
        Standard(31, "Every column of every concept of the SDK orders rows", StandardColumnsAsync),
    ];

    private static async Task TextOrderAsync(Scene s, bool descending)
    {
        await s.CustomersAsync(Texts.Shuffled.Select((_, i) => $"c{i}"), (c, i) => c.Describe(Texts.Shuffled[i], null, s.Now));
        IEnumerable<string?> got = await ListAsync(s, q => _ = descending ? q.OrderByDescending(c => c.Industry) : q.OrderBy(c => c.Industry), c => c.Industry);
        Expect.Sequence(descending ? Texts.InOrder.Reverse() : Texts.InOrder, got, "Texts in order");
    }

    private static async Task NullsAsync(Scene s)
    {
        string?[] texts = ["b", null, "", "a", "\0"];
        await s.CustomersAsync(texts.Select((_, i) => $"c{i}"), (c, i) => c.AssignTo(texts[i], s.Now));
        string?[] wanted = [null, "", "\0", "a", "b"];
        Expect.Sequence(wanted, await ListAsync(s, q => q.OrderBy(c => c.Owner), c => c.Owner), "Null first");
        Expect.Sequence(wanted.Reverse(), await ListAsync(s, q => q.OrderByDescending(c => c.Owner), c => c.Owner), "Null last");
    }

    private static async Task TiesAsync(Scene s)
    {
        await s.CustomersAsync(Enumerable.Range(0, 9).Select(i => $"c{i}"), (c, i) => c.AssignTo(i % 3 == 0 ? null : $"{i % 3}", s.Now));
        Expect.Sequence(["c0", "c3", "c6", "c1", "c4", "c7", "c2", "c5", "c8"], await ListAsync(s, q => q.OrderBy(c => c.Owner), c => c.Name), "Equal rows, rising");
        Expect.Sequence(
            ["c2", "c5", "c8", "c1", "c4", "c7", "c0", "c3", "c6"], await ListAsync(s, q => q.OrderByDescending(c => c.Owner), c => c.Name), "Equal rows, falling");
    }

    private static async Task SeveralAsync(Scene s)
    {
        (string? Owner, string? Country)[] rows = [("a", null), ("b", "x"), (null, "y"), ("a", "y"), ("b", null), (null, "x"), ("a", "x"), ("b", "y")];
        await s.CustomersAsync(rows.Select((_, i) => $"c{i}"), (c, i) =>
        {
            c.AssignTo(rows[i].Owner, s.Now);
            c.Describe(null, rows[i].Country, s.Now);
        });
        Expect.Sequence(
            [("b", "y"), ("b", "x"), ("b", null), ("a", "y"), ("a", "x"), ("a", null), (null, "y"), (null, "x")],
            await ListAsync(s, q => q.OrderByDescending(c => c.Owner).ThenByDescending(c => c.Country), c => (c.Owner, c.Country)), "Both falling");
        Expect.Sequence(
            [("b", null), ("b", "x"), ("b", "y"), ("a", null), ("a", "x"), ("a", "y"), (null, "x"), (null, "y")],
            await ListAsync(s, q => q.OrderByDescending(c => c.Owner).ThenBy(c => c.Country), c => (c.Owner, c.Country)), "One falling, one rising");
    }

    private static async Task InstantsAsync(Scene s)
    {
        long[] instants = [5, -1, 1_700_000_000_000_000, 0, -62_135_596_800_000_000, 1];
        await using CrmSession session = s.Session();
        foreach (long at in instants)
        {
            session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "x", CustomerKind.Person, Population.At(at)));
        }

        await session.CommitAsync(cancellationToken: s.Token);
        Expect.Sequence(instants.Order().Select(Population.At), await ListAsync(s, q => q.OrderBy(c => c.RegisteredAt), c => c.RegisteredAt), "Instants in order");
    }

    private static async Task AttributesAsync(Scene s)
    {
        long[] numbers = [3, long.MinValue, 20, -1, long.MaxValue, 0];
        await s.CustomersAsync(numbers.Select((_, i) => $"c{i}").Append("none"), (c, i) =>
        {
            if (i < numbers.Length)
            {
                c.Set(Schemas.Size, numbers[i], s.Now);
                c.Set(Schemas.Vip, i % 2 == 0, s.Now);
                c.Set(Schemas.Motto, $"{numbers[i]}", s.Now);
                c.Set(Schemas.Since, new LocalDate(1970, 1, 1).PlusDays(i * 7 % 5 * 1000 - 1500), s.Now);
            }
        });
        foreach (string key in (string[])["size", "vip", "motto", "since"])
        {
            await AgreesAsync(s, Customer.Concept, RowTarget.OfAttribute(key));
        }

        Expect.Sequence(
            ["none", .. numbers.Order().Select(n => $"c{Array.IndexOf(numbers, n)}")],
            await ListAsync(s, q => q.OrderBy(c => c.Attributes["size"]), c => c.Name), "Numbers in order, null first");
    }

    private static async Task IdsAsync(Scene s)
    {
        string[] ids =
        [
            "80000000-0000-0000-0000-000000000000", "00000000-0000-0000-8000-000000000000", "00000001-0000-0000-0000-000000000000", "01000000-0000-0000-0000-000000000000",
            "00000000-0001-0000-0000-000000000000", "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-0000000000ff", "ff000000-0000-0000-0000-000000000000",
        ];
        await using CrmSession session = s.Session();
        foreach (string id in ids)
        {
            session.Customers.Add(Customer.Register(new CustomerId(Guid.ParseExact(id, "D")), id, CustomerKind.Person, s.Now));
        }

        await session.CommitAsync(cancellationToken: s.Token);
        string[] wanted = [.. ids.Order(StringComparer.Ordinal)];
        Expect.Sequence(wanted, await ListAsync(s, q => q.OrderBy(c => c.Id), c => c.Name), "Ids in order");
        Expect.Sequence(wanted.Reverse(), await ListAsync(s, q => q.OrderByDescending(c => c.Id), c => c.Name), "Ids in the opposite order");
    }

    private static async Task ReferencesAsync(Scene s)
    {
        List<CustomerId> parents = await s.CustomersAsync(["p0", "p1", "p2"]);
        int[] order = [2, 0, 1, 2, 0];
        await s.CustomersAsync(order.Select(i => $"of {i}"), (c, i) => c.PlaceUnder(parents[order[i]], s.Now));
        Expect.Sequence(
            ["p0", "p1", "p2", "of 0", "of 0", "of 1", "of 2", "of 2"], await ListAsync(s, q => q.OrderBy(c => c.Parent), c => c.Name), "By reference");
    }

    private static async Task NoOrderAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(["c", "a", "b"]);
        await s.ChangeAsync(ids[0], c => c.Rename("z", s.Now));
        Expect.Sequence(["z", "a", "b"], await ListAsync(s, _ => { }, c => c.Name), "In the order of ids");
    }

    private static async Task ColumnsAsync(Scene s)
    {
        var random = new Random(11);
        await s.SpecimensAsync(Enumerable.Range(0, 40).Select(i => new SpecimenChanged
        {
            OccurredAt = s.Now, Title = Texts.Shuffled[i], Note = PersonalText.Of(random.Next(3) == 0 ? null : Texts.Shuffled[random.Next(30)]), Colour = (Colour)random.Next(3),
            Count = random.Next(4) switch { 0 => null, 1 => long.MinValue, 2 => long.MaxValue, _ => random.Next(-3, 3) }, Flagged = random.Next(2) == 0,
            At = random.Next(3) == 0 ? null : Population.At(random.Next(-3, 3)), Day = random.Next(3) == 0 ? null : new LocalDate(1970, 1, 1).PlusDays(random.Next(-3, 3)),
            Price = random.Next(3) == 0 ? null : new Money(random.Next(-3, 3), Currency.Get(random.Next(2) == 0 ? "EUR" : "JPY")),
        }));
        await EveryColumnAsync(s, Specimen.Concept);
    }

    private static async Task StandardColumnsAsync(Scene s)
    {
        foreach (Concept concept in (await RawRows.CommitAsync(s, 31, 12)).Keys)
        {
            await EveryColumnAsync(s, concept);
        }
    }

    private static async Task EveryColumnAsync(Scene s, Concept concept)
    {
        for (int i = 0; i < concept.Schema.Columns.Count; i++)
        {
            if (concept.Schema.Columns[i].Kind != ColumnKind.Json)
            {
                await AgreesAsync(s, concept, RowTarget.Of(concept.Schema, i));
            }
        }
    }

    // The store's order is that of RowQuery.Compare.
    private static async Task AgreesAsync(Scene s, Concept concept, RowTarget target)
    {
        foreach (bool descending in (bool[])[false, true])
        {
            var query = new RowQuery(concept) { Order = [new RowOrder(target, descending)] };
            List<Row> rows = await s.RowsAsync(concept);
            rows.Sort(query.Compare);
            Expect.Sequence(rows.Select(r => (r.Id, target.In(r))), (await s.RowsAsync(query)).Select(r => (r.Id, target.In(r))), $"Rows by {query.Order[0]}");
        }
    }

    private static async Task<IEnumerable<T>> ListAsync<T>(Scene s, Action<SpecificationBuilder<Customer>> build, Func<Customer, T> select)
    {
        await using CrmSession session = s.Session();
        return [.. (await session.Customers.ListAsync(build, s.Token)).Select(select)];
    }
}
