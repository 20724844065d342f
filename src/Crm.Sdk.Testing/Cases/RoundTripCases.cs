using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using Crm.Sdk.Values;
using NodaTime;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>001 to 019: what is written comes back as it was.</summary>
internal static class RoundTripCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(1, "A committed aggregate comes back with all that it was", WholeAsync),
        Standard(2, "Texts come back letter by letter: empty, U+0000, surrogate pairs, line ends, signs of SQL", TextsAsync),
        Standard(3, "A text of a million letters comes back", LongTextAsync),
        Standard(4, "Instants come back to the microsecond, from the first to the last", InstantsAsync),
        Standard(5, "Null and the empty text are two things", NullOrEmptyAsync),
        Standard(6, "Attributes of every type come back at their limits", AttributesAsync),
        Standard(7, "An attribute that was cleared is gone, one that is set to an empty text is not", ClearedAsync),
        Standard(8, "Every value of a choice comes back", ChoicesAsync),
        Standard(9, "External ids come back in the order in which they became known", ExternalIdsAsync),
        Standard(10, "A reference comes back, and so does its absence", ReferenceAsync),
        Standard(11, "The version is the number of events; an unknown id finds null", VersionAsync),
        Standard(12, "The first and the last id come back", EndsOfIdsAsync),
        Standard(13, "One session commits an aggregate again and again", AgainAsync),
        Own(14, "Every kind of column comes back at its limits", LimitsAsync),
        Own(15, "Every kind of column that may be null comes back as null", NullsAsync),
        Own(16, "A part that is kept whole comes back whole", PartAsync),
        Standard(17, "Every column of every concept of the SDK comes back at its limits, and as null", ColumnsAsync),
    ];

    private static async Task WholeAsync(Scene s)
    {
        Instant at = s.Now;
        CustomerId parent = await s.CustomerAsync("Parent");
        CustomerId id = await s.CustomerAsync("Ann", c =>
        {
            c.Reach("ann@example.org", "+49 30 123", at);
            c.Describe("steel", "DE", at);
            c.AssignTo("bob", at);
            c.MoveTo(LifecycleStage.Active, at);
            c.PlaceUnder(parent, at);
        });
        Customer back = await s.LoadAsync(id);
        Expect.Equal(
            ("Ann", CustomerKind.Organization, LifecycleStage.Active, "bob", "steel", "DE"),
            (back.Name, back.Kind, back.Stage, back.Owner, back.Industry, back.Country), "The customer");
        Expect.Equal(("ann@example.org", "+49 30 123", parent, at), (back.Email, back.Phone, back.Parent!.Value, back.RegisteredAt), "The customer");
        Expect.Equal((6L, false), (back.Version, back.IsArchived), "Version and archived");
    }

    private static async Task TextsAsync(Scene s)
    {
        string[] texts = [.. Texts.InOrder, "it's; drop table customer; --", "{\"a\":1}", "\uD83D\uDE00\u200D\u0301", " leading and trailing ", "a\r\nb\nc\td", "NULL"];
        List<CustomerId> ids = await s.CustomersAsync(texts.Select((_, i) => $"c{i}"), (c, i) =>
        {
            c.Describe(texts[i], texts[^(i + 1)], s.Now);
            c.Reach(texts[i], null, s.Now);
            if (!string.IsNullOrWhiteSpace(texts[i]))
            {
                c.Rename(texts[i], s.Now);
            }
        });
        for (int i = 0; i < texts.Length; i++)
        {
            Customer back = await s.LoadAsync(ids[i]);
            Expect.Equal(texts[i], back.Industry, "An industry");
            Expect.Equal(texts[i], back.Email, "An address");
            Expect.Equal(string.IsNullOrWhiteSpace(texts[i]) ? $"c{i}" : texts[i], back.Name, "A name");
        }
    }

    private static async Task LongTextAsync(Scene s)
    {
        string text = string.Concat(Enumerable.Repeat("0123456789abcdefghi\u00DF\U0001F600\n", 43_479));
        CustomerId id = await s.CustomerAsync("Long", c => c.Describe(text, null, s.Now));
        Expect.Equal(text, (await s.LoadAsync(id)).Industry, "A long text");
    }

    private static async Task InstantsAsync(Scene s)
    {
        Instant[] instants = [Instant.MinValue, Population.At(-1), Population.At(0), Population.At(1), Population.At(1_700_000_000_123_456), Instant.MaxValue];
        foreach (Instant at in instants)
        {
            Customer made = Customer.Register(new CustomerId(s.NewId()), "x", CustomerKind.Person, at);
            await using CrmSession session = s.Session();
            session.Customers.Add(made);
            await session.CommitAsync(cancellationToken: s.Token);
            Expect.Equal(StorageForm.ToInstant(StorageForm.Of(at)), (await s.LoadAsync(made.Id)).RegisteredAt, "An instant to the microsecond");
        }
    }

    private static async Task NullOrEmptyAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("x", c => c.Describe("", null, s.Now));
        Customer back = await s.LoadAsync(id);
        Expect.Equal(("", (string?)null), (back.Industry, back.Country), "An empty text and a null");
        await s.ChangeAsync(id, c => c.Describe(null, "", s.Now));
        back = await s.LoadAsync(id);
        Expect.Equal(((string?)null, ""), (back.Industry, back.Country), "A null and an empty text");
    }

    private static async Task AttributesAsync(Scene s)
    {
        foreach (string text in Texts.InOrder)
        {
            await OneAsync(s, Schemas.Motto, text);
            await OneAsync(s, Schemas.Nickname, text);
        }

        await OneAsync(s, Schemas.Vip, true);
        await OneAsync(s, Schemas.Vip, false);
        foreach (long number in (long[])[long.MinValue, -(1L << 53) - 1, -1, 0, 1, (1L << 53) + 1, long.MaxValue])
        {
            await OneAsync(s, Schemas.Size, number);
        }

        foreach (decimal number in (decimal[])[-922337203685477.5807m, -0.0001m, 0, 12.5m, 922337203685477.5807m])
        {
            await OneAsync(s, Schemas.Rating, number);
        }

        foreach (LocalDate day in (LocalDate[])[LocalDate.MinIsoValue, new(1969, 12, 31), new(1970, 1, 1), new(2024, 2, 29), LocalDate.MaxIsoValue])
        {
            await OneAsync(s, Schemas.Since, day);
        }

        foreach (Instant at in (Instant[])[Instant.MinValue, Population.At(-1), Population.At(1_700_000_000_123_456)])
        {
            await OneAsync(s, Schemas.SeenAt, at);
        }
    }

    private static async Task OneAsync<T>(Scene s, AttributeDefinition<T> attribute, T value)
        where T : notnull
    {
        CustomerId id = await s.CustomerAsync("x", c => c.Set(attribute, value, s.Now));
        bool known = (await s.LoadAsync(id)).Attributes.TryGet(attribute, out T? back);
        Expect.Equal((true, value), (known, back!), $"The attribute {attribute}");
    }

    private static async Task ClearedAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("x", c =>
        {
            c.Set(Schemas.Motto, "", s.Now);
            c.Set(Schemas.Size, 0, s.Now);
            c.Set(Schemas.Nickname, "Annie", s.Now);
        });
        await s.ChangeAsync(id, c =>
        {
            c.Clear(Schemas.Size, s.Now);
            c.Clear(Schemas.Nickname, s.Now);
        });
        Expect.Sequence(["motto"], (await s.LoadAsync(id)).Attributes.Keys, "The attributes with a value");
    }

    private static async Task ChoicesAsync(Scene s)
    {
        foreach (LifecycleStage stage in Enum.GetValues<LifecycleStage>())
        {
            CustomerId id = await s.CustomerAsync("x", c => c.MoveTo(stage, s.Now));
            Expect.Equal(stage, (await s.LoadAsync(id)).Stage, "A choice");
        }
    }

    private static async Task ExternalIdsAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("x", c =>
        {
            c.Identify(new ExternalId("zeta", "1"), s.Now);
            c.Identify(new ExternalId("alpha", "\U0001F600 2"), s.Now);
            c.Identify(new ExternalId("mid", "3"), s.Now);
        });
        await s.ChangeAsync(id, c => c.Identify(new ExternalId("zeta", "4"), s.Now));
        Expect.Sequence(
            [new ExternalId("alpha", "\U0001F600 2"), new("mid", "3"), new("zeta", "4")], (await s.LoadAsync(id)).ExternalIds, "The external ids in order");
    }

    private static async Task ReferenceAsync(Scene s)
    {
        CustomerId parent = await s.CustomerAsync("parent");
        CustomerId id = await s.CustomerAsync("child", c => c.PlaceUnder(parent, s.Now));
        Expect.Equal(parent, (await s.LoadAsync(id)).Parent, "A reference");
        await s.ChangeAsync(id, c => c.PlaceUnder(null, s.Now));
        Expect.Equal(null, (await s.LoadAsync(id)).Parent, "A reference that was taken away");
    }

    private static async Task VersionAsync(Scene s)
    {
        CustomerId id = await s.CustomerAsync("x", c => c.AssignTo("a", s.Now));
        Expect.Equal(2L, (await s.LoadAsync(id)).Version, "The version after two events");
        await s.ChangeAsync(id, c => c.AssignTo("b", s.Now));
        Expect.Equal(3L, (await s.LoadAsync(id)).Version, "The version after three events");
        Expect.Equal(null, await s.Store.FindAsync(Scene.Tenant, Customer.Concept, s.NewId(), s.Token), "An unknown id");
    }

    private static async Task EndsOfIdsAsync(Scene s)
    {
        string[] ids = ["00000000-0000-0000-0000-000000000001", "01020304-0506-0708-090a-0b0c0d0e0f10", "ffffffff-ffff-ffff-ffff-ffffffffffff"];
        foreach (string text in ids)
        {
            Customer made = Customer.Register(new CustomerId(Guid.ParseExact(text, "D")), text, CustomerKind.Person, s.Now);
            await using CrmSession session = s.Session();
            session.Customers.Add(made);
            await session.CommitAsync(cancellationToken: s.Token);
            Expect.Equal(text, (await s.LoadAsync(made.Id)).Name, "The name of the customer with this id");
        }

        Expect.Sequence(ids, await s.NamesAsync(), "Customers in the order of their ids");
    }

    private static async Task AgainAsync(Scene s)
    {
        await using CrmSession session = s.Session();
        Customer customer = session.NewCustomer("first");
        for (int i = 0; i < 3; i++)
        {
            await session.CommitAsync(cancellationToken: s.Token);
            customer.Rename($"again {i}", s.Now);
        }

        await session.CommitAsync(cancellationToken: s.Token);
        Customer back = await s.LoadAsync(customer.Id);
        Expect.Equal(("again 2", 4L), (back.Name, back.Version), "Name and version");
        Expect.Equal(4, (await s.LogAsync()).Count, "The number of events in the log");
    }

    private static async Task LimitsAsync(Scene s)
    {
        SpecimenChanged[] states =
        [
            Least(s) with { Count = long.MinValue, At = Instant.MinValue, Day = LocalDate.MinIsoValue, Price = new Money(long.MinValue, Currency.Get("EUR")) },
            Least(s) with { Count = long.MaxValue, At = Instant.MaxValue, Day = LocalDate.MaxIsoValue, Price = new Money(long.MaxValue, Currency.Get("CLF")) },
            Least(s) with { Count = 0, At = Population.At(0), Day = new LocalDate(1970, 1, 1), Price = new Money(0, Currency.Get("JPY")), Flagged = true },
            Least(s) with { Count = -(1L << 53) - 1, At = Population.At(-1), Day = new LocalDate(1969, 12, 31), Price = new Money(-1, Currency.Get("BHD")) },
        ];
        await BackAsync(s, states);
    }

    private static Task NullsAsync(Scene s) => BackAsync(s, [Least(s)]);

    private static Task PartAsync(Scene s) => BackAsync(s, [Least(s) with { Tags = [.. Texts.InOrder] }, Least(s) with { Tags = [] }]);

    private static SpecimenChanged Least(Scene s) => new() { OccurredAt = s.Now, Title = "" };

    private static async Task BackAsync(Scene s, SpecimenChanged[] states)
    {
        List<SpecimenId> ids = await s.SpecimensAsync(states);
        for (int i = 0; i < states.Length; i++)
        {
            Row wanted = Specimen.Concept.ToRow(Specimen.Make(ids[i].Value, states[i]));
            Row? row = await s.Store.FindAsync(Scene.Tenant, Specimen.Concept, ids[i].Value, s.Token);
            Expect.Sequence(wanted.Values, row?.Values ?? [], "The values of a row");
            Expect.Sequence(states[i].Tags, ((Specimen)Specimen.Concept.FromRow(row!)).Tags.Names, "The part that is kept whole");
        }
    }

    private static async Task ColumnsAsync(Scene s)
    {
        foreach ((Concept concept, List<Row> rows) in await RawRows.CommitAsync(s, 17, 24))
        {
            foreach (Row row in rows)
            {
                Row? back = await s.Store.FindAsync(Scene.Tenant, concept, row.Id, s.Token);
                Expect.Sequence(row.Values, back?.Values ?? [], $"The values of a {concept}");
            }

            Expect.Sequence(rows.Select(AtomicityCases.Text), (await s.RowsAsync(concept)).Select(AtomicityCases.Text), $"All rows of {concept}");
        }
    }
}
