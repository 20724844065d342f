using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Interchange.MetricFlow;
using Crm.Sdk.Time;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Interchange.Tests.MetricFlow;

/// <summary>What was imported, over a few rows, by hand and by both executors.</summary>
public sealed class EvaluationTests
{
    private static readonly Dictionary<string, string[]> Rows = new()
    {
        ["01_orders"] =
        [
            """
            order order_id ordered_at customer channel is_gift amount
            o1 2026-01-05T10:00:00Z c1 web true 10.00
            o2 2026-01-06T10:00:00Z c2 shop false 20.00
            o3 2026-01-07T10:00:00Z c1 web - 5.50
            o4 2026-02-01T00:00:00Z c3 - true 100.00
            """,
        ],
        ["02_joins"] =
        [
            """
            customer customer_id signed_up country tier
            ada 2024-05-01 DE gold
            bob 2025-03-01 US gold
            """,
            """
            order order_id day customer status amount
            o1 2026-01-05 ada paid 10.00
            o2 2026-01-06 ada open 7.00
            o3 2026-01-07 bob paid 5.00
            o4 2026-01-08 - paid 3.00
            """,
        ],
        ["03_ratios"] =
        [
            """
            ticket id opened_on state team minutes_spent
            t1 2026-01-01 solved first 10.00
            t2 2026-01-02 open first 5.00
            t3 2026-01-03 solved second -
            t4 2026-02-03 open second 1.00
            """,
        ],
        ["04_derived"] =
        [
            """
            sale sale_id sold_on revenue cost
            s1 2026-01-10 100.00 60.00
            s2 2026-02-10 150.00 160.00
            s3 2026-02-20 50.00 10.00
            """,
        ],
        ["05_cumulative"] =
        [
            """
            login login_id at user
            l1 2025-12-31T10:00:00Z u1
            l2 2026-01-01T10:00:00Z u1
            l3 2026-01-03T10:00:00Z u2
            l4 2026-01-07T10:00:00Z u2
            l5 2026-01-08T10:00:00Z u3
            """,
        ],
        ["06_conversions"] =
        [
            """
            visit visit_id visited_on visitor referrer seconds
            v1 2026-01-01 a search 1.00
            v2 2026-01-03 a ads 1.00
            v3 2026-01-02 b search 1.00
            v4 2026-01-04 c search 1.00
            """,
            """
            purchase purchase_id bought_on visitor product
            p1 2026-01-05 a x
            p2 2026-01-04 b x
            p3 2026-01-06 b y
            p4 2026-01-11 c y
            """,
            "visitor id",
        ],
        ["07_sql"] =
        [
            """
            line line_id sold_at quantity price discount amount status_column note returned tier
            l1 2026-01-01T00:00:00Z 12.00 6.00 2.00 72.00 paid - true gold
            l2 2026-01-02T00:00:00Z 3.00 2.00 - 7.00 open x - silver
            l3 2026-01-03T00:00:00Z 101.00 1.00 1.00 50.00 sent x false -
            """,
        ],
        ["14_fills"] =
        [
            """
            payment payment_id paid_on method amount
            p1 2026-01-10 card 10.00
            p2 2026-01-11 cash 20.00
            """,
        ],
        ["22_snapshots"] =
        [
            """
            account account_id region
            a1 north
            a2 south
            """,
            """
            balance account day branch amount deposited balance_id
            a1 2026-01-10 x 100.00 5.00 b1
            a1 2026-01-31 x 120.00 7.00 b2
            a2 2026-01-20 y 50.00 1.00 b3
            a1 2026-02-28 y 90.00 - b4
            """,
        ],
        ["23_last_day"] =
        [
            """
            account account_id region
            a1 north
            a2 south
            """,
            """
            position account day amount position_id
            a1 2026-01-30 10.00 p1
            a2 2026-01-30 20.00 p2
            a1 2026-01-31 12.00 p3
            a1 2026-02-15 5.00 p4
            a2 2026-02-15 7.00 p5
            a2 2026-03-31 - p6
            """,
        ],
        ["24_stocks"] =
        [
            """
            warehouse warehouse_id
            w1
            w2
            """,
            """
            product product_id kind
            p1 tool
            p2 toy
            """,
            """
            stocks warehouse product counted pieces
            w1 p1 2026-01-05 10.00
            w1 p2 2026-01-06 20.00
            w1 p1 2026-01-20 7.00
            w2 p1 2026-01-03 100.00
            w1 p2 2026-02-01 25.00
            """,
        ],
        ["19_handed_on"] =
        [
            """
            customer customer_id country
            c1 DE
            c2 AT
            """,
            """
            order order_id day customer channel amount
            o1 2026-01-01 c1 web 10.00
            o2 2026-01-02 c2 web 100.00
            """,
            """
            visit visit_id day customer order
            v1 2026-01-01 c1 o1
            v2 2026-01-01 c1 -
            v3 2026-01-01 c2 o2
            """,
        ],
    };

