using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Differences;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Kinds.Laws;

public class VersionLaws
{
    private const string Versions = """
        metric money = sum(order.net)
        metric money@2 from 2026-02-10 = sum(order.net where channel = 'web')
        metric money@3 from 2026-03-01 = money@2 - money@1
        metric share = money / orders
        """;

    [Fact]
    public void A_period_has_the_cell_of_the_version_in_force_on_its_first_day()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var shop = new RandomShop(seed);
            foreach (Grain grain in (Grain[])[Grain.Day, Grain.Week, Grain.Month])
            {
                MetricQuery query = RandomShop.Days("money", "share") with { Grain = grain };
                Cube cube = shop.Ask(query, Versions);
                IReadOnlyList<ReportingPeriod> periods = query.Calendar.Periods(query.From!.Value, query.To!.Value, grain);
                var pinned = new[] { 1, 2, 3 }.ToDictionary(v => v, v => shop.Ask(
                    query with { Metrics = [$"money@{v}", "s"] }, $"{Versions}\nmetric s = money@{v} / orders"));
                for (int p = 0; p <= periods.Count; p++)
                {
                    LocalDate first = p < periods.Count ? periods[p].Start : query.From.Value;
                    int version = first >= new LocalDate(2026, 3, 1) ? 3 : first >= new LocalDate(2026, 2, 10) ? 2 : 1;
                    cube.CellsOf(0)[p].Should().Be(pinned[version].CellsOf(0)[p], $"seed {seed}, {grain}, {first}");
                    cube.CellsOf(1)[p].Should().Be(pinned[version].CellsOf(1)[p], $"seed {seed}, {grain}, {first}");
                }
            }
        }
    }

    [Fact]
    public void A_version_that_says_the_same_changes_nothing()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var shop = new RandomShop(seed);
            Cube cube = shop.Ask(RandomShop.Days("revenue", "again") with { By = ["channel"] }, "metric again = revenue\nmetric again@2 from 2026-02-10 = sum(order.net)");
            cube.CellsOf(1).Should().Equal(cube.CellsOf(0), $"seed {seed}");
        }
    }
}
