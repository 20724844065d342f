namespace Crm.Sdk.Evaluation.Tests.Execution.Reference;

public class AggregateTests
{
    [Theory]
    [InlineData("count(order)", "6 (6 / 1, n 6, rows 6, None)")]
    [InlineData("count(order.net)", "5 (5 / 1, n 5, rows 6, None)")]
    [InlineData("count(order where channel = 'web')", "3 (3 / 1, n 3, rows 3, None)")]
    [InlineData("count(order where channel != 'web')", "2 (2 / 1, n 2, rows 2, None)")] // not o5, whose channel is null
    [InlineData("count(order where customer.country = 'DE')", "2 (2 / 1, n 2, rows 2, None)")]
    [InlineData("count(order where customer.country is null)", "2 (2 / 1, n 2, rows 2, None)")] // o4 dangles, o5 is null
    [InlineData("sum(order.net)", "132.75 (531 / 4, n 5, rows 6, None)")]
    [InlineData("sum(order.net * quantity)", "465.5 (931 / 2, n 4, rows 6, None)")] // 10 + 41 + 400 + 14.50
    [InlineData("avg(order.net)", "26.55 (531 / 20, n 5, rows 6, None)")]
    [InlineData("avg(order.quantity where quantity < 3)", "5/3 (5 / 3, n 3, rows 3, None)")]
    [InlineData("min(order.net)", "-5 (-5 / 1, n 5, rows 6, None)")]
    [InlineData("max(order.net)", "100 (100 / 1, n 5, rows 6, None)")]
    [InlineData("max(order.shipped)", "20543 (20543 / 1, n 4, rows 6, None)")] // 2026-03-31
    [InlineData("min(order.placed)", "1767607200000000 (1767607200000000 / 1, n 5, rows 6, None)")]
    [InlineData("distinct(order.channel)", "2 (2 / 1, n 5, rows 6, None)")]
    [InlineData("distinct(order.customer)", "3 (3 / 1, n 5, rows 6, None)")] // c9 dangles and counts
    [InlineData("distinct(order.customer.country)", "2 (2 / 1, n 4, rows 6, None)")]
    [InlineData("distinct(order.quantity)", "4 (4 / 1, n 5, rows 6, None)")]
    [InlineData("median(order.net)", "10 (10 / 1, n 5, rows 6, None)")] // -5, 7.25, 10, 20.50, 100
    [InlineData("percentile(order.net, 0.9)", "68.2 (341 / 5, n 5, rows 6, None)")] // h = 3.6
    [InlineData("percentile(order.net, 0.9, nearest)", "100 (100 / 1, n 5, rows 6, None)")]
    [InlineData("percentile(order.net, 0.8, nearest)", "20.5 (41 / 2, n 5, rows 6, None)")] // rank 4 exactly
    [InlineData("percentile(order.net, 0.8001, nearest)", "100 (100 / 1, n 5, rows 6, None)")]
    [InlineData("percentile(order.net, 0, nearest)", "-5 (-5 / 1, n 5, rows 6, None)")]
    [InlineData("percentile(order.net, 0)", "-5 (-5 / 1, n 5, rows 6, None)")]
    [InlineData("percentile(order.net, 1)", "100 (100 / 1, n 5, rows 6, None)")]
    [InlineData("percentile(order.net, 0.3333)", "8.1663 (81663 / 10000, n 5, rows 6, None)")] // h = 1.3332
    public void Aggregates_over_all_rows(string formula, string cell) =>
        HandTables.OfShop($"metric m = {formula}").Ask(Questions.Of("m")).Total("m").Should().Be(cell);

    [Theory]
    [InlineData("count(order where quantity > 9)", "0 (0 / 1, n 0, rows 0, Empty)")]
    [InlineData("sum(order.net where quantity > 9)", "0 (0 / 1, n 0, rows 0, Empty)")]
    [InlineData("distinct(order.net where quantity > 9)", "0 (0 / 1, n 0, rows 0, Empty)")]
    [InlineData("avg(order.net where quantity > 9)", "NoRows (0 / 0, n 0, rows 0, Empty)")]
    [InlineData("min(order.net where quantity > 9)", "NoRows (0 / 0, n 0, rows 0, Empty)")]
    [InlineData("max(order.net where quantity > 9)", "NoRows (0 / 0, n 0, rows 0, Empty)")]
    [InlineData("median(order.net where quantity > 9)", "NoRows (0 / 0, n 0, rows 0, Empty)")]
    [InlineData("sum(order.net where quantity = 3)", "0 (0 / 1, n 0, rows 1, Empty)")] // o4 has no amount
    [InlineData("avg(order.net where quantity = 3)", "NoRows (0 / 0, n 0, rows 1, Empty)")]
    public void Aggregates_without_a_value(string formula, string cell) =>
        HandTables.OfShop($"metric m = {formula}").Ask(Questions.Of("m")).Total("m").Should().Be(cell);

    [Fact]
    public void A_table_without_rows_is_counted_as_none() =>
        new HandTables(HandTables.Shop + "metric m = count(order)", "order id").Ask(Questions.Of("m")).Total("m")
            .Should().Be("0 (0 / 1, n 0, rows 0, Empty)");

    [Fact]
    public void A_cancelled_question_has_no_answer() =>
        HandTables.OfShop("metric m = count(order)").Invoking(shop => shop.Ask(Questions.Of("m"), new CancellationToken(true)))
            .Should().Throw<OperationCanceledException>();

    [Fact]
    public void Sums_beyond_64_bits_stay_exact()
    {
        const string Rows = """
            big id x y
            b1 9223372036854775807 9223372036854775807
            b2 9223372036854775807 9223372036854775807
            b3 -1 9223372036854775807
            """;
        var tables = new HandTables("fact big event key id { measure x int  measure y int } metric m = sum(big.x)  metric p = sum(big.x * y)", Rows);
        var cube = tables.Ask(Questions.Of("m", "p"));
        cube.Find("m")!.Value.ToString().Should().Be("18446744073709551613");
        cube.Find("p")!.Value.ToString().Should().Be("170141183460469231685570443531610226691"); // 2^127 - 5 * 2^63 + 3
    }
}
