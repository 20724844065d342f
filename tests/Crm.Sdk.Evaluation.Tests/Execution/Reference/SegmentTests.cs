namespace Crm.Sdk.Evaluation.Tests.Execution.Reference;

public class SegmentTests
{
    [Theory]
    [InlineData("country = 'DE'", "2 (2 / 1, n 2, rows 2, None)")] // c1
    [InlineData("count(order) >= 2", "4 (4 / 1, n 4, rows 4, None)")] // c1, c2
    [InlineData("sum(order.net) > 20", "2 (2 / 1, n 2, rows 2, None)")]
    [InlineData("sum(order.net) / count(order) < 2", "2 (2 / 1, n 2, rows 2, None)")] // c2; c3 divides by 0, which is unknown
    [InlineData("count(order) = 0", "0 (0 / 1, n 0, rows 0, Empty)")] // c3, who has no order; c9 is no customer
    [InlineData("vip or count(order) < 9", "4 (4 / 1, n 4, rows 4, None)")]
    [InlineData("not vip", "2 (2 / 1, n 2, rows 2, None)")] // of c3 it is not known
    [InlineData("avg(order.net where channel = 'fax') is null and country = 'AT'", "2 (2 / 1, n 2, rows 2, None)")]
    public void Rows_follow_their_entity_into_its_segments(string condition, string cell)
    {
        var cube = HandTables.OfShop($"metric m = count(order)  segment s = customer where {condition}").Ask(Questions.Of("m") with { Segments = ["s"] });
        cube.Along("m", "segment").Should().Equal($"s: {cell}", "(all): 6 (6 / 1, n 6, rows 6, None)");
    }

    [Fact]
    public void Membership_is_of_now_and_of_all_time_before()
    {
        const string Segments = "segment big = customer where sum(order.net) > 20  segment promised = customer where count(order by promised) >= 2";
        var shop = HandTables.OfShop("metric m = count(order) " + Segments);
        var query = Questions.Of("m").ByMonth("2026-01-01", "2026-02-01", null) with { Segments = ["promised", "big"] };
        shop.Ask(query).Along("m", "segment").Should().Equal(
            "promised: 2 (2 / 1, n 2, rows 2, None)", "big: 2 (2 / 1, n 2, rows 2, None)", "(all): 2 (2 / 1, n 2, rows 2, None)");
        shop.Ask(query with { Now = Questions.At("2026-01-20T00:00:00Z") }).Along("m", "segment").Should().Equal(
            "promised: 1 (1 / 1, n 1, rows 1, Open)", // plans are known before they come true
            "big: 0 (0 / 1, n 0, rows 0, Empty, Open)", // c1 has spent 10 so far
            "(all): 1 (1 / 1, n 1, rows 1, Open)");
    }

    [Fact]
    public void A_row_without_a_time_counts_for_membership()
    {
        const string Definitions = """
            fact customer entity key id { dim country text }
            fact order event key id { time placed instant  ref customer }
            segment s = customer where count(order) = 2
            metric m = count(customer)
            """;
        var cube = new HandTables(Definitions, "customer id country\nc1 DE\nc2 AT", "order id placed customer\no1 - c1\no2 2026-01-01T00:00:00Z c1\no3 - c2")
            .Ask(Questions.Of("m") with { Segments = ["s"], By = ["customer"] });
        cube.Find("m", ("segment", "s"), ("customer", "c1"))!.N.Should().Be(1);
        cube.Find("m", ("segment", "s"), ("customer", "c2"))!.N.Should().Be(0);
        cube.Labels("customer").Should().Equal("c1", "c2", "(total)");
    }
}
