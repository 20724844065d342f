using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Rates;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Kinds.Laws;

public class MoneyLaws
{
    private static readonly LocalDate First = RandomShop.Days().From!.Value;

    [Property(MaxTest = 30)]
    public void One_for_one_changes_nothing(int seed)
    {
        var shop = new RandomShop(seed);
        MetricQuery query = RandomShop.Days("revenue", "total", "lines") with { By = ["channel"], Rates = [Table(_ => 10_000_000_000)] };
        Cube cube = shop.Ask(query, """
            metric total = revenue in USD at transaction
            metric lines = revenue in USD at transaction round line
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            cube.CellsOf(1)[cell].Should().Be(cube.CellsOf(0)[cell]);
            cube.CellsOf(2)[cell].Should().Be(cube.CellsOf(0)[cell]);
        }
    }

    [Property(MaxTest = 30)]
    public void What_the_parts_come_to_is_what_all_comes_to(int seed)
    {
        var shop = new RandomShop(seed);
        Cube cube = shop.Ask(
            RandomShop.Days("converted") with { By = ["channel"], Rates = [Table(_ => shop.Random.NextInt64(1, 1L << 36))] },
            $"metric converted = revenue in USD at transaction{(shop.Random.Next(2) == 0 ? " round line" : "")}");
        Rational total = cube.Find("converted")!.Value!.Value;
        Sum(RandomShop.Series(cube, "converted")).Should().Be(total, "days");
        Sum([.. cube.Axes[1].Members.SkipLast(1).Select(m => cube.Find("converted", ("channel", m.Label))!.Value)]).Should().Be(total, "channels");
    }

    [Property(MaxTest = 30)]
    public void The_rate_of_one_day_can_be_multiplied_afterwards(int seed)
    {
        var shop = new RandomShop(seed);
        long rate = shop.Random.NextInt64(1, 1L << 40);
        Cube cube = shop.Ask(
            RandomShop.Days("revenue", "converted", "middle", "half") with { Grain = Grain.Month, Rates = [Table(_ => rate)] }, """
            metric converted = revenue in JPY at fixed 2026-01-20
            metric middle = median(order.net) in JPY at fixed 2026-01-20
            metric half = median(order.net)
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            cube.CellsOf(1)[cell].Value.Should().Be(cube.CellsOf(0)[cell].Value!.Value * Rational.FromScaled(rate, RateTable.Scale));
            cube.CellsOf(2)[cell].Value.Should().Be(cube.CellsOf(3)[cell].Value is { } half ? half * Rational.FromScaled(rate, RateTable.Scale) : null);
        }
    }

    [Property(MaxTest = 30)]
    public void The_order_of_rows_is_of_no_matter(int seed)
    {
        var shop = new RandomShop(seed);
        var rates = new Dictionary<LocalDate, long>();
        MetricQuery query = RandomShop.Days("converted") with
        {
            Grain = Grain.Week, By = ["channel"],
            Rates = [Table(day => rates.TryGetValue(day, out long known) ? known : rates[day] = shop.Random.NextInt64(1, 1L << 36))],
        };
        const string metric = "metric converted = revenue in USD at transaction";
        CubeDifference.Find(shop.Ask(query, metric), shop.Ask(query, metric, isShuffled: true, batches: 5)).Should().BeNull();
    }

    [Property(MaxTest = 30)]
    public void A_day_without_a_rate_has_no_value_and_the_days_beside_it_have(int seed)
    {
        var shop = new RandomShop(seed);
        LocalDate gap = First.PlusDays(shop.Random.Next(0, 100));
        Cube cube = shop.Ask(RandomShop.Days("orders", "converted", "net") with { Rates = [Table(day => day == gap ? 0 : 10_000_000_000)] }, """
            metric converted = revenue in USD at transaction
            metric net = count(order.net)
            """);
        for (int day = 0; day < 100; day++)
        {
            bool lacks = First.PlusDays(day) == gap && cube.CellsOf(2)[day].N > 0;
            cube.CellsOf(1)[day].Reason.Should().Be(lacks ? CellReason.NoRate : CellReason.None);
        }
    }

    private static Rational Sum(IReadOnlyList<Rational?> values) => values.Aggregate(Rational.Zero, (sum, v) => sum + v!.Value);

    private static RateTable Table(Func<LocalDate, long> rateOf) => new("bank", Currency.Get("EUR"), ((string[])["USD", "JPY"]).SelectMany(
        code => Enumerable.Range(0, 100).Select(i => new CurrencyRate { Currency = Currency.Get(code), Day = First.PlusDays(i), Scaled = rateOf(First.PlusDays(i)) }))
        .Where(r => r.Scaled > 0));
}
