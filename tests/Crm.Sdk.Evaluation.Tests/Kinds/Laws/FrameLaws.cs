using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Kinds.Laws;

public class FrameLaws
{
    [Property(MaxTest = 30)]
    public void A_trailing_sum_is_the_sum_of_its_days(int seed)
    {
        var shop = new RandomShop(seed);
        int days = shop.Random.Next(1, 30);
        Cube cube = shop.Ask(RandomShop.Days("revenue", "trailing"), $"metric trailing = revenue.trailing({days} days)");
        IReadOnlyList<Rational?> daily = RandomShop.Series(cube, "revenue"), trailing = RandomShop.Series(cube, "trailing");
        for (int i = days - 1; i < daily.Count; i++)
        {
            trailing[i].Should().Be(daily.Skip(i - days + 1).Take(days).Aggregate(Rational.Zero, (sum, day) => sum + day!.Value));
        }
    }

    [Property(MaxTest = 30)]
    public void To_date_adds_up_from_the_beginning_of_the_month(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(RandomShop.Days("orders", "mtd"), "metric mtd = orders.toDate(month)");
        IReadOnlyList<Rational?> daily = RandomShop.Series(cube, "orders"), toDate = RandomShop.Series(cube, "mtd");
        LocalDate day = RandomShop.Days().From!.Value;
        for (int i = 1; i < daily.Count; i++)
        {
            bool isFirst = day.PlusDays(i).Day == 1;
            toDate[i].Should().Be((isFirst ? Rational.Zero : toDate[i - 1]!.Value) + daily[i]!.Value);
        }
    }

    [Property(MaxTest = 30)]
    public void The_period_before_is_the_cell_before(int seed)
    {
        var shop = new RandomShop(seed);
        int before = shop.Random.Next(1, 9);
        Cube cube = shop.Ask(
            RandomShop.Days("buyers", "prior", "change") with { By = ["channel"] },
            $"metric prior = buyers.prior({before})\nmetric change = buyers.delta(prior, {before})");
        IReadOnlyList<Rational?> buyers = RandomShop.Series(cube, "buyers"), prior = RandomShop.Series(cube, "prior"), change = RandomShop.Series(cube, "change");
        for (int i = before; i < buyers.Count; i++)
        {
            prior[i].Should().Be(buyers[i - before]);
            change[i].Should().Be(buyers[i] - buyers[i - before]);
        }
    }

    [Property(MaxTest = 30)]
    public void Shifting_twice_is_shifting_by_both(int seed)
    {
        var shop = new RandomShop(seed);
        (int a, int b) = (shop.Random.Next(1, 20), shop.Random.Next(1, 20));
        Cube cube = shop.Ask(RandomShop.Days("twice", "once"), $"metric twice = buyers.prior({a}).prior({b})\nmetric once = buyers.prior({a + b})");
        RandomShop.Series(cube, "twice").Should().Equal(RandomShop.Series(cube, "once"));
    }

    [Property(MaxTest = 30)]
    public void Shares_add_up_to_one(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(
            RandomShop.Days("share") with { Grain = Grain.Month, By = ["channel"] }, "metric share = orders / orders over total");
        foreach (AxisMember month in cube.Axes[0].Members)
        {
            Rational?[] shares = [.. cube.Axes[1].Members.SkipLast(1).Select(m => cube.Find("share", ("period", month.Label), ("channel", m.Label))!.Value)];
            if (shares.Length > 0 && shares[0] is not null)
            {
                shares.Aggregate(Rational.Zero, (sum, share) => sum + share!.Value).Should().Be(Rational.One);
            }
        }
    }

    [Property(MaxTest = 30)]
    public void Different_customers_of_a_window_are_at_most_the_sum_of_its_days_and_at_least_each(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(RandomShop.Days("buyers", "week"), "metric week = buyers.trailing(7 days)");
        IReadOnlyList<Rational?> daily = RandomShop.Series(cube, "buyers"), week = RandomShop.Series(cube, "week");
        for (int i = 6; i < daily.Count; i++)
        {
            var days = daily.Skip(i - 6).Take(7).Select(d => d!.Value).ToList();
            week[i]!.Value.Should().BeGreaterThanOrEqualTo(days.Max()).And.BeLessThanOrEqualTo(days.Aggregate(Rational.Zero, (a, b) => a + b));
        }
    }

    [Property(MaxTest = 30)]
    public void The_order_of_rows_and_how_they_arrive_change_nothing(int seed)
    {
        const string Metrics = "metric a = median(order.net).trailing(10 days)\nmetric b = buyers.growth(prior)\nmetric c = avg(order.net) over total / avg(order.net)";
        MetricQuery query = RandomShop.Days("a", "b", "c") with { Grain = Grain.Month, By = ["channel"] };
        Cube once = new RandomShop(seed).Ask(query, Metrics), again = new RandomShop(seed).Ask(query, Metrics, isShuffled: true, batches: 3);
        CubeDifference.Find(once, again).Should().BeNull();
    }

    [Property(MaxTest = 30)]
    public void The_zone_changes_nothing_about_days(int seed)
    {
        const string Metrics = "metric a = count(order by shipped).trailing(9 days)\nmetric b = sum(order.net by shipped).prior(2)";
        MetricQuery query = RandomShop.Days("a", "b");
        MetricQuery elsewhere = query with { Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Pacific/Auckland"]) };
        Cube here = new RandomShop(seed).Ask(query, Metrics), there = new RandomShop(seed).Ask(elsewhere, Metrics);
        foreach (string metric in query.Metrics)
        {
            RandomShop.Series(there, metric).Should().Equal(RandomShop.Series(here, metric));
        }
    }

    [Property(MaxTest = 30)]
    public void A_window_is_the_same_however_the_question_is_cut(int seed)
    {
        const string Metrics = "metric a = buyers.trailing(20 days)";
        MetricQuery query = RandomShop.Days("a");
        Cube byDay = new RandomShop(seed).Ask(query, Metrics), byMonth = new RandomShop(seed).Ask(query with { Grain = Grain.Month }, Metrics);
        foreach (string month in (string[])["2026-02", "2026-03"])
        {
            LocalDate last = new LocalDate(2026, int.Parse(month[5..]), 1).PlusMonths(1).PlusDays(-1);
            byMonth.Find("a", ("period", month))!.Value.Should().Be(byDay.Find("a", ("period", last.ToString("uuuu-MM-dd", null)))!.Value);
        }
    }
}
