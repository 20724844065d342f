using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.TestKit.Plans;
using Crm.Sdk.Time;
using FsCheck.Xunit;

namespace Crm.Sdk.Domain.Tests.Plans.Documents;

public sealed class PlanMergeTests
{
    [Property(MaxTest = 300)]
    public void Nothing_is_lost_when_two_people_edit_a_plan(int seed)
    {
        var drawn = new DrawnPlan(seed);
        PlanDocument origin = drawn.Document(), ours = Edit(drawn, origin), theirs = Edit(drawn, origin);

        MergedPlan merged = PlanMerge.Merge(origin, ours, theirs);

        var conflicts = merged.Conflicts.Select(c => c.Path).ToList();
        var moved = PlanDiff.Between(origin.Plan.Content, merged.Document.Plan.Content).Where(c => c.Kind == PlanChangeKind.Moved).Select(c => c.Path).ToList();
        foreach (PlanDocument side in (PlanDocument[])[ours, theirs])
        {
            var changes = PlanDiff.Between(origin.Plan.Content, side.Plan.Content);
            var missing = PlanDiff.Between(side.Plan.Content, merged.Document.Plan.Content).Select(c => c.Path).ToList();
            // What a side changed is in the merged plan, unless it is told as a conflict; the order of a list is that of one side.
            changes.Where(c => c.Kind != PlanChangeKind.Moved && missing.Contains(c.Path) && !conflicts.Exists(p => $"plan.content.{c.Path}".StartsWith(p, StringComparison.Ordinal) || p.StartsWith($"plan.content.{c.Path}", StringComparison.Ordinal)))
                .Should().BeEmpty();
        }
    }

    [Property(MaxTest = 100)]
    public void What_only_one_side_changed_is_taken_whole(int seed)
    {
        var drawn = new DrawnPlan(seed);
        PlanDocument origin = drawn.Document(), edited = Edit(drawn, origin);

        Files(PlanMerge.Merge(origin, edited, origin)).Should().Equal(PlanFiles.Write(edited));
        Files(PlanMerge.Merge(origin, origin, edited)).Should().Equal(PlanFiles.Write(edited));
        Files(PlanMerge.Merge(origin, edited, edited)).Should().Equal(PlanFiles.Write(edited));

        static IReadOnlyDictionary<string, string> Files(MergedPlan merged)
        {
            merged.Conflicts.Should().BeEmpty();
            return PlanFiles.Write(merged.Document);
        }
    }

    [Property(MaxTest = 200)]
    public void No_difference_is_told_exactly_when_there_is_none(int seed)
    {
        var drawn = new DrawnPlan(seed);
        PlanDocument origin = drawn.Document(), edited = Edit(drawn, origin);

        bool same = PlanFiles.Write(origin).SequenceEqual(PlanFiles.Write(edited));

        PlanDiff.Between(origin.Plan, edited.Plan).Any().Should().Be(!same);
        PlanDiff.Between(origin.Plan, origin.Plan).Should().BeEmpty();
    }

    [Fact]
    public void Two_lines_added_apart_are_both_there_and_two_owners_of_one_line_are_a_conflict()
    {
        PlanDocument origin = With(Line("a"), Line("b")), ours = With(Line("a") with { Owner = "ann" }, Line("x"), Line("b")), theirs = With(Line("a") with { Owner = "bob" }, Line("b"), Line("y"));

        MergedPlan merged = PlanMerge.Merge(origin, ours, theirs);

        merged.Document.Plan.Content.Budget!.Lines.Select(l => (l.Key, l.Owner)).Should().Equal(("a", "ann"), ("x", null), ("b", null), ("y", null));
        merged.Conflicts.Should().BeEquivalentTo([new PlanConflict { Path = "plan.content.budget.lines[a].owner", Ours = "\"ann\"", Theirs = "\"bob\"" }]);
    }

    /// <summary>A line that ours took away once came back in their form, though the merge says that ours has what stood there.</summary>
    [Fact]
    public void A_line_that_one_took_away_and_the_other_changed_is_as_in_ours()
    {
        PlanDocument origin = With(Line("a")), without = With(), changed = With(Line("a") with { Owner = "bob" });

        MergedPlan taken = PlanMerge.Merge(origin, without, changed), kept = PlanMerge.Merge(origin, changed, without);

        taken.Document.Plan.Content.Budget!.Lines.Should().BeEmpty();
        taken.Conflicts.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Path = "plan.content.budget.lines[a]", Ours = (string?)null });
        kept.Document.Plan.Content.Budget!.Lines.Should().ContainSingle().Which.Owner.Should().Be("bob");
        kept.Conflicts.Should().ContainSingle().Which.Path.Should().Be("plan.content.budget.lines[a]");
        PlanMerge.Merge(origin, without, origin).Document.Plan.Content.Budget!.Lines.Should().BeEmpty("only one side touched it");
    }

    /// <summary>Amounts were once told apart by day and amount, and both changes of one were counted.</summary>
    [Fact]
    public void An_amount_that_both_changed_is_a_conflict_and_not_two_amounts()
    {
        MergedPlan merged = PlanMerge.Merge(With(Line(100)), With(Line(120)), With(Line(130)));

        merged.Document.Plan.Content.Budget!.Lines[0].Planned.Should().ContainSingle().Which.Amount.Amount.Should().Be(120);
        merged.Conflicts.Should().ContainSingle();

        static CostLine Line(decimal amount) => new() { Key = "a", Title = "a", Category = CostCategory.Other, Planned = [new DatedAmount { Day = Specimens.Day("2026-01-01"), Amount = Crm.Sdk.Values.Money.Of(amount, "EUR") }] };
    }

    [Fact]
    public void Versions_of_different_plans_are_not_merged() =>
        FluentActions.Invoking(() => PlanMerge.Merge(With(), With(), With() with { Id = Specimens.Id<PlanId>(9) })).Should().Throw<ArgumentException>();

    private static PlanDocument Edit(DrawnPlan drawn, PlanDocument document) => document with { Plan = document.Plan with { Content = drawn.Edit(document.Plan.Content) } };

    private static PlanDocument With(params CostLine[] lines) => new()
    {
        Id = Specimens.Id<PlanId>(1),
        Plan = new PlanBody
        {
            Title = "2026", Owner = "ann", From = Specimens.Day("2026-01-01"), To = Specimens.Day("2027-01-01"), Grain = Grain.Month,
            Content = new PlanContent { Budget = new PlanBudget { Lines = lines } },
        },
    };

    private static CostLine Line(string key) => new() { Key = key, Title = key, Category = CostCategory.Software };
}
