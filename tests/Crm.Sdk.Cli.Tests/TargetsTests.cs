using System.Text.Json;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class TargetsTests
{
    private const string Targets = """
        target plan "Revenue of the year" for sales.revenue period 2025 at least 10000 EUR allocate calendarDays by quarter
        target fewer for sales.refund_rate baseline '2025-Q1' until 2025-12-31 at most -1 points
        """;

    [Fact]
    public async Task How_far_targets_are_is_told_with_their_periods()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("shop/definitions/targets.crm", Targets);

        (await run.CrmAsync("targets", "plan", "--folder", "shop", "--now", "2025-08-15")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Be("""
            plan "Revenue of the year": sales.revenue, 2025, at least 10000.00 EUR
              actual      7397.90*
              attainment  74.0%*
              progress    74.0%*
              remaining   2602.10*
              expected    6191.78 by now, 61.9%
              period    target     actual  attainment
              2025-Q1  2465.75    4107.07      166.6%
              2025-Q2  2493.15    2240.06       89.8%
              2025-Q3  2520.55   1050.77*      41.7%*
              2025-Q4  2520.55  - not yet   - not yet

            """);
    }

    [Fact]
    public async Task As_JSON_values_are_exact()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("shop/definitions/targets.crm", Targets);

        (await run.CrmAsync("targets", "--folder", "shop", "--now", "2026-01-01", "--format", "json")).Should().Be(ExitCode.Ok, run.Error);

        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("format").GetString().Should().Be("crm-targets/1");
        JsonElement[] targets = [.. json.RootElement.GetProperty("targets").EnumerateArray()];
        targets.Select(t => t.GetProperty("name").GetString()).Should().Equal("plan", "fewer");
        targets[0].GetProperty("periods").EnumerateArray().Select(p => p.GetProperty("target").GetProperty("value").GetString()).Should().Equal("2465.75", "2493.15", "2520.55", "2520.55");
        targets[1].GetProperty("baseline").GetProperty("definitionHash").GetString().Should().HaveLength(64);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_a_finding()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("shop/definitions/targets.crm", Targets);

        (await run.CrmAsync("targets", "plann", "--folder", "shop")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("CRM2109").And.Contain("Did you mean 'plan'?");
    }

    [Fact]
    public async Task A_workspace_without_targets_says_so()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("targets", "--folder", "shop")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("There are no targets.\n");
    }

    [Fact]
    public async Task What_a_target_watches_is_explained_and_evaluated_like_a_metric()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("shop/definitions/targets.crm", Targets);

        (await run.CrmAsync("explain", "actual(plan)", "--folder", "shop", "--from", "2025-Q1", "--to", "2025-Q1")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().StartWith("Revenue of the year\n  target plan ").And.Contain("metric sales.revenue").And.Contain("4107.07");

        (await run.CrmAsync("evaluate", "actual(plan)", "--folder", "shop", "--from", "2025-Q1", "--to", "2025-Q1")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("actual(plan)").And.Contain("4107.07");
    }

    [Fact]
    public async Task They_are_listed()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("shop/definitions/targets.crm", Targets);

        await run.CrmAsync("list", "shop");

        run.Output.Should().Contain("targets\n  fewer  sales.refund_rate\n  plan   sales.revenue      Revenue of the year\n");
    }
}
