using System.Text.Json;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class ImportTests
{
    [Fact]
    public async Task Every_file_is_read_and_a_report_is_written()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("import", "shop")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("""
            customer: 20 rows of data/customers.csv, 20 accepted, 0 rejected, 0 skipped.
            order: 60 rows of data/orders.csv, 60 accepted, 0 rejected, 0 skipped.
            Report: shop/reports/import-report.json

            """);
        using JsonDocument report = JsonDocument.Parse(run.Read("shop/reports/import-report.json"));
        report.RootElement.GetProperty("format").GetString().Should().Be("crm-import/1");
        JsonElement order = report.RootElement.GetProperty("files")[1];
        order.EnumerateObject().Select(p => p.Name).Should().Equal(
            "fact", "source", "usable", "dryRun", "rows", "accepted", "rejected", "skipped", "rejects", "nulls", "codes", "findings");
        order.GetProperty("nulls").GetProperty("paid").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task References_that_lead_nowhere_are_told_and_no_failure()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/data/orders.csv", "C06,", "C6,");

        (await run.CrmAsync("import", "shop", "--dry-run")).Should().Be(ExitCode.Ok);
        run.Output.Should().Be("""
            customer: 20 rows of data/customers.csv, 20 accepted, 0 rejected, 0 skipped.
            order: 60 rows of data/orders.csv, 60 accepted, 0 rejected, 0 skipped.
            shop/data/orders.csv(2) customer: warning CRM5011: 7 rows lead to no 'customer' that was read: 'C6' in line 2. Add the missing rows of 'customer', or mend 'order.customer'. Until then they count as (unknown).
            Dry run: nothing was written.

            """);

        (await run.CrmAsync("import", "shop", "--format", "json")).Should().Be(ExitCode.Ok);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateObject().Select(p => p.Name).Should().Equal("format", "usable", "files", "dangling", "findings");
        json.RootElement.GetProperty("dangling").EnumerateArray().Should().ContainSingle().Which.GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)
            .Should().Be("""{"fact":"order","field":"customer","target":"customer","rows":7,"values":1,"examples":[{"source":"data/orders.csv","line":2,"value":"C6"}]}""");
        json.RootElement.GetProperty("findings").EnumerateArray().Should().ContainSingle().Which.GetProperty("code").GetString().Should().Be("CRM5011");
        run.Read("shop/reports/import-report.json").Should().Be(run.Output);
    }

    [Fact]
    public async Task A_bad_row_is_told_kept_aside_and_a_failure()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/data/orders.csv", ",292.70", ",29x.70");

        (await run.CrmAsync("import", "shop", "--fact", "order", "--rejects", "aside", "--format", "json")).Should().Be(ExitCode.Findings);

        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement file = json.RootElement.GetProperty("files").EnumerateArray().Should().ContainSingle().Subject;
        file.GetProperty("rejected").GetInt32().Should().Be(1);
        file.GetProperty("accepted").GetInt32().Should().Be(59);
        file.GetProperty("rejects").GetString().Should().Be("aside/orders.rejects.csv");
        file.GetProperty("findings")[0].GetProperty("line").GetInt32().Should().Be(2);
        run.Read("aside/orders.rejects.csv").Should().Be(string.Join('\n', run.Read("shop/data/orders.csv").Split('\n').Take(2)) + "\n");
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/data/orders.csv", ",292.70", ",29x.70");
        string[] before = [.. run.Files()];

        (await run.CrmAsync("import", "shop", "--dry-run", "--rejects", "aside")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("\nshop/data/orders.csv(2,7) Net EUR: error CRM4040: ").And.EndWith("""
            order: 60 rows of data/orders.csv, 59 accepted, 1 rejected, 0 skipped.
            Dry run: nothing was written.

            """);
        run.Files().Should().Equal(before);
    }

    [Fact]
    public async Task A_missing_column_makes_the_file_unusable()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/data/orders.csv", "Net EUR", "Net");

        (await run.CrmAsync("import", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("error CRM4022").And.Contain("order: data/orders.csv cannot be used.");
    }

    [Fact]
    public async Task A_missing_file_is_the_environment()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        File.Delete(Path.Combine(run.Folder, "shop/data/orders.csv"));

        (await run.CrmAsync("import", "shop")).Should().Be(ExitCode.Environment);

        run.Error.Should().Be("crm: there is no file shop/data/orders.csv, from which mappings/order.json fills the fact 'order'. "
            + "Put it there, name another in the mapping, or say which folder holds the files: \"data\" in crm.json, or --data where the command has it.\n");
    }

    [Fact]
    public async Task A_fact_that_is_not_known_is_bad_use()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("import", "shop", "--fact", "ordr")).Should().Be(ExitCode.BadUse);

        run.Error.Should().Be("crm: --fact: no fact is called 'ordr'. Did you mean 'order'?\n");
    }

    [Fact]
    public async Task Rejects_of_an_earlier_run_are_kept_and_told()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("aside/orders.rejects.csv", "mended");

        await run.CrmAsync("import", "shop", "--fact", "order", "--rejects", "aside");
        run.Error.Should().Be("aside/orders.rejects.csv is from an earlier run; this one rejected no row of data/orders.csv.\n");
        run.Change("shop/data/orders.csv", ",292.70", ",29x.70");
        await run.CrmAsync("import", "shop", "--fact", "order", "--rejects", "aside");

        run.Error.Should().Be("aside/orders.rejects.csv holds other rows, perhaps mended ones, and was left as it is; these are in aside/orders.rejects.2.csv.\n");
        run.Read("aside/orders.rejects.csv").Should().Be("mended");
        run.Output.Should().Contain("  Rejected rows are in aside/orders.rejects.2.csv.\n");
    }

    [Fact]
    public async Task A_file_where_rejects_should_go_is_named_with_its_option()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Write("aside", "");

        (await run.CrmAsync("import", "shop", "--rejects", "aside")).Should().Be(ExitCode.Environment);

        run.Error.Should().Be("crm: --rejects 'aside' is a file. Name a folder.\n");
    }

    [Fact]
    public async Task Mended_rejects_come_back()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/data/orders.csv", ",292.70", ",29x.70");
        (await run.CrmAsync("import", "shop", "--fact", "order", "--rejects", "shop/data")).Should().Be(ExitCode.Findings);

        (await run.CrmAsync("import", "shop", "--fact", "order", "--mended", "shop/data/orders.rejects.csv")).Should().Be(ExitCode.Findings);
        run.Change("shop/data/orders.rejects.csv", ",29x.70", ",292.70");
        (await run.CrmAsync("import", "shop", "--fact", "order", "--mended", "shop/data/orders.rejects.csv")).Should().Be(ExitCode.Ok);
        run.Output.Should().StartWith("order: 1 row of data/orders.rejects.csv, 1 accepted, 0 rejected, 0 skipped.\n");

        run.Change("shop/mappings/order.json", "\"orders.csv\"", "[\"orders.csv\", \"orders.rejects.csv\"]");
        await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop");
        run.Output.Should().EndWith("          51\n");
        run.Error.Should().Be("warning: 1 of 61 rows of data/orders.csv, data/orders.rejects.csv are rejected and do not count. Run 'crm import --dry-run' to see why.\n");
    }

    [Fact]
    public async Task Files_of_one_fact_are_one_table()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/mappings/order.json", "\"orders.csv\"", "[\"orders.csv\", \"more.csv\"]");
        (await run.CrmAsync("import", "shop")).Should().Be(ExitCode.Environment);
        run.Error.Should().StartWith("crm: there is no file shop/data/more.csv,");

        run.Write("shop/data/more.csv", string.Join('\n', run.Read("shop/data/orders.csv").Split('\n').Take(2)) + "\n");
        (await run.CrmAsync("import", "shop")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("shop/data/more.csv(2,1)").And.Contain("An earlier row has the key")
            .And.Contain("order: 61 rows of data/orders.csv, data/more.csv, 60 accepted, 1 rejected, 0 skipped.\n");

        run.Write("shop/data/more.csv", "Other," + run.Read("shop/data/orders.csv").Split('\n')[0] + "\n");
        (await run.CrmAsync("import", "shop")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("shop/data/more.csv(1").And.Contain("The header is not that of data/orders.csv");
    }

    [Theory]
    [InlineData("crm: --mended needs the fact whose rows the file holds: add one --fact NAME.\n", "--mended", "x.csv")]
    [InlineData("crm: --mended: there is no file 'x.csv'.\n", "--mended", "x.csv", "--fact", "order")]
    public async Task A_mended_file_needs_its_fact_and_must_be_there(string message, params string[] args)
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync(["import", "shop", .. args])).Should().NotBe(ExitCode.Ok);

        run.Error.Should().Be(message);
    }
}
