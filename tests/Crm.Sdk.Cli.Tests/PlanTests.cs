using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class PlanTests
{
    [Fact]
    public async Task A_plan_is_begun_checked_and_told()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("  plan.json").And.Contain("  charter.json").And.Contain("say in charter.json what CRM means here");

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("CRM 2027: 0 errors, 0 warnings.\n");

        (await run.CrmAsync("plan", "status", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().StartWith("CRM 2027, Draft, as of ").And.Contain("Say what CRM means here.").And.EndWith("Nothing needs anybody.\n");

        (await run.CrmAsync("plan", "new", "Another", "--owner", "ann", "--folder", "shop")).Should().Be(ExitCode.BadUse);
        run.Error.Should().Contain("nothing was written");
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_line()
    {
        using ToolRun run = await BegunAsync();
        run.Change("shop/plan/charter.json", "\"stakeholders\"", "\"stakeholder\"");

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("plan/charter.json(2,3) stakeholder: error CRM6201: 'stakeholder' is no part of this. Did you mean 'stakeholders'?").And.Contain("The plan: 1 error, 0 warnings.");

        (await run.CrmAsync("plan", "check", "--folder", "shop", "--format", "json")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("\"format\": \"crm-plan-check/1\"").And.Contain("\"valid\": false").And.Contain("\"code\": \"CRM6201\"");

        (await run.CrmAsync("plan", "status", "--folder", "shop")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("CRM6201").And.Contain("crm: the plan cannot be used until that is mended.");
    }

    [Fact]
    public async Task Names_of_a_plan_are_held_against_the_definitions()
    {
        using ToolRun run = await BegunAsync();
        run.Write("shop/plan/people.json", """{ "adoptionMetrics": ["sales.refund_rat"] }""");

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("CRM6225: There is no metric 'sales.refund_rat'. Did you mean 'sales.refund_rate'?");
    }

    [Fact]
    public async Task A_workspace_without_a_plan_is_told_how_to_begin_one()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Environment);

        run.Error.Should().Contain("there is no plan in shop/plan. 'crm plan new' begins one");
    }

    [Fact]
    public async Task Two_versions_are_compared_and_merged_item_by_item()
    {
        using ToolRun run = await BegunAsync();
        Copy(run, "shop/plan", "base");
        Copy(run, "shop/plan", "theirs");
        run.Write("shop/plan/technology.json", """{ "tools": [{ "key": "sheet", "name": "A sheet", "purpose": "all", "fit": 2 }] }""");
        run.Change("theirs/plan.json", "\"owner\": \"ann\"", "\"owner\": \"bob\"");

        (await run.CrmAsync("plan", "diff", "base", "shop/plan")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().StartWith("+ plan.content.technology: ").And.EndWith("1 change.\n");

        (await run.CrmAsync("plan", "merge", "base", "shop/plan", "theirs")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("  ~ plan.json\nMerged.\n", "what says the same already stays as people wrote it");
        (await run.CrmAsync("plan", "diff", "theirs", "shop/plan", "--format", "json")).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("\"crm-plan-diff/1\"").And.Contain("plan.content.technology").And.NotContain("owner\":");

        run.Change("shop/plan/plan.json", "\"owner\": \"bob\"", "\"owner\": \"eve\"");
        (await run.CrmAsync("plan", "merge", "base", "shop/plan", "theirs")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("conflict: plan.owner: before \"ann\", here \"eve\", there \"bob\"");
    }

    [Fact]
    public async Task A_review_is_prepared_and_held()
    {
        using ToolRun run = await BegunAsync();

        (await run.CrmAsync("plan", "review", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("the next review is on 2027-04-15").And.Contain("None was held yet.");

        (await run.CrmAsync("plan", "review", "--folder", "shop", "--decision", "begin with the data")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "review", "--folder", "shop", "--decision", "again")).Should().Be(ExitCode.BadUse);
        (await run.CrmAsync("plan", "review", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain(": begin with the data");
    }

    [Fact]
    public async Task Files_and_the_CRM_hold_the_same_plan()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        Copy(run, "company/plan", "before");

        (await run.CrmAsync("plan", "apply", "--folder", "company", "--reason", "the first")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("Took over 'CRM 2027' with 0 objectives.\n");
        (await run.CrmAsync("plan", "apply", "--folder", "company", "--reason", "the first")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("is so already");

        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("The files are so already.\n");
        (await run.CrmAsync("plan", "diff", "before", "company/plan")).Should().Be(ExitCode.Ok);
        run.Output.Should().Be("Both are the same.\n");

        (await run.CrmAsync("plan", "render", "--folder", "company", "--format", "markdown")).Should().Be(ExitCode.Ok, run.Error);
        File.ReadAllText(Path.Combine(run.Folder, "company/plan/plan.md")).Should().StartWith("# CRM 2027");
        (await run.CrmAsync("plan", "check", "--folder", "company")).Should().Be(ExitCode.Ok, "a rendered page beside the files is none of them");
    }

    /// <summary>Files without a head were once written over, and others taken away.</summary>
    [Fact]
    public async Task Files_that_people_wrote_are_never_written_over()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("shop/plan/text/strategy.md", "We begin with the data.\n");

        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--folder", "shop")).Should().Be(ExitCode.BadUse);

        run.Error.Should().Contain("nothing was written");
        run.Read("shop/plan/text/strategy.md").Should().Be("We begin with the data.\n");
    }

    [Fact]
    public async Task A_broken_plan_is_not_written_over_by_another()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "apply", "--folder", "company", "--reason", "the first")).Should().Be(ExitCode.Ok, run.Error);
        run.Write("company/plan/budget.json", "{ \"total\": ");

        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Findings);

        run.Read("company/plan/budget.json").Should().Be("{ \"total\": ");
    }

    private static async Task<ToolRun> BegunAsync()
    {
        ToolRun run = await ToolRun.WithShopAsync();
        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }

    private static void Copy(ToolRun run, string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(run.Folder, from), "*", SearchOption.AllDirectories))
        {
            run.Write(Path.Combine(to, Path.GetRelativePath(Path.Combine(run.Folder, from), file)), File.ReadAllText(file));
        }
    }
}
