using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Tests.Soundness;

/// <summary>Wrong numbers that other products show, each as a test of ours. The numbers D1 and on are those of our list of them.</summary>
public class PeerRatioTests
{
    private const string Survey = """
        fact response event key id { time answered instant default  measure score int }
        set rated = response where score between 0 and 10
        metric nps = 100 * (count(rated where score >= 9) - count(rated where score <= 6)) / count(rated)
        """;

    private const string Deals = """
        fact deal entity key id { time created instant  time closed instant  dim outcome text  measure amount money(USD) }
        metric won = sum(deal.amount where outcome = 'won' by closed)
        metric won_rate = count(deal where outcome = 'won' by closed) / count(deal where outcome in ('won', 'lost') by closed)
        """;

    private static readonly string[] DealRows =
    [
        """
        deal id created closed outcome amount
        d1 2026-01-10T00:00:00Z 2026-02-15T00:00:00Z won 100.00
        d2 2026-01-11T00:00:00Z 2026-03-15T00:00:00Z won 900.00
        d3 2026-02-11T00:00:00Z 2026-02-20T00:00:00Z lost 500.00
        """,
    ];

    [Fact]
    public void D1_who_dismissed_a_survey_did_not_answer_it()
    {
        string[] promoters = [.. Enumerable.Range(0, 10).Select(i => $"p{i} 2026-01-01T00:00:00Z 10")];
        string[] dismissed = [.. Enumerable.Range(0, 10).Select(i => $"x{i} 2026-01-01T00:00:00Z -")];
        new HandTables(Survey, "response id answered score\n" + string.Join('\n', [.. promoters, .. dismissed]))
            .Ask(Questions.Of("nps")).Find("nps")!.Value.Should().Be((Rational)100);
        new HandTables(Survey, "response id answered score\n" + string.Join('\n', dismissed))
            .Ask(Questions.Of("nps")).Find("nps")!.Reason.Should().Be(CellReason.EmptyDenominator);
    }

    [Fact]
    public void D3_a_month_is_compared_with_a_month_and_growth_from_nothing_has_no_value()
    {
        Cube cube = new HandTables(Deals + "metric change = won.delta(prior)\nmetric growth = won.growth(prior)", DealRows)
            .Ask(Questions.Of("change", "growth").ByMonth("2026-02-01", "2026-04-01"));
        cube.Find("change", ("period", "2026-03"))!.Value.Should().Be((Rational)800);
        cube.Find("growth", ("period", "2026-03"))!.Value.Should().Be((Rational)8);
        cube.Find("growth", ("period", "2026-02"))!.Reason.Should().Be(CellReason.EmptyDenominator);
    }

    [Fact]
    public void D4_what_was_won_counts_when_it_was_closed_and_nothing_before_is_no_hundred_percent()
    {
        Cube cube = new HandTables(Deals + "metric growth = won.growth(prior)", DealRows)
            .Ask(Questions.Of("won", "growth").ByMonth("2026-01-01", "2026-04-01"));
        cube.CellsOf(0).Select(c => c.Value).Should().Equal((Rational)0, (Rational)100, (Rational)900, (Rational)1000);
        cube.Find("growth", ("period", "2026-02"))!.Value.Should().BeNull();
    }

    [Fact]
    public void D7_a_case_that_is_opened_again_is_answered_as_fast_as_its_second_question_is()
    {
        Cube cube = new HandTables(
            """
            fact episode event key id { time opened instant default  time replied instant  time resolved instant  dim case text }
            metric reply = max(elapsed(episode.opened, episode.replied))
            metric resolution = avg(elapsed(episode.opened, episode.resolved) by resolved)
            """,
            """
            episode id opened replied resolved case
            e1 2026-01-01T10:00:00Z 2026-01-01T10:05:00Z 2026-01-01T11:00:00Z k1
            e2 2026-01-06T10:00:00Z 2026-01-06T10:10:00Z 2026-01-06T10:20:00Z k1
            """).Ask(Questions.Of("reply", "resolution"));
        cube.Find("reply")!.Value.Should().Be((Rational)600_000_000, "ten minutes, and not five days");
        cube.Find("resolution")!.Value.Should().Be((Rational)2_400_000_000, "an hour and twenty minutes, by two");
    }

    [Fact]
    public void D12_a_ratio_of_a_whole_has_the_sums_of_its_parts_and_is_not_their_mean()
    {
        Cube cube = new HandTables(Deals, DealRows).Ask(Questions.Of("won_rate").ByMonth("2026-02-01", "2026-04-01"));
        cube.Find("won_rate", ("period", "2026-02"))!.Value.Should().Be(new Rational(1, 2));
        cube.Find("won_rate", ("period", "2026-03"))!.Value.Should().Be(Rational.One);
        Cell total = cube.Find("won_rate")!;
        total.Value.Should().Be(new Rational(2, 3));
        (total.Numerator, total.Denominator).Should().Be(((Rational)2, (Rational)3));
    }
}
