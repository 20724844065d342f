using Crm.Sdk.Cli.Hosting;
using NodaTime;

namespace Crm.Sdk.Cli.Tests;

/// <summary>What commands write into the directory of a plan: over nothing that was not read, where links lead, with the rights that were there.</summary>
public sealed class PlanWritingTests
{
    private const string Keep = """
        { "title": "Keep them", "kind": "Retention", "owner": "ann", "metric": "customers", "reading": "ToDate", "grain": "Month", "target": ">= 10", "from": "2027-01-01", "to": "2028-01-01" }
        """;

    [Fact]
    public async Task What_differs_in_an_objective_is_told_by_its_file()
    {
        using ToolRun run = await AppliedAsync();
        run.Write("company/plan/objectives.json", """{ "objectives": [{ "key": "keep", "themes": ["Retention"] }] }""");
        run.Write("company/plan/objectives/keep.json", Keep);
        foreach (string name in (string[])["before", "theirs"])
        {
            foreach (string file in run.Files().Where(f => f.StartsWith("company/plan/", StringComparison.Ordinal)).ToList())
            {
                run.Write($"{name}{file["company/plan".Length..]}", run.Read(file));
            }
        }

        run.Change("company/plan/objectives/keep.json", ">= 10", ">= 12");
        run.Change("theirs/objectives/keep.json", ">= 10", ">= 15");

        (await run.CrmAsync("plan", "diff", "before", "company/plan")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().StartWith("~ objectives/keep.json target: \">= 10\" -> \">= 12\"\n");
        (await run.CrmAsync("plan", "merge", "before", "company/plan", "theirs")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("conflict: objectives/keep.json target: before \">= 10\", here \">= 12\", there \">= 15\"");
    }

    /// <summary>Of two commands at once one was lost without a word. The clock is asked when the files are read and not written yet.</summary>
    [Fact]
    public async Task What_changed_after_it_was_read_is_not_written_over()
    {
        using ToolRun run = await AppliedAsync();
        using StringWriter output = new(), error = new();
        var meddler = new Meddler(() => run.Change("company/plan/charter.json", "\"ann\"", "\"eve\""));

        int code = await CrmTool.RunAsync(["plan", "assign", "risks", "--to", "ben", "--folder", "company"], new ToolHost { Output = output, Error = error, Folder = run.Folder, Clock = meddler }, CancellationToken.None);

        code.Should().Be(ExitCode.Environment, output.ToString());
        error.ToString().Should().Contain("were changed by somebody else meanwhile. Run the command again; nothing was written.");
        run.Read("company/plan/charter.json").Should().Contain("\"eve\"");
        run.Read("company/plan/plan.json").Should().NotContain("ben");
    }

    [Fact]
    public async Task Each_copy_of_what_an_export_replaced_is_kept()
    {
        using ToolRun run = await AppliedAsync();
        foreach (string name in (string[])["first", "second"])
        {
            run.Change("company/plan/charter.json", "\"ann\"", $"\"{name}\"");
            (await run.CrmAsync("plan", "export", "--folder", "company", "--force")).Should().Be(ExitCode.Ok, run.Error);
        }

        run.Read("company/plan/charter.json.bak").Should().Contain("\"first\"");
        run.Read("company/plan/charter.json.2.bak").Should().Contain("\"second\"");
    }

    [Fact]
    public async Task Another_plan_of_the_same_title_is_not_made_by_a_slip_in_the_id()
    {
        using ToolRun run = await AppliedAsync();
        string head = run.Read("company/plan/plan.json"), id = head.Split("\"id\": \"")[1][..36];
        run.Change("company/plan/plan.json", id, "00000000-0000-7000-8000-000000000001");

        (await ApplyAsync(run)).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain($"the CRM has a plan 'CRM 2027' already, under the id {id}");
    }

    [Fact]
    public async Task Parts_without_a_head_are_told_as_such()
    {
        using ToolRun run = await AppliedAsync();
        File.Delete(Path.Combine(run.Folder, "company/plan/plan.json"));

        (await run.CrmAsync("plan", "check", "--folder", "company")).Should().Be(ExitCode.Environment);
        run.Error.Should().Contain("plan.json is missing in company/plan, though other files of a plan are there.");
        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
    }

    [Fact]
    public async Task A_link_is_followed_and_its_rights_are_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using ToolRun run = await AppliedAsync();
        string shared = Path.Combine(run.Folder, "charter.json"), place = Path.Combine(run.Folder, "company/plan/charter.json");
        File.Move(place, shared);
        File.CreateSymbolicLink(place, shared);
        File.SetUnixFileMode(shared, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        run.Change("company/plan/charter.json", "\"ann\"", "\"eve\"");

        (await run.CrmAsync("plan", "export", "--folder", "company", "--force")).Should().Be(ExitCode.Ok, run.Error);

        new FileInfo(place).LinkTarget.Should().Be(shared);
        File.ReadAllText(shared).Should().Contain("\"ann\"");
        File.GetUnixFileMode(shared).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<ToolRun> AppliedAsync()
    {
        ToolRun run = await StoredCompany.ImportedAsync();
        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        (await ApplyAsync(run)).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }

    private static Task<int> ApplyAsync(ToolRun run) => run.CrmAsync("plan", "apply", "--folder", "company", "--reason", "because");

    private sealed class Meddler(Action meddle) : IClock
    {
        private bool _isDone;

        public Instant GetCurrentInstant()
        {
            if (!_isDone)
            {
                _isDone = true;
                meddle();
            }

            return Instant.FromUtc(2026, 11, 1, 0, 0);
        }
    }
}
