using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using FsCheck.Xunit;

namespace Crm.Sdk.Evaluation.Tests.Kinds.Laws;

public class ScoreLaws
{
    private static readonly Rational Place = new(1, 10_000_000_000);

    [Property(MaxTest = 40)]
    public void The_interval_holds_the_share_and_grows_with_the_confidence(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(RandomShop.Days("p80", "p95", "p999") with { Grain = Grain.Week, By = ["channel"] }, string.Join('\n',
            new[] { ("p80", "80"), ("p95", "95"), ("p999", "99.9") }.Select(p => $"metric {p.Item1} = count(order where net > 50) / count(order) confidence {p.Item2} %")));
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            Cell[] cells = [.. Enumerable.Range(0, 3).Select(m => cube.CellsOf(m)[cell])];
            if (cells[0].Value is not { } value)
            {
                cells.Should().OnlyContain(c => c.Low == null && c.High == null);
                continue;
            }

            cells.Select(c => c.Low!.Value).Append(Rational.Zero).Should().BeInDescendingOrder();
            cells.Select(c => c.High!.Value).Append(Rational.One).Should().BeInAscendingOrder();
            cells[0].Low!.Value.Should().BeLessThanOrEqualTo(value + Place);
            cells[0].High!.Value.Should().BeGreaterThanOrEqualTo(value - Place);
        }
    }

    [Property(MaxTest = 40)]
    public void The_interval_of_the_others_is_the_same_seen_from_the_other_end(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(RandomShop.Days("some", "others") with { Grain = Grain.Week }, """
            set known = order where channel in ('web', 'shop', 'fair')
            metric some = count(known where channel = 'web') / count(known) confidence 95 %
            metric others = count(known where channel in ('shop', 'fair')) / count(known) confidence 95 %
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            (Cell some, Cell others) = (cube.CellsOf(0)[cell], cube.CellsOf(1)[cell]);
            if (some.Value is not null)
            {
                (Rational.One - others.High!.Value - some.Low!.Value).Abs().Should().BeLessThanOrEqualTo(Place + Place);
                (Rational.One - others.Low!.Value - some.High!.Value).Abs().Should().BeLessThanOrEqualTo(Place + Place);
            }
        }
    }

    [Property(MaxTest = 40)]
    public void A_difference_lies_in_the_middle_of_its_interval_unless_that_ends_with_the_score(int seed)
    {
        Cube cube = new RandomShop(seed).Ask(RandomShop.Days("nps") with { Grain = Grain.Week },
            "metric nps = 100 * (count(order where net > 100) - count(order where net <= 50)) / count(order) confidence 90 %");
        foreach (Cell cell in cube.CellsOf(0).Where(c => c.Value is not null))
        {
            (Rational low, Rational high) = (cell.Low!.Value, cell.High!.Value);
            low.Should().BeGreaterThanOrEqualTo(-100);
            high.Should().BeLessThanOrEqualTo(100);
            if (low > -100 && high < 100)
            {
                (((low + high) / 2) - cell.Value!.Value).Abs().Should().BeLessThanOrEqualTo(Place * 100);
            }
        }
    }

    /// <summary>
    /// R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I: the score method
    /// without a correction, at 95 %.
    /// </summary>
    [Theory]
    [InlineData(81, 263, "0.2553", "0.3662")]
    [InlineData(15, 148, "0.0624", "0.1605")]
    [InlineData(0, 20, "0.0000", "0.1611")]
    [InlineData(1, 29, "0.0061", "0.1718")]
    public void The_interval_of_a_share_is_the_one_that_is_published(int part, int whole, string low, string high)
    {
        Cell cell = Answers("metric share = count(answer where score = 1) / count(answer) confidence 95 %", part, whole);
        cell.Low!.Value.ToString(4).Should().Be(low);
        cell.High!.Value.ToString(4).Should().Be(high);
    }

    /// <summary>30 for, 20 against, 50 neither: 10 ± 1.959964 · 100 · √((0.5 − 0.01) / 100), and √0.0049 = 0.07.</summary>
    [Fact]
    public void The_interval_of_a_difference_is_that_of_its_standard_error()
    {
        Cell cell = Answers("metric share = 100 * (count(answer where score = 1) - count(answer where score = 2)) / count(answer) confidence 95 %", 30, 100, 20);
        cell.Value!.Value.ToString().Should().Be("10");
        cell.Low!.Value.ToString(8).Should().Be("-3.71974789");
        cell.High!.Value.ToString(8).Should().Be("23.71974789");
    }

    private static Cell Answers(string metric, int part, int whole, int against = 0)
    {
        string rows = string.Join('\n', Enumerable.Range(0, whole).Select(i => $"a{i} {(i < part ? 1 : i < part + against ? 2 : 3)}"));
        return new HandTables("fact answer event key id { measure score int }\n" + metric, "answer id score\n" + rows).Ask(Questions.Of("share")).CellsOf(0)[0];
    }
}
