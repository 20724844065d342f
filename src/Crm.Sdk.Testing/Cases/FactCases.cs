using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using NodaTime;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>170 to 179: facts follow the rows.</summary>
internal static class FactCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(170, "After random commands the facts are those that the rows give", s => FollowAsync(s, false)),
        Standard(171, "A change replaces the fact; no key is there twice", ReplacedAsync),
        Standard(172, "What is archived gives no facts, and gives them again when it is restored", ArchivedAsync),
        Standard(173, "Attributes of every type are in the facts, as they are stored", AttributesAsync),
        Standard(174, "A fact of another schema is refused", OtherSchemaAsync),
        Own(175, "After random commands the facts of any concept are those that the rows give, several of one row too", s => FollowAsync(s, true)),
        Own(176, "Facts of a row that get fewer are retracted, those that get more are added", FewerAsync),
        Own(177, "Amounts in facts are those in the currency of the database, null for others", AmountsAsync),
        Standard(178, "Text columns of all batches of a reading share a dictionary", DictionaryAsync),
    ];

    private static async Task FollowAsync(Scene s, bool withSpecimens)
    {
        for (int i = 0; i < 4; i++)
        {
            await new RandomCommands(s, 20 + i).RunAsync(20, withSpecimens);
            await new RandomCommands(s, 30 + i, Scene.OtherTenant).RunAsync(5, withSpecimens);
            foreach (TenantId tenant in (TenantId[])[Scene.Tenant, Scene.OtherTenant])
            {
                foreach (FactSchema fact in s.Schema.Facts)
                {
                    Expect.Sequence(await s.ProjectedAsync(fact, tenant), await s.FactsAsync(fact, tenant), $"The facts that the rows give and those of the store ({fact})");
                }
            }
        }
    }

    private static FactSchema Fact(Scene s, string name) => s.Schema.Facts.First(f => f.Name == name);

    private static async Task ReplacedAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("a", c => c.AssignTo("x", s.Now));
        await s.ChangeAsync(id, c => c.AssignTo("y", s.Now));
        await s.ChangeAsync(id, c => c.Rename("no part of the fact", s.Now));
        List<string> facts = await s.FactsAsync(Fact(s, "customer"));
        Expect.Equal(1, facts.Count, "How many facts there are");
        Expect.True(facts[0].Contains("'y'", StringComparison.Ordinal) && !facts[0].Contains("'x'", StringComparison.Ordinal), $"The fact has the new owner only: {facts[0]}");
    }

    private static async Task ArchivedAsync(Scene s)
    {
        List<CustomerId> ids = await s.CustomersAsync(["a", "b"]);
        List<string> both = await s.FactsAsync(Fact(s, "customer"));
        await s.ChangeAsync(ids[0], c => c.Archive(s.Now));
        Expect.Equal(1, (await s.FactsAsync(Fact(s, "customer"))).Count, "How many facts there are while one is archived");
        await s.ChangeAsync(ids[0], c => c.Restore(s.Now));
        Expect.Sequence(both, await s.FactsAsync(Fact(s, "customer")), "The facts when it is back");
        await s.ChangeAsync(ids[1], c =>
        {
            c.AssignTo("x", s.Now);
            c.Archive(s.Now);
        });
        Expect.Equal(1, (await s.FactsAsync(Fact(s, "customer"))).Count, "How many facts there are when one was changed and archived at once");
    }

    private static async Task AttributesAsync(Scene s)
    {
        await s.CustomerAsync("a", c =>
        {
            c.Set(Schemas.Motto, "m", s.Now);
            c.Set(Schemas.Nickname, "n", s.Now);
            c.Set(Schemas.Vip, true, s.Now);
            c.Set(Schemas.Size, long.MaxValue, s.Now);
            c.Set(Schemas.Rating, 1.25m, s.Now);
            c.Set(Schemas.Since, new LocalDate(1970, 1, 3), s.Now);
            c.Set(Schemas.SeenAt, Population.At(-5), s.Now);
        });
        await s.CustomerAsync("none");
        List<string> facts = await s.FactsAsync(Fact(s, "customer"));
        Expect.True(facts.Exists(f => f.EndsWith($"| 'm' | 'n' | 1 | {long.MaxValue} | 12500 | 2 | -5", StringComparison.Ordinal)), $"A fact has the attributes: {string.Join('\n', facts)}");
        Expect.True(facts.Exists(f => f.EndsWith("| null | null | null | null | null | null | null", StringComparison.Ordinal)), $"A fact has nulls: {string.Join('\n', facts)}");
    }

    private static async Task OtherSchemaAsync(Scene s)
    {
        var other = new FactSchema("other", FactShape.Event, [new FactField("id", FieldRole.Key, DataType.Text)]);
        await Expect.ThrowsAsync<ArgumentException>(() => s.FactsAsync(other), "The facts of a schema that the store does not have");
    }

    private static async Task FewerAsync(Scene s)
    {
        List<SpecimenId> ids = await s.SpecimensAsync([new SpecimenChanged { OccurredAt = s.Now, Title = "x", Tags = ["a", "b", "c"] }]);
        foreach (string[] tags in (string[][])[["b"], [], ["c", "c", "c", "d"], ["c", "x"]])
        {
            await using CrmSession session = s.Session();
            (await session.Set<Specimen, SpecimenId>().FindAsync(ids[0], s.Token))!.Change(new SpecimenChanged { OccurredAt = s.Now, Title = "x", Tags = tags });
            await session.CommitAsync(cancellationToken: s.Token);
            List<string> facts = await s.FactsAsync(Fact(s, "specimen_tag"));
            Expect.Sequence(tags, facts.Select(f => f.Split(" | ")[2].Trim('\'')), "The names in the facts");
        }
    }

    private static async Task AmountsAsync(Scene s)
    {
        await s.SpecimensAsync(
        [
            new SpecimenChanged { OccurredAt = s.Now, Title = "eur", Price = new Money(-1250, Currency.Get("EUR")) },
            new SpecimenChanged { OccurredAt = s.Now, Title = "usd", Price = new Money(1250, Currency.Get("USD")) },
        ]);
        List<string> facts = await s.FactsAsync(Fact(s, "specimen"));
        int price = Fact(s, "specimen").OrdinalOf("price");
        Expect.Sequence(["-1250", "null"], facts.Order(StringComparer.Ordinal).Select(f => f.Split(" | ")[price]), "The amounts");
    }

    private static async Task DictionaryAsync(Scene s)
    {
        await s.CustomersAsync(Enumerable.Range(0, 300).Select(i => $"c{i}"), (c, i) => c.AssignTo($"o{i % 3}", s.Now));
        TextDictionary? dictionary = null;
        int owner = Fact(s, "customer").OrdinalOf("owner");
        long rows = 0;
        await foreach (FactBatch batch in s.Store.Facts(Scene.Tenant, Fact(s, "customer")).ReadAsync(s.Token))
        {
            var column = (TextColumn)batch.Columns[owner];
            Expect.True(dictionary is null || ReferenceEquals(dictionary, column.Dictionary), "The dictionary is the one of the first batch");
            dictionary = column.Dictionary;
            rows += batch.Count;
        }

        Expect.Equal(300, rows, "The number of facts");
        FactSet set = await s.Runtime.LoadFactsAsync(Scene.Tenant, cancellationToken: s.Token);
        Expect.Set(s.Schema.Facts.Select(f => f.Name), set.Tables.Select(t => t.Schema.Name), "The facts that are loaded");
    }
}
