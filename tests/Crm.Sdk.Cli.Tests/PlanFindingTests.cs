using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Sdk.Cli.Hosting;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Cli.Tests;

/// <summary>What the commands of plans say of what they find, and where.</summary>
public sealed partial class PlanFindingTests
{
    private const string Timeline = """
        {
          "phases": [{ "key": "begin", "title": "Begin", "from": "2027-01-01", "to": "2027-04-01" }],
          "actions": [
            { "key": "clean", "title": "Clean addresses", "owner": "ben", "start": "2027-01-04", "due": "2027-01-31" },
            { "key": "call", "title": "Call", "owner": "ben", "start": "2027-02-01", "due": "2027-01-15", "after": ["clean"] }
          ]
        }
        """;

    /// <summary>Lines were null in JSON, and those of the list in text.</summary>
    [Fact]
    public async Task Findings_have_the_line_of_the_item_in_text_and_in_JSON()
    {
        using ToolRun run = await BegunAsync();
        run.Write("shop/plan/timeline.json", Timeline);

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Findings, run.Error);
        run.Output.Should().Contain("timeline.json(5,78) actions[call].due: error CRM6229: It is due on 2027-01-15 and begins on 2027-02-01.")
            .And.Contain("timeline.json(4,5) actions[clean].objectives: warning CRM6266:");

        (await run.CrmAsync("plan", "check", "--folder", "shop", "--format", "json")).Should().Be(ExitCode.Findings, run.Error);
        JsonNode finding = JsonNode.Parse(run.Output)!["findings"]![0]!;
        ((string?)finding["source"], (int?)finding["line"], (int?)finding["column"]).Should().Be(("timeline.json", 5, 78));
    }

    [Fact]
    public async Task A_review_that_was_not_set_says_so_and_names_the_one_that_is_probably_meant()
    {
        using ToolRun run = await BegunAsync();

        (await run.CrmAsync("plan", "review", "--folder", "shop", "--decision", "begin with the data")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().MatchRegex(@"^No review was due: held one of today, \d{4}-\d\d-\d\d, that was not set before\.\n$");

        LocalDate today = LocalDatePattern.Iso.Parse(Day().Match(run.Output).Value).Value;
        string head = run.Read("shop/plan/plan.json");
        run.Write("shop/plan/plan.json", head.Replace($"{today:uuuu-MM-dd}", $"{today.PlusDays(-2):uuuu-MM-dd}", StringComparison.Ordinal).Replace("2027-04-15", $"{today.PlusDays(1):uuuu-MM-dd}", StringComparison.Ordinal));
        (await run.CrmAsync("plan", "review", "--folder", "shop", "--decision", "again")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain($"The next is set for {today.PlusDays(1):uuuu-MM-dd}, 1 day from now; if this was that one, take that day out of plan.json.");
    }

    [Fact]
    public async Task A_state_that_was_written_by_hand_is_an_error_of_the_check()
    {
        using ToolRun run = await BegunAsync();
        run.Write("shop/plan/plan.json", run.Read("shop/plan/plan.json").Replace("\"state\": \"Draft\"", "\"state\": \"Published\"", StringComparison.Ordinal));

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Findings, run.Error);

        run.Output.Should().Contain("state: error CRM6285: It is published, and nobody agreed to executive-summary");
    }

    private static async Task<ToolRun> BegunAsync()
    {
        var run = new ToolRun();
        (await run.CrmAsync("new", "shop")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("plan", "new", "CRM plan 2027", "--owner", "ann", "--year", "2027", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d")]
    private static partial Regex Day();
}
