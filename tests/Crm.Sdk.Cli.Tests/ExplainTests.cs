using System.Text.Json;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class ExplainTests
{
    [Fact]
    public async Task A_metric_says_what_it_is_and_how_a_value_came_about()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("explain", "sales.refund_rate", "--folder", "shop", "--from", "2025-07", "--to", "2025-12")).Should().Be(ExitCode.Ok);

        run.Output.Should().StartWith("""
            Refund rate
              metric sales.refund_rate "Refund rate" = count(refunded) / count(order) unit percent better down

            Shown in percent; less is better.

            Stands on
              set refunded = order where status = 'refunded'
                definitions/sales.crm(22,5)
              fact order event key id {
                time placed instant default
                time paid date
                ref customer
                dim channel text
                dim status text
                measure net money(EUR)
              }
                definitions/sales.crm(10,6), rows in data/orders.csv

            How it is computed
              sales.refund_rate "Refund rate" in percent, definition
            """).And.Contain("""

            2025-07-01 to 2025-12-31, as of 2026-01-01 00:00 Europe/Berlin
              12.0%
              The numerator, count(refunded), is 3; the denominator, count(order), is 25. 25 rows matched, and each contributed a value.

            Made of
              count(order where status = 'refunded'): 3 rows
            """).And.EndWith("  --all lists every row.\n");
    }

    [Fact]
    public async Task All_rows_of_a_cell_are_listed_and_all_others_with_their_reasons()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("explain", "sales.revenue", "--folder", "shop", "--from", "2025-07", "--to", "2025-12", "--by", "channel", "--at", "channel=phone", "--all")).Should().Be(ExitCode.Ok);

        string[] lines = run.Output.Split('\n');
        lines.Should().NotContain("  --all lists every row.");
        int rows = lines.Count(l => l.StartsWith("    ", StringComparison.Ordinal) && l.Contains(": ", StringComparison.Ordinal) && l.Contains("another member", StringComparison.Ordinal) && l.TrimStart().StartsWith("not ", StringComparison.Ordinal));
        rows.Should().BeGreaterThan(5);
        run.Output.Should().Contain("    without ").And.Contain(": another member").And.Contain(": outside the period");

        (await run.CrmAsync("explain", "sales.revenue", "--folder", "shop", "--from", "2025-07", "--to", "2025-12", "--all", "--format", "json")).Should().Be(ExitCode.Ok);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement input = json.RootElement.GetProperty("cell").GetProperty("inputs")[0];
        input.GetProperty("contributing").GetArrayLength().Should().Be(input.GetProperty("rows").GetInt32()).And.BeGreaterThan(0);
        (input.GetProperty("others").GetArrayLength() + input.GetProperty("rows").GetInt32()).Should().Be(60, "the shop has that many orders");
    }

    [Fact]
    public async Task Versions_of_a_definition_are_told_with_the_answer()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "shop/definitions/versions.crm"), """
            metric counted = count(order)
            metric counted@2 from 2025-10-01 = count(order where status != 'refunded')
            metric more = counted + 1
            """);

        (await run.CrmAsync("evaluate", "counted", "more", "--folder", "shop", "--from", "2025", "--to", "2025", "--grain", "quarter")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("counted goes by counted@1, from 2025-10-01 by counted@2\n").And.Contain("more goes by counted@1, from 2025-10-01 by counted@2\n");
        (await run.CrmAsync("evaluate", "counted", "--folder", "shop", "--format", "json")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("\"versions\": [").And.Contain("\"counted@2\"");
        (await run.CrmAsync("evaluate", "counted@1", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().EndWith("60\n");
        (await run.CrmAsync("explain", "counted@1", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("metric counted = count(order)");
        (await run.CrmAsync("explain", "more", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("metric counted@2 from 2025-10-01 = ");
        (await run.CrmAsync("evaluate", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("counted").And.NotContain("counted@1  ");
    }

    [Fact]
    public async Task An_attribution_is_shown_with_its_model_and_the_rows_it_shares()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "shop/definitions/credit.crm"), """
            attribution credit of customer outcome (order) touches (order) within 90 days model decay(7 days)
            metric shared = credit.count()
            """);

        (await run.CrmAsync("explain", "shared", "--folder", "shop", "--from", "2025-07", "--to", "2025-12")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("attribution credit of customer outcome (order) touches (order) within 90 days model decay(7 days)")
            .And.Contain("model: credit decay(7 days) within 90 days").And.Contain("fact order event key");
    }

    [Fact]
    public async Task A_cohort_that_is_not_over_says_so_with_its_numbers()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "shop/definitions/cohorts.crm"), """
            cohort buyers of customer start first ever order return order every month
            metric back = buyers.retention(12)
            metric half = lifetime(elapsed(order.placed, order.placed), status = 'never')
            """);

        (await run.CrmAsync("explain", "back", "--folder", "shop", "--from", "2025-07", "--to", "2025-12")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("cohort buyers of customer").And.Contain("The numerator is 0; the denominator is ")
            .And.Contain("There is no value yet: what follows these rows may still go on.").And.NotContain("begins at or after");
        (await run.CrmAsync("evaluate", "back", "--folder", "shop", "--from", "2025-07", "--to", "2025-12")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("explain", "half", "--folder", "shop", "--from", "2025-07", "--to", "2025-12")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("so few have ended that the share is not reached");
    }

    [Fact]
    public async Task Without_a_question_about_rows_no_data_is_needed()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        Directory.Delete(Path.Combine(run.Folder, "shop/data"), recursive: true);

        (await run.CrmAsync("explain", "sales.average_order", "--folder", "shop")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("  metric sales.orders \"Orders\" = count(completed) better up\n    definitions/sales.crm(27,8)\n")
            .And.Contain("  set completed = ").And.NotContain("as of");
    }

    [Fact]
    public async Task A_cell_is_picked_by_its_members()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        await run.CrmAsync(
            "explain", "sales.average_order", "--folder", "shop", "--from", "2025", "--to", "2025", "--grain", "quarter", "--by", "channel", "--segment", "loyal",
            "--at", "channel=phone", "--at", "period=2025-Q4");

        run.Output.Should().Contain("""
            2025-01-01 to 2025-12-31, as of 2026-01-01 00:00 Europe/Berlin, period 2025-Q4, channel phone, segment loyal
              - empty denominator
              The numerator, sales.revenue, is 0 EUR; the denominator, sales.orders, is 0. There is no value: no row contributed to the denominator. No row contributed.

            """);
    }

    [Theory]
    [InlineData("channel", "crm: --at channel: write it as AXIS=MEMBER, such as period=...\n")]
    [InlineData("chanel=web", "crm: --at chanel=web: the answer has no axis 'chanel'. Did you mean 'channel'?\n")]
    [InlineData("channel=wb", "crm: --at channel=wb: 'channel' has no member 'wb'. Did you mean 'web'?\n")]
    [InlineData("segment=loyal", "crm: --at segment=loyal: 'segment' has no member 'loyal'. Add --segment loyal.\n")]
    [InlineData("customer.country=DE", "crm: --at customer.country=DE: the answer has no axis 'customer.country'. Add --by customer.country.\n")]
    public async Task A_cell_that_is_not_there_is_bad_use(string at, string message)
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("explain", "sales.orders", "--folder", "shop", "--by", "channel", "--at", at)).Should().Be(ExitCode.BadUse);

        run.Error.Should().Be(message);
    }

    [Fact]
    public async Task As_JSON_nothing_is_missing()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        await run.CrmAsync("explain", "sales.revenue", "--folder", "shop", "--segment", "business", "--format", "json");

        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateObject().Select(p => p.Name).Should().Equal(
            "format", "name", "title", "hash", "unit", "better", "minimum", "definition", "standsOn", "lineage", "plan", "cell");
        JsonElement cell = json.RootElement.GetProperty("cell");
        cell.GetProperty("value").GetString().Should().Be("1840.24");
        cell.GetProperty("at").GetProperty("segment").GetString().Should().Be("business");
        cell.GetProperty("sentence").GetString().Should().Be("The exact value is 1840.24. 10 rows matched, and each contributed a value.");
    }
}
