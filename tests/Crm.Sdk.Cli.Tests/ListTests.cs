using System.Text.Json;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task Facts_segments_and_metrics_are_listed_by_name()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("list", "shop")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("""
            facts
              customer  entity  data/customers.csv
              order     event   data/orders.csv
            segments
              business  customer  Business customers
              loyal     customer  Three orders or more
            metrics
              customers.buying       number   Customers who bought
              customers.repeat_rate  percent  Repeat rate
              sales.average_order    EUR      Average order
              sales.orders           number   Orders
              sales.refund_rate      percent  Refund rate
              sales.revenue          EUR      Revenue

            """);
    }

    [Fact]
    public async Task As_JSON_fields_are_listed_too()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        await run.CrmAsync("list", "shop", "--format", "json");

        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("format").GetString().Should().Be("crm-list/1");
        json.RootElement.GetProperty("facts")[1].GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("type").GetString())
            .Should().Equal("text", "instant", "date", "ref customer", "text", "text", "money(EUR)");
        json.RootElement.GetProperty("metrics").GetArrayLength().Should().Be(6);
    }

    [Fact]
    public async Task A_workspace_with_errors_is_not_listed()
    {
        using ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/definitions/sales.crm", "ref customer", "ref custmer");

        (await run.CrmAsync("list", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().BeEmpty();
        run.Error.Should().Contain("error CRM2002").And.Contain("^");
    }
}
