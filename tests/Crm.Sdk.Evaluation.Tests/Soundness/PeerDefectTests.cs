using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;

namespace Crm.Sdk.Evaluation.Tests.Soundness;

/// <summary>Wrong numbers that other systems give (DOMAIN.md, section 6) and that ours must not.</summary>
public class PeerDefectTests
{
    private const string Deals = """
        fact deal entity key id {
          time created instant  time closed instant
          dim stage text history deal_stage
          measure amount money(USD)
        }
        fact deal_stage interval key deal from entered to left { dim stage text }
        fact deal_forecast interval key deal from said to revised { dim category text  dim closes date  measure amount money(USD) }

        """;

    private const string DealRows = """
        deal id created closed stage amount
        d1 2026-01-05T10:00:00Z 2026-03-10T10:00:00Z won 100.00
        d2 2026-02-20T10:00:00Z - open 50.00
        d3 2026-02-01T10:00:00Z 2026-02-15T10:00:00Z lost 70.00
        """;

    private const string StageRows = """
        deal_stage deal entered left stage
        d1 2026-01-05T10:00:00Z 2026-03-10T10:00:00Z open
        d1 2026-03-10T10:00:00Z - won
        d2 2026-02-20T10:00:00Z - open
        d3 2026-02-01T10:00:00Z 2026-02-15T10:00:00Z open
        d3 2026-02-15T10:00:00Z - lost
        """;

    // frappe/crm: lost deals enter the forecast at their full value, and a close date that is moved changes what was forecast a month ago.
    [Fact]
    public void D2_a_lost_deal_adds_nothing_to_the_forecast_and_a_moved_close_date_does_not_change_last_month()
    {
        const string Metric = "metric forecast = sum(deal_forecast.amount where category != 'lost' and closes between 2026-04-01 and 2026-04-30) at end";
        const string Before = """
            deal_forecast deal said revised category closes amount
            d1 2026-01-05T10:00:00Z - open 2026-04-10 100.00
            d3 2026-02-01T10:00:00Z 2026-02-15T10:00:00Z open 2026-04-20 70.00
            d3 2026-02-15T10:00:00Z - lost 2026-04-20 70.00
            """;
        string moved = Before.Replace("d1 2026-01-05T10:00:00Z - open", "d1 2026-01-05T10:00:00Z 2026-03-02T09:00:00Z open", StringComparison.Ordinal)
            + "\nd1 2026-03-02T09:00:00Z - open 2026-06-30 100.00";

        string[] Of(string rows) => [.. new HandTables(Deals + Metric, rows).Ask(Questions.Of("forecast").ByMonth("2026-02-01", "2026-04-01"))
            .Labels("period").Select(month => Value(new HandTables(Deals + Metric, rows).Ask(Questions.Of("forecast").ByMonth("2026-02-01", "2026-04-01")), "forecast", ("period", month)))];

        Of(Before).Should().Equal("100", "100", "100");
        Of(moved).Should().Equal("100", "0", "0");
    }

    // frappe/crm, krayin: won deals counted in the month of their creation, by the status that they have today.
    [Fact]
    public void D5_won_deals_are_counted_when_they_were_won_by_the_stage_that_they_had_then()
    {
        const string Metric = "metric won = count(deal where stage then = 'won' by closed)  metric open_then = count(deal where stage then = 'open' by created)";
        Cube cube = new HandTables(Deals + Metric, DealRows, StageRows).Ask(Questions.Of("won", "open_then").ByMonth("2026-01-01", "2026-04-01"));

        cube.Labels("period").Select(month => Value(cube, "won", ("period", month))).Should().Equal("0", "0", "1", "1");
        cube.Labels("period").Select(month => Value(cube, "open_then", ("period", month))).Should().Equal("1", "2", "0", "3");
    }

    // espocrm: a pipeline of last month is grouped by the stages of today.
    [Fact]
    public void D10_the_pipeline_of_a_month_is_grouped_by_the_stages_of_that_month()
    {
        const string Metric = "metric pipeline = count(deal_stage) at end";
        Cube cube = new HandTables(Deals + Metric, DealRows, StageRows).Ask(Questions.Of("pipeline").ByMonth("2026-01-01", "2026-04-01") with { By = ["deal.stage"] });

        cube.Labels("period").Select(month => string.Join(' ', cube.Labels("deal.stage").Select(s => $"{s}={Value(cube, "pipeline", ("period", month), ("deal.stage", s))}")))
            .Should().Equal("lost=0 open=1 won=0 (total)=1", "lost=1 open=2 won=0 (total)=3", "lost=1 open=1 won=1 (total)=3", "lost=1 open=1 won=1 (total)=3");
    }

    // twenty: a change of stage leaves no trace.
    [Fact]
    public void D11_every_change_of_stage_is_there_with_its_time()
    {
        const string Metric = "metric entries = count(deal_stage by entered)  metric exits = count(deal_stage by left)";
        Cube cube = new HandTables(Deals + Metric, DealRows, StageRows).Ask(Questions.Of("entries", "exits").ByMonth("2026-01-01", "2026-04-01"));

        cube.Labels("period").Select(month => $"{Value(cube, "entries", ("period", month))} {Value(cube, "exits", ("period", month))}").Should().Equal("1 0", "3 1", "1 1", "5 2");
    }

    private static string Value(Cube cube, string metric, params (string, string)[] members) => cube.Find(metric, members)!.Value!.Value.ToString();
}
