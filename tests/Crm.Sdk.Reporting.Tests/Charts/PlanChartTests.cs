using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Reporting.Tests.Charts;

/// <summary>What the pictures of a plan hold and say, without how they are drawn.</summary>
public sealed class PlanChartTests
{
    private static readonly LocalDate Monday = new(2026, 1, 5);

    public static TheoryData<string> Empty => [.. EmptyCharts.Keys];

    private static Dictionary<string, Chart> EmptyCharts => new()
    {
        ["timeline"] = new TimelineChart("t", "", []),
        ["risks"] = new RiskMatrix("t", "", []),
        ["priorities"] = new PriorityChart("t", "", [], ValueFormat.Number()),
        ["alignment"] = new AlignmentGraph("t", "", ["c"], [], []),
        ["maturity"] = new MaturityChart("t", "", []),
        ["cohorts"] = new CohortHeatMap("t", "", ["1"], [], ValueFormat.Number()),
    };

    [Theory]
    [MemberData(nameof(Empty))]
    public void A_chart_of_nothing_says_so(string name)
    {
        EmptyCharts[name].Summary(ChartWords.English).Should().Be("No data.");
        EmptyCharts[name].Data(ChartWords.English).Rows.Should().BeEmpty();
        EmptyCharts[name].Series.Should().BeEmpty();
    }

    [Fact]
    public void Every_row_of_data_has_a_cell_for_each_heading() =>
        SampleCharts.All.Select(c => c.Data(ChartWords.English)).Should().OnlyContain(d => d.Rows.Count > 0 && d.Rows.All(r => r.Count == d.Headings.Count));

    [Fact]
    public void A_timeline_says_from_when_to_when_what_decides_and_what_has_slipped() =>
        new TimelineChart(
            "t", "",
            [
                TimelineRow.Phase("p", "Phase", Monday, Monday.PlusDays(30)),
                TimelineRow.Action("a", "First", Monday, Monday.PlusDays(10), agreedTo: Monday.PlusDays(7), isCritical: true),
                TimelineRow.Action("b", "Second", Monday, Monday.PlusDays(5), agreedTo: Monday.PlusDays(6)),
                TimelineRow.Milestone("m", "Done", Monday.PlusDays(31), agreed: Monday.PlusDays(20), after: ["a"], isCritical: true),
            ]).Summary(ChartWords.English)
            .Should().Be("From: 2026-01-05. To: 2026-02-05. Critical path: First, Done. Days later than agreed: Done 11, First 3.");

    [Fact]
    public void The_data_of_a_timeline_name_last_days_and_what_comes_before()
    {
        ChartData data = new TimelineChart(
            "t", "", [TimelineRow.Action("a", "First", Monday, Monday.PlusDays(5)), TimelineRow.Milestone("m", "Done", Monday.PlusDays(5), after: ["a"], note: "Ann")], Monday).Data(ChartWords.English);

        data.Headings.Should().Equal("Name", "Kind", "From", "To", "After", "Note");
        data.Rows.Select(r => string.Join('|', r)).Should().Equal("First|Action|2026-01-05|2026-01-09||", "Done|Milestone|2026-01-10|2026-01-10|First|Ann");
        data.Remark.Should().Be("Today: 2026-01-05");
    }

    [Fact]
    public void An_action_that_begins_after_its_agreed_end_was_agreed_with_its_present_length()
    {
        TimelineRow row = TimelineRow.Action("a", "x", Monday, Monday.PlusDays(10), agreedTo: Monday.PlusDays(-5));

        (row.AgreedFrom, row.AgreedTo, row.Slip).Should().Be((Monday.PlusDays(-15), Monday.PlusDays(-5), 15));
    }

    [Fact]
    public void Rows_that_end_before_they_begin_or_wait_for_nothing_that_is_there_are_refused()
    {
        Action backwards = () => TimelineRow.Action("a", "x", Monday, Monday);
        Action waiting = () => _ = new TimelineChart("t", "", [TimelineRow.Milestone("m", "x", Monday, after: ["y"])]);
        Action twice = () => _ = new TimelineChart("t", "", [TimelineRow.Milestone("m", "x", Monday), TimelineRow.Milestone("m", "y", Monday)]);

        backwards.Should().Throw<ArgumentException>();
        waiting.Should().Throw<ArgumentException>().WithMessage("*'y'*");
        twice.Should().Throw<ArgumentException>().WithMessage("*'m'*");
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("0.2", 1)]
    [InlineData("0.21", 2)]
    [InlineData("0.5", 3)]
    [InlineData("1", 5)]
    public void A_probability_is_one_of_five_steps(string probability, int step) =>
        RiskPoint.StepOf(decimal.Parse(probability, System.Globalization.CultureInfo.InvariantCulture)).Should().Be(step);

    [Theory]
    [InlineData(1, 4, "Low")]
    [InlineData(5, 1, "Low")]
    [InlineData(3, 3, "Medium")]
    [InlineData(3, 4, "Medium")]
    [InlineData(5, 5, "High")]
    public void The_level_of_a_risk_is_the_product_of_its_steps(int probability, int impact, string level) =>
        new RiskMatrix("t", "", [new RiskPoint("R", "x", probability, impact)]).Data(ChartWords.English).Rows[0][^1].Should().Be(level);

