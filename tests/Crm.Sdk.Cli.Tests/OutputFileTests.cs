using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

/// <summary>Answers once took the place of the CRM, of settings and of the plan itself.</summary>
public sealed class OutputFileTests
{
    [Theory]
    [InlineData("company/crm.db", "is the CRM of a workspace")]
    [InlineData("company/crm.db-wal", "is the CRM of a workspace")]
    [InlineData("company/crm.json", "is the settings of a workspace")]
    [InlineData("company/CRM.JSON", "is the settings of a workspace")]
    [InlineData("company/definitions/all.crm", "is among the definitions of a workspace")]
    [InlineData("company/definitions/new.html", "is among the definitions of a workspace")]
    [InlineData("company/mappings/customers.json", "is among the mappings of a workspace")]
    [InlineData("company/data/customers.csv", "is a file that the workspace reads")]
    [InlineData("company/data/other.html", "is a file of the data folder")]
    [InlineData("company/plan/plan.json", "is in the directory of a plan")]
    [InlineData("company/plan/charter.html", "is in the directory of a plan")]
    [InlineData("company/plan/objectives/keep.html", "is in the directory of a plan")]
    [InlineData("link.html", "is a database")]
    [InlineData("another.html", "is a database")]
    [InlineData("board.json", "does not look like html. Let it end in .html or .htm")]
    [InlineData("board.doc", "does not look like html. Let it end in .html or .htm")]
    public async Task A_page_never_takes_the_place_of_a_source(string file, string why)
    {
        using ToolRun run = await BegunAsync();
        run.Write("company/data/other.html", "<p>data</p>");
        File.CreateSymbolicLink(Path.Combine(run.Folder, "link.html"), Path.Combine(run.Folder, "company/crm.db"));
        File.Copy(Path.Combine(run.Folder, "company/crm.db"), Path.Combine(run.Folder, "another.html"));
        Dictionary<string, byte[]> before = run.Files().ToDictionary(f => f, f => File.ReadAllBytes(Path.Combine(run.Folder, f)), StringComparer.Ordinal);

        (await run.CrmAsync("plan", "render", "--folder", "company", "--output", file)).Should().Be(ExitCode.BadUse);

        run.Error.Should().Contain($"--output {file} {why}").And.Contain("Nothing was written.");
        before.Should().OnlyContain(f => Convert.ToHexString(File.ReadAllBytes(Path.Combine(run.Folder, f.Key))) == Convert.ToHexString(f.Value));
        run.Files().Should().NotContain(f => f.EndsWith("charter.html") || f.EndsWith("keep.html") || f.EndsWith("new.html"));
    }

    [Theory]
    [InlineData("evaluate", "customers", "--format", "json", "company/crm.json")]
    [InlineData("evaluate", "customers", "--format", "csv", "company/data/customers.csv")]
    [InlineData("diff", "customers", "--before-now", "2025-02-15", "company/crm.db")]
    public async Task No_command_writes_over_a_source(string command, string metric, string option, string value, string file)
    {
        using ToolRun run = await BegunAsync();
        byte[] before = File.ReadAllBytes(Path.Combine(run.Folder, file));

        (await run.CrmAsync(command, metric, "--folder", "company", option, value, "--output", file)).Should().Be(ExitCode.BadUse);

        File.ReadAllBytes(Path.Combine(run.Folder, file)).Should().Equal(before);
    }

    [Theory]
    [InlineData("html", "board.html")]
    [InlineData("html", "company/plan/plan.html")]
    [InlineData("html", "board")]
    [InlineData("markdown", "company/board.md")]
    [InlineData("docx", "BOARD.DOCX")]
    public async Task Other_files_are_written_and_replaced(string format, string file)
    {
        using ToolRun run = await BegunAsync();
        run.Write(file, "before");

        (await run.CrmAsync("plan", "render", "--folder", "company", "--format", format, "--output", file)).Should().Be(ExitCode.Ok, run.Error);

        run.Read(file).Should().NotBe("before");
        run.Error.Should().EndWith($"Written to {file}.\n");
    }

    private static async Task<ToolRun> BegunAsync()
    {
        ToolRun run = await StoredCompany.ImportedAsync();
        (await run.CrmAsync("plan", "new", "CRM 2027", "--owner", "ann", "--year", "2027", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }
}
