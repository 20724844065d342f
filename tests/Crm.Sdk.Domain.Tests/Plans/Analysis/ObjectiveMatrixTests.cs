using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Time;

namespace Crm.Sdk.Domain.Tests.Plans.Analysis;

public sealed class ObjectiveMatrixTests
{
    private static readonly (string? Segment, ObjectiveKind Kind)[] Objectives =
    [
        ("shops", ObjectiveKind.Retention), ("shops", ObjectiveKind.Retention), ("shops", ObjectiveKind.Acquisition), ("guests", ObjectiveKind.Development), (null, ObjectiveKind.Retention),
    ];

    [Fact]
    public void Each_segment_has_an_objective_of_each_kind_or_a_reason_or_a_gap()
    {
        ObjectiveMatrix matrix = Matrix(["shops", "offices"], new NotPursued { Key = "a", Segment = "shops", Kind = ObjectiveKind.Development, Reason = "They buy all they need." });

        matrix.Segments.Should().Equal("shops", "offices", "guests", null);
        matrix.Cells.Select(c => $"{c.Segment ?? "all"} {c.Kind} {c.State} {string.Join('+', c.Objectives)}{c.Reason}").Should().Equal(
            "shops Acquisition Pursued o2", "shops Development NotPursued They buy all they need.", "shops Retention Pursued o0+o1",
            "offices Acquisition Missing ", "offices Development Missing ", "offices Retention Missing ",
            "guests Acquisition Missing ", "guests Development Pursued o3", "guests Retention Missing ",
            "all Retention Pursued o4");
        matrix.Missing.Should().HaveCount(5);
        matrix.Completeness.Should().Be(0.5m);
        matrix.IsComplete.Should().BeFalse();
        matrix.Find("shops", ObjectiveKind.Retention)!.Objectives.Should().Equal("o0", "o1");
        matrix.Find("nobody", ObjectiveKind.Retention).Should().BeNull();
    }

    [Fact]
    public void A_reason_of_nothing_is_none_and_one_beside_an_objective_does_not_hide_it()
    {
        ObjectiveMatrix matrix = Matrix(["shops"],
            new NotPursued { Key = "a", Segment = "shops", Kind = ObjectiveKind.Development, Reason = "  " },
            new NotPursued { Key = "b", Segment = "shops", Kind = ObjectiveKind.Retention, Reason = "Left over." });

        matrix.Find("shops", ObjectiveKind.Development)!.State.Should().Be(MatrixCellState.Missing);
        matrix.Find("shops", ObjectiveKind.Retention).Should().BeEquivalentTo(new { State = MatrixCellState.Pursued, Reason = (string?)null });
    }

    [Fact]
    public void A_plan_without_a_list_has_all_objectives_that_were_not_given_up()
    {
        var plan = CrmPlan.Draft(Specimens.Id<PlanId>(1), "2026", "ann", Specimens.Day("2026-01-01"), Specimens.Day("2027-01-01"), Grain.Month, Specimens.Start);
        plan.Scope([], ["shops"], Specimens.Start);
        SmartObjective kept = SmartObjective.Draft(Specimens.Id<ObjectiveId>(1), Specimens.Objective() with { Segment = "shops" }, Specimens.Start);
        SmartObjective given = SmartObjective.Draft(Specimens.Id<ObjectiveId>(2), Specimens.Objective() with { Segment = "shops", Kind = ObjectiveKind.Retention }, Specimens.Start);
        given.Cancel("no time", Specimens.Start);

        ObjectiveMatrix all = ObjectiveMatrix.Of(plan, [kept, given]);
        plan.Revise(c => c with { Objectives = new PlanObjectives() }, "begun", Specimens.Start);

        all.Find("shops", ObjectiveKind.Acquisition)!.Objectives.Should().Equal(kept.Id.ToString());
        all.Find("shops", ObjectiveKind.Retention)!.State.Should().Be(MatrixCellState.Missing);
        ObjectiveMatrix.Of(plan, [kept, given]).Missing.Should().HaveCount(3, "the plan has a list now, and none is on it");
    }

    [Fact]
    public void A_matrix_of_nothing_is_complete()
    {
        ObjectiveMatrix matrix = ObjectiveMatrix.Of([], new PlanObjectives(), _ => null);

        (matrix.IsComplete, matrix.Completeness, matrix.Cells.Count).Should().Be((true, 1m, 0));
    }

    [Fact]
    public void An_objective_that_was_given_up_or_is_not_there_fills_no_cell()
    {
        ObjectiveMatrix matrix = ObjectiveMatrix.Of(["shops"], Part(), _ => null);

        matrix.Cells.Should().OnlyContain(c => c.State == MatrixCellState.Missing).And.HaveCount(3);
    }

    private static PlanObjectives Part(params NotPursued[] not) => new()
    {
        Objectives = [.. Objectives.Select((_, i) => new PlannedObjective { Key = $"o{i}", Id = Specimens.Id<ObjectiveId>(i + 1) })], NotPursued = not,
    };

    private static ObjectiveMatrix Matrix(string[] segments, params NotPursued[] not)
    {
        var plans = Objectives.Select((o, i) => (Id: Specimens.Id<ObjectiveId>(i + 1), Plan: Specimens.Objective() with { Segment = o.Segment, Kind = o.Kind })).ToDictionary(o => o.Id, o => o.Plan);
        return ObjectiveMatrix.Of(segments, Part(not), plans.GetValueOrDefault);
    }
}
