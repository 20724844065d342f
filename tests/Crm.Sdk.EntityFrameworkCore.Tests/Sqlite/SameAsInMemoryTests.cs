using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

/// <summary>Random conditions over random rows mean in SQL what they mean in memory.</summary>
public sealed class SameAsInMemoryTests
{
    private static readonly string[] Texts =
    [
        "", "a", "A", "ab", "abc", "b", "ä", "Ä", "ß", "ẞ", "é", "e\u0301", "İ", "i", "I", "\u007f", "\uE000", "\uFFFD", "\U0001F600", "\U0001F601x", "\U0010FFFF", "a\0b", "\0", "a%b", "a_b", @"a\b",
        "line\nend", "'quote'", "\"", "x\U0001F600", "aab", "zz", " ", "ab ", "0", "1", "true", "null", "ǅ", "K", "k", "ſ", "s",
    ];

    private static readonly string[] Sought = [.. Texts, "\uD83D", "\uDE00", "\uD83Dx", "x\uD83D", "\uDBFF\uDFFF"];

    private static readonly RowSchema Columns = Customer.Concept.Schema;

    [Fact]
    public async Task Every_condition_order_and_page_means_the_same_in_SQLite_as_in_memory()
    {
        var random = new Random(4711);
        using var file = new StoreFile();
        await using CrmRuntime sqlite = await file.OpenAsync();
        await using var memory = new CrmRuntime(new InMemoryCrmStore(sqlite.Store.Schema));
        await FillAsync(random, sqlite, memory);

        for (int i = 0; i < 2_000; i++)
        {
            RowQuery query = Query(random);
            List<Row> expected = await RowsAsync(memory, query), actual = await RowsAsync(sqlite, query);
            Same(expected, actual, query);
            (await sqlite.Store.CountAsync(TenantId.Single, query)).Should().Be(await memory.Store.CountAsync(TenantId.Single, query), "{0}", query.Where);
            if (expected.Count > 0)
            {
                Row last = expected[random.Next(expected.Count)];
                RowQuery next = new(query.Concept)
                {
                    Where = query.Where, Order = query.Order, IncludeArchived = query.IncludeArchived, Take = random.Next(1, 9), Skip = random.Next(3), After = query.CursorAfter(last),
                };
                Same(await RowsAsync(memory, next), await RowsAsync(sqlite, next), next);
            }
        }
    }

    [Fact]
    public async Task A_thousand_alternatives_and_ten_thousand_values_are_not_too_many()
    {
        using var file = new StoreFile();
        await using CrmRuntime runtime = await file.OpenAsync();
        await using CrmSession session = StoreFile.Session(runtime);
        StoreFile.Add(session, "n9999");
        await session.CommitAsync();
        RowTarget name = RowTarget.Of(Columns, 0);
        RowPredicate many = Enumerable.Range(9_000, 1_000).Select(i => (RowPredicate)new RowPredicate.Comparison(name, RowComparison.Equal, $"n{i}")).Aggregate((a, b) => new RowPredicate.Or(a, b));
        RowPredicate values = new RowPredicate.IsOneOf(name, [.. Enumerable.Range(0, 10_000).Select(i => (object)$"n{i}")]);
        RowPredicate nots = Enumerable.Range(0, 5_000).Aggregate(values, (p, _) => new RowPredicate.Not(p));

        foreach (RowPredicate condition in new[] { many, values, nots })
        {
            (await runtime.Store.CountAsync(TenantId.Single, new RowQuery(Customer.Concept) { Where = condition })).Should().Be(1);
        }
    }

    private static async Task FillAsync(Random random, params CrmRuntime[] runtimes)
    {
        string? Text() => random.Next(4) == 0 ? null : Texts[random.Next(Texts.Length)];
        Instant at = StoreFile.Start;
        var made = new List<Customer>();
        for (int i = 0; i < 120; i++)
        {
            string name = string.IsNullOrWhiteSpace(Text() is { } t ? t : "") ? $"n{i % 7}" : Texts[1 + random.Next(Texts.Length - 1)];
            Customer customer = Customer.Register(new CustomerId(new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, (byte)i)), string.IsNullOrWhiteSpace(name) ? "n" : name, (CustomerKind)random.Next(2), at + Duration.FromDays(random.Next(5)));
            customer.AssignTo(Text(), at);
            customer.Describe(Text(), Text(), at);
            customer.Reach(Text(), null, at);
            if (made.Count > 0 && random.Next(3) == 0)
            {
                customer.PlaceUnder(made[random.Next(Math.Min(5, made.Count))].Id, at);
            }

            if (Text() is { } tier)
            {
                customer.Set(StoreFile.Tier, tier, at);
            }

            if (random.Next(2) == 0)
            {
                customer.Set(StoreFile.Seats, random.Next(-1, 2), at);
            }

            if (random.Next(2) == 0)
            {
                customer.Set(StoreFile.Vip, random.Next(2) == 0, at);
            }

            if (Text() is { Length: > 0 } external)
            {
                customer.Identify(new ExternalId("erp", $"{i}{external}"), at);
                customer.Identify(new ExternalId("crm", $"{external}{i}"), at);
            }

            if (random.Next(10) == 0)
            {
                customer.Archive(at);
            }

            made.Add(customer);
        }

