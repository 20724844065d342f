using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using static Crm.Sdk.Testing.Cases.Condition;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>040 to 055, and 068: conditions are true or false, never unknown, and mean the same everywhere.</summary>
internal static class ConditionCases
{
    private static readonly RowTarget Owner = Column("owner");

    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(40, "Texts are equal letter by letter: case, spaces and accents count", EqualAsync),
        Standard(41, "Null equals null only, and differs from every value", NullAsync),
        Standard(42, "What does not hold for null holds when it is negated", NotAsync),
        Standard(43, "No order holds for null; texts are compared by code point", TextOrderAsync),
        Standard(44, "One of some: without null, of none, and of two thousand", OneOfAsync),
        Standard(45, "Instants are compared to the microsecond, before 1970 too", InstantsAsync),
        Standard(46, "References and ids are compared, with null and in lists", IdsAsync),
        Standard(47, "Choices are compared by their names", ChoicesAsync),
        Standard(48, "Attributes of every type are compared", AttributesAsync),
        Standard(49, "An attribute that nobody has is null for all", UnknownAttributeAsync),
        Standard(50, "Values of two types are never equal and have no order", TypesAsync),
        Standard(51, "Constants hold for all or for none", ConstantsAsync),
        Standard(52, "Random conditions on customers find what they hold for", RandomAsync),
        Standard(53, "A condition of three hundred parts is no trouble", ManyPartsAsync),
        Standard(54, "A text that is sought cannot break out of the query", QuotesAsync),
        Own(55, "Random conditions on every kind of column find what they hold for", RandomColumnsAsync),
    ];

    private static Task<List<CustomerId>> OwnersAsync(Scene s, params string?[] owners) =>
        s.CustomersAsync(owners.Select((_, i) => $"c{i}"), (c, i) => c.AssignTo(owners[i], s.Now));

    private static async Task EqualAsync(Scene s)
    {
        await OwnersAsync(s, "ann", "Ann", "ann ", " ann", "\u00E4nn", "a\u0308nn", "ann\0", "");
        await s.FindsAsync(Owner.Is("ann"), "c0");
        await s.FindsAsync(Owner.Is("ann "), "c2");
        await s.FindsAsync(Owner.Is("\u00E4nn"), "c4");
        await s.FindsAsync(Owner.Is("ann\0"), "c6");
        await s.FindsAsync(Owner.Is(""), "c7");
        await s.FindsAsync(Owner.IsNot("ann"), "c1", "c2", "c3", "c4", "c5", "c6", "c7");
    }

    private static async Task NullAsync(Scene s)
    {
        await OwnersAsync(s, "a", null, "", "b");
        await s.FindsAsync(Owner.Is(null), "c1");
        await s.FindsAsync(Owner.Is(null).Not(), "c0", "c2", "c3");
        await s.FindsAsync(Owner.IsNot("a"), "c1", "c2", "c3");
        await s.FindsAsync(Owner.Is(""), "c2");
        await s.FindsAsync(Owner.IsNot(""), "c0", "c1", "c3");
    }

    private static async Task NotAsync(Scene s)
    {
        await OwnersAsync(s, "a", null, "b");
        await s.FindsAsync(Owner.Is("a").Not(), "c1", "c2");
        await s.FindsAsync(Owner.IsNot("a").Not(), "c0");
        await s.FindsAsync(Owner.Is(RowComparison.Less, "b").Not(), "c1", "c2");
        await s.FindsAsync(Owner.In("a", "x").Not(), "c1", "c2");
        await s.FindsAsync(Owner.Has(TextPlace.Start, "a").Not(), "c1", "c2");
        await s.FindsAsync(Owner.Like("A%").Not(), "c1", "c2");
        await s.FindsAsync(new RowPredicate.And(Owner.Is("a"), Column("country").Is("x")).Not(), "c0", "c1", "c2");
        await s.FindsAsync(new RowPredicate.Or(Owner.Is("a"), Column("country").Is("x")).Not(), "c1", "c2");
        await s.FindsAsync(Owner.Is("a").Not().Not(), "c0");
    }

    private static async Task TextOrderAsync(Scene s)
    {
        await OwnersAsync(s, "a", null, "B", "\uFFFF", "\U0001F600", "");
        await s.FindsAsync(Owner.Is(RowComparison.Less, "a"), "c2", "c5");
        await s.FindsAsync(Owner.Is(RowComparison.LessOrEqual, "a"), "c0", "c2", "c5");
        await s.FindsAsync(Owner.Is(RowComparison.Greater, "a"), "c3", "c4");
        await s.FindsAsync(Owner.Is(RowComparison.GreaterOrEqual, "\U0001F600"), "c4");
        await s.FindsAsync(Owner.Is(RowComparison.Greater, "\uFFFF"), "c4");
        await s.FindsAsync(Owner.Is(RowComparison.Less, ""));
    }

    private static async Task OneOfAsync(Scene s)
    {
        await OwnersAsync(s, "a", null, "b", "7");
        await s.FindsAsync(Owner.In("a", "7", "A"), "c0", "c3");
        await s.FindsAsync(Owner.In());
        await s.FindsAsync(Owner.In().Not(), "c0", "c1", "c2", "c3");
        await s.FindsAsync(new RowPredicate.Or(Owner.In("b"), Owner.Is(null)), "c1", "c2");
        await s.FindsAsync(Owner.In([.. Enumerable.Range(0, 2000).Select(i => (object)$"{i}")]), "c3");
        await s.FindsAsync(Owner.In([.. Enumerable.Range(0, 2000).Select(i => (object)$"{i}")]).Not(), "c0", "c1", "c2");
    }

    private static async Task InstantsAsync(Scene s)
    {
        RowTarget registered = Column("registered_at");
        await using CrmSession session = s.Session();
        foreach (long at in (long[])[-1, 0, 1])
        {
            session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), $"{at}", CustomerKind.Person, Population.At(at)));
        }

        await session.CommitAsync(cancellationToken: s.Token);
        await s.FindsAsync(registered.Is(RowComparison.Less, 0L), "-1");
        await s.FindsAsync(registered.Is(RowComparison.LessOrEqual, 0L), "-1", "0");
        await s.FindsAsync(registered.Is(0L), "0");
        await s.FindsAsync(registered.Is(RowComparison.Greater, -1L), "0", "1");
        await s.FindsAsync(registered.In(-1L, 1L), "-1", "1");
        await s.FindsAsync(registered.Is(RowComparison.Greater, long.MinValue), "-1", "0", "1");
    }

    private static async Task IdsAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(["a", "b", "c"]);
        await s.ChangeAsync(ids[1], c => c.PlaceUnder(ids[0], s.Now));
        await s.ChangeAsync(ids[2], c => c.PlaceUnder(ids[1], s.Now));
        RowTarget parent = Column("parent_id");
        await s.FindsAsync(parent.Is(ids[0].Value), "b");
        await s.FindsAsync(parent.IsNot(ids[0].Value), "a", "c");
        await s.FindsAsync(parent.Is(null), "a");
        await s.FindsAsync(parent.In(ids[0].Value, ids[1].Value, s.NewId()), "b", "c");
        await s.FindsAsync(RowTarget.Id.Is(ids[1].Value), "b");
        await s.FindsAsync(RowTarget.Id.In(ids[0].Value, ids[2].Value, s.NewId()), "a", "c");
        await s.FindsAsync(RowTarget.Id.IsNot(ids[1].Value), "a", "c");
        await s.FindsAsync(RowTarget.Id.Is(RowComparison.Greater, ids[0].Value), "b", "c");
    }

    private static async Task ChoicesAsync(Scene s)
    {
        await s.CustomersAsync(["a", "b", "c"], (c, i) => c.MoveTo((LifecycleStage)i, s.Now));
        await using CrmSession session = s.Session();
        IReadOnlyList<Customer> found = await session.Customers.ListAsync(q => q.Where(c => c.Stage != LifecycleStage.Active && c.Kind == CustomerKind.Organization), s.Token);
        Expect.Sequence(["a", "c"], found.Select(c => c.Name), "Customers that are not active");
    }

    private static async Task AttributesAsync(Scene s)
    {
        await s.CustomersAsync(["a", "b", "none"], (c, i) =>
        {
            if (i < 2)
            {
                c.Set(Schemas.Size, i == 0 ? long.MinValue : (1L << 53) + 1, s.Now);
                c.Set(Schemas.Vip, i == 0, s.Now);
                c.Set(Schemas.Motto, i == 0 ? "Stra\u00DFe 'x' %" : "", s.Now);
                c.Set(Schemas.Rating, i == 0 ? 1.25m : -1.25m, s.Now);
                c.Set(Schemas.Nickname, i == 0 ? "Annie" : "Bo", s.Now);
            }
        });
        await s.FindsAsync(Attribute("size").Is((1L << 53) + 1), "b");
        await s.FindsAsync(Attribute("size").Is(1L << 53));
        await s.FindsAsync(Attribute("size").Is(RowComparison.Less, 0L), "a");
        await s.FindsAsync(Attribute("size").IsNot(5L), "a", "b", "none");
        await s.FindsAsync(Attribute("vip").Is(true), "a");
        await s.FindsAsync(Attribute("vip").Is(false), "b");
        await s.FindsAsync(Attribute("vip").Is(true).Not(), "b", "none");
        await s.FindsAsync(Attribute("rating").Is(12500L), "a");
        await s.FindsAsync(Attribute("motto").Is(""), "b");
        await s.FindsAsync(Attribute("motto").Has(TextPlace.Anywhere, "'x'"), "a");
        await s.FindsAsync(Attribute("motto").Like(@"STRA\u00DFE%\%".Replace(@"\u00DF", "\u00DF", StringComparison.Ordinal)), "a");
        await s.FindsAsync(Attribute("nickname").In("Annie", "x"), "a");
        await s.FindsAsync(Attribute("nickname").Is(null), "none");
        await s.FindsAsync(Attribute("nickname").Is(null).Not(), "a", "b");
    }

    private static async Task UnknownAttributeAsync(Scene s)
    {
        await s.CustomersAsync(["a", "b"]);
        await s.FindsAsync(Attribute("nobody").Is(null), "a", "b");
        await s.FindsAsync(Attribute("nobody").Is("x"));
        await s.FindsAsync(Attribute("nobody").IsNot("x"), "a", "b");
        await s.FindsAsync(Attribute("x.y\"'$[0]").Is(null), "a", "b");
    }

    private static async Task TypesAsync(Scene s)
    {
        await s.CustomersAsync(["a", "b"], (c, i) =>
        {
            c.Set(Schemas.Motto, i == 0 ? "1" : "true", s.Now);
            c.Set(Schemas.Vip, true, s.Now);
            c.Set(Schemas.Size, 1, s.Now);
        });
        await s.FindsAsync(Attribute("motto").Is(1L));
        await s.FindsAsync(Attribute("motto").Is(true));
        await s.FindsAsync(Attribute("size").Is("1"));
        await s.FindsAsync(Attribute("size").Is(true));
        await s.FindsAsync(Attribute("vip").Is(1L));
        await s.FindsAsync(Attribute("vip").Is("true"));
        await s.FindsAsync(Attribute("vip").IsNot(1L), "a", "b");
        await s.FindsAsync(Attribute("size").Is(RowComparison.Less, "2"));
        await s.FindsAsync(Attribute("motto").Is(RowComparison.GreaterOrEqual, 0L));
        await s.FindsAsync(Attribute("size").In("1", true));
        await s.FindsAsync(Attribute("size").Has(TextPlace.Anywhere, ""));
        await s.FindsAsync(Attribute("size").Like("%"));
    }

    private static async Task ConstantsAsync(Scene s)
    {
        await s.CustomersAsync(["a", "b"]);
        await s.FindsAsync(new RowPredicate.Constant(true), "a", "b");
        await s.FindsAsync(new RowPredicate.Constant(false));
        await s.FindsAsync(new RowPredicate.Or(new RowPredicate.Constant(false), Column("name").Is("a")), "a");
        await s.FindsAsync(new RowPredicate.And(new RowPredicate.Constant(false).Not(), Column("name").Is("a")), "a");
    }

    private static async Task RandomAsync(Scene s)
    {
        await new RandomCommands(s, 5).RunAsync(40, withSpecimens: false);
        await RandomAsync(s, Customer.Concept, [Attribute("size"), Attribute("vip"), Attribute("nickname"), .. TargetsOf(Customer.Concept)], 200);
    }

    private static async Task RandomColumnsAsync(Scene s)
    {
        await new RandomCommands(s, 6).RunAsync(60, withSpecimens: true);
        await RandomAsync(s, Specimen.Concept, [Attribute("size"), .. TargetsOf(Specimen.Concept)], 300);
    }

    /// <summary>Random conditions on every column of every concept of the SDK.</summary>
    public static async Task RandomStandardAsync(Scene s)
    {
        foreach (Concept concept in (await RawRows.CommitAsync(s, 68, 15)).Keys)
        {
            await RandomAsync(s, concept, TargetsOf(concept), 60);
        }
    }

    private static RowTarget[] TargetsOf(Concept concept) =>
        [RowTarget.Id, .. concept.Schema.Columns.Select((_, i) => RowTarget.Of(concept.Schema, i)).Where(t => t.Column!.Kind != ColumnKind.Json)];

    private static async Task RandomAsync(Scene s, Concept concept, RowTarget[] targets, int times)
    {
        List<Row> rows = await s.RowsAsync(concept);
        var random = new Random(3);
        for (int i = 0; i < times; i++)
        {
            await s.AgreesAsync(concept, rows, Condition.Random(random, rows, targets, 3));
        }
    }

    private static async Task ManyPartsAsync(Scene s)
    {
        await OwnersAsync(s, "7", null, "x");
        RowPredicate any = Owner.Is("0");
        RowPredicate all = Owner.IsNot("0");
        for (int i = 1; i < 150; i++)
        {
            any = new RowPredicate.Or(any, Owner.Is($"{i}"));
            all = new RowPredicate.And(all, Owner.IsNot($"{i}"));
        }

        await s.FindsAsync(any, "c0");
        await s.FindsAsync(all, "c1", "c2");
        await s.FindsAsync(new RowPredicate.Or(any, all), "c0", "c1", "c2");
    }

    private static async Task QuotesAsync(Scene s)
    {
        string[] owners = ["' or 1=1 --", "\"; drop table customer", "\\", "@p0", "$1", "{0}", "'"];
        await OwnersAsync(s, owners);
        for (int i = 0; i < owners.Length; i++)
        {
            await s.FindsAsync(Owner.Is(owners[i]), $"c{i}");
            await s.FindsAsync(Owner.In(owners[i], owners[i]), $"c{i}");
            await s.FindsAsync(Owner.Has(TextPlace.Start, owners[i] + "?"));
        }
    }
}