    [Theory]
    // 10 + 20 + 5.50; without the shop 15.50; c1 and c2; o1 is a gift on a channel, o4 one without.
    [InlineData("01_orders", "revenue", "2026-01", "35.5")]
    [InlineData("01_orders", "web_revenue", "2026-01", "15.5")]
    [InlineData("01_orders", "orders", "(total)", "4")]
    [InlineData("01_orders", "buyers", "2026-01", "2")]
    [InlineData("01_orders", "gifts", "2026-01", "1")]
    [InlineData("01_orders", "gifts", "2026-02", "0")]
    [InlineData("01_orders", "order_size", "2026-02", "100")]
    [InlineData("01_orders", "revenue", "2026-03", "0")]
    // Only o1 is of a German customer and paid; o1 and o2 are of one outside the US with a tier like go; o4 has no customer.
    [InlineData("02_joins", "german_revenue", "2026-01", "10")]
    [InlineData("02_joins", "gold_orders", "2026-01", "2")]
    [InlineData("02_joins", "orders_of_ada", "2026-01", "2")]
    [InlineData("02_joins", "orders_of_early_customers", "2026-01", "2")]
    [InlineData("03_ratios", "solved_share", "2026-01", "2/3")]
    [InlineData("03_ratios", "solved_share", "2026-02", "0")]
    [InlineData("03_ratios", "solved_share", "2026-03", "empty denominator")]
    // Revenue 100 and 200, cost 60 and 170.
    [InlineData("04_derived", "profit", "2026-02", "30")]
    [InlineData("04_derived", "margin", "2026-01", "0.4")]
    [InlineData("04_derived", "growth", "2026-02", "1")]
    [InlineData("04_derived", "growth", "2026-01", "empty denominator")]
    [InlineData("04_derived", "best_or_none", "2026-02", "150")]
    [InlineData("04_derived", "best_or_none", "2026-03", "0")]
    [InlineData("04_derived", "verdict", "2026-01", "1")]
    [InlineData("04_derived", "verdict", "2026-03", "0")]
    // Seven days up to the 31st hold nobody, a month all three; l1 is of the year before.
    [InlineData("05_cumulative", "weekly_active", "2026-01", "0")]
    [InlineData("05_cumulative", "monthly_active", "2026-01", "3")]
    [InlineData("05_cumulative", "logins_this_year", "2026-01", "4")]
    [InlineData("05_cumulative", "logins_ever", "2026-03", "5")]
    // Searches are v1, v3 and v4: v4 waits seven days and one is too many. MetricFlow would count p2 and p3 for v3, and p1 for v2 only.
    [InlineData("06_conversions", "visit_to_purchase", "2026-01", "2/3")]
    [InlineData("06_conversions", "purchases_after_visit", "2026-01", "4")]
    [InlineData("06_conversions", "visitors_who_buy", "2026-01", "1")]
    // The quotients are 6, 2.33 and 0.50.
    // 12 * 6 - 2, 3 * 2, 101 - 1; l1 is done and large, l3 is large but cheap.
    [InlineData("07_sql", "gross", "2026-01", "176")]
    [InlineData("07_sql", "done_gross", "2026-01", "70")]
    [InlineData("07_sql", "unit_price_two", "2026-01", "883/300")]
    [InlineData("07_sql", "returned", "2026-01", "12")]
    [InlineData("07_sql", "gold_amount", "2026-01", "72")]
    [InlineData("07_sql", "large_lines", "2026-01", "1")]
    [InlineData("14_fills", "paid_or_zero", "2026-02", "0")]
    [InlineData("14_fills", "average_or_zero", "2026-01", "15")]
    [InlineData("14_fills", "average_or_zero", "2026-02", "0")]
    [InlineData("14_fills", "paid_or_minus_one", "2026-01", "30")]
    [InlineData("14_fills", "paid_or_minus_one", "2026-02", "-1")]
    [InlineData("14_fills", "payments_or_one", "2026-01", "1")]
    [InlineData("14_fills", "payments_or_one", "2026-02", "1")]
    // The last row of a1 and of a2 in January; a2 has none in February, and over all a1 has 90 and a2 50.
    [InlineData("22_snapshots", "closing_balance", "2026-01", "170")]
    [InlineData("22_snapshots", "closing_balance", "2026-02", "90")]
    [InlineData("22_snapshots", "closing_balance", "(total)", "140")]
    [InlineData("22_snapshots", "largest", "2026-01", "120")]
    [InlineData("22_snapshots", "deposits", "2026-01", "13")]
    [InlineData("22_snapshots", "balance_gained", "2026-02", "-80")]
    [InlineData("22_snapshots", "deposits_by_balance", "2026-01", "13/170")]
    [InlineData("22_snapshots", "balance_of_north", "2026-01", "120")]
    [InlineData("22_snapshots", "gained_of_north", "2026-02", "-60")]
    // On 31 January only a1 was pictured, on 15 February both; the last day of all is 31 March, on which there is no amount.
    [InlineData("23_last_day", "exposure", "2026-01", "12")]
    [InlineData("23_last_day", "exposure", "2026-02", "12")]
    [InlineData("23_last_day", "exposure", "(total)", "0")]
    [InlineData("23_last_day", "positions_held", "2026-01", "1")]
    [InlineData("23_last_day", "positions_held", "2026-02", "2")]
    [InlineData("23_last_day", "positions_held", "(total)", "1")]
    [InlineData("23_last_day", "exposure_per_position", "2026-02", "6")]
    [InlineData("23_last_day", "closing", "2026-01", "32")]
    // p1 in w1 and w2 and p2 in w1 have each a last row in January, and p2 in w1 another in February.
    [InlineData("24_stocks", "pieces", "2026-01", "127")]
    [InlineData("24_stocks", "pieces", "2026-02", "25")]
    [InlineData("24_stocks", "pieces", "(total)", "132")]
    [InlineData("24_stocks", "products_stocked", "2026-01", "2")]
    [InlineData("24_stocks", "products_stocked", "2026-02", "1")]
    [InlineData("24_stocks", "full_shelves", "2026-01", "2")]
    [InlineData("24_stocks", "tools", "2026-01", "107")]
    [InlineData("19_handed_on", "revenue_per_visit", "2026-01", "110/3")]
    [InlineData("19_handed_on", "german_revenue_per_visit", "2026-01", "500")]
    public void An_imported_metric_is_what_a_person_computes(string model, string metric, string period, string value) =>
        Answer(model, metric, period, new MetricFlowOptions()).Should().Be(value);

