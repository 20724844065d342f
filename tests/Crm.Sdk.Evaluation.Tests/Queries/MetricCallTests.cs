using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Tests.Queries;

/// <summary>Metrics with parameters, asked by their values.</summary>
public class MetricCallTests
{
    private const string Model = """
        fact deal event key id { time moved instant default  dim source text  dim won bool  measure amount int }
        metric sales.kept(i text) = count(deal) exclude "small deals" deal.source = i and deal.amount < 15
        metric sales.share(i text) "Share" = count(deal where source = i) / count(deal) unit percent better up confidence 95 %
        metric sales.many(i text, least int = 15) = count(deal where source = i and amount >= least) minimum 2
        metric sales.gap(i text, j text) = 100 * (count(deal where source = i) - count(deal where source = j)) / count(deal) confidence 95 %
        metric sales.both(i text) = sales.base / sales.kept(i)
        metric sales.base = count(deal)
        metric sales.base@2 from 2026-02-01 = count(deal where won)
        """;

    private const string Rows = """
        deal id moved source won amount
        d1 2026-01-05T10:00:00Z new true 10
        d2 2026-01-06T10:00:00Z new false 20
        d3 2026-01-07T10:00:00Z old false 30
        d4 2026-02-08T10:00:00Z old true 40
        d5 2026-02-09T10:00:00Z old false 40
        """;

    [Fact]
    public void What_a_metric_with_parameters_says_besides_its_formula_holds_for_what_is_asked()
    {
        var cube = new HandTables(Model, Rows).Ask(Questions.Of("sales.kept('new')", "sales.share('new')", "sales.many('new')", "sales.many('new', 5)"));
        Cell[] cells = [.. Enumerable.Range(0, 4).Select(m => cube.CellsOf(m).Single())];
        cells.Select(c => c.Value?.ToString()).Should().Equal("4", "0.4", null, "2");
        cells[2].Reason.Should().Be(CellReason.Suppressed);
        cells[1].Low.Should().NotBeNull();
        cube.Meta.Excluded[0].Should().ContainSingle().Which.Count.Should().Be(1);
        cube.Metrics[1].Should().Match<BoundMetric>(m => m.Title == "Share" && m.Unit.Name == "percent");
    }

    [Fact]
    public void A_difference_of_shares_of_two_values_is_checked_with_the_values() =>
        new HandTables(Model, Rows).Ask(Questions.Of("sales.gap('new', 'old')")).CellsOf(0).Single().High.Should().NotBeNull();

    [Fact]
    public void A_difference_of_a_share_and_itself_has_no_interval() =>
        Ask("sales.gap('new', 'new')").Should().StartWith("metrics: CRM2087");

    [Fact]
    public void A_metric_with_parameters_that_stands_on_versions_goes_by_the_one_in_force() =>
        new HandTables(Model, Rows).Ask(Questions.Of("sales.both('old')").ByMonth("2026-01-01", "2026-03-01")).CellsOf(0)
            .Select(c => c.Value?.ToString()).Take(2).Should().Equal("1", "0.5");

    [Theory]
    [InlineData("sales.kept", "metrics: CRM3002: 'sales.kept' has parameters, and no values are given. Write them behind it: sales.kept(…).")]
    [InlineData("sales.kept(1)", "metrics: CRM2077: 'i' of 'sales.kept' is a literal of type text. Write sales.kept('…').")]
    [InlineData("sales.kept('new') confidence 95 %", "metrics: CRM3002: No metric is called 'sales.kept('new') confidence 95 %'.")]
    [InlineData("sales.none('new')", "metrics: CRM3002: No metric is called 'sales.none('new')'.")]
    public void A_bad_use_in_a_query_is_told_what_is_wrong(string metric, string finding) => Ask(metric).Should().StartWith(finding);

    private static string Ask(string metric)
    {
        Checked<BoundQuery> query = QueryBinder.Bind(CrmModel.Parse(Model).ThrowIfInvalid(), Questions.Of(metric));
        return string.Join('\n', query.Findings.Select(f => $"{f.Place.Path}: {f.Code}: {f.Message} {f.Mend}"));
    }
}
