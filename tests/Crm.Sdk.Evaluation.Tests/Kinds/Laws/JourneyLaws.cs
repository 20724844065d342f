using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using FsCheck.Xunit;

namespace Crm.Sdk.Evaluation.Tests.Kinds.Laws;

public class JourneyLaws
{
    private static readonly string[] Orders = ["", " order strict", " order any"];
    private static readonly string[] Anchors = ["", " anchor first ever", " anchor first in period", " anchor best"];

    [Property(MaxTest = 40)]
    public void A_later_step_is_reached_by_no_more_than_an_earlier_one(int seed)
    {
        var shop = new RandomShop(seed);
        string order = Orders[shop.Random.Next(3)] + Anchors[shop.Random.Next(4)];
        Cube cube = shop.Ask(RandomShop.Days("a1", "a2", "a3", "a4") with { Grain = Grain.Month, By = ["channel"] }, $"""
            funnel f of customer steps (order where channel = 'web', order where net > 20, order where channel = 'shop' or channel = 'web', order){order}
            metric a1 = count(f)
            metric a2 = count(f where reached >= 2)
            metric a3 = count(f where reached >= 3)
            metric a4 = count(f where reached >= 4)
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            Rational[] reached = [.. Enumerable.Range(0, 4).Select(m => cube.CellsOf(m)[cell].Value!.Value)];
            reached.Should().BeInDescendingOrder();
        }
    }

    [Property(MaxTest = 40)]
    public void More_time_lets_no_fewer_arrive(int seed)
    {
        var shop = new RandomShop(seed);
        (string order, int days) = (Orders[shop.Random.Next(3)] + Anchors[shop.Random.Next(4)], shop.Random.Next(1, 20));
        string steps = "of customer steps (order where channel = 'web', order where net > 20, order)" + order;
        Cube cube = shop.Ask(RandomShop.Days("little", "more", "any") with { Grain = Grain.Month }, $"""
            funnel f1 {steps} within {days} days
            funnel f2 {steps} within {days + shop.Random.Next(1, 30)} days
            funnel f3 {steps}
            metric little = sum(f1.reached)
            metric more = sum(f2.reached)
            metric any = sum(f3.reached)
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            Rational[] reached = [.. Enumerable.Range(0, 3).Select(m => cube.CellsOf(m)[cell].Value ?? Rational.Zero)];
            reached.Should().BeInAscendingOrder();
        }
    }

    [Property(MaxTest = 40)]
    public void The_best_way_gets_no_less_far_than_the_first_and_there_is_one_of_each_for_everybody_who_begins(int seed)
    {
        var shop = new RandomShop(seed);
        (string order, int days, Grain grain) = (Orders[shop.Random.Next(3)], shop.Random.Next(1, 20), shop.Random.Next(2) == 0 ? Grain.Week : Grain.Month);
        string steps = $"of customer steps (order where channel = 'web', order where net > 20, order){order} within {days} days";
        Cube cube = shop.Ask(RandomShop.Days("many", "first", "best", "far1", "far2", "far3") with { Grain = grain }, $"""
            funnel f0 {steps}
            funnel f1 {steps} anchor first in period
            funnel f2 {steps} anchor best
            metric many = distinct(order.customer where channel = 'web')
            metric first = count(f1)
            metric best = count(f2)
            metric far1 = sum(f1.reached)
            metric far2 = sum(f2.reached)
            metric far3 = sum(f0.reached)
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            Rational[] found = [.. Enumerable.Range(0, 6).Select(m => cube.CellsOf(m)[cell].Value ?? Rational.Zero)];
            found[1].Should().Be(found[0]);
            found[2].Should().Be(found[0]);
            found[3..6].Should().BeInAscendingOrder("the first, the best, and all together");
        }
    }

    [Property(MaxTest = 40)]
    public void To_return_in_one_of_several_intervals_is_easier_than_in_the_first_and_in_each_is_harder(int seed)
    {
        var shop = new RandomShop(seed);
        string every = shop.Random.Next(2) == 0 ? "day" : "week", rolling = shop.Random.Next(2) == 0 ? " rolling" : "";
        Cube cube = shop.Ask(RandomShop.Days("one", "bounded", "each") with { Grain = Grain.Month }, $"""
            cohort c of customer start first ever order return order every {every}{rolling}
            metric one = count(c where c.returned(2, 6))
            metric bounded = count(c where c.returned(2))
            metric each = count(c where c.returned(2, full))
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            Rational[] returned = [.. Enumerable.Range(0, 3).Select(m => cube.CellsOf(m)[cell].Value!.Value)];
            returned.Should().BeInDescendingOrder();
        }
    }

    [Property(MaxTest = 40)]
    public void Everybody_begins_once(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(RandomShop.Days("began", "customers") with { From = null, To = null, Grain = null }, """
            cohort c of customer start first ever order return order every month
            metric began = count(c)
            metric customers = distinct(order.customer where placed is not null)
            """);
        cube.Find("began")!.Value.Should().Be(cube.Find("customers")!.Value);
    }

    [Property(MaxTest = 40)]
    public void A_return_in_any_interval_is_a_row_after_the_first(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(RandomShop.Days("returned", "several") with { From = null, To = null, Grain = null }, """
            cohort c of customer start first ever order return order every day
            metric returned = count(c where c.returned(0, 200))
            metric several = count(each customer where count(order where placed is not null) >= 2)
            """);
        cube.Find("returned")!.Numerator.Should().Be(cube.Find("several")!.Numerator);
    }

    [Property(MaxTest = 40)]
    public void The_order_of_rows_and_how_they_arrive_change_nothing(int seed)
    {
        const string Metrics = """
            funnel f of customer steps (order where channel = 'web', order, order where net > 0) within 9 days
            metric a = f.conversion()
            metric b = median(elapsed(f.step(1), f.step(2)))
            """;
        MetricQuery query = RandomShop.Days("a", "b") with { Grain = Grain.Month, By = ["channel"] };
        Cube once = new RandomShop(seed).Ask(query, Metrics), again = new RandomShop(seed).Ask(query, Metrics, isShuffled: true, batches: 3);
        CubeDifference.Find(once, again).Should().BeNull();
    }

    [Property(MaxTest = 40)]
    public void Steps_in_order_are_at_rising_times(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(RandomShop.Days("back") with { From = null, To = null, Grain = null }, """
            funnel f of customer steps (order, order where channel = 'web', order) strictly increasing
            metric back = count(f where f.step(2) <= f.step(1) or f.step(3) <= f.step(2))
            """);
        cube.Find("back")!.Value.Should().Be(Rational.Zero);
    }
}
