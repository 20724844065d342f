using Crm.Sdk.Evaluation.Cubes;

namespace Crm.Sdk.Evaluation.Tests.Execution.Reference;

public class EntityTests
{
    // By customer: c1 has o1 and o2, 30.50; c2 has o3 and o6, 2.25; c9, which has no row, has o4 without an amount; c3 has nothing.
    [Theory]
    [InlineData("count(each customer where count(order) >= 1)", "3 (3 / 1, n 3, rows 3, None)")]
    [InlineData("count(each customer where count(order) >= 2)", "2 (2 / 1, n 2, rows 2, None)")]
    [InlineData("count(each customer : avg(order.net) where count(order) >= 1)", "2 (2 / 1, n 2, rows 3, None)")]
    [InlineData("sum(each customer : sum(order.net))", "32.75 (131 / 4, n 2, rows 2, None)")] // c9 has no amount and is left out
    [InlineData("sum(each customer : sum(order.net) where count(order) >= 1)", "32.75 (131 / 4, n 3, rows 3, None)")]
    [InlineData("avg(each customer : count(order))", "5/3 (5 / 3, n 3, rows 3, None)")]
    [InlineData("avg(each customer : avg(order.net) where count(order) >= 1)", "8.1875 (131 / 16, n 2, rows 3, None)")]
    [InlineData("max(each customer : sum(order.net) / count(order))", "15.25 (61 / 4, n 3, rows 3, None)")]
    [InlineData("min(each customer : sum(order.net) / count(order))", "0 (0 / 1, n 3, rows 3, None)")]
    [InlineData("median(each customer : count(order))", "2 (2 / 1, n 3, rows 3, None)")]
    [InlineData("percentile(each customer : count(order), 0.25)", "1.5 (3 / 2, n 3, rows 3, None)")]
    [InlineData("percentile(each customer : count(order), 0.25, nearest)", "1 (1 / 1, n 3, rows 3, None)")]
    [InlineData("distinct(each customer : count(order))", "2 (2 / 1, n 3, rows 3, None)")]
    [InlineData("distinct(each customer : country where count(order) >= 1)", "2 (2 / 1, n 2, rows 3, None)")]
    [InlineData("sum(each customer : count(order) where country = 'DE')", "2 (2 / 1, n 1, rows 1, None)")]
    [InlineData("count(each customer where count(order) > 0 and country is null)", "1 (1 / 1, n 1, rows 1, None)")]
    [InlineData("count(each customer where count(order) = 0)", "0 (0 / 1, n 0, rows 0, Empty)")]
    [InlineData("avg(each customer : count(order) where count(order) > 9)", "NoRows (0 / 0, n 0, rows 0, Empty)")]
    [InlineData("count(each customer including empty where count(order) = 0)", "1 (1 / 1, n 1, rows 1, None)")]
    [InlineData("avg(each customer including empty : count(order))", "1.25 (5 / 4, n 4, rows 4, None)")]
    [InlineData("sum(each customer including empty : avg(order.net))", "16.375 (131 / 8, n 2, rows 3, None)")] // all of c9 is empty, and it has no row
    [InlineData("count(each customer including empty where avg(order.net) < 5)", "1 (1 / 1, n 1, rows 1, None)")]
    [InlineData("count(each customer where count(order) >= 2) / count(each customer where count(order) >= 1)", "2/3 (2 / 3, n 3, rows 3, None)")]
    public void Aggregates_over_entities(string formula, string cell) =>
        HandTables.OfShop($"metric m = {formula}").Ask(Questions.Of("m")).Total("m").Should().Be(cell);

