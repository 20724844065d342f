using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

public sealed class NewTests
{
    [Fact]
    public async Task A_new_workspace_is_whole_and_says_what_to_do_next()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        run.Files().Should().Equal(
            "shop/README.md", "shop/crm.json", "shop/data/customers.csv", "shop/data/orders.csv", "shop/definitions/sales.crm",
            "shop/mappings/customer.json", "shop/mappings/order.json");
        run.Output.Should().EndWith("""
            Made a workspace in shop. Next:
              crm check shop
              crm evaluate --folder shop --from 2025 --to 2025 --grain quarter

            """);
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task The_next_two_commands_work()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("check", "shop")).Should().Be(ExitCode.Ok);
        run.Output.Should().Be("Sample shop: 2 facts, 2 segments, 6 metrics, 2 mappings; 0 errors, 0 warnings.\n");
        (await run.CrmAsync("evaluate", "--folder", "shop", "--from", "2025", "--to", "2025", "--grain", "quarter")).Should().Be(ExitCode.Ok);
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_left_alone()
    {
        using var run = new ToolRun();
        run.Write("shop/notes.txt", "mine");

        (await run.CrmAsync("new", "shop")).Should().Be(ExitCode.BadUse);

        run.Error.Should().Be("crm: 'shop' is there already and not empty. Name another folder; nothing was written.\n");
        run.Files().Should().Equal("shop/notes.txt");
    }

    [Fact]
    public async Task An_empty_folder_is_filled()
    {
        using var run = new ToolRun();

        (await run.CrmAsync("new", ".")).Should().Be(ExitCode.Ok);

        run.Files().Should().Contain("crm.json");
    }
}
