using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "name a command: new, check, import, evaluate, explain, diff, list, targets, segments, customers, objectives, plan.", "crm")]
    [InlineData("chek", "there is no command 'chek'. Did you mean 'check'?", "crm")]
    [InlineData("evaluate --grian month", "there is no option '--grian'. Did you mean '--grain'?", "crm evaluate")]
    [InlineData("check --fromat json", "there is no option '--fromat'. Did you mean '--format'?", "crm check")]
    [InlineData("evaluate --grain wk", "'wk' cannot be used for --grain. Known here: day, month, quarter, week, year.", "crm evaluate")]
    [InlineData("evaluate --format yaml", "'yaml' cannot be used for --format. Known here: csv, json, table.", "crm evaluate")]
    [InlineData("explain", "Required argument 'METRIC' missing for command: 'explain'.", "crm explain")]
    public async Task A_wrong_command_line_says_what_is_wrong_and_where_help_is(string line, string message, string help)
    {
        using var run = new ToolRun();

        (await run.CrmAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Should().Be(ExitCode.BadUse);

        run.Error.Should().Be($"crm: {message}\nRun '{help} --help' to see how it is used.\n");
        run.Output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("--from 2025", "say both --from and --to; both are included, so --from 2025 --to 2025 is the year 2025.")]
    [InlineData("--from 2026 --to 2025", "--to 2025 ends before --from 2026 begins.")]
    [InlineData("--from 2025 --to 2025-13", "--to: '2025-13' names no days. Write 2025, 2025-Q1, 2025-03, 2025-03-31, FY2025 or FY2025-Q1.")]
    [InlineData("--now yesterday", "--now: 'yesterday' is no instant. Write 2026-01-01 or 2026-01-01T12:00:00Z.")]
    public async Task A_wrong_value_says_what_can_be_written(string options, string message)
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync([.. "evaluate --folder shop".Split(' '), .. options.Split(' ')])).Should().Be(ExitCode.BadUse);

        run.Error.Should().Be($"crm: {message}\n");
    }

    [Theory]
    [InlineData("2025", "2025-01-01 to 2025-12-31")]
    [InlineData("2025-Q2", "2025-04-01 to 2025-06-30")]
    [InlineData("2024-02", "2024-02-01 to 2024-02-29")]
    [InlineData("2025-03-31", "2025-03-31 to 2025-03-31")]
    [InlineData("FY2025", "2024-04-01 to 2025-03-31")]
    [InlineData("FY2025-Q1", "2024-04-01 to 2024-06-30")]
    public async Task Days_are_named_by_what_holds_them_and_both_ends_are_included(string days, string range)
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/crm.json", "\"fiscalStartMonth\": 1", "\"fiscalStartMonth\": 4");

        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop", "--from", days, "--to", days)).Should().Be(ExitCode.Ok);

        run.Output.Should().StartWith(range + ", as of ");
    }

    [Theory]
    [InlineData("\"iso\"", "2025-W01", "2024-12-30 to 2025-01-05")]
    [InlineData("\"iso\"", "2025", "2024-12-30 to 2025-12-28")]
    [InlineData("\"nrf\"", "FY2024-P12", "2025-01-05 to 2025-02-01")]
    [InlineData("\"nrf\"", "2025-03", "2025-03-01 to 2025-03-31")]
    public async Task The_periods_of_the_calendar_of_the_workspace_are_named_by_their_labels(string calendar, string days, string range)
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/crm.json", "\"fiscalStartMonth\": 1", $"\"calendar\": {calendar}");

        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop", "--from", days, "--to", days)).Should().Be(ExitCode.Ok);

        run.Output.Should().StartWith(range + ", as of ");
    }

    [Fact]
    public async Task A_name_that_the_calendar_does_not_have_is_bad_use()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/crm.json", "\"fiscalStartMonth\": 1", "\"calendar\": \"nrf\"");

        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop", "--from", "FY2024-W53", "--to", "FY2024-W53")).Should().Be(ExitCode.BadUse);

        run.Error.Should().Be("crm: --from: 'FY2024-W53' names no days. Write FY2025, FY2025-Q1, FY2025-P01, FY2025-W01, 2025-03 or 2025-03-31.\n");
    }

    [Fact]
    public async Task A_range_is_cut_into_weeks_and_a_level_that_the_calendar_lacks_is_a_finding()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/crm.json", "\"fiscalStartMonth\": 1", "\"calendar\": \"iso\"");

        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop", "--from", "2025-W01", "--to", "2025-W03", "--grain", "week")).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("2025-W02");

        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop", "--from", "2025", "--to", "2025", "--grain", "month")).Should().NotBe(ExitCode.Ok);
        run.Error.Should().Contain("CRM3020").And.Contain("The calendar 'iso' has no months.");
    }

    [Theory]
    [InlineData("new")]
    [InlineData("check")]
    [InlineData("import")]
    [InlineData("evaluate")]
    [InlineData("explain")]
    [InlineData("list")]
    public async Task Every_command_has_help_with_examples_and_exit_codes(string command)
    {
        using var run = new ToolRun();

        (await run.CrmAsync(command, "--help")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("Usage:\n  crm " + command).And.Contain($"Examples:\n  crm {command} ").And.Contain("Exit codes:");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Help_of_the_tool_lists_its_commands()
    {
        using var run = new ToolRun();

        (await run.CrmAsync("--help")).Should().Be(ExitCode.Ok);

        run.Output.Should().ContainAll("new <FOLDER>", "check", "import", "evaluate", "explain", "list");
    }
}