    [Theory]
    [InlineData(EmptySum.Zero, "0")]
    [InlineData(EmptySum.Missing, "no rows")]
    public void A_sum_of_no_rows_is_what_the_options_say(EmptySum empty, string value) =>
        Answer("01_orders", "revenue", "2026-03", new MetricFlowOptions { EmptySums = empty }).Should().Be(value);

    [Theory]
    [InlineData("01_orders", "revenue", "2026-01", "35.5")]
    [InlineData("01_orders", "orders", "2026-01", "3")]
    [InlineData("03_ratios", "solved_share", "2026-01", "2/3")]
    public void Sums_that_can_be_missing_are_the_same_where_there_are_rows(string model, string metric, string period, string value) =>
        Answer(model, metric, period, new MetricFlowOptions { EmptySums = EmptySum.Missing }).Should().Be(value);

    [Fact]
    public void A_window_ends_with_the_day_that_is_shown() =>
        Answer("05_cumulative", "weekly_active", "2026-01-07", new MetricFlowOptions(), Grain.Day).Should().Be("2");

    private static string Answer(string model, string metric, string period, MetricFlowOptions options, Grain grain = Grain.Month)
    {
        var tables = new HandTables(ModelFile.Import(model, options).Text, Rows[model]);
        LocalDate from = grain == Grain.Day ? LocalDatePattern.Iso.Parse(period).Value : new LocalDate(2026, 1, 1);
        Cube cube = tables.Ask(new MetricQuery
        {
            Metrics = [metric], From = from, To = grain == Grain.Day ? from.PlusDays(1) : new LocalDate(2026, 4, 1), Grain = grain, Now = Instant.FromUtc(2030, 1, 1, 0, 0),
        });
        Cell? cell = cube.Find(metric, period == "(total)" ? [] : [(cube.Axes[0].Name, period)]);
        cell.Should().NotBeNull("'{0}' should be among {1}", period, string.Join(", ", cube.Axes[0].Members));
        return cell!.Value is not { } number ? CellFormat.Words(cell.Reason) : number.TryGetScale(out _) ? number.ToString() : $"{number.Numerator}/{number.Denominator}";
    }
}
