using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.TestKit.Plans;
using FsCheck.Xunit;

namespace Crm.Sdk.Domain.Tests.Plans.Documents;

/// <summary>Two people change, take away, rename and add objectives of one plan.</summary>
public sealed class PlanMergeObjectivesTests
{
    [Property(MaxTest = 150)]
    public void A_conflict_has_what_ours_has(int seed)
    {
        (PlanDocument origin, PlanDocument ours, PlanDocument theirs) = Draw(seed);

        MergedPlan merged = PlanMerge.Merge(origin, ours, theirs);

        List<string> differ = [.. ours.DifferencesTo(merged.Document).Where(c => c.Kind != PlanChangeKind.Moved).Select(c => ById(c.Path, ours, theirs))];
        foreach (string conflict in merged.Conflicts.Select(c => ById(c.Path, ours, theirs)))
        {
            differ.Should().NotContain(path => path == conflict || path.StartsWith($"{conflict}.", StringComparison.Ordinal) || path.StartsWith($"{conflict}[", StringComparison.Ordinal));
        }
    }

    [Property(MaxTest = 150)]
    public void Merging_again_gives_the_same(int seed)
    {
        (PlanDocument origin, PlanDocument ours, PlanDocument theirs) = Draw(seed);
        MergedPlan once = PlanMerge.Merge(origin, ours, theirs);

        MergedPlan twice = PlanMerge.Merge(origin, once.Document, theirs);

        once.Document.DifferencesTo(twice.Document).Should().BeEmpty();
        twice.Conflicts.Should().BeEquivalentTo(once.Conflicts);
    }

    [Property(MaxTest = 150)]
    public void An_objective_and_the_item_that_names_it_come_and_go_together(int seed)
    {
        (PlanDocument origin, PlanDocument ours, PlanDocument theirs) = Draw(seed);

        PlanDocument merged = PlanMerge.Merge(origin, ours, theirs).Document;

        PlanObjectives part = merged.Plan.Content.Objectives!;
        part.Objectives.Select(o => o.Id).Should().BeEquivalentTo(merged.Objectives.Select(o => o.Id));
        part.Business.Select(b => b.Id).Should().BeEquivalentTo(merged.Business.Select(b => b.Id));
        part.Objectives.Select(o => o.Key).Should().OnlyHaveUniqueItems();
        part.Business.Select(b => b.Key).Should().OnlyHaveUniqueItems();
        PlanFiles.Write(merged).Keys.Should().NotContain(name => name.Count(c => c == '-') == 4 && name.StartsWith("objectives/", StringComparison.Ordinal), "each has its key");
    }

