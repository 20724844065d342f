using System.Text.Json;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Customers;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Cli.Tests;

/// <summary>Two answers to one question, and what moved each cell.</summary>
public sealed class DiffTests
{
    [Fact]
    public async Task What_happened_between_two_instants_is_the_passing_of_time()
    {
        using ToolRun run = Sales();

        (await run.CrmAsync("diff", "revenue", "--folder", "sales", "--from", "2026-03", "--to", "2026-03", "--by", "channel", "--before-now", "2026-03-10", "--now", "2026-03-20")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Be("""
            first:  2026-03-01 to 2026-03-31, as of 2026-03-10 00:00 UTC
            second: 2026-03-01 to 2026-03-31, as of 2026-03-20 00:00 UTC

            revenue, channel shop: - to 5.00*, +5.00 EUR
              +5.00 by the passing of time, a value appears
            revenue: 10.00* to 15.00*, +5.00 EUR
              +5.00 by the passing of time

            """);
    }

    [Fact]
    public async Task Another_definition_is_a_step_behind_the_passing_of_time()
    {
        using ToolRun run = Sales();

        (await run.CrmAsync("diff", "counted@2", "--folder", "sales", "--before-version", "1", "--before-now", "2026-03-10", "--now", "2026-05-01")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Be("""
            first:  All time, as of 2026-03-10 00:00 UTC, counted@1
            second: All time, as of 2026-05-01 00:00 UTC, counted@2

            counted@2: 1 to 1, 0
              +2 by the passing of time
              -2 by the definition

            """);
    }

    [Fact]
    public async Task What_was_recorded_since_is_told_by_causes_and_by_rows()
    {
        (ToolRun run, string then) = await ChangedAsync();
        using ToolRun _ = run;
        string[] asked = ["diff", "germans", "customers", "--folder", "company", "--from", "2025", "--to", "2025", "--before-known-at", then];

        (await run.CrmAsync([.. asked, "--now", "2026-01-01"])).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().StartWith("first:  2025-01-01 to 2025-12-31, as of 2026-01-01 00:00 UTC, from what was recorded by 2025-08-10 10:30 UTC\nsecond: 2025-01-01 to 2025-12-31, as of 2026-01-01 00:00 UTC\n\n")
            .And.MatchRegex("germans: 2 to 2, 0\n  -1 by corrections of customer: [-0-9a-f]{36}\n  \\+1 by late facts of customer: [-0-9a-f]{36}\n")
            .And.MatchRegex("customers: 3 to 4, \\+1\n  \\+1 by late facts of customer: ");

        (await run.CrmAsync([.. asked, "--now", "2026-01-01", "--detail", "rows", "--format", "csv"])).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be("""
            metric,unit,period,period.kind,segment,segment.kind,before,after,difference,step,cause,fact,rows,part
            germans,number,(total),total,(all),total,2,2,0,1,correction,customer,1,-1
            germans,number,(total),total,(all),total,2,2,0,2,lateFact,customer,1,1
            customers,number,(total),total,(all),total,3,4,1,2,lateFact,customer,1,1

            """);

        // The first answer is as of the instant too, unless another is said: the year was open then.
        (await run.CrmAsync([.. asked, "--known-at", "2027-01-01", "--format", "json"])).Should().Be(ExitCode.Ok, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("format").GetString().Should().Be("crm-difference/1");
        json.RootElement.GetProperty("before").GetProperty("now").GetString().Should().Be(then);
        json.RootElement.GetProperty("after").GetProperty("now").GetString().Should().Be("2027-01-01T00:00:00Z");
        json.RootElement.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("cause").GetString()).Should().Equal("correction", "lateFact", "time");
    }

    [Fact]
    public async Task The_earlier_answer_comes_first()
    {
        (ToolRun run, string then) = await ChangedAsync();
        using ToolRun _ = run;

        (await run.CrmAsync("diff", "customers", "--folder", "company", "--before-known-at", "2027-01-01", "--known-at", then)).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("--known-at: error CRM3047").And.Contain("Name the earlier one first.");
    }

    [Fact]
    public async Task Where_rounded_parts_would_not_sum_the_numbers_are_exact()
    {
        using ToolRun run = Sales();
        run.Write("sales/definitions/two.crm", "metric share@2 from 2026-05-01 = count(sale where channel = 'web') / 7 unit percent");
        run.Write("sales/data/sales.csv", "id,sold,channel,net\ns1,2026-03-02,web,10.00\ns2,2026-03-12,shop,5.00\ns3,2026-04-12,web,7.00\n");

        // 0 of 1, then 1 of 3, then 2/7: in tenths of a percent 33.3 - 4.8 are 28.5, and the second value is shown as 28.6.
        (await run.CrmAsync("diff", "share@2", "--folder", "sales", "--before-version", "1", "--before-now", "2026-03-10", "--now", "2026-05-01")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().EndWith("share@2: 0% to 200/7%, +200/7%\n  +100/3% by the passing of time\n  -100/21% by the definition\n");
    }

    [Fact]
    public async Task Equal_answers_are_called_the_same()
    {
        using ToolRun run = Sales();

        (await run.CrmAsync("diff", "revenue", "--folder", "sales", "--before-now", "2026-05-01", "--now", "2026-05-02")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().EndWith("\n\nThe two answers are the same.\n");

        (await run.CrmAsync("diff", "revenue", "--folder", "sales", "--before-now", "2026-05-01", "--now", "2026-05-02", "--format", "csv")).Should().Be(ExitCode.Ok);
        run.Output.Should().Be("metric,unit,period,period.kind,segment,segment.kind,before,after,difference,step,cause,fact,rows,part\n");
    }

    [Fact]
    public async Task Files_have_no_log_of_what_was_known()
    {
        using ToolRun run = Sales();

        (await run.CrmAsync("diff", "revenue", "--folder", "sales", "--before-known-at", "2026-05-01")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("CRM3043");
    }

    [Theory]
    [InlineData("say what the first answer is of: --before-known-at INSTANT, --before-now INSTANT or --before-version N.", "diff", "revenue", "--folder", "sales")]
    [InlineData("--before-now: 'then' is no instant.", "diff", "revenue", "--folder", "sales", "--before-now", "then")]
    [InlineData("'row' cannot be used for --detail. Did you mean 'rows'?", "diff", "revenue", "--folder", "sales", "--before-now", "2026-01-01", "--detail", "row")]
    public async Task A_slip_on_the_command_line_is_told(string message, params string[] typed)
    {
        using ToolRun run = Sales();

        (await run.CrmAsync(typed)).Should().Be(ExitCode.BadUse);

        run.Error.Should().Contain(message);
    }

    [Fact]
    public async Task A_version_that_is_not_declared_is_a_finding()
    {
        using ToolRun run = Sales();

        (await run.CrmAsync("diff", "revenue", "--folder", "sales", "--before-version", "3")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("METRIC: error CRM3002: No metric is called 'revenue@3'.");
    }

    // Three customers were recorded when the tool imported them; since then Acme has become French, and a German of April was found.
    private static async Task<(ToolRun Run, string Then)> ChangedAsync()
    {
        ToolRun run = await StoredCompany.ImportedAsync();
        run.Write("company/definitions/germans.crm", "metric germans = count(customer where country = 'DE')");
        await using CrmRuntime crm = await StoredCompany.OpenAsync(run);
        Instant imported = (await crm.LoadHistoryAsync(TenantId.Single)).Commits[^1].RecordedAt;
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        (await StoredCompany.Find(session, "A"))!.Describe(null, "FR", Instant.FromUtc(2025, 8, 11, 0, 0));
        Customer late = Customer.Register(session.NewId<CustomerId>(), "Dach", CustomerKind.Organization, Instant.FromUtc(2025, 4, 1, 0, 0));
        late.Describe(null, "DE", Instant.FromUtc(2025, 4, 1, 0, 0));
        session.Customers.Add(late);
        await session.CommitAsync();
        return (run, InstantPattern.ExtendedIso.Format(imported));
    }

    private static ToolRun Sales()
    {
        var run = new ToolRun();
        run.Write("sales/crm.json", """{ "format": "crm-workspace/1", "zone": "UTC" }""");
        run.Write("sales/definitions/sales.crm", """
            fact sale event key id { time sold date default  dim channel text  measure net money(EUR) }
            metric revenue = sum(sale.net)
            metric counted = count(sale)
            metric counted@2 from 2026-04-01 = count(sale where channel = 'shop')
            metric share = count(sale where channel = 'shop') / count(sale) unit percent
            """);
        run.Write("sales/mappings/sale.json", """
            { "format": "crm-mapping/1", "fact": "sale", "file": "sales.csv",
              "columns": { "id": "id", "sold": { "column": "sold", "dates": ["uuuu-MM-dd"] }, "channel": "channel", "net": "net" } }
            """);
        run.Write("sales/data/sales.csv", "id,sold,channel,net\ns1,2026-03-02,web,10.00\ns2,2026-03-12,shop,5.00\ns3,2026-04-12,web,7.00\n");
        return run;
    }
}
