using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Histories;

public class KnownAtFindingTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly CrmModel Model = CrmModel.Parse("""
        fact order event key id { time placed date measure net int }
        metric orders = count(order)
        target more for orders baseline from 1970-01-01 until 1970-01-02 until 1970-01-05 at least relative +50 %
        """).ThrowIfInvalid();

    private static readonly MetricQuery Ask = new() { Metrics = ["orders"], Now = Noon };

    [Fact]
    public async Task Before_the_first_position_nothing_was_known()
    {
        Cube cube = await Engine().EvaluateAsync(Ask with { KnownAt = Noon - Duration.FromDays(400) });

        cube.Meta.Position.Should().Be(0);
        cube.Find("orders")!.Value.ToString().Should().Be("0");
        cube.Find("orders")!.Flags.Should().Be(CellFlags.Empty);
    }

    [Fact]
    public async Task Without_a_word_all_that_is_known_counts_and_the_cube_names_the_position()
    {
        Cube cube = await Engine().EvaluateAsync(Ask);

        cube.Meta.Position.Should().Be(4);
        cube.Find("orders")!.Value.ToString().Should().Be("2");
        CubeJson.Write(cube).Should().Contain("\"position\": 4");
        CubeJson.Write(cube, Ask with { KnownAt = Noon }).Should().Contain("\"knownAt\": \"2026-03-01T12:00:00Z\"");
        CubeJson.Write(cube, Ask with { AtPosition = 4 }).Should().Contain("\"atPosition\": 4");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public async Task A_position_that_the_log_does_not_have_is_a_finding(long position)
    {
        Func<Task> act = async () => await Engine().EvaluateAsync(Ask with { AtPosition = position });
        (await act.Should().ThrowAsync<InvalidDefinitionException>()).Which.Findings.Should().ContainSingle().Which.ToString()
            .Should().StartWith($"atPosition: error CRM3042: The log has no position {position}: it ends at 4.");
    }

    [Fact]
    public async Task Facts_without_a_log_cannot_say_what_was_known()
    {
        var engine = new MetricEngine(Model, new FactSet(FactTable.Empty(Model.Facts["order"].Schema)));
        Func<Task> act = async () => await engine.EvaluateAsync(Ask with { KnownAt = Noon });
        (await act.Should().ThrowAsync<InvalidDefinitionException>()).Which.Findings.Single().Code.Should().Be("CRM3041");
        (await engine.EvaluateAsync(Ask)).Meta.Position.Should().BeNull();
    }

    [Fact]
    public void An_instant_and_a_position_at_once_are_a_finding() =>
        QueryBinder.Bind(Model, Ask with { AtPosition = 1, KnownAt = Noon }).Findings.Should().ContainSingle().Which.ToString()
            .Should().Be("atPosition: error CRM3040: What was known is asked for twice: at an instant and at a position. Say one of the two.");

    [Fact]
    public async Task A_baseline_keeps_the_position_that_it_was_taken_at_and_later_rows_do_not_move_it()
    {
        var query = new TargetQuery { Now = Noon };
        TargetReport before = (await Engine().EvaluateTargetsAsync(query with { AtPosition = 2 })).Single(), now = (await Engine().EvaluateTargetsAsync(query)).Single();
        (before.Baseline!.Position, before.Goal.Value.ToString(), now.Baseline!.Position, now.Goal.Value.ToString()).Should().Be((2, "1.5", 4, "3"));

        TargetReport frozen = (await Engine().EvaluateTargetsAsync(query with { Baselines = [new FrozenBaseline { Target = "more", Baseline = before.Baseline }] })).Single();
        (frozen.Baseline!.Position, frozen.Goal.Value.ToString()).Should().Be((2, "1.5"));
    }

    private static MetricEngine Engine()
    {
        FactSchema order = Model.Facts["order"].Schema;
        return new MetricEngine(Model, new FactHistoryBuilder(order)
            .Commit(2, Noon - Duration.FromDays(2)).Put(new FactRecord(order, ["a", 1L, 5L]))
            .Commit(4, Noon - Duration.FromDays(1)).Put(new FactRecord(order, ["b", 1L, 5L])).ToHistory());
    }
}