        // A commit changes what it accepts, so that each store gets aggregates of its own: those of the first are written as they are for the others.
        Commit? commit = null;
        foreach (CrmRuntime runtime in runtimes)
        {
            if (commit is null)
            {
                var recorder = new RecordingStore(runtime.Store);
                await using var through = new CrmRuntime(recorder);
                await using CrmSession session = StoreFile.Session(through);
                made.ForEach(session.Customers.Add);
                await session.CommitAsync("filling");
                commit = recorder.Last;
            }
            else
            {
                await runtime.Store.CommitAsync(commit);
            }
        }
    }

    private static RowQuery Query(Random random) => new(Customer.Concept)
    {
        Where = random.Next(10) == 0 ? null : Condition(random, 3),
        Order = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new RowOrder(Target(random), random.Next(2) == 0))],
        IncludeArchived = random.Next(2) == 0,
        Skip = random.Next(3) == 0 ? random.Next(5) : null,
        Take = random.Next(3) == 0 ? random.Next(1, 20) : null,
    };

    private static RowTarget Target(Random random) => random.Next(14) switch
    {
        0 => RowTarget.Id,
        1 => RowTarget.OfAttribute("tier"),
        2 => RowTarget.OfAttribute("seats"),
        3 => RowTarget.OfAttribute("vip"),
        var n => RowTarget.Of(Columns, (n - 4) % Columns.Columns.Count),
    };

    private static object Value(Random random) => random.Next(8) switch
    {
        0 => (long)random.Next(-1, 2),
        1 => random.Next(2) == 0,
        2 => new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 0),
        3 => Crm.Sdk.Facts.StorageForm.Of(StoreFile.Start + Duration.FromDays(random.Next(5))),
        4 => "Person",
        _ => Sought[random.Next(Sought.Length)],
    };

    private static RowPredicate Condition(Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => new RowPredicate.IsNull(Target(random)),
        1 => new RowPredicate.IsOneOf(Target(random), [.. Enumerable.Range(0, random.Next(3) == 0 ? 300 : random.Next(4)).Select(_ => Value(random))]),
        2 => new RowPredicate.HasText(Target(random), (TextPlace)random.Next(3), Sought[random.Next(Sought.Length)]),
        3 => new RowPredicate.Like(Target(random), Pattern(random)),
        4 when random.Next(10) == 0 => new RowPredicate.Constant(random.Next(2) == 0),
        6 => new RowPredicate.And(Condition(random, depth - 1), Condition(random, depth - 1)),
        7 => new RowPredicate.Or(Condition(random, depth - 1), Condition(random, depth - 1)),
        8 => new RowPredicate.Not(Condition(random, depth - 1)),
        _ => new RowPredicate.Comparison(Target(random), (RowComparison)random.Next(6), Value(random)),
    };

    private static string Pattern(Random random) => random.Next(4) switch
    {
        0 => $"%{Sought[random.Next(Sought.Length)]}%",
        1 => $"{Sought[random.Next(Sought.Length)]}%",
        2 => new string('_', random.Next(4)),
        _ => Sought[random.Next(Sought.Length)],
    };

    private static async Task<List<Row>> RowsAsync(CrmRuntime runtime, RowQuery query)
    {
        var rows = new List<Row>();
        await foreach (Row row in runtime.Store.QueryAsync(TenantId.Single, query))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static void Same(List<Row> expected, List<Row> actual, RowQuery query)
    {
        actual.Select(r => r.Id).Should().Equal(expected.Select(r => r.Id), "{0} order {1} after {2}", query.Where, string.Join(", ", query.Order), query.After);
        for (int i = 0; i < expected.Count; i++)
        {
            Row a = actual[i], e = expected[i];
            Assert.True(a.Values.SequenceEqual(e.Values) && a.Attributes.Equals(e.Attributes) && a.ExternalIds.SequenceEqual(e.ExternalIds) && (a.Version, a.IsArchived) == (e.Version, e.IsArchived));
        }
    }
}
