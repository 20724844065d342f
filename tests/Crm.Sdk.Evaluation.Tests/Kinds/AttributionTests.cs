using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Facts;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Kinds;

public class AttributionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 4, 1, 0, 0);

    private static readonly HandTables Tables = new(
        """
        fact customer entity key id { dim country text }
        fact click event key id { time at instant ref customer dim campaign text dim kind text = if(campaign is null, 'direct', 'paid') }
        fact order event key id int { time placed instant ref customer dim campaign text measure net money(EUR) measure took duration }
        attribution credit of customer outcome (order) touches (click) model linear
        metric campaign.revenue = credit.sum(net)
        metric campaign.above(least int) = sum(credit.part(net) where share * 100 >= least)
        metric campaign.time = credit.sum(took)
        segment touched = customer where sum(credit.share where touch is not null) > 0
        """,
        "customer id country\nc1 DE\nc2 AT",
        """
        click id at customer campaign
        k1 2026-03-01T10:00:00Z c1 A
        k2 2026-03-02T10:00:00Z c1 B
        k3 2026-03-02T11:00:00Z c1 -
        """,
        """
        order id placed customer campaign net took
        7 2026-03-02T12:00:00Z c1 X 1.00 10
        8 2026-03-03T12:00:00Z c2 Y 5.00 -
        """);

    [Fact]
    public async Task Segments_by_parts_have_members_and_reasons()
    {
        var explorer = new SegmentExplorer(Tables.Model, Tables.Facts);

        explorer.Members("touched", Now).Should().Equal("c1");
        explorer.Explain("touched", "c1", Now)!.IsMember.Should().BeTrue();
        explorer.Explain("touched", "c2", Now)!.IsMember.Should().BeFalse();
        Cube cube = await Engine().EvaluateAsync(new MetricQuery { Metrics = ["campaign.revenue"], Segments = ["touched"], Now = Now });
        cube.Find("campaign.revenue", ("segment", "touched"))!.Value.ToString().Should().Be("1");
    }

    [Fact]
    public async Task A_name_that_outcome_and_touch_have_is_that_of_the_touch()
    {
        Cube cube = await Engine().EvaluateAsync(new MetricQuery { Metrics = ["campaign.revenue"], By = ["campaign", "outcome.campaign"], Now = Now });

        cube.Axes[1].Members.Select(m => m.Label).Should().Equal("A", "B", "(none)", "(unattributed)", "(total)");
        cube.Axes[2].Members.Select(m => m.Label).Should().Equal("X", "Y", "(total)");
        cube.Find("campaign.revenue", ("campaign", "A"))!.Value.ToString().Should().Be("0.34");
        cube.Find("campaign.revenue", ("campaign", "(none)"))!.Value.ToString().Should().Be("0.33");
        cube.Find("campaign.revenue", ("campaign", "(unattributed)"), ("outcome.campaign", "Y"))!.Value.ToString().Should().Be("5");
    }

    [Fact]
    public async Task What_is_derived_of_a_touch_has_no_value_without_one()
    {
        Cube cube = await Engine().EvaluateAsync(new MetricQuery { Metrics = ["campaign.revenue"], By = ["touch.kind"], Now = Now });

        cube.Axes[1].Members.Select(m => m.Label).Should().Equal("direct", "paid", "(unattributed)", "(total)");
        cube.Find("campaign.revenue", ("touch.kind", "(unattributed)"))!.Value.ToString().Should().Be("5");
    }

    [Fact]
    public async Task A_metric_with_parameters_is_asked_of_the_same_rows()
    {
        Cube cube = await Engine().EvaluateAsync(new MetricQuery { Metrics = ["campaign.above(34)", "campaign.above(33)"], By = ["campaign"], Now = Now });

        cube.Find("campaign.above(34)")!.Value.ToString().Should().Be("5");
        cube.Find("campaign.above(33)")!.Value.ToString().Should().Be("6");
        cube.Find("campaign.above(33)", ("campaign", "(unattributed)"))!.Value.ToString().Should().Be("5");
    }

    [Fact]
    public void Lengths_of_time_are_shared_to_the_microsecond() => Tables.Ask(new MetricQuery { Metrics = ["campaign.time"], By = ["campaign"], Now = Now })
        .Find("campaign.time", ("campaign", "A"))!.Value.ToString().Should().Be("4");

    [Fact]
    public async Task A_table_of_its_rows_is_not_looked_at()
    {
        FactTable none = new(Tables.Model.Facts["credit"].Schema, []);
        var engine = new MetricEngine(Tables.Model, new FactSet([.. Tables.Facts.Tables, none]));
        foreach (ExecutorKind executor in Enum.GetValues<ExecutorKind>())
        {
            Cube cube = await engine.EvaluateAsync(new MetricQuery { Metrics = ["campaign.revenue"], Now = Now }, executor);
            cube.Find("campaign.revenue")!.Value.ToString().Should().Be("6");
        }
    }

    [Fact]
    public void What_a_metric_was_resolved_to_names_the_model() => Tables.Model.Metrics["campaign.revenue"].Lineage
        .Should().BeEquivalentTo("attribution: credit", "model: credit linear", "time: order.placed", "time: click.at", "time: credit.placed (default)");

    [Fact]
    public async Task Rows_without_tables_to_work_them_out_of_are_refused()
    {
        var engine = new MetricEngine(Tables.Model, new FactSet(Tables.Facts.Tables.Where(t => t.Schema.Name != "click")));

        Func<Task> act = async () => await engine.EvaluateAsync(new MetricQuery { Metrics = ["campaign.revenue"], Now = Now });

        (await act.Should().ThrowAsync<InvalidDefinitionException>()).Which.Findings.Should().ContainSingle(f => f.Message.Contains("click"));
    }

    private static MetricEngine Engine() => new(Tables.Model, Tables.Facts);
}