    [Fact]
    public void A_risk_outside_of_the_steps_is_refused()
    {
        Action act = () => _ = new RiskPoint("R", "x", 0, 3);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Fields_are_parted_by_the_means_and_what_lies_on_a_line_counts_as_above()
    {
        var chart = new PriorityChart("t", "", [new("a", 2, 2), new("b", 4, 4), new("c", 3, 3), new("d", 3, 2), new("e", 2, 4), new("f", 4, 3)], ValueFormat.Number());

        (chart.ImportanceFrom!.Value, chart.PerformanceFrom!.Value).Should().Be((new Rational(3, 1), new Rational(3, 1)));
        chart.Data(ChartWords.English).Rows.Select(r => r[^1])
            .Should().Equal("Low priority", "Keep it up", "Keep it up", "Concentrate here", "Possible overkill", "Keep it up");
        chart.Summary(ChartWords.English).Should().Be("Concentrate here: d. Keep it up: b, c, f. Low priority: a. Possible overkill: e.");
    }

    [Fact]
    public void Lines_that_are_given_part_the_fields() =>
        new PriorityChart("t", "", [new("a", 2, 2)], ValueFormat.Number(), importanceFrom: 1, performanceFrom: 3).Summary(ChartWords.English).Should().Be("Concentrate here: a.");

    [Fact]
    public void A_graph_says_what_stands_where_what_leads_where_and_what_is_wrong()
    {
        var graph = new AlignmentGraph("t", "", ["Objective", "Action", "Money"], [new("a", 1, "Act", mark: "no owner"), new("o", 0, "Grow")], [new("o", "a")]);

        graph.Summary(ChartWords.English).Should().Be("Objective: Grow. Action: Act. Act: no owner.");
        graph.Data(ChartWords.English).Headings.Should().Equal("Name", "Kind", "Leads to", "Note");
        graph.Data(ChartWords.English).Rows.Select(r => string.Join('|', r)).Should().Equal("Grow|Objective|Act|", "Act|Action||no owner");
    }

    [Fact]
    public void A_graph_whose_parts_do_not_fit_is_refused()
    {
        Action column = () => _ = new AlignmentGraph("t", "", ["c"], [new("a", 1, "x")], []);
        Action edge = () => _ = new AlignmentGraph("t", "", ["c"], [new("a", 0, "x")], [new("a", "b")]);
        Action none = () => _ = new AlignmentGraph("t", "", [], [], []);

        column.Should().Throw<ArgumentException>().WithMessage("*column 1*");
        edge.Should().Throw<ArgumentException>().WithMessage("*'b'*");
        none.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_profile_says_what_people_and_facts_say_and_how_far_they_are_apart()
    {
        var profile = new MaturityChart("t", "", [new("Data", 3.5m, 2, 4), new("Teams", null, null, null)], ["a", "b", "c", "d", "e"]);

        profile.Summary(ChartWords.English).Should().Be("Data: Own rating 3.5, Evidence 2, Wanted 4. Teams: No data.");
        profile.Data(ChartWords.English).Rows.Select(r => string.Join('|', r)).Should().Equal("Data|3.5|2|1.5|4", "Teams||||");
        profile.Data(ChartWords.English).Remark.Should().Be("1: a, 2: b, 3: c, 4: d, 5: e");
    }

    [Fact]
    public void A_level_outside_of_one_to_five_and_four_names_of_levels_are_refused()
    {
        Action low = () => _ = new MaturityArea("x", 0.9m, null, null);
        Action high = () => _ = new MaturityArea("x", null, null, 5.1m);
        Action names = () => _ = new MaturityChart("t", "", [], ["a", "b", "c", "d"]);

        low.Should().Throw<ArgumentOutOfRangeException>();
        high.Should().Throw<ArgumentOutOfRangeException>();
        names.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_map_tells_what_nobody_knows_from_what_is_yet_to_come()
    {
        var map = new CohortHeatMap("t", "", ["1", "2", "3"], [new("Jan", [new Rational(1, 2), null]), new("Feb", [], "12")], ValueFormat.Percent(0));

        map.Data(ChartWords.English).Headings.Should().Equal("Cohort", "Size", "1", "2", "3");
        map.Data(ChartWords.English).Rows.Select(r => string.Join('|', r)).Should().Equal("Jan||50%|unknown|not yet", "Feb|12|not yet|not yet|not yet");
        map.Summary(ChartWords.English).Should().Be("Latest: Jan: 50% (1).");
    }

    [Fact]
    public void A_group_with_more_values_than_columns_is_refused()
    {
        Action act = () => _ = new CohortHeatMap("t", "", ["1"], [new("Jan", [1, 2])], ValueFormat.Number());

        act.Should().Throw<ArgumentException>().WithMessage("*'Jan'*");
    }
}
