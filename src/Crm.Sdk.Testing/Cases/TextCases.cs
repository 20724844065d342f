using System.Diagnostics;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;
using static Crm.Sdk.Testing.Cases.Condition;
using static Crm.Sdk.Testing.Cases.Family;

namespace Crm.Sdk.Testing.Cases;

/// <summary>056 to 069: how texts are searched.</summary>
internal static class TextCases
{
    private static readonly RowTarget Industry = Column("industry");

    public static IEnumerable<ConformanceCase> All =>
    [
        Standard(56, "A text is found at the start, at the end and anywhere, letter by letter", HasTextAsync),
        Standard(57, "No sign has a meaning in a text that is found letter by letter", SignsAsync),
        Standard(58, "The empty text is found in every text but not in null", EmptyAsync),
        Standard(59, "U+0000 and surrogate pairs are found", OddLettersAsync),
        Standard(60, "A pattern: % stands for any letters, _ for one, and the whole text must match", LikeAsync),
        Standard(61, "A backslash in a pattern takes the next sign as it is, and stands for itself at the end", EscapeAsync),
        Standard(62, "A pattern matches in either case, in every alphabet, one letter for one", CaseAsync),
        Standard(63, "A pattern matches over line ends", LinesAsync),
        Standard(64, "Brackets, stars and question marks have no meaning in a pattern", BracketsAsync),
        Standard(65, "A pattern never matches null; the empty pattern matches the empty text", NullAsync),
        Standard(66, "A hostile pattern takes no longer than another", HostileAsync),
        Standard(67, "Random patterns match what they match in memory", RandomAsync),
        Standard(68, "Random conditions on every column of every concept of the SDK find what they hold for", ConditionCases.RandomStandardAsync),
    ];

    private static Task<List<CustomerId>> IndustriesAsync(Scene s, params string?[] texts) =>
        s.CustomersAsync(texts.Select((_, i) => $"c{i}"), (c, i) => c.Describe(texts[i], null, s.Now));

    private static async Task HasTextAsync(Scene s)
    {
        await IndustriesAsync(s, "steel works", "Steel", "worksteel", "st", null);
        await s.FindsAsync(Industry.Has(TextPlace.Start, "steel"), "c0");
        await s.FindsAsync(Industry.Has(TextPlace.End, "steel"), "c2");
        await s.FindsAsync(Industry.Has(TextPlace.Anywhere, "steel"), "c0", "c2");
        await s.FindsAsync(Industry.Has(TextPlace.Anywhere, "works"), "c0", "c2");
        await s.FindsAsync(Industry.Has(TextPlace.Start, "steel works and more"));
        await s.FindsAsync(Industry.Has(TextPlace.Start, "Steel"), "c1");
    }

    private static async Task SignsAsync(Scene s)
    {
        string[] texts = ["a%b", "a_b", "a\\b", "a*b", "a?b", "a[x]b", "a'b", "a\"b", "axb"];
        await IndustriesAsync(s, texts);
        for (int i = 0; i < texts.Length; i++)
        {
            await s.FindsAsync(Industry.Has(TextPlace.Start, texts[i][..^1]), $"c{i}");
            await s.FindsAsync(Industry.Has(TextPlace.Anywhere, texts[i][1..]), $"c{i}");
            await s.FindsAsync(Industry.Has(TextPlace.End, texts[i][1..]), $"c{i}");
        }
    }

    private static async Task EmptyAsync(Scene s)
    {
        await IndustriesAsync(s, "a", null, "");
        foreach (TextPlace place in Enum.GetValues<TextPlace>())
        {
            await s.FindsAsync(Industry.Has(place, ""), "c0", "c2");
            await s.FindsAsync(Industry.Has(place, "").Not(), "c1");
        }
    }

    private static async Task OddLettersAsync(Scene s)
    {
        await IndustriesAsync(s, "a\0b", "\U0001F600x\U0001F601", "\0", "ab");
        await s.FindsAsync(Industry.Has(TextPlace.Anywhere, "\0"), "c0", "c2");
        await s.FindsAsync(Industry.Has(TextPlace.Start, "a\0"), "c0");
        await s.FindsAsync(Industry.Has(TextPlace.End, "\0b"), "c0");
        await s.FindsAsync(Industry.Has(TextPlace.End, "b"), "c0", "c3");
        await s.FindsAsync(Industry.Has(TextPlace.Start, "\U0001F600"), "c1");
        await s.FindsAsync(Industry.Has(TextPlace.Anywhere, "x\U0001F601"), "c1");
        await s.FindsAsync(Industry.Like("%\0%"), "c0", "c2");
        await s.FindsAsync(Industry.Like("a%B"), "c0", "c3");
    }