    [Fact]
    public void Entities_are_judged_in_each_period_anew()
    {
        var cube = HandTables.OfShop(
            "metric buyers = count(each customer where count(order) >= 1)  metric idle = count(each customer including empty where count(order) = 0)")
            .Ask(Questions.Of("buyers", "idle").ByMonth("2026-01-01", "2026-05-01") with { Now = Questions.At("2026-03-20T00:00:00Z") });
        cube.Along("buyers", "period").Should().Equal(
            "2026-01: 1 (1 / 1, n 1, rows 1, None)",
            "2026-02: 2 (2 / 1, n 2, rows 2, None)", // c2 and c9
            "2026-03: 1 (1 / 1, n 1, rows 1, Open)",
            "2026-04: NotYetObservable (0 / 0, n 0, rows 0, None)",
            "(total): 3 (3 / 1, n 3, rows 3, Open)");
        cube.Along("idle", "period").Should().Equal(
            "2026-01: 2 (2 / 1, n 2, rows 2, None)",
            "2026-02: 2 (2 / 1, n 2, rows 2, None)",
            "2026-03: 2 (2 / 1, n 2, rows 2, Open)",
            "2026-04: NotYetObservable (0 / 0, n 0, rows 0, None)",
            "(total): 1 (1 / 1, n 1, rows 1, Open)");
        cube.Meta.Undated.Should().Equal(0, 0); // o5 leads to no customer
    }

    [Fact]
    public void One_inner_aggregate_that_waits_makes_all_wait()
    {
        var cube = HandTables.OfShop("metric m = count(each customer where count(order by promised) > count(order))")
            .Ask(Questions.Of("m").ByMonth("2026-01-01", "2026-05-01") with { Now = Questions.At("2026-02-20T00:00:00Z") });
        cube.Along("m", "period").Should().Equal(
            "2026-01: 0 (0 / 1, n 0, rows 0, Empty)", // c1: 1 promised, 2 placed
            "2026-02: 1 (1 / 1, n 1, rows 1, Open)", // c1: 1 promised, none placed
            "2026-03: NotYetObservable (0 / 0, n 0, rows 0, None)",
            "2026-04: NotYetObservable (0 / 0, n 0, rows 0, None)",
            "(total): 0 (0 / 1, n 0, rows 0, Empty, Open)"); // each as often promised as placed
    }

    [Fact]
    public void Empty_entities_stand_with_their_own_members()
    {
        var cube = HandTables.OfShop("metric idle = count(each customer including empty where count(order) = 0)  metric buyers = count(each customer where count(order) > 0)"
            + " segment german = customer where country = 'DE'").Ask(Questions.Of("idle", "buyers") with { By = ["customer.vip"], Segments = ["german"] });
        cube.Along("idle", "customer.vip").Should().Equal(
            "false: 0 (0 / 1, n 0, rows 0, Empty)",
            "true: 0 (0 / 1, n 0, rows 0, Empty)",
            "(none): 1 (1 / 1, n 1, rows 1, None)", // c3
            "(unknown): 0 (0 / 1, n 0, rows 0, Empty)",
            "(total): 1 (1 / 1, n 1, rows 1, None)");
        cube.Along("buyers", "customer.vip").Select(line => line[..line.IndexOf(" (", StringComparison.Ordinal)])
            .Should().Equal("false: 1", "true: 1", "(none): 0", "(unknown): 1", "(total): 3");
        cube.Find("buyers", ("segment", "german"))!.N.Should().Be(1);
        cube.Find("idle", ("segment", "german"))!.N.Should().Be(1);
    }

    [Fact]
    public void Rows_reach_their_entity_over_several_references()
    {
        const string Definitions = """
            fact region entity key id { dim name text }
            fact customer entity key id { ref region }
            fact order event key id { ref customer  measure net int }
            metric m = max(each region : sum(order.net))
            metric regions = count(each region where count(order) > 0)
            """;
        var cube = new HandTables(
            Definitions,
            "region id name\nr1 north",
            "customer id region\nc1 r1\nc2 r2\nc3 -",
            "order id customer net\no1 c1 5\no2 c1 6\no3 c2 20\no4 c3 40\no5 c4 80\no6 - 160").Ask(Questions.Of("m", "regions"));
        cube.Total("m").Should().Be("20 (20 / 1, n 2, rows 2, None)"); // r1 and the dangling r2; c4 leads nowhere
        cube.Total("regions").Should().Be("2 (2 / 1, n 2, rows 2, None)");
    }
}