    /// <summary>An objective that ours took away once came back without its key, as objectives/ID.json, and the check told of names that nothing had.</summary>
    [Fact]
    public void An_objective_that_ours_took_away_is_gone_and_one_that_theirs_took_away_stays_whole()
    {
        PlanDocument without = SoundPlan.With(c => c with { Objectives = c.Objectives! with { Objectives = [] } }) with { Objectives = [] };
        PlanDocument changed = SoundPlan.Document with { Objectives = [.. SoundPlan.Document.Objectives.Select(Renamed)] };

        MergedPlan taken = PlanMerge.Merge(SoundPlan.Document, without, changed), kept = PlanMerge.Merge(SoundPlan.Document, changed, without);

        PlanFiles.Write(taken.Document).Should().Equal(PlanFiles.Write(without));
        PlanFiles.Write(kept.Document).Should().Equal(PlanFiles.Write(changed));
        taken.Conflicts.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Path = $"objectives[{SoundPlan.Keep}]", Ours = (string?)null });
        kept.Conflicts.Should().ContainSingle().Which.Theirs.Should().BeNull();
    }

    [Fact]
    public void Another_objective_under_a_key_that_ours_has_given_is_a_conflict_and_not_a_second_file()
    {
        PlanDocument origin = SoundPlan.Document, ours = Added("calm", 7), theirs = Added("calm", 8);

        MergedPlan merged = PlanMerge.Merge(origin, ours, theirs);

        PlanFiles.Write(merged.Document).Should().Equal(PlanFiles.Write(ours));
        merged.Conflicts.Should().ContainSingle().Which.Theirs.Should().Contain("Keep regulars");

        static PlanDocument Added(string key, int id) => Add(SoundPlan.Document, key, new ObjectiveId(new Guid(id, 0, 0, new byte[8])));
    }

    [Fact]
    public void Two_new_names_of_one_objective_are_a_conflict_of_its_key()
    {
        MergedPlan merged = PlanMerge.Merge(SoundPlan.Document, Named("hold"), Named("stay"));

        merged.Document.Plan.Content.Objectives!.Objectives.Should().ContainSingle().Which.Key.Should().Be("hold");
        merged.Conflicts.Should().BeEquivalentTo([new PlanConflict { Path = "plan.content.objectives.objectives[hold].key", Base = "\"keep\"", Ours = "\"hold\"", Theirs = "\"stay\"" }]);

        static PlanDocument Named(string key) => SoundPlan.With(c => c with { Objectives = c.Objectives! with { Objectives = [c.Objectives.Objectives[0] with { Key = key }] } });
    }

    private static (PlanDocument Origin, PlanDocument Ours, PlanDocument Theirs) Draw(int seed)
    {
        var drawn = new DrawnPlan(seed);
        PlanDocument origin = drawn.Document();
        origin = origin with { Plan = origin.Plan with { Content = origin.Plan.Content with { Objectives = new PlanObjectives(), Budget = new PlanBudget { Lines = [Line("l0"), Line("l1"), Line("l2")] } } }, Objectives = [], Business = [] };
        var random = new Random(seed);
        for (int n = 0; n < 4; n++)
        {
            origin = Add(origin, $"o{n}", new ObjectiveId(New(random)));
            BusinessObjectiveDocument business = SoundPlan.Document.Business[0] with { Id = new BusinessObjectiveId(New(random)) };
            PlanObjectives part = origin.Plan.Content.Objectives!;
            origin = With(origin with { Business = [.. origin.Business, business] }, part with { Business = [.. part.Business, new PlannedBusinessObjective { Key = $"b{n}", Id = business.Id }] });
        }

        return (origin, Edit(origin), Edit(origin));

        PlanDocument Edit(PlanDocument document)
        {
            PlanContent content = drawn.Edit(document.Plan.Content) with { Objectives = document.Plan.Content.Objectives, Budget = document.Plan.Content.Budget };
            document = document with { Plan = document.Plan with { Content = content } };
            for (int n = random.Next(1, 8); n > 0; n--)
            {
                document = Step(document, random);
            }

            return document;
        }
    }

    private static PlanDocument Step(PlanDocument document, Random random)
    {
        PlanObjectives part = document.Plan.Content.Objectives!;
        if (part.Objectives.Count == 0 || part.Business.Count == 0)
        {
            return Add(document, $"n{random.Next(3)}", new ObjectiveId(New(random)));
        }

        PlannedObjective one = part.Objectives[random.Next(part.Objectives.Count)];
        BusinessObjectiveId business = part.Business[random.Next(part.Business.Count)].Id;
        string name = $"n{random.Next(4)}";
        IReadOnlyList<CostLine> lines = document.Plan.Content.Budget!.Lines;
        string line = $"l{random.Next(4)}";
        return random.Next(12) switch
        {
            8 => With(document, [.. lines.Where(l => l.Key != line)]),
            9 => With(document, [.. lines.Select(l => l.Key == line ? l with { Owner = $"o{random.Next(3)}" } : l)]),
            10 => With(document, [.. lines.Reverse()]),
            11 when lines.All(l => l.Key != line) => With(document, [.. lines, Line(line) with { Title = name }]),
            0 => With(document with { Objectives = [.. document.Objectives.Where(o => o.Id != one.Id)] }, part with { Objectives = [.. part.Objectives.Where(o => o.Id != one.Id)] }),
            1 => document with { Objectives = [.. document.Objectives.Select(o => o.Id == one.Id ? Renamed(o) : o)] },
            2 => With(document, part with { Objectives = [.. part.Objectives.Select(o => o.Id == one.Id ? o with { Themes = [(ObjectiveTheme)random.Next(3)] } : o)] }),
            3 when part.Objectives.All(o => o.Key != name) => With(document, part with { Objectives = [.. part.Objectives.Select(o => o.Id == one.Id ? o with { Key = name } : o)] }),
            4 when part.Objectives.All(o => o.Key != name) => Add(document, name, new ObjectiveId(New(random))),
            5 => With(document with { Business = [.. document.Business.Where(b => b.Id != business)] }, part with { Business = [.. part.Business.Where(b => b.Id != business)] }),
            6 => document with { Business = [.. document.Business.Select(b => b.Id == business ? b with { Title = $"Grow {random.Next(3)}" } : b)] },
            _ => With(document, part with { Objectives = [.. part.Objectives.Reverse()] }),
        };
    }

    private static PlanDocument Add(PlanDocument document, string key, ObjectiveId id)
    {
        PlanObjectives part = document.Plan.Content.Objectives!;
        ObjectiveDocument sound = SoundPlan.Document.Objectives[0];
        var added = new ObjectiveDocument { Id = id, Objective = sound.Objective with { Plan = sound.Objective.Plan with { Serves = [] } } };
        return With(document with { Objectives = [.. document.Objectives, added] }, part with { Objectives = [.. part.Objectives, new PlannedObjective { Key = key, Id = id }] });
    }

    private static PlanDocument With(PlanDocument document, PlanObjectives part) => document with { Plan = document.Plan with { Content = document.Plan.Content with { Objectives = part } } };

    private static PlanDocument With(PlanDocument document, IReadOnlyList<CostLine> lines) =>
        document with { Plan = document.Plan with { Content = document.Plan.Content with { Budget = new PlanBudget { Lines = lines } } } };

    private static CostLine Line(string key) => new() { Key = key, Title = key, Category = CostCategory.Other };

    private static ObjectiveDocument Renamed(ObjectiveDocument o) => o with { Objective = o.Objective with { Plan = o.Objective.Plan with { Title = o.Objective.Plan.Title + "!" } } };

    private static Guid New(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    // Differences name objectives by their keys, which the two versions may have given differently.
    private static string ById(string path, params PlanDocument[] versions)
    {
        foreach (PlannedObjective named in versions.SelectMany(v => v.Plan.Content.Objectives!.Objectives))
        {
            path = path.Replace($"plan.content.objectives.objectives[{named.Key}]", $"plan.content.objectives.objectives[{named.Id}]", StringComparison.Ordinal);
        }

        return path;
    }
}
