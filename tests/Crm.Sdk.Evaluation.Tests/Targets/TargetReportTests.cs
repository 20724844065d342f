using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Targets;

public class TargetReportTests
{
    private const string Definitions = """

        metric revenue = sum(order.net)
        metric wait = avg(elapsed(order.placed, order.placed)) unit hours
        target plan for revenue where channel = 'web' baseline '2026-01' period '2026-02' at least relative +50 % allocate even by week
        target first for revenue period 2026 at least 100
        """;

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 0, 0);

    [Fact]
    public void All_targets_answer_unless_some_are_named()
    {
        HandTables shop = HandTables.OfShop(Definitions);

        shop.Ask(new TargetQuery { Now = Now }).Select(r => r.Target.Name).Should().Equal("plan", "first");
        shop.Ask(new TargetQuery { Now = Now, Targets = ["first"] }).Select(r => r.Target.Name).Should().Equal("first");
    }

    [Fact]
    public void A_baseline_carries_the_hash_of_the_definition_and_stands_still_once_it_is_frozen()
    {
        HandTables shop = HandTables.OfShop(Definitions);
        TargetReport report = shop.Ask(new TargetQuery { Now = Now, Targets = ["plan"] }).Single();
        Baseline baseline = report.Baseline!;

        (baseline.Value, baseline.N, baseline.Period, baseline.DefinitionHash, baseline.Position).Should().Be(((Rational)10, 1, "2026-01", shop.Model.Metrics["revenue"].Hash, null));
        report.Goal.Value.Should().Be((Rational)15);

        FrozenBaseline frozen = new() { Target = "plan", Baseline = baseline with { Value = 20 } };
        TargetReport again = shop.Ask(new TargetQuery { Now = Now, Targets = ["plan"], Baselines = [frozen] }).Single();
        again.Goal.Value.Should().Be((Rational)30);
        again.Baseline.Should().Be(frozen.Baseline);
        again.Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_baseline_of_another_definition_is_a_warning()
    {
        HandTables shop = HandTables.OfShop(Definitions);
        Baseline baseline = shop.Ask(new TargetQuery { Now = Now, Targets = ["plan"] }).Single().Baseline! with { DefinitionHash = "other" };

        TargetReport report = shop.Ask(new TargetQuery { Now = Now, Targets = ["plan"], Baselines = [new FrozenBaseline { Target = "plan", Baseline = baseline }] }).Single();

        report.Findings.Select(f => (f.Code, f.Severity)).Should().Equal(("CRM2111", FindingSeverity.Warning));
    }

    [Fact]
    public void What_a_target_watches_can_be_asked_for_as_a_metric()
    {
        Cube cube = HandTables.OfShop(Definitions).Ask(new MetricQuery { Metrics = ["actual(plan)", "revenue"], Now = Now });

        cube.Metrics.Select(m => m.Name).Should().Equal("actual(plan)", "revenue");
        cube[0, 0, 0].Value.Should().Be((Rational)5, "only orders from the web count");
    }

    [Fact]
    public void What_is_open_covers_what_is_missing_until_nothing_is()
    {
        HandTables shop = HandTables.OfShop("""

            metric revenue = sum(order.net)
            target plan for revenue period 2026 at least 132.75
            target low for revenue period 2026 at least 30
            """);
        IReadOnlyList<TargetReport> reports = shop.Ask(new TargetQuery { Now = Instant.FromUtc(2027, 1, 1, 0, 0) });
        var open = new Cell { Value = 250, Numerator = 250, Denominator = 1, N = 3, Rows = 3, Flags = CellFlags.Open };

        reports[0].CoverageBy(open).ToString().Should().Be("2.5 (250 / 100, n 3, rows 3, Open)");
        reports[1].CoverageBy(open).ToString().Should().Be("Inapplicable (250 / 0, n 3, rows 3, Open)");
        reports[0].CoverageBy(new Cell { Reason = CellReason.NoRate }).Reason.Should().Be(CellReason.NoRate);
    }

    [Fact]
    public void A_baseline_that_is_frozen_for_a_target_without_one_counts_nothing()
    {
        var baseline = new Baseline { Value = 5, N = 1, Period = "2025", TakenAt = Now, DefinitionHash = "" };
        TargetReport report = HandTables.OfShop(Definitions).Ask(new TargetQuery { Now = Now, Targets = ["first"], Baselines = [new FrozenBaseline { Target = "first", Baseline = baseline }] }).Single();

        report.BaselineCell.Should().BeNull();
        TargetText.Write([report]).Should().Contain("progress    25.5%*");
    }

    [Fact]
    public void The_target_of_the_specification_is_read_bound_and_told()
    {
        HandTables shop = HandTables.OfShop("""

            segment web_regulars = customer where count(order where channel = 'web').allTime() >= 1
            metric customer.retention_rate@1 = count(each customer where count(order) >= 2) / count(each customer where count(order) >= 1) unit percent better up
            target r1 for customer.retention_rate@1 in segment web_regulars baseline '2026-01' until 2026-03-31 at least relative +5 %
            """);

        TargetReport report = shop.Ask(new TargetQuery { Now = Instant.FromUtc(2026, 4, 1, 0, 0) }).Single();

        // In January one of one came twice; in March c2 alone, once. c9 is in no segment.
        (report.BaselineCell!.Value, report.Goal.Value, report.Actual.Value, report.Progress.Value).Should().Be((Rational.One, new Rational(105, 100), Rational.Zero, (Rational)(-20)));
    }

    [Theory]
    [InlineData("none", null, "CRM2109")]
    [InlineData("first", Grain.Month, "CRM2110")]
    [InlineData("plan", Grain.Day, "CRM2110")]
    public void What_cannot_be_answered_is_a_finding(string target, Grain? grain, string code)
    {
        var query = new TargetQuery { Now = Now, Targets = [target], Grain = grain };

        FluentActions.Invoking(() => HandTables.OfShop(Definitions).Ask(query)).Should().Throw<InvalidDefinitionException>()
            .Which.Findings.Select(f => f.Code).Should().Equal(code);
    }

    [Fact]
    public void A_year_that_the_calendar_of_the_question_names_otherwise_is_a_finding()
    {
        var query = new TargetQuery { Now = Now, Targets = ["first"], Calendar = new ReportingCalendar(DateTimeZone.Utc, 7) };

        FluentActions.Invoking(() => HandTables.OfShop(Definitions).Ask(query)).Should().Throw<InvalidDefinitionException>()
            .Which.Findings.Select(f => (f.Code, f.Mend)).Should().Equal(("CRM2106", "Write one of its names, such as FY2027, or from a day until another."));
    }

    [Fact]
    public void A_target_goes_by_the_version_of_its_metric_that_it_names()
    {
        TargetReport[] reports = [.. HandTables.OfShop("""

            metric revenue@1 = sum(order.net)
            metric revenue@2 from 2026-02-01 = sum(order.net where channel = 'shop')
            target old for revenue@1 period 2026 at least 100
            target now for revenue period 2026 at least 100
            target new for revenue@2 period 2026 at least 100
            target both for revenue baseline '2026-01' period '2026-02' at least 100
            target same for revenue@2 baseline '2026-01' period '2026-02' at least 100
            """).Ask(new TargetQuery { Now = Instant.FromUtc(2027, 1, 1, 0, 0) })];

        reports.Select(r => r.Actual.Value.ToString()).Should().StartWith(["32.75", "32.75", "27.75"]);
        reports.Select(r => string.Join(' ', r.Findings.Select(f => f.Code))).Should().Equal("", "", "", "CRM2111", "");
    }

    [Fact]
    public void A_value_in_another_unit_of_time_is_converted_and_a_baseline_is_kept_in_that_of_the_metric()
    {
        HandTables tables = new("""
            fact job entity key id { time began instant default  time ended instant }
            metric wait = avg(elapsed(job.began, job.ended)) unit hours better down
            target faster for wait baseline 2026 period 2027 at most 90 minutes
            target less for wait baseline 2026 period 2027 at most relative -50 %
            """, """
            job id began ended
            j1 2026-05-01T00:00:00Z 2026-05-01T02:00:00Z
            j2 2027-05-01T00:00:00Z 2027-05-01T01:30:00Z
            """);
        IReadOnlyList<TargetReport> reports = tables.Ask(new TargetQuery { Now = Instant.FromUtc(2028, 1, 1, 0, 0) });

        reports[0].Baseline!.Value.Should().Be((Rational)2);
        reports[0].Goal.Value.Should().Be(reports[0].Actual.Value);
        reports[0].IsReached.Should().Be(true);
        reports[1].Progress.Value.Should().Be(new Rational(1, 2));
        var frozen = reports.Select(r => new FrozenBaseline { Target = r.Target.Name, Baseline = r.Baseline! }).ToArray();
        tables.Ask(new TargetQuery { Now = Instant.FromUtc(2028, 1, 1, 0, 0), Baselines = frozen })[1].Progress.Value.Should().Be(new Rational(1, 2));
    }
}