    private static async Task LikeAsync(Scene s)
    {
        await IndustriesAsync(s, "steel", "steels", "stl", "", "steel works");
        await s.FindsAsync(Industry.Like("steel"), "c0");
        await s.FindsAsync(Industry.Like("steel%"), "c0", "c1", "c4");
        await s.FindsAsync(Industry.Like("%s"), "c1", "c4");
        await s.FindsAsync(Industry.Like("st%l"), "c0", "c2");
        await s.FindsAsync(Industry.Like("steel_"), "c1");
        await s.FindsAsync(Industry.Like("%"), "c0", "c1", "c2", "c3", "c4");
        await s.FindsAsync(Industry.Like("_%"), "c0", "c1", "c2", "c4");
        await s.FindsAsync(Industry.Like("s%e%l"), "c0");
        await s.FindsAsync(Industry.Like("___"), "c2");
        await s.FindsAsync(Industry.Like("%%%l%%"), "c0", "c1", "c2", "c4");
        await s.FindsAsync(Industry.Like("teel"));
    }

    private static async Task EscapeAsync(Scene s)
    {
        await IndustriesAsync(s, "100%", "100", "a_b", "axb", @"a\b", @"end\", "100x");
        await s.FindsAsync(Industry.Like(@"100\%"), "c0");
        await s.FindsAsync(Industry.Like(@"a\_b"), "c2");
        await s.FindsAsync(Industry.Like(@"a\\b"), "c4");
        await s.FindsAsync(Industry.Like(@"a\xb"), "c3");
        await s.FindsAsync(Industry.Like(@"end\"), "c5");
        await s.FindsAsync(Industry.Like(@"%\%"), "c0");
        await s.FindsAsync(Industry.Like(LikePattern.Escape(@"a\b")), "c4");
        await s.FindsAsync(Industry.Like(LikePattern.Escape("100%")), "c0");
    }

    private static async Task CaseAsync(Scene s)
    {
        await IndustriesAsync(s, "Caf\u00E9", "CAF\u00C9", "stra\u00DFe", "STRASSE", "\u0416\u0443\u043A", "\u0391\u0392", "i", "\u0130", "\u0131");
        await s.FindsAsync(Industry.Like("caf\u00C9"), "c0", "c1");
        await s.FindsAsync(Industry.Like("cafe"));
        await s.FindsAsync(Industry.Like("STRA\u00DFE"), "c2");
        await s.FindsAsync(Industry.Like("strasse"), "c3");
        await s.FindsAsync(Industry.Like("\u0436\u0423\u041A"), "c4");
        await s.FindsAsync(Industry.Like("\u03B1\u03B2"), "c5");
        await s.FindsAsync(Industry.Like("I"), "c6");
    }

    private static async Task LinesAsync(Scene s)
    {
        await IndustriesAsync(s, "a\nb", "a\r\nb", "a", "\n");
        await s.FindsAsync(Industry.Like("a%b"), "c0", "c1");
        await s.FindsAsync(Industry.Like("a_b"), "c0");
        await s.FindsAsync(Industry.Like("a"), "c2");
        await s.FindsAsync(Industry.Like("_"), "c2", "c3");
    }

    private static async Task BracketsAsync(Scene s)
    {
        await IndustriesAsync(s, "[ab]", "a", "*", "?", "^a");
        await s.FindsAsync(Industry.Like("[ab]"), "c0");
        await s.FindsAsync(Industry.Like("*"), "c2");
        await s.FindsAsync(Industry.Like("?"), "c3");
        await s.FindsAsync(Industry.Like("^a"), "c4");
    }

    private static async Task NullAsync(Scene s)
    {
        await IndustriesAsync(s, null, "", "a");
        await s.FindsAsync(Industry.Like("%"), "c1", "c2");
        await s.FindsAsync(Industry.Like(""), "c1");
        await s.FindsAsync(Industry.Like("%").Not(), "c0");
    }

    private static async Task HostileAsync(Scene s)
    {
        await IndustriesAsync(s, new string('a', 20_000));
        var watch = Stopwatch.StartNew();
        await s.FindsAsync(Industry.Like($"{string.Concat(Enumerable.Repeat("%a", 20))}%b"));
        Expect.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"A pattern of 42 signs on 20,000 letters takes less than 10 s; it took {watch.Elapsed.TotalSeconds:F1} s");
    }

    private static async Task RandomAsync(Scene s)
    {
        const string Letters = "abB_%\\\n\u00E9\u00C9";
        var random = new Random(9);
        string Text(int length) => new([.. Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)])]);
        string[] texts = [.. Enumerable.Range(0, 60).Select(_ => Text(random.Next(7)))];
        await IndustriesAsync(s, texts);
        var rows = await s.RowsAsync(Customer.Concept);
        for (int i = 0; i < 200; i++)
        {
            await s.AgreesAsync(Customer.Concept, rows, Industry.Like(Text(random.Next(6))));
        }
    }
}
