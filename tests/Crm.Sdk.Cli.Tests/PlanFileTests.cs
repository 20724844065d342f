using System.Text;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

/// <summary>What stands in the directory of a plan: nothing in it is passed over, and nothing is read otherwise than it was written.</summary>
public sealed class PlanFileTests
{
    /// <summary>Parts in YAML were once passed over, and taken out of the CRM by the next take-over.</summary>
    [Theory]
    [InlineData("risks.yaml")]
    [InlineData("risks.yml")]
    public async Task A_part_may_be_YAML_and_goes_to_the_CRM_and_back(string file)
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        const string Risks = "# what may go wrong\nrisks:\n  - key: no-use\n    title: Nobody uses it\n    category: Adoption\n    probability: 0.6\n    impact: 4\n    owner: ann\n";
        run.Write($"company/plan/{file}", Risks);

        (await run.CrmAsync("plan", "status", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("Risks: 1 open");
        (await run.CrmAsync("plan", "apply", "--folder", "company", "--reason", "because")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("The files are so already.\n");
        run.Read($"company/plan/{file}").Should().Be(Risks, "it says the same");

        (await run.CrmAsync("plan", "export", "--folder", "company", "--output", "json")).Should().Be(ExitCode.Ok, run.Error);
        run.Read("json/risks.json").Should().Contain("Nobody uses it");
        (await run.CrmAsync("plan", "diff", "json", "company/plan")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("Both are the same.\n");

        run.Change("json/risks.json", "Nobody uses it", "Few use it");
        (await run.CrmAsync("plan", "merge", "company/plan", "company/plan", "json")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().StartWith($"  ~ {file}\n");
        run.Read($"company/plan/{file}").Should().Contain("    title: Few use it\n");
        run.Files().Should().NotContain("company/plan/risks.json");

        (await run.CrmAsync("plan", "render", "--folder", "company", "--format", "markdown", "--output", "page.md")).Should().Be(ExitCode.Ok, run.Error);
        run.Read("page.md").Should().Contain("Few use it");
    }

    [Theory]
    [InlineData("risks.yaml", "risks: []\n", "risks.yaml: error CRM6210", "say the same thing twice")]
    [InlineData("risks.jsonc", "{}", "risks.jsonc: error CRM6205: A plan has no file 'risks.jsonc'.", "Did you mean 'risks.json'?")]
    [InlineData("text/budget.txt", "x", "text/budget.txt: error CRM6205: A plan has no file 'text/budget.txt'.", "text/budget.md")]
    [InlineData("objective/keep.json", "{}", "objective: error CRM6205: A plan has no folder 'objective'.", "Did you mean 'objectives'?")]
    [InlineData("objectives/big/x.json", "{}", "objectives/big: error CRM6205: A plan has no folder 'objectives/big'.", "Files stand in objectives/ itself.")]
    [InlineData("notes.pdf", "x", "notes.pdf: error CRM6205", "Keep it elsewhere")]
    [InlineData("charter.json", "", "charter.json: error CRM6204: The file is empty.", "take the file away")]
    [InlineData("charter.yaml", "", "charter.yaml: error CRM6204: The file is empty.", "take the file away")]
    [InlineData("review.yaml", "cadence: Month\ncadence: Year\n", "review.yaml(2,1): error CRM6210: The name 'cadence' stands twice", "Take one of them out.")]
    public async Task Whatever_is_no_file_of_a_plan_is_told(string file, string text, string finding, string mend)
    {
        using ToolRun run = await BegunAsync();
        run.Write("shop/plan/risks.json", "{}");
        if (file.EndsWith(".yaml", StringComparison.Ordinal) && !file.StartsWith("risks", StringComparison.Ordinal))
        {
            File.Delete(Path.Combine(run.Folder, "shop/plan", Path.ChangeExtension(file, ".json")));
        }

        run.Write($"shop/plan/{file}", text);

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain($"shop/plan/{finding}").And.Contain(mend).And.NotContain("isFinalBlock").And.NotContain("Parameter '");
    }

    [Fact]
    public async Task Pages_backups_rejected_rows_and_hidden_files_are_left_alone()
    {
        using ToolRun run = await BegunAsync();
        foreach (string file in (string[])["plan.html", "plan.md", "plan.docx", "risks.json.bak", "text/risks.md.bak", "x.rejects.csv", ".DS_Store", ".git/config", "text/.keep"])
        {
            run.Write($"shop/plan/{file}", "x");
        }

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Output);
    }

    [Theory]
    [InlineData("charter.json", "{\n  \"definition\": \"Qualität\"\n}", "charter.json(2,24): error CRM6216: The file is not written in UTF-8: a byte E4 stands here.")]
    [InlineData("text/strategy.md", "Größe\n", "text/strategy.md(1,3): error CRM6216: The file is not written in UTF-8: a byte F6 stands here.")]
    public async Task A_file_in_another_encoding_is_told_and_left_as_it_is(string file, string text, string finding)
    {
        using ToolRun run = await BegunAsync();
        string path = Path.Combine(run.Folder, "shop/plan", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain($"shop/plan/{finding} Save it as UTF-8");
        (await run.CrmAsync("plan", "review", "--folder", "shop", "--decision", "x")).Should().Be(ExitCode.Findings);

        File.ReadAllBytes(path).Should().Equal(Encoding.Latin1.GetBytes(text));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Files_may_begin_with_a_mark_of_their_encoding(string encoding)
    {
        using ToolRun run = await BegunAsync();
        File.WriteAllText(Path.Combine(run.Folder, "shop/plan/charter.json"), "{ \"definition\": \"Qualität zählt\" }", Encoding.GetEncoding(encoding));

        (await run.CrmAsync("plan", "render", "--folder", "shop", "--format", "markdown")).Should().Be(ExitCode.Ok, run.Error);

        run.Read("shop/plan/plan.md").Should().Contain("Qualität zählt");
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_told_in_words()
    {
        using ToolRun run = await BegunAsync();
        File.CreateSymbolicLink(Path.Combine(run.Folder, "shop/plan/risks.json"), Path.Combine(run.Folder, "gone.json"));

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("shop/plan/risks.json: error CRM6217: The file leads to another that does not exist.").And.NotContain("Could not find");
    }

    [Fact]
    public async Task A_plan_is_begun_in_a_workspace_only()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        (await run.CrmAsync("plan", "new", "CRM", "--owner", "ann", "--folder", "shpo")).Should().Be(ExitCode.Environment);
        run.Error.Should().Contain("there is no folder 'shpo'");

        run.Write("other/readme.txt", "x");
        (await run.CrmAsync("plan", "new", "CRM", "--owner", "ann", "--folder", "other")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("CRM5001");
        run.Files().Should().NotContain(f => f.Contains("plan.json"));
    }

    [Fact]
    public async Task A_plan_of_a_year_is_of_the_fiscal_year_of_the_workspace()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("shop/crm.json", """{ "format": "crm-workspace/1", "name": "Shop", "zone": "UTC", "fiscalStartMonth": 4 }""");

        (await run.CrmAsync("plan", "new", "CRM", "--owner", "ann", "--year", "2027", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);

        string head = run.Read("shop/plan/plan.json");
        head.Should().MatchRegex("\"from\": \"202[67]-04-01\",\\s+\"to\": \"202[78]-04-01\"").And.Contain("-07-15").And.Contain("-10-15").And.Contain("-01-15").And.NotContain("-04-15");
    }

    [Fact]
    public async Task Mistakes_in_a_line_are_told_in_words_and_lead_to_the_right_help()
    {
        using ToolRun run = await BegunAsync();

        (await run.CrmAsync("plan", "apply", "--folder", "shop")).Should().Be(ExitCode.BadUse);
        run.Error.Should().Contain("Run 'crm plan apply --help'");

        (await run.CrmAsync("plan", "stauts", "--folder", "shop")).Should().Be(ExitCode.BadUse);
        run.Error.Should().StartWith("crm: there is no command 'plan stauts'. Did you mean 'status'?").And.Contain("Run 'crm plan --help'");

        (await run.CrmAsync("plan", "new", "x", "--owner", "a", "--year", "2o27")).Should().Be(ExitCode.BadUse);
        run.Error.Should().StartWith("crm: --year: '2o27' is no whole number. Write one such as 2027.").And.NotContain("System.");

        (await run.CrmAsync("plan")).Should().Be(ExitCode.BadUse);
        run.Error.Should().StartWith("crm: name a command of 'plan': new, check");

        (await run.CrmAsync("plan", "check", "--help")).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("  crm plan check shop").And.NotContain("  crm check");
        (await run.CrmAsync("check", "--help")).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("  crm check shop");
    }

    [Fact]
    public async Task The_workspace_may_be_named_as_crm_check_has_it()
    {
        using ToolRun run = await BegunAsync();

        (await run.CrmAsync("plan", "check", "shop")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "status", "shop")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "review", "shop")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "check", "shop", "--folder", "shop")).Should().Be(ExitCode.BadUse);
        run.Error.Should().Contain("name the workspace once");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ ")]
    public async Task Settings_that_are_no_JSON_are_the_only_finding(string text)
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        run.Write("company/crm.json", text);

        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("error CRM5002").And.EndWith("1 error, 0 warnings.\n").And.NotContain("isFinalBlock");
    }

    private static async Task<ToolRun> BegunAsync()
    {
        ToolRun run = await ToolRun.WithShopAsync();
        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }
}
