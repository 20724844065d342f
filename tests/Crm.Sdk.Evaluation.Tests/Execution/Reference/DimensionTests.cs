using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;

namespace Crm.Sdk.Evaluation.Tests.Execution.Reference;

public class DimensionTests
{
    [Theory]
    [InlineData("channel", "shop: 2", "web: 3", "(none): 1", "(total): 6")]
    [InlineData("customer", "c1: 2", "c2: 2", "(none): 1", "(unknown): 1", "(total): 6")] // c9 dangles
    [InlineData("customer.id", "c1: 2", "c2: 2", "(none): 1", "(unknown): 1", "(total): 6")]
    [InlineData("customer.country", "AT: 2", "DE: 2", "(none): 1", "(unknown): 1", "(total): 6")]
    [InlineData("customer.vip", "false: 2", "true: 2", "(none): 1", "(unknown): 1", "(total): 6")]
    [InlineData("quantity", "1: 1", "2: 2", "3: 1", "4: 1", "(none): 1", "(total): 6")]
    [InlineData("shipped", "2026-01-07: 1", "2026-02-01: 2", "2026-03-31: 1", "(none): 2", "(total): 6")]
    public void Members_stand_in_order_of_value_before_none_unknown_and_total(string dimension, params string[] counts)
    {
        Cube cube = HandTables.OfShop("metric m = count(order)").Ask(Questions.Of("m") with { By = [dimension] });
        cube.Axes.Select(a => a.Name).Should().Equal("period", dimension, "segment");
        Counts(cube, dimension).Should().Equal(counts);
    }

    [Fact]
    public void A_bucket_is_named_and_ordered_by_its_edges()
    {
        string definitions = """
            fact item event key id { measure size int  dim span text = bucket(size, -1, 2, 4) }
            metric m = count(item)
            """;
        var tables = new HandTables(definitions, "item id size\na -2\nb -1\nc 1\nd 2\ne 3\nf 4\ng -");
        Counts(tables.Ask(Questions.Of("m") with { By = ["span"] }), "span")
            .Should().Equal("< -1: 1", "[-1, 2): 2", "[2, 4): 2", ">= 4: 1", "(none): 1", "(total): 7");
    }

    [Fact]
    public void Buckets_are_ordered_by_number_and_before_other_texts()
    {
        string definitions = """
            fact item event key id { measure size int  dim span text = if(size = 5, 'five', orElse(bucket(size, 2, 9, 10, 100), 'a gap')) }
            metric m = count(item)
            """;
        var tables = new HandTables(definitions, "item id size\na 100\nb 10\nc 9\nd 2\ne 1\nf 5\ng -");
        tables.Ask(Questions.Of("m") with { By = ["span"] }).Labels("span")
            .Should().Equal("< 2", "[2, 9)", "[9, 10)", "[10, 100)", ">= 100", "a gap", "five", "(total)");
    }

