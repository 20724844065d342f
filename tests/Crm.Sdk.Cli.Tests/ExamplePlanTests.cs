using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.TestKit;
using Crm.Sdk.Values;

namespace Crm.Sdk.Cli.Tests;

/// <summary>The example plans that the samples have: one of the generated company, one of a public data set.</summary>
public sealed class ExamplePlanTests
{
    private const string Company = "samples/Quickstart/company";

    private const string Sales = "samples/RealData/maven-crm-sales";

    public static TheoryData<string> Examples => [Company, Sales];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Nothing_is_wrong_with_an_example(string example)
    {
        using var run = new ToolRun();

        (await run.CrmAsync("plan", "check", "--folder", RepositoryRoot.Combine(example))).Should().Be(ExitCode.Ok, run.Output + run.Error);

        run.Output.Should().EndWith(": 0 errors, 0 warnings.\n").And.NotContain("CRM62");
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_section_of_an_example_has_all_that_it_should(string example)
    {
        IReadOnlyList<SectionCompleteness> sections = PlanCompleteness.Of(Read(example));

        sections.Should().HaveCount(PlanSectionKeys.Fourteen.Count + 2);
        sections.SelectMany(s => s.Requirements.Where(r => !r.IsMet).Select(r => $"{s.Section}: {r.Text}")).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_section_of_an_example_says_something_in_words(string example) =>
        Read(example).Plan.Texts.Where(t => t.Markdown.Length > 0).Select(t => t.Section).Should().Contain(PlanSectionKeys.Fourteen);

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_files_of_an_example_are_those_that_are_written(string example) =>
        PlanFiles.Write(Read(example)).Should().BeEquivalentTo(Files(example));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Objectives_of_an_example_are_pursued_from_baselines_of_its_definitions(string example)
    {
        CrmModel model = Model(example);
        PlanDocument document = Read(example);

        document.Objectives.Should().OnlyContain(o => o.Objective.State == ObjectiveState.Active).And.HaveCountGreaterThanOrEqualTo(6);
        foreach (ObjectiveBody objective in document.Objectives.Select(o => o.Objective))
        {
            objective.Evidence.Baseline!.DefinitionHash.Should().Be(model.Metrics[objective.Plan.Metric].Hash, "'{0}' starts from '{1}' as it is defined today", objective.Plan.Title, objective.Plan.Metric);
        }
    }

    /// <summary>What an independent program computed over the same files: 1,196 won and 789 lost in the last quarter, and a median of 51 days.</summary>
    [Theory]
    [InlineData("sales.win_rate", null, 1196, 1196 + 789)]
    [InlineData("cycle.won", null, 51, 1)]
    public void Baselines_of_the_sales_plan_are_the_published_figures(string metric, string? segment, int numerator, int denominator)
    {
        Baseline baseline = Read(Sales).Objectives.Select(o => o.Objective).Single(o => o.Plan.Metric == metric && o.Plan.Segment == segment).Evidence.Baseline!;

        baseline.Period.Should().Be("2017-Q4");
        baseline.Value.Should().Be(new Rational(numerator, denominator));
    }

    [SharedDataFact]
    public async Task Baselines_of_the_sales_plan_are_those_that_the_tracker_takes_from_the_files()
    {
        Workspace workspace = Workspace.Open(RepositoryRoot.Combine(Sales), SharedData.PathOf("maven-crm-sales")).ThrowIfInvalid();
        var tracker = new ObjectiveTracker(new MetricEngine(workspace.Model, (await workspace.LoadAsync()).Facts), workspace.Calendar);

        foreach (ObjectiveBody objective in Read(Sales).Objectives.Select(o => o.Objective))
        {
            (await tracker.BaselineAsync(objective.Plan, workspace.Now!.Value)).Should().Be(objective.Evidence.Baseline, "'{0}' starts there", objective.Plan.Title);
        }
    }

    [SharedDataFact]
    public async Task The_status_of_the_sales_plan_is_told_from_the_files_of_the_set()
    {
        using var run = new ToolRun();

        (await run.CrmAsync("plan", "status", "--folder", RepositoryRoot.Combine(Sales))).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Contain("Metrics: 9 of 9 have a value, 0 not as expected.").And.Contain("Data: 5 of 5 rules met.").And.EndWith("Nothing needs anybody.\n");
    }

    [SharedDataTheory]
    [InlineData("html", "<!DOCTYPE html>")]
    [InlineData("markdown", "# Sales plan 2018\n")]
    public async Task The_sales_plan_is_rendered_with_all_its_sections(string format, string start)
    {
        using var run = new ToolRun();

        (await run.CrmAsync("plan", "render", "--folder", RepositoryRoot.Combine(Sales), "--format", format, "--output", format == "html" ? "plan-of-sales.html" : "plan-of-sales.md")).Should().Be(ExitCode.Ok, run.Error);

        run.Read(format == "html" ? "plan-of-sales.html" : "plan-of-sales.md").Should().StartWithEquivalentOf(start).And.Contain("Why customers come").And.Contain("What is promised").And.Contain("Twelve million a year");
    }

    private static PlanDocument Read(string example) => PlanFiles.Read(Files(example)).ThrowIfInvalid();

    private static Dictionary<string, string> Files(string example)
    {
        string folder = RepositoryRoot.Combine(example, "plan");
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), f => File.ReadAllText(f).ReplaceLineEndings("\n"), StringComparer.Ordinal);
    }

    private static CrmModel Model(string example) => example == Sales
        ? Workspace.Open(RepositoryRoot.Combine(example)).ThrowIfInvalid().Model
        : CrmModel.Parse(File.ReadAllText(RepositoryRoot.Combine(example, "definitions", "company.crm")), StandardSchema.Create("EUR").Facts).ThrowIfInvalid();
}
