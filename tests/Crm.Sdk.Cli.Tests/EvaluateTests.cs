using System.Text.Json;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class EvaluateTests
{
    [Theory]
    [InlineData("columnar")]
    [InlineData("reference")]
    public async Task Without_a_metric_all_are_answered(string executor)
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("evaluate", "--folder", "shop", "--from", "2025", "--to", "2025", "--grain", "quarter", "--executor", executor)).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("""
            2025-01-01 to 2025-12-31, as of 2026-01-01 00:00 Europe/Berlin

            period   customers.buying  customers.repeat_rate  sales.average_order  sales.orders  sales.refund_rate  sales.revenue
                                                     percent                  EUR                          percent            EUR
            -------  ----------------  ---------------------  -------------------  ------------  -----------------  -------------
            2025-Q1                 8                  62.5%               241.59            17              10.5%        4107.07
            2025-Q2                 9                  44.4%               172.31            13              12.5%        2240.06
            2025-Q3                 9                  33.3%               237.33            13              17.6%        3085.29
            2025-Q4                 7                  14.3%               207.92             8               0.0%        1663.32
            (total)                14                  78.6%               217.56            51              11.7%       11095.74

            """);
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task A_dimension_and_segments_are_rows()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        await run.CrmAsync("evaluate", "sales.revenue", "sales.orders", "--folder", "shop", "--by", "customer.country", "--segment", "loyal", "--segment", "business");

        run.Output.Should().Be("""
            All time, as of 2026-01-01 00:00 Europe/Berlin

            customer.country  segment   sales.revenue  sales.orders
                                                  EUR
            ----------------  --------  -------------  ------------
            DE                loyal           6358.52            27
            DE                business         785.94             5
            DE                (all)           7493.65            31
            FR                loyal              0.00             0
            FR                business          91.04             1
            FR                (all)            503.40             4
            NL                loyal           2739.44            13
            NL                business         963.26             4
            NL                (all)           2739.44            13
            (none)            loyal              0.00             0
            (none)            business           0.00             0
            (none)            (all)            359.25             3
            (total)           loyal           9097.96            40
            (total)           business        1840.24            10
            (total)           (all)          11095.74            51

            """);
    }

    [Fact]
    public async Task What_is_not_over_or_not_yet_there_says_so()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        await run.CrmAsync(
            "evaluate", "sales.revenue", "sales.refund_rate", "--folder", "shop", "--from", "2025", "--to", "2025", "--grain", "quarter", "--across", "--now", "2025-08-10");

        run.Output.Should().Be("""
            2025-01-01 to 2025-12-31, as of 2025-08-10 00:00 Europe/Berlin

            metric             unit     2025-Q1  2025-Q2   2025-Q3    2025-Q4   (total)
            -----------------  -------  -------  -------  --------  ---------  --------
            sales.revenue      EUR      4107.07  2240.06  1050.77*  - not yet  7397.90*
            sales.refund_rate  percent    10.5%    12.5%     0.0%*  - not yet    10.0%*
            * the period is not over; the value will change

            """);
    }

    [Fact]
    public async Task Without_now_anywhere_the_clock_says_it()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/crm.json", "  \"now\": \"2026-01-01\",\n", "");

        await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop");

        run.Output.Should().StartWith("All time, as of 2025-08-10 12:30 Europe/Berlin\n");
    }

    [Fact]
    public async Task As_JSON_the_days_are_exact_and_every_field_is_there()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        await run.CrmAsync("evaluate", "sales.refund_rate", "--folder", "shop", "--from", "2025-03", "--to", "2025-Q2", "--grain", "month", "--format", "json");

        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement root = json.RootElement;
        root.EnumerateObject().Select(p => p.Name).Should().Equal("format", "meta", "query", "axes", "metrics", "cells");
        root.GetProperty("query").GetProperty("from").GetString().Should().Be("2025-03-01");
        root.GetProperty("query").GetProperty("to").GetString().Should().Be("2025-07-01");
        root.GetProperty("cells").GetArrayLength().Should().Be(5);
        root.GetProperty("cells")[0].EnumerateObject().Select(p => p.Name).Should().Equal(
            "metric", "at", "value", "shown", "numerator", "denominator", "n", "rows", "reason", "flags");
    }

    [Fact]
    public async Task As_CSV_to_a_file_a_label_stays_one_field_and_no_formula()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/data/orders.csv", "C06,web,completed,292.70", "C06,\"=web, \"\"new\"\"\",completed,292.70");

        (await run.CrmAsync("evaluate", "sales.revenue", "--folder", "shop", "--by", "channel", "--format", "csv", "--output", "out.csv")).Should().Be(ExitCode.Ok);

        run.Output.Should().BeEmpty();
        run.Error.Should().Be("Written to out.csv.\n");
        run.Read("out.csv").Split('\n')[1].Should().StartWith("sales.revenue,Revenue,EUR,(total),total,\"'=web, \"\"new\"\"\",value,(all),total,292.7,292.70,");
    }

    [Fact]
    public async Task Only_the_files_that_are_needed_are_read()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/definitions/sales.crm", "// The metrics.", "metric customers.known = count(customer)");
        File.Delete(Path.Combine(run.Folder, "shop/data/orders.csv"));

        (await run.CrmAsync("evaluate", "customers.known", "--folder", "shop")).Should().Be(ExitCode.Ok);
        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop")).Should().Be(ExitCode.Environment);
        run.Error.Should().StartWith("crm: there is no file shop/data/orders.csv,");
    }

    [Fact]
    public async Task A_fact_that_is_needed_and_has_no_mapping_is_a_finding()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        File.Delete(Path.Combine(run.Folder, "shop/mappings/customer.json"));

        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop")).Should().Be(ExitCode.Ok);
        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop", "--by", "customer.country")).Should().Be(ExitCode.Findings);

        run.Output.Should().BeEmpty();
        run.Error.Should().Be(
            "--by: error CRM3013: 'sales.orders' by 'customer.country' needs the rows of 'customer', and there is no table of them. Add mappings/customer.json.\n");
    }

    [Fact]
    public async Task Without_a_metric_those_that_need_a_fact_without_a_mapping_are_left_out()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/definitions/sales.crm", "// The metrics.", "metric customers.known = count(customer)");
        File.Delete(Path.Combine(run.Folder, "shop/mappings/customer.json"));

        (await run.CrmAsync("evaluate", "--folder", "shop")).Should().Be(ExitCode.Ok);

        run.Error.Should().Be("customers.known is left out: 'customers.known' needs the rows of 'customer', and there is no table of them.\n");
        run.Output.Should().Contain("sales.revenue").And.NotContain("customers.known");
    }

    [Fact]
    public async Task Without_a_metric_those_that_cannot_answer_are_left_out_and_named()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/definitions/sales.crm", "  time joined date\n", "");
        run.Change("shop/mappings/customer.json", "    \"joined\": \"Joined\",\n", "");
        run.Change("shop/definitions/sales.crm", "// The metrics.", "metric customers.known = count(customer)");

        (await run.CrmAsync("evaluate", "--folder", "shop", "--from", "2025", "--to", "2025")).Should().Be(ExitCode.Ok);

        run.Error.Should().Be("customers.known is left out: 'customers.known' counts rows of 'customer', which has no time.\n");
        run.Output.Should().Contain("sales.revenue").And.NotContain("customers.known");
    }

    [Fact]
    public async Task Rejected_rows_are_told_beside_the_answer()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/data/orders.csv", ",292.70", ",29x.70");

        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop")).Should().Be(ExitCode.Ok);

        run.Output.Should().EndWith("          50\n");
        run.Error.Should().Be("warning: 1 of 60 rows of data/orders.csv are rejected and do not count. Run 'crm import --dry-run' to see why.\n");
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_a_finding()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("evaluate", "sales.revenu", "--folder", "shop", "--by", "chanel")).Should().Be(ExitCode.Findings);
        run.Error.Should().StartWith("METRIC: error CRM3002: No metric is called 'sales.revenu'. Did you mean 'sales.revenue'?\n");
        (await run.CrmAsync("evaluate", "sales.revenue", "--folder", "shop", "--by", "chanel", "--format", "json")).Should().Be(ExitCode.Findings);
        run.Error.Should().BeEmpty();
        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("format").GetString().Should().Be("crm-findings/1");
        json.RootElement.GetProperty("findings")[0].GetProperty("path").GetString().Should().Be("--by");
    }

    [Fact]
    public async Task A_command_that_is_cancelled_says_so()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        (await run.CrmAsync(new RunOptions { CancellationToken = source.Token }, "evaluate", "--folder", "shop")).Should().Be(ExitCode.Cancelled);

        run.Error.Should().Be("crm: cancelled.\n");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_written_is_the_environment()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("evaluate", "--folder", "shop", "--output", "nowhere/answer.txt")).Should().Be(ExitCode.Environment);

        run.Error.Should().StartWith("crm: ").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("everything lies after now (2020-01-01 00:00 Europe/Berlin, from --now); pass a later --now.\n", "--now", "2020-01-01")]
    [InlineData("everything lies after now (2020-01-01 00:00 Europe/Berlin, from --now); pass a later --now.\n", "--now", "2020-01-01", "--from", "2025", "--to", "2025")]
    [InlineData("everything lies after now (2026-01-01 00:00 Europe/Berlin, from crm.json); remove \"now\" from crm.json or pass --now.\n", "--from", "2027", "--to", "2027")]
    [InlineData("", "--from", "2010", "--to", "2010")]
    public async Task An_answer_that_is_all_in_the_future_says_so(string message, params string[] args)
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync(["evaluate", "sales.revenue", "--folder", "shop", .. args])).Should().Be(ExitCode.Ok);

        run.Error.Should().Be(message);
    }

    [Fact]
    public async Task A_grain_without_days_is_bad_use()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("evaluate", "--folder", "shop", "--grain", "month")).Should().Be(ExitCode.BadUse);

        run.Error.Should().Be("crm: --grain month cuts a range of days: say --from and --to too, such as --from 2025 --to 2025.\n");
    }

    [Theory]
    [InlineData("nowhere/a.txt", "crm: --output nowhere/a.txt: its folder does not exist. Make it, or name another.\n")]
    [InlineData("shop", "crm: --output 'shop' is a folder. Name a file in it.\n")]
    public async Task A_bad_output_names_its_option(string file, string message)
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("evaluate", "--folder", "shop", "--output", file)).Should().Be(ExitCode.Environment);

        run.Error.Should().Be(message);
    }
}
