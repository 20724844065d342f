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
    private static readonly Instant At = Instant.FromUtc(2025, 8, 1, 0, 0);

    [Fact]
    public async Task An_import_fills_the_CRM_and_a_second_one_changes_nothing()
    {
        using ToolRun run = await ImportedAsync();
        run.Output.Should().Contain("data/customers.csv into customer: 3 rows, 3 added, 0 changed, 0 unchanged, 0 rejected")
            .And.Contain("Import one. To take it back: crm import --revert one");

        (await run.CrmAsync("import", "company", "--id", "two")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("3 rows, 0 added, 0 changed, 3 unchanged");
    }

    [Fact]
    public async Task A_dry_run_makes_no_customer()
    {
        using var run = new ToolRun();
        WriteCompany(run);

        (await run.CrmAsync("import", "company", "--dry-run")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("3 added").And.Contain("Dry run: nothing was written.");
        (await run.CrmAsync("customers", "show", "Acme", "--folder", "company")).Should().Be(ExitCode.BadUse);
    }

    [Fact]
    public async Task An_import_is_taken_back_by_its_name()
    {
        using ToolRun run = await ImportedAsync();

        (await run.CrmAsync("import", "company", "--revert", "one")).Should().Be(ExitCode.Ok);

        run.Output.Should().StartWith("Import one: 3 put away");
        await run.CrmAsync("segments", "--folder", "company");
        run.Output.Should().Contain("german         0  customer");
    }

    [Fact]
    public async Task Taking_back_what_never_was_is_a_finding()
    {
        using ToolRun run = await ImportedAsync();

        (await run.CrmAsync("import", "company", "--revert", "never")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("'never'");
    }

    /// <summary>The engine has no rows of such a cell to list, and that once took the whole explanation away.</summary>
    [Fact]
    public async Task What_is_read_day_by_day_is_explained_and_says_where_its_rows_are()
    {
        using ToolRun run = await ImportedAsync();
        run.Write("company/definitions/days.crm", "metric open_mean = count(stage_interval).dailyAverage()");

        (await run.CrmAsync("explain", "open_mean", "--folder", "company", "--from", "2026-01-01", "--to", "2026-01-31", "--now", "2026-03-01")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("daily average").And.Contain("explain the same aggregate 'at end', asked by day");
    }

    /// <summary>An empty name once ended in a fault of the tool.</summary>
    [Theory]
    [InlineData("--revert", "")]
    [InlineData("--revert", "  ")]
    [InlineData("--id", "")]
    public async Task An_import_without_a_name_is_bad_use(string option, string name)
    {
        using ToolRun run = await ImportedAsync();

        (await run.CrmAsync("import", "company", option, name)).Should().Be(ExitCode.BadUse);

        run.Error.Should().StartWith($"crm: {option} needs the name of an import");
    }

    /// <summary>A kind of aggregate was no fact with a mapping: nothing was done, with exit code 0.</summary>
    [Fact]
    public async Task A_kind_that_a_mapping_fills_can_be_imported_alone()
    {
        using var run = new ToolRun();
        WriteCompany(run);

        (await run.CrmAsync("import", "company", "--fact", "customer", "--id", "one")).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("3 added");

        (await run.CrmAsync("import", "company", "--fact", "contact")).Should().Be(ExitCode.BadUse);
        run.Error.Should().Be("crm: --fact: no mapping fills 'contact'. Known here: customer.\n");
    }

    [Fact]
    public async Task A_mapping_into_the_CRM_is_checked_as_any_other()
    {
        using var run = new ToolRun();
        WriteCompany(run);
        run.Change("company/mappings/customers.json", "\"country\": \"country\"", "\"contry\": \"country\"");

        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("company/mappings/customers.json").And.Contain("'contry'");

        run.Change("company/mappings/customers.json", "contry", "country");
        File.Delete(Path.Combine(run.Folder, "company/data/customers.csv"));
        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Ok);
        run.Output.Should().Contain("CRM5012").And.Contain("1 mapping;");
    }

    [Fact]
    public async Task Metrics_are_evaluated_over_the_facts_of_the_CRM()
    {
        using ToolRun run = await ImportedAsync();

        (await run.CrmAsync("evaluate", "customers", "--folder", "company", "--by", "country", "--format", "csv")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("DE,").And.Contain("FR,");
    }

    [Fact]
    public async Task What_was_recorded_later_does_not_count_for_what_was_known_at_an_instant()
    {
        using ToolRun run = await ImportedAsync();
        Instant imported;
        await using (CrmRuntime crm = await OpenAsync(run))
        {
            imported = (await crm.LoadHistoryAsync(TenantId.Single)).Commits[^1].RecordedAt;
        }

        string before = InstantPattern.ExtendedIso.Format(imported - Duration.FromMilliseconds(1)), then = InstantPattern.ExtendedIso.Format(imported);
        (await run.CrmAsync("evaluate", "customers", "--folder", "company", "--now", "2026-05-01", "--known-at", then)).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain(", from what was recorded by ").And.EndWith("3\n");

        (await run.CrmAsync("evaluate", "customers", "--folder", "company", "--now", "2026-05-01", "--known-at", before)).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().EndWith("0\n");

        (await run.CrmAsync("evaluate", "customers", "--folder", "company", "--known-at", before, "--format", "json")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain($"\"now\": \"{before}\"").And.Contain($"\"knownAt\": \"{before}\"").And.Contain("\"position\": 0");

        (await run.CrmAsync("evaluate", "customers", "--folder", "company", "--known-at", "then")).Should().Be(ExitCode.BadUse);
        run.Error.Should().Contain("--known-at: 'then' is no instant.");
    }

    [Fact]
    public async Task Files_cannot_say_what_was_known()
    {
        using var run = new ToolRun();
        (await run.CrmAsync("new", "shop")).Should().Be(ExitCode.Ok);

        (await run.CrmAsync("evaluate", "sales.orders", "--folder", "shop", "--known-at", "2025-06-01")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("--known-at: error CRM3043: What was known earlier is asked for, and the rows of 'order' come from a file, which has no log.");
    }

    [Fact]
    public async Task Segments_of_files_and_of_the_CRM_are_counted_alike()
    {
        using ToolRun run = await ImportedAsync();
        await FillAsync(run);

        (await run.CrmAsync("segments", "--folder", "company")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("""
            chosen         1  customer  Chosen by hand
            german         2  customer  Germans

            """);
    }

    [Fact]
    public async Task Why_somebody_is_no_member_is_told_with_what_was_found()
    {
        using ToolRun run = await ImportedAsync();
        await run.CrmAsync("evaluate", "customers", "--folder", "company", "--by", "customer", "--format", "csv");
        await using CrmRuntime crm = await OpenAsync(run);
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("test"));
        string french = (await Find(session, "C"))!.Id.ToString();

        (await run.CrmAsync("segments", "german", "--why", french, "--folder", "company")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be($"customer {french} is not in german (Germans):\n  no      country = 'DE'   (country is 'FR')\n");
    }

    [Theory]
    [InlineData("crm:C")]
    [InlineData("Brume")]
    public async Task Why_is_answered_for_an_external_id_and_for_a_name(string who)
    {
        using ToolRun run = await ImportedAsync();

        (await run.CrmAsync("segments", "german", "--why", who, "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Contain("is not in german").And.Contain("country is 'FR'");
    }

    [Fact]
    public async Task Members_are_listed_with_their_names_and_external_ids()
    {
        using ToolRun run = await ImportedAsync();

        await run.CrmAsync("segments", "german", "--folder", "company");

        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[36..]).Should().BeEquivalentTo("  Acme  crm:A", "  Bolt  crm:B");
    }

    [Fact]
    public async Task A_plan_that_names_what_is_not_defined_says_so_when_it_is_rendered()
    {
        using ToolRun run = await ImportedAsync();
        await FillAsync(run);
        run.Change("company/definitions/all.crm", "segment german", "segment germans");

        (await run.CrmAsync("plan", "render", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);

        run.Error.Should().Contain("warning: the plan names the segment 'german', which is not defined; the page leaves it out. Did you mean 'germans'?");
    }

    [Fact]
    public async Task A_fact_that_the_CRM_has_already_is_told_with_a_mend_that_fits()
    {
        using var run = new ToolRun();
        WriteCompany(run);
        run.Write("company/definitions/own.crm", "fact customer entity key id {\n  dim country text\n}\n");

        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("CRM2001: 'customer' is a fact of the CRM, or of the program, already. Leave this declaration out, and let its mapping say \"into\"");
    }

    [Fact]
    public async Task As_JSON_the_members_of_a_segment_are_listed()
    {
        using ToolRun run = await ImportedAsync();

        await run.CrmAsync("segments", "german", "--folder", "company", "--format", "json");

        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("format").GetString().Should().Be("crm-segments/1");
        json.RootElement.GetProperty("segments")[0].GetProperty("members").GetArrayLength().Should().Be(2);
    }

    [Theory]
    [InlineData("crm:A")]
    [InlineData("Acme")]
    public async Task A_customer_is_shown_by_what_another_system_or_people_call_it(string who)
    {
        using ToolRun run = await ImportedAsync();

        (await run.CrmAsync("customers", "show", who, "--folder", "company")).Should().Be(ExitCode.Ok);

        run.Output.Should().StartWith("Acme  (Organization, Prospect)\n").And.Contain("country   DE").And.Contain("known as  crm:A");
    }

    [Fact]
    public async Task A_beginning_that_several_customers_have_is_answered_with_their_names()
    {
        using ToolRun run = await ImportedAsync();

        (await run.CrmAsync("customers", "show", "b", "--folder", "company")).Should().Be(ExitCode.BadUse);

        run.Error.Should().Contain("Bolt, Brume");
    }

    [Fact]
    public async Task Objectives_tell_how_they_are_doing_as_text_and_as_JSON()
    {
        using ToolRun run = await ImportedAsync();
        await FillAsync(run);

        (await run.CrmAsync("objectives", "--folder", "company")).Should().Be(ExitCode.Ok);
        run.Output.Should().StartWith("Ten customers: draft\n").And.Contain("not SMART, M: freeze a baseline");

        await run.CrmAsync("objectives", "--folder", "company", "--format", "json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("objectives")[0].GetProperty("checks").GetArrayLength().Should().Be(5);
    }

    [Theory]
    [InlineData("html", "plan/plan.html", "<h1>Plan 2025</h1>")]
    [InlineData("markdown", "plan/plan.md", "# Plan 2025")]
    public async Task A_plan_is_written_as_a_page_or_as_Markdown(string format, string file, string heading)
    {
        using ToolRun run = await ImportedAsync();
        await FillAsync(run);

        (await run.CrmAsync("plan", "render", "--folder", "company", "--format", format)).Should().Be(ExitCode.Ok);

        run.Output.Should().Be($"company/{file}\n");
        run.Read($"company/{file}").Should().Contain(heading);
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
        WriteCompany(run);

        (await run.CrmAsync("objectives", "--folder", "company")).Should().Be(ExitCode.Environment);

        run.Error.Should().Contain("there is no company/crm.db yet");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is_and_told_of()
    {
        using var run = new ToolRun();
        WriteCompany(run);
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
        WriteCompany(run);
        run.Change("company/crm.json", what, with);

        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Findings);

        (run.Output + run.Error).Should().Contain("crm.json");
    }

    private static async Task<ToolRun> ImportedAsync()
    {
        var run = new ToolRun();
        WriteCompany(run);
        (await run.CrmAsync("import", "company", "--id", "one")).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }

    private static void WriteCompany(ToolRun run)
    {
        run.Write("company/crm.json", """
            { "format": "crm-workspace/1", "name": "Company", "zone": "UTC", "store": { "currency": "EUR", "attributes": { "customer": { "size": "integer" } } } }
            """);
        run.Write("company/definitions/all.crm", """
            segment german "Germans" = customer where country = 'DE'
            metric customers "Customers" = count(customer)
            """);
        run.Write("company/mappings/customers.json", """
            { "format": "crm-mapping/1", "into": "customer", "source": "crm", "file": "customers.csv",
              "columns": { "id": "id", "name": "name", "country": "country", "registered": { "column": "since", "dates": ["uuuu-MM-dd"] }, "size": "size" } }
            """);
        run.Write("company/data/customers.csv", "id,name,country,since,size\nA,Acme,DE,2025-01-01,10\nB,Bolt,DE,2025-02-01,\nC,Brume,FR,2025-03-01,7\n");
    }

    private static ValueTask<Customers.Customer?> Find(CrmSession session, string id) =>
        session.Set<Customers.Customer, Customers.CustomerId>().FindAsync(new ExternalId("crm", id));

    private static async Task<CrmRuntime> OpenAsync(ToolRun run)
    {
        CrmSchema schema = Workspace.Open(Path.Combine(run.Folder, "company")).Value!.Store!.Schema;
        var crm = new CrmRuntime(new SqliteCrmStore(schema, new SqliteStoreOptions { Path = Path.Combine(run.Folder, "company", WorkspaceStore.FileName) }));
        await crm.OpenAsync();
        return crm;
    }

    private static async Task FillAsync(ToolRun run)
    {
        await using CrmRuntime crm = await OpenAsync(run);
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Segment chosen = Segment.DefineStatic(session.NewId<SegmentId>(), "chosen", "Chosen by hand", At);
        chosen.Include((await Find(session, "C"))!.Id, "asked for it", At);
        session.Segments.Add(chosen);
        session.Objectives.Add(SmartObjective.Draft(session.NewId<ObjectiveId>(), new ObjectivePlan
        {
            Title = "Ten customers", Kind = ObjectiveKind.Acquisition, Owner = "ann", Metric = "customers", Reading = ObjectiveReading.ToDate, Grain = Grain.Month,
            Target = TargetExpression.Parse(">= 10"), From = new LocalDate(2025, 1, 1), To = new LocalDate(2026, 1, 1),
        }, At));
        CrmPlan plan = CrmPlan.Draft(session.NewId<PlanId>(), "Plan 2025", "eve", new LocalDate(2025, 1, 1), new LocalDate(2026, 1, 1), Grain.Quarter, At);
        plan.Scope(["customers"], ["german", "chosen"], At);
        session.Plans.Add(plan);
        await session.CommitAsync();
    }
}
