using System.Text.Json;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class CheckTests
{
    [Fact]
    public async Task A_finding_shows_its_line_and_a_caret()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/definitions/sales.crm", "sum(completed.net)", "sum(completed.nett)");

        (await run.CrmAsync("check", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().Be("""
            shop/definitions/sales.crm(26,38): error CRM2003: 'order' has no field 'nett'. Did you mean 'net'?
              metric sales.revenue "Revenue" = sum(completed.nett) better up
                                                   ^^^^^^^^^^^^^^
            1 error, 0 warnings.

            """);
    }

    [Fact]
    public async Task Findings_of_all_files_come_at_once_and_those_of_JSON_have_their_place_too()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/definitions/sales.crm", "status = 'refunded'", "status == \"refunded\"");
        run.Change("shop/crm.json", "Europe/Berlin", "Europe/Berln");
        run.Change("shop/mappings/order.json", "\"net\": \"Net EUR\"", "\"net\": { \"column\": \"Net EUR\", \"decmal\": \",\" }");

        (await run.CrmAsync("check", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().StartWith("""
            shop/crm.json(4,3) zone: error CRM4009: There is no time zone 'Europe/Berln'. Did you mean 'Europe/Berlin'?
                "zone": "Europe/Berln",
                ^^^^^^
            shop/definitions/sales.crm(22,35): error CRM1010:
            """).And.Contain("""
            shop/mappings/order.json(12,35) columns.net.decmal: error CRM4002: 'decmal' is not known here. Did you mean 'decimal'?
                  "net": { "column": "Net EUR", "decmal": "," }
                                                ^^^^^^^^
            """);
    }

    [Fact]
    public async Task A_warning_is_printed_and_is_no_failure()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        File.Delete(Path.Combine(run.Folder, "shop/mappings/customer.json"));

        (await run.CrmAsync("check", "shop")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("""
            shop/mappings: warning CRM5008: No mapping fills the fact 'customer': metrics that need its rows cannot be evaluated. Add mappings/customer.json.
            Sample shop: 2 facts, 2 segments, 6 metrics, 1 mapping; 0 errors, 1 warning.

            """);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_warning_at_the_mapping_that_names_it()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        File.Move(Path.Combine(run.Folder, "shop/data/orders.csv"), Path.Combine(run.Folder, "shop/orders.csv"));

        (await run.CrmAsync("check", "shop")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("""
            shop/mappings/order.json(4,3) file: warning CRM5012: There is no file data/orders.csv, from which 'order' would be filled. Put it there, or name another.
                "file": "orders.csv",
                ^^^^^^
            Sample shop: 2 facts, 2 segments, 6 metrics, 2 mappings; 0 errors, 1 warning.

            """);
    }

    [Fact]
    public async Task Files_are_looked_for_in_the_data_folder_that_is_named()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        Directory.Move(Path.Combine(run.Folder, "shop/data"), Path.Combine(run.Folder, "elsewhere"));

        await run.CrmAsync("check", "shop");
        run.Output.Should().EndWith("0 errors, 2 warnings.\n");
        await run.CrmAsync("check", "shop", "--data", "elsewhere");
        run.Output.Should().EndWith("0 errors, 0 warnings.\n");
    }

    [Fact]
    public async Task Only_a_terminal_sees_colours()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        File.Delete(Path.Combine(run.Folder, "shop/mappings/customer.json"));

        await run.CrmAsync(new RunOptions { Colours = true }, "check", "shop");
        run.Output.Should().Contain(": \u001b[33mwarning\u001b[0m CRM5008:");
        await run.CrmAsync("check", "shop");
        run.Output.Should().NotContain("\u001b");
    }

    [Fact]
    public async Task As_JSON_findings_have_all_their_parts()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/definitions/sales.crm", "sum(completed.net)", "sum(completed.nett)");

        (await run.CrmAsync("check", "shop", "--format", "json")).Should().Be(ExitCode.Findings);

        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("format").GetString().Should().Be("crm-check/1");
        json.RootElement.GetProperty("valid").GetBoolean().Should().BeFalse();
        JsonElement finding = json.RootElement.GetProperty("findings").EnumerateArray().Should().ContainSingle().Subject;
        finding.EnumerateObject().Select(p => $"{p.Name}={p.Value}").Should().Equal(
            "code=CRM2003", "severity=error", "message='order' has no field 'nett'.", "mend=Did you mean 'net'?", "source=definitions/sales.crm", "path=",
            "line=26", "column=38");
    }

    [Fact]
    public async Task A_folder_without_a_workspace_is_a_finding_and_no_folder_is_the_environment()
    {
        using var run = new ToolRun();

        (await run.CrmAsync("check")).Should().Be(ExitCode.Findings);
        run.Output.Should().StartWith("crm.json: error CRM5001: The folder holds no crm.json.");
        (await run.CrmAsync("check", "nowhere")).Should().Be(ExitCode.Environment);
        run.Error.Should().Be("crm: there is no folder 'nowhere'.\n");
    }
}
