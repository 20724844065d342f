using System.Text.Json;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Cli.Tests;

public sealed class StoreTests
{
    [Fact]
    public async Task An_import_fills_the_CRM_and_a_second_one_changes_nothing()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        run.Output.Should().Contain("data/customers.csv into customer: 3 rows, 3 added, 0 changed, 0 unchanged, 0 rejected")
            .And.Contain("Import one. To take it back: crm import --revert one");

        (await run.CrmAsync("import", "company", "--id", "two")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("3 rows, 0 added, 0 changed, 3 unchanged");
    }

    [Fact]
    public async Task A_dry_run_makes_no_customer()
    {
        using var run = new ToolRun();
        StoredCompany.WriteCompany(run);

        (await run.CrmAsync("import", "company", "--dry-run")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("3 added").And.Contain("Dry run: nothing was written.");
        (await run.CrmAsync("customers", "show", "Acme", "--folder", "company")).Should().Be(ExitCode.BadUse);
    }

    [Fact]
    public async Task An_import_is_taken_back_by_its_name()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();

        (await run.CrmAsync("import", "company", "--revert", "one")).Should().Be(ExitCode.Ok);

        run.Output.Should().StartWith("Import one: 3 put away");
        await run.CrmAsync("segments", "--folder", "company");
        run.Output.Should().Contain("german         0  customer");
    }

    [Fact]
    public async Task Taking_back_what_never_was_is_a_finding()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();

        (await run.CrmAsync("import", "company", "--revert", "never")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("'never'");
    }

    /// <summary>An empty name once ended in a fault of the tool.</summary>
    [Theory]
    [InlineData("--revert", "")]
    [InlineData("--revert", "  ")]
    [InlineData("--id", "")]
    public async Task An_import_without_a_name_is_bad_use(string option, string name)
    {
        using ToolRun run = await StoredCompany.ImportedAsync();

        (await run.CrmAsync("import", "company", option, name)).Should().Be(ExitCode.BadUse);

        run.Error.Should().StartWith($"crm: {option} needs the name of an import");
    }

    /// <summary>A kind of aggregate was no fact with a mapping: nothing was done, with exit code 0.</summary>
    [Fact]
    public async Task A_kind_that_a_mapping_fills_can_be_imported_alone()
    {
        using var run = new ToolRun();
        StoredCompany.WriteCompany(run);

        (await run.CrmAsync("import", "company", "--fact", "customer", "--id", "one")).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("3 added");

        (await run.CrmAsync("import", "company", "--fact", "contact")).Should().Be(ExitCode.BadUse);
        run.Error.Should().Be("crm: --fact: no mapping fills 'contact'. Known here: customer.\n");
    }

    [Fact]
    public async Task A_mapping_into_the_CRM_is_checked_as_any_other()
    {
        using var run = new ToolRun();
        StoredCompany.WriteCompany(run);
        run.Change("company/mappings/customers.json", "\"country\": \"country\"", "\"contry\": \"country\"");

        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("company/mappings/customers.json").And.Contain("'contry'");

        run.Change("company/mappings/customers.json", "contry", "country");
        File.Delete(Path.Combine(run.Folder, "company/data/customers.csv"));
        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("CRM5012").And.Contain("1 mapping;");
    }

    [Fact]
    public async Task A_fact_that_the_CRM_has_already_is_told_with_a_mend_that_fits()
    {
        using var run = new ToolRun();
        StoredCompany.WriteCompany(run);
        run.Write("company/definitions/own.crm", "fact customer entity key id {\n  dim country text\n}\n");

        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("CRM2001: 'customer' is a fact of the CRM, or of the program, already. Leave this declaration out, and let its mapping say \"into\"");
    }

    [Fact]
    public async Task A_workspace_without_a_CRM_is_told_how_to_get_one()
    {
        using ToolRun run = await ToolRun.WithShopAsync();

        (await run.CrmAsync("objectives", "--folder", "shop")).Should().Be(ExitCode.BadUse);

        run.Error.Should().Contain("Add \"store\": { \"currency\": \"EUR\" } to crm.json");
    }

    [Fact]
    public async Task A_CRM_that_was_never_filled_is_an_environment_without_it()
    {
        using var run = new ToolRun();
        StoredCompany.WriteCompany(run);

        (await run.CrmAsync("objectives", "--folder", "company")).Should().Be(ExitCode.Environment);

        run.Error.Should().Contain("there is no company/crm.db yet");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is_and_told_of()
    {
        using var run = new ToolRun();
        StoredCompany.WriteCompany(run);
        run.Write("company/crm.db", new string('x', 5000));

        (await run.CrmAsync("import", "company")).Should().Be(ExitCode.Environment);

        run.Read("company/crm.db").Should().Be(new string('x', 5000));
        run.Error.Should().NotContain("   at ");
    }

    [Theory]
    [InlineData("\"EUR\"", "\"EURO\"")]
    [InlineData("\"integer\"", "\"number\"")]
    [InlineData("\"customer\":", "\"custmer\":")]
    [InlineData("\"size\"", "\"country\"")]
    public async Task A_store_that_cannot_be_is_a_finding_in_crm_json(string what, string with)
    {
        using var run = new ToolRun();
        StoredCompany.WriteCompany(run);
        run.Change("company/crm.json", what, with);

        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Findings);

        (run.Output + run.Error).Should().Contain("crm.json");
    }
}
