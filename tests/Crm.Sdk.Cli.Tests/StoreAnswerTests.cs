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

public sealed class StoreAnswerTests
{
    /// <summary>The engine has no rows of such a cell to list, and that once took the whole explanation away.</summary>
    [Fact]
    public async Task What_is_read_day_by_day_is_explained_and_says_where_its_rows_are()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        run.Write("company/definitions/days.crm", "metric open_mean = count(stage_interval).dailyAverage()");

        (await run.CrmAsync("explain", "open_mean", "--folder", "company", "--from", "2026-01-01", "--to", "2026-01-31", "--now", "2026-03-01")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("daily average").And.Contain("explain the same aggregate 'at end', asked by day");
    }

    [Fact]
    public async Task Metrics_are_evaluated_over_the_facts_of_the_CRM()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();

        (await run.CrmAsync("evaluate", "customers", "--folder", "company", "--by", "country", "--format", "csv")).Should().Be(ExitCode.Ok);

        run.Output.Should().Contain("DE,").And.Contain("FR,");
    }

    [Fact]
    public async Task What_was_recorded_later_does_not_count_for_what_was_known_at_an_instant()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        Instant imported;
        await using (CrmRuntime crm = await StoredCompany.OpenAsync(run))
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
        using ToolRun run = await StoredCompany.ImportedAsync();
        await StoredCompany.FillAsync(run);

        (await run.CrmAsync("segments", "--folder", "company")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("""
            chosen         1  customer  Chosen by hand
            german         2  customer  Germans

            """);
    }

    [Fact]
    public async Task Why_somebody_is_no_member_is_told_with_what_was_found()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        await run.CrmAsync("evaluate", "customers", "--folder", "company", "--by", "customer", "--format", "csv");
        await using CrmRuntime crm = await StoredCompany.OpenAsync(run);
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("test"));
        string french = (await StoredCompany.Find(session, "C"))!.Id.ToString();

        (await run.CrmAsync("segments", "german", "--why", french, "--folder", "company")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be($"customer {french} is not in german (Germans):\n  no      country = 'DE'   (country is 'FR')\n");
    }

    [Theory]
    [InlineData("crm:C")]
    [InlineData("Brume")]
    public async Task Why_is_answered_for_an_external_id_and_for_a_name(string who)
    {
        using ToolRun run = await StoredCompany.ImportedAsync();

        (await run.CrmAsync("segments", "german", "--why", who, "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Contain("is not in german").And.Contain("country is 'FR'");
    }

    [Fact]
    public async Task Members_are_listed_with_their_names_and_external_ids()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();

        await run.CrmAsync("segments", "german", "--folder", "company");

        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[36..]).Should().BeEquivalentTo("  Acme  crm:A", "  Bolt  crm:B");
    }

    [Fact]
    public async Task A_plan_that_names_what_is_not_defined_says_so_when_it_is_rendered()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        await StoredCompany.FillAsync(run);
        run.Change("company/definitions/all.crm", "segment german", "segment germans");

        (await run.CrmAsync("plan", "render", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);

        run.Error.Should().Contain("warning: the plan names the segment 'german', which is not defined; the page leaves it out. Did you mean 'germans'?");
    }

    [Fact]
    public async Task As_JSON_the_members_of_a_segment_are_listed()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();

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
        using ToolRun run = await StoredCompany.ImportedAsync();

        (await run.CrmAsync("customers", "show", who, "--folder", "company")).Should().Be(ExitCode.Ok);

        run.Output.Should().StartWith("Acme  (Organization, Prospect)\n").And.Contain("country   DE").And.Contain("known as  crm:A");
    }

    [Fact]
    public async Task A_beginning_that_several_customers_have_is_answered_with_their_names()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();

        (await run.CrmAsync("customers", "show", "b", "--folder", "company")).Should().Be(ExitCode.BadUse);

        run.Error.Should().Contain("Bolt, Brume");
    }

    [Fact]
    public async Task Objectives_tell_how_they_are_doing_as_text_and_as_JSON()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        await StoredCompany.FillAsync(run);

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
        using ToolRun run = await StoredCompany.ImportedAsync();
        await StoredCompany.FillAsync(run);

        (await run.CrmAsync("plan", "render", "--folder", "company", "--format", format)).Should().Be(ExitCode.Ok);

        run.Output.Should().Be($"company/{file}\n");
        run.Read($"company/{file}").Should().Contain(heading);
    }
}
