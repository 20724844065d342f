using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Plans;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Cli.Tests;

/// <summary>Between the files of a plan and the CRM: no edit and no revision is lost on either side.</summary>
public sealed class PlanStoreTests
{
    private const string Keep = """
        { "title": "Keep them", "kind": "Retention", "owner": "ann", "metric": "customers", "reading": "ToDate", "grain": "Month", "target": ">= 10", "from": "2027-01-01", "to": "2028-01-01" }
        """;

    [Fact]
    public async Task A_plan_with_errors_is_not_taken_over_unless_that_is_wanted()
    {
        using ToolRun run = await BegunAsync();
        run.Write("company/plan/people.json", """{ "adoptionMetrics": ["customrs"] }""");
        File.Delete(Path.Combine(run.Folder, "company/crm.db"));

        (await ApplyAsync(run)).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("CRM6225").And.Contain("the plan has 1 error; nothing was taken over.");
        File.Exists(Path.Combine(run.Folder, "company/crm.db")).Should().BeFalse("nothing was written");

        (await ApplyAsync(run, "--force")).Should().Be(ExitCode.Ok, run.Error);
        run.Error.Should().Contain("CRM6225");
        run.Output.Should().StartWith("Took over 'CRM 2027'");

        run.Write("company/plan/people.json", "{ ");
        (await ApplyAsync(run, "--force")).Should().Be(ExitCode.Findings, "what cannot be read cannot be taken over");
    }