    [Fact]
    public void Buckets_of_one_name_on_two_facts_are_ordered_by_their_edges_together()
    {
        string definitions = """
            fact item event key id { measure size int  dim span text = bucket(size, 2, 10) }
            fact lot event key id { measure size int  dim span text = bucket(size, 5, 10, 20) }
            metric items = count(item)
            metric lots = count(lot)
            """;
        var tables = new HandTables(definitions, "item id size\na 1\nb 2\nc 10", "lot id size\na 1\nb 5\nc 10\nd 20");
        tables.Ask(Questions.Of("items", "lots") with { By = ["span"] }).Labels("span")
            .Should().Equal("< 2", "< 5", "[2, 10)", "[5, 10)", "[10, 20)", ">= 10", ">= 20", "(total)");
    }

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("json")]
    public void Every_output_shows_buckets_in_the_order_of_their_edges(string format)
    {
        string definitions = "fact item event key id { measure size int  dim span text = bucket(size, 2, 10) } metric m = count(item)";
        MetricQuery query = Questions.Of("m") with { By = ["span"] };
        Cube cube = new HandTables(definitions, "item id size\na 12\nb 3\nc 1").Ask(query);
        var csv = new StringWriter();
        CubeCsv.Write(cube, csv);
        string text = format switch { "table" => CubeTable.Write(cube), "csv" => csv.ToString(), _ => CubeJson.Write(cube, query) };
        text = text.Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal);
        int[] places = [.. new[] { "< 2", "[2, 10)", ">= 10" }.Select(label => text.IndexOf(label, StringComparison.Ordinal))];
        places.Should().BeInAscendingOrder().And.NotContain(-1);
    }

    [Fact]
    public void Texts_are_ordered_by_code_point()
    {
        string rows = "item id name\n1 a\n2 Z\n3 é\n4 \U0001F600\n5 \uFB00\n6 aa";
        var cube = new HandTables("fact item event key id { dim name text } metric m = count(item)", rows).Ask(Questions.Of("m") with { By = ["name"] });
        cube.Labels("name").Should().Equal("Z", "a", "aa", "é", "\uFB00", "\U0001F600", "(total)");
    }

    [Fact]
    public void Numbers_are_ordered_by_value()
    {
        var cube = new HandTables("fact item event key id { dim weight decimal(2) } metric m = count(item)", "item id weight\n1 10\n2 9.5\n3 -1.25\n4 9.50")
            .Ask(Questions.Of("m") with { By = ["weight"] });
        Counts(cube, "weight").Should().Equal("-1.25: 1", "9.5: 2", "10: 1", "(total): 4");
    }

    [Fact]
    public void Numeric_keys_match_references_by_text()
    {
        const string Definitions = """
            fact product entity key id int { dim kind text }
            fact line event key id { ref product }
            metric m = count(line)
            metric kinds = distinct(line.product.kind)
            """;
        var cube = new HandTables(Definitions, "product id kind\n7 book\n-8 toy", "line id product\na 7\nb 07\nc -8\nd -")
            .Ask(Questions.Of("m", "kinds") with { By = ["product"] });
        Counts(cube, "product").Should().Equal("-8: 1", "7: 1", "(none): 1", "(unknown): 1", "(total): 4");
        cube.Total("kinds").Should().Be("2 (2 / 1, n 2, rows 4, None)");
    }

    [Fact]
    public void Only_members_that_some_aggregate_matches_in_the_range_are_shown()
    {
        var shop = HandTables.OfShop("metric web = count(order where channel = 'web')  metric late = count(order by shipped)");
        Counts(shop.Ask(Questions.Of("web") with { By = ["channel"] }), "channel").Should().Equal("web: 3", "(total): 3");
        Cube january = shop.Ask(Questions.Of("web", "late").ByMonth("2026-01-01", "2026-02-01") with { By = ["channel"] });
        january.Labels("channel").Should().Equal("web", "(total)");
        shop.Ask(Questions.Of("web", "late").ByMonth("2026-02-01", "2026-03-01") with { By = ["channel"] })
            .Labels("channel").Should().Equal("shop", "web", "(total)");
        shop.Ask(Questions.Of("web") with { By = ["channel"], Now = Questions.At("2020-01-01T00:00:00Z") })
            .Labels("channel").Should().Equal("(total)");
    }

    [Fact]
    public void A_member_of_one_metric_is_empty_for_another()
    {
        var cube = HandTables.OfShop("metric web = avg(order.net where channel = 'web')  metric all = sum(order.net)")
            .Ask(Questions.Of("web", "all") with { By = ["channel"] });
        cube.Along("web", "channel").Should().Equal(
            "shop: NoRows (0 / 0, n 0, rows 0, Empty)",
            "web: 2.5 (5 / 2, n 2, rows 3, None)",
            "(none): NoRows (0 / 0, n 0, rows 0, Empty)",
            "(total): 2.5 (5 / 2, n 2, rows 3, None)");
        cube.Along("all", "channel").Should().Equal(
            "shop: 27.75 (111 / 4, n 2, rows 2, None)",
            "web: 5 (5 / 1, n 2, rows 3, None)",
            "(none): 100 (100 / 1, n 1, rows 1, None)",
            "(total): 132.75 (531 / 4, n 5, rows 6, None)");
    }

    [Fact]
    public void Totals_are_computed_from_rows_and_not_from_parts()
    {
        var cube = HandTables.OfShop("metric buyers = distinct(order.customer)  metric mid = median(order.net)  metric mean = sum(order.net) / count(order)")
            .Ask(Questions.Of("buyers", "mid", "mean").ByMonth("2026-01-01", "2026-04-01") with { By = ["channel", "customer.country"] });
        cube.Axes.Select(a => a.Members.Count).Should().Equal(4, 3, 4, 1);
        Cell At(string metric, string period, string channel, string country) =>
            cube.Find(metric, ("period", period), ("channel", channel), ("customer.country", country))!;
        At("buyers", "(total)", "web", "(total)").Value.ToString().Should().Be("3"); // c1, c2, c9
        At("buyers", "(total)", "shop", "(total)").Value.ToString().Should().Be("2");
        At("buyers", "(total)", "(total)", "(total)").Value.ToString().Should().Be("3");
        At("buyers", "2026-01", "(total)", "(total)").Value.ToString().Should().Be("1");
        At("mid", "(total)", "(total)", "AT").ToString().Should().Be("1.125 (9 / 8, n 2, rows 2, None)");
        At("mean", "2026-02", "web", "(unknown)").ToString().Should().Be("0 (0 / 1, n 1, rows 1, None)");
        At("mean", "2026-01", "web", "(unknown)").ToString().Should().Be("EmptyDenominator (0 / 0, n 0, rows 0, Empty)");
    }

    private static IEnumerable<string> Counts(Cube cube, string axis) =>
        cube.Labels(axis).Select((label, i) => $"{label}: {cube[0, 0, i, 0].Value}");
}