    [Fact]
    public async Task An_objective_that_left_the_plan_stays_in_the_CRM_and_that_is_said()
    {
        using ToolRun run = await BegunAsync();
        run.Write("company/plan/objectives.json", """{ "objectives": [{ "key": "keep", "themes": ["Retention"] }] }""");
        run.Write("company/plan/objectives/keep.json", Keep);
        (await ApplyAsync(run)).Should().Be(ExitCode.Ok, run.Error);
        File.Delete(Path.Combine(run.Folder, "company/plan/objectives/keep.json"));
        run.Write("company/plan/objectives.json", "{ }");

        (await ApplyAsync(run)).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Contain("The objective 'Keep them' is no longer in the plan; it stays in the CRM (Draft).");
        (await run.CrmAsync("objectives", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("Keep them");
    }

    [Fact]
    public async Task An_objective_that_nothing_lists_is_told_and_kept()
    {
        using ToolRun run = await BegunAsync();
        run.Write("company/plan/objectives.json", "{ }");
        run.Write("company/plan/objectives/keep.json", Keep);

        (await run.CrmAsync("plan", "check", "--folder", "company")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("company/plan/objectives/keep.json: error CRM6215").And.Contain("Add { \"key\": \"keep\" } to \"objectives\" in objectives.json");
        (await ApplyAsync(run, "--force")).Should().Be(ExitCode.Findings);
        File.Exists(Path.Combine(run.Folder, "company/plan/objectives/keep.json")).Should().BeTrue();
    }

    [Fact]
    public async Task An_export_loses_no_edit_that_was_never_applied()
    {
        using ToolRun run = await AppliedAsync();
        run.Change("company/plan/plan.json", "\"title\": \"CRM 2027\"", "\"title\": \"CRM and service 2027\"");

        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("  company/plan/plan.json\n").And.Contain("never applied").And.Contain("Nothing was written.");
        run.Read("company/plan/plan.json").Should().Contain("CRM and service 2027");

        (await run.CrmAsync("plan", "export", "--folder", "company", "--output", "theirs")).Should().Be(ExitCode.Ok, run.Error);
        run.Read("theirs/plan.json").Should().Contain("\"CRM 2027\"");

        (await run.CrmAsync("plan", "export", "--folder", "company", "--force")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("~ plan.json").And.Contain("kept as NAME.bak");
        run.Read("company/plan/plan.json.bak").Should().Contain("CRM and service 2027");
        (await run.CrmAsync("plan", "check", "--folder", "company")).Should().Be(ExitCode.Ok, run.Output, "a backup is no part of the plan");
    }

    [Fact]
    public async Task A_review_that_is_held_in_the_files_is_not_lost_by_an_export()
    {
        using ToolRun run = await AppliedAsync();
        (await run.CrmAsync("plan", "review", "--folder", "company", "--decision", "begin with the data")).Should().Be(ExitCode.Ok, run.Error);

        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Findings);

        run.Read("company/plan/plan.json").Should().Contain("begin with the data");
    }

    [Fact]
    public async Task What_the_CRM_changed_is_exported_over_files_that_nobody_touched()
    {
        using ToolRun run = await AppliedAsync();
        await WriteAsync(run, "strategy", "Data first.");

        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().StartWith("  + text/strategy.md\nWrote 'CRM 2027'");
        (await ApplyAsync(run)).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("is so already");
    }

    [Fact]
    public async Task Files_that_do_not_know_what_the_CRM_changed_are_not_taken_over_unless_that_is_wanted()
    {
        using ToolRun run = await AppliedAsync();
        await WriteAsync(run, "strategy", "Data first.");
        run.Change("company/plan/plan.json", "\"title\": \"CRM 2027\"", "\"title\": \"CRM and service 2027\"");

        (await ApplyAsync(run)).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("in a state that these files do not know").And.Contain("company/plan/text/strategy.md (not here)");

        (await ApplyAsync(run, "--force")).Should().Be(ExitCode.Ok, run.Error);
    }

    [Fact]
    public async Task What_both_changed_is_merged_and_then_taken_over()
    {
        using ToolRun run = await AppliedAsync();
        Copy(run, "company/plan", "base");
        await WriteAsync(run, "strategy", "Data first.");
        run.Change("company/plan/plan.json", "\"title\": \"CRM 2027\"", "\"title\": \"CRM and service 2027\"");

        (await run.CrmAsync("plan", "export", "--folder", "company", "--output", "theirs")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "merge", "base", "company/plan", "theirs")).Should().Be(ExitCode.Ok, run.Error);
        (await ApplyAsync(run)).Should().Be(ExitCode.Ok, run.Error);

        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("The files are so already.\n");
        run.Read("company/plan/text/strategy.md").Should().Be("Data first.\n");
        run.Read("company/plan/plan.json").Should().Contain("CRM and service 2027");
    }

    /// <summary>An older copy without its revisions once put a value back, and the CRM forgot that there had been another.</summary>
    [Fact]
    public async Task An_older_copy_neither_puts_back_newer_work_nor_takes_revisions_away()
    {
        using ToolRun run = await AppliedAsync();
        Copy(run, "company/plan", "old");
        run.Write("company/plan/charter.json", """{ "definition": "We keep what we promise." }""");
        (await ApplyAsync(run, "--reason", "new")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("  + revisions.json", "what the CRM adds comes back");
        Directory.Delete(Path.Combine(run.Folder, "company/plan"), recursive: true);
        Copy(run, "old", "company/plan");

        (await ApplyAsync(run, "--reason", "old")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("state that these files do not know");

        (await ApplyAsync(run, "--reason", "old", "--force")).Should().Be(ExitCode.Ok, run.Error);
        (await RevisionsAsync(run)).Should().Equal("new", "old");
    }

    [Fact]
    public async Task A_former_state_is_not_taken_over_beside_the_marks_of_the_latest()
    {
        using ToolRun run = await AppliedAsync();
        string former = run.Read("company/plan/charter.json");
        run.Write("company/plan/charter.json", """{ "definition": "We keep what we promise." }""");
        (await ApplyAsync(run, "--reason", "new")).Should().Be(ExitCode.Ok, run.Error);
        run.Write("company/plan/charter.json", former);

        (await ApplyAsync(run, "--reason", "back")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("an older state of 'CRM 2027' than the CRM has");
    }

    [Fact]
    public async Task Files_that_somebody_else_applied_are_taken_over_as_they_go_on_from_here()
    {
        using ToolRun ann = await AppliedAsync(), ben = new ToolRun();
        Copy(ann, "company", "company", ben);
        ann.Write("company/plan/charter.json", """{ "definition": "We keep what we promise." }""");
        (await ApplyAsync(ann)).Should().Be(ExitCode.Ok, ann.Error);
        Copy(ann, "company/plan", "company/plan", ben);

        (await ApplyAsync(ben)).Should().Be(ExitCode.Ok, ben.Error);

        ben.Output.Should().StartWith("Took over");
        (await RevisionsAsync(ben)).Should().Equal("because");
    }

    [Theory]
    [InlineData("budget.json", "{ \"total\": ")]
    [InlineData("plan.json", "nothing")]
    public async Task Broken_files_are_mended_by_an_export_that_is_forced_or_goes_elsewhere(string file, string text)
    {
        using ToolRun run = await AppliedAsync();
        run.Write($"company/plan/{file}", text);

        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("--output DIR").And.Contain("--force");
        (await run.CrmAsync("plan", "export", "--folder", "company", "--output", "elsewhere")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "export", "--folder", "company", "--force")).Should().Be(ExitCode.Ok, run.Error);

        run.Read($"company/plan/{file}.bak").Should().Be(text);
        (await run.CrmAsync("plan", "diff", "elsewhere", "company/plan")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("Both are the same.\n");
    }

    [Fact]
    public async Task An_export_without_files_or_without_a_head_just_writes()
    {
        using ToolRun run = await AppliedAsync();
        File.Delete(Path.Combine(run.Folder, "company/plan/plan.json"));
        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().StartWith("  + plan.json\nWrote");

        Directory.Delete(Path.Combine(run.Folder, "company/plan"), recursive: true);
        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Read("company/plan/plan.json").Should().Contain("CRM 2027");

        (await run.CrmAsync("plan", "export", "--folder", "company", "--output", "company")).Should().Be(ExitCode.BadUse, "that is no directory of a plan");
    }

    [Fact]
    public async Task An_export_that_cannot_write_one_file_changes_none()
    {
        using ToolRun run = await AppliedAsync();
        await WriteAsync(run, "strategy", "Data first.");
        await using (CrmRuntime crm = await StoredCompany.OpenAsync(run))
        {
            await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
            CrmPlan plan = (await session.Plans.ListAsync(q => q.OrderBy(p => p.Title))).Single();
            plan.Revise(c => c with { Budget = new() { Total = new Money(100, Currency.Find("EUR")!) }, Charter = c.Charter! with { Definition = "We call." } }, "budget", Instant.FromUtc(2025, 8, 2, 0, 0));
            await session.CommitAsync();
        }

        string charter = Path.Combine(run.Folder, "company/plan/charter.json");
        File.SetAttributes(charter, FileAttributes.ReadOnly);
        Dictionary<string, string> before = run.Files().Where(f => f.Contains("/plan/")).ToDictionary(f => f, run.Read, StringComparer.Ordinal);

        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Environment);

        run.Error.Should().Contain("company/plan/charter.json cannot be written").And.Contain("Nothing was changed.");
        run.Files().Where(f => f.Contains("/plan/")).ToDictionary(f => f, run.Read, StringComparer.Ordinal).Should().Equal(before);
        File.SetAttributes(charter, FileAttributes.Normal);
    }

    /// <summary>The CRM once had a plan already when it turned out that nothing could come back into the files.</summary>
    [Fact]
    public async Task A_plan_whose_files_cannot_be_written_is_not_taken_over()
    {
        using ToolRun run = await AppliedAsync();
        run.Change("company/plan/charter.json", "\"ann\"", "\"Ann of sales\"");
        string head = Path.Combine(run.Folder, "company/plan/plan.json");
        File.SetAttributes(head, FileAttributes.ReadOnly);

        (await ApplyAsync(run)).Should().Be(ExitCode.Environment, run.Output);
        run.Error.Should().Contain("plan.json cannot be written").And.Contain("Nothing was changed.");
        File.SetAttributes(head, FileAttributes.Normal);
        (await RevisionsAsync(run)).Should().BeEmpty("the CRM has what it had");
        (await ApplyAsync(run)).Should().Be(ExitCode.Ok, run.Error);
    }

    private static Task<int> ApplyAsync(ToolRun run, params string[] more) =>
        run.CrmAsync(["plan", "apply", "--folder", "company", .. more.Contains("--reason") ? [] : new[] { "--reason", "because" }, .. more]);

    private static async Task<IEnumerable<string>> RevisionsAsync(ToolRun run)
    {
        await using CrmRuntime crm = await StoredCompany.OpenAsync(run);
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        return [.. (await session.Plans.ListAsync(q => q.OrderBy(p => p.Title))).Single().Revisions.Select(r => r.Reason)];
    }

    private static async Task WriteAsync(ToolRun run, string section, string markdown)
    {
        await using CrmRuntime crm = await StoredCompany.OpenAsync(run);
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        (await session.Plans.ListAsync(q => q.OrderBy(p => p.Title))).Single().Write(section, markdown, Instant.FromUtc(2025, 8, 1, 0, 0));
        await session.CommitAsync();
    }

    private static async Task<ToolRun> BegunAsync()
    {
        ToolRun run = await StoredCompany.ImportedAsync();
        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }

    private static async Task<ToolRun> AppliedAsync()
    {
        ToolRun run = await BegunAsync();
        (await ApplyAsync(run)).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }

    private static void Copy(ToolRun run, string from, string to, ToolRun? target = null)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(run.Folder, from), "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine((target ?? run).Folder, to, Path.GetRelativePath(Path.Combine(run.Folder, from), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
