using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Objectives;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Cli.Tests;

/// <summary>Amounts are converted by tables of rates that the settings of a workspace name.</summary>
public sealed class RatesTests
{
    [Fact]
    public async Task A_metric_converts_by_the_table_that_the_settings_declare()
    {
        using ToolRun run = Deals();

        (await run.CrmAsync("check", "deals")).Should().Be(ExitCode.Ok, run.Output);
        (await run.CrmAsync("evaluate", "revenue", "--folder", "deals", "--from", "2026-01", "--to", "2026-01")).Should().Be(ExitCode.Ok, run.Error);

        // 110 dollars at 1.1 are 100 euros.
        run.Output.Should().EndWith(" 150.00\n");
    }

    [Fact]
    public async Task A_value_is_explained_with_its_rates()
    {
        using ToolRun run = Deals();

        (await run.CrmAsync("explain", "revenue", "--folder", "deals", "--from", "2026-01", "--to", "2026-01", "--all")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("150.00").And.Contain("'ecb'");

        (await run.CrmAsync("explain", "revenue", "--folder", "deals")).Should().Be(ExitCode.Ok, run.Error);
    }

    [Fact]
    public async Task A_file_of_rates_that_is_not_there_is_told_where_it_is_named()
    {
        using ToolRun run = Deals();
        File.Delete(Path.Combine(run.Folder, "deals/data/ecb.csv"));

        (await run.CrmAsync("check", "deals")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("deals/crm.json(6,22) rates[0].file: error CRM5014: There is no file data/ecb.csv, which holds the rates 'ecb'. Put it there, or name another.");

        (await run.CrmAsync("evaluate", "revenue", "--folder", "deals")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("CRM5014").And.Contain("CRM3023");

        (await run.CrmAsync("evaluate", "deals", "--folder", "deals")).Should().Be(ExitCode.Ok, "what converts nothing needs no rates");
    }

    [Fact]
    public async Task Bad_rows_of_rates_are_told_at_their_lines()
    {
        using ToolRun run = Deals();
        run.Write("deals/data/ecb.csv", "currency,date,rate\nUSD,2026-01-05,1.1\nUSD,2026-01-05,1.2\nUSX,2026-01-05,1\n");

        (await run.CrmAsync("check", "deals")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("deals/data/ecb.csv(3,1): error CRM2078: USD has two rates on 2026-01-05. Keep one of them.")
            .And.Contain("deals/data/ecb.csv(4,1): error CRM2078: 'USX' is no currency of ISO 4217.").And.Contain("2 errors");
    }

    [Fact]
    public async Task Without_a_table_the_finding_says_how_to_declare_one()
    {
        using ToolRun run = Deals();
        run.Write("deals/crm.json", """{ "format": "crm-workspace/1", "zone": "UTC", "now": "2026-03-01" }""");

        (await run.CrmAsync("evaluate", "revenue", "--folder", "deals")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("deals/crm.json rates: error CRM3023: 'revenue' converts by the rates 'ecb', and there is no such table. "
            + "Declare it in crm.json: \"rates\": [{ \"name\": \"ecb\", \"file\": \"data/ecb.csv\", \"base\": \"EUR\" }].");
    }

    [Fact]
    public async Task Objectives_are_told_by_metrics_that_convert()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        run.Write("company/definitions/worth.crm", "metric worth = sum(opportunity.amount) in USD at latest using 'ecb'");
        await using (CrmRuntime crm = await StoredCompany.OpenAsync(run))
        await using (CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann")))
        {
            session.Objectives.Add(SmartObjective.Draft(session.NewId<ObjectiveId>(), new ObjectivePlan
            {
                Title = "Worth", Kind = ObjectiveKind.Acquisition, Owner = "ann", Metric = "worth", Reading = ObjectiveReading.ToDate, Grain = Grain.Month,
                Target = TargetExpression.Parse(">= 10"), From = new LocalDate(2025, 1, 1), To = new LocalDate(2026, 1, 1),
            }, Instant.FromUtc(2025, 8, 1, 0, 0)));
            await session.CommitAsync();
        }

        (await run.CrmAsync("objectives", "--folder", "company")).Should().Be(ExitCode.Findings, "no table is declared");
        run.Output.Should().Contain("CRM3023");

        run.Change("company/crm.json", "\"zone\": \"UTC\",", "\"zone\": \"UTC\", \"rates\": [{ \"name\": \"ecb\", \"file\": \"data/ecb.csv\", \"base\": \"EUR\" }],");
        run.Write("company/data/ecb.csv", "currency,date,rate\nUSD,2025-01-02,1.1\n");
        (await run.CrmAsync("objectives", "--folder", "company")).Should().Be(ExitCode.Ok, run.Output + run.Error);
        run.Output.Should().StartWith("Worth: ").And.NotContain("CRM");
    }

    private static ToolRun Deals()
    {
        var run = new ToolRun();
        run.Write("deals/crm.json", """
            {
              "format": "crm-workspace/1",
              "zone": "UTC",
              "now": "2026-03-01",
              "rates": [
                { "name": "ecb", "file": "data/ecb.csv", "base": "EUR" }
              ]
            }
            """);
        run.Write("deals/definitions/deals.crm", """
            fact deal event key id {
              time day date default
              dim currency text
              measure amount money(by currency)
            }
            metric revenue = sum(deal.amount) in EUR at transaction using 'ecb'
            metric deals = count(deal)
            """);
        run.Write("deals/mappings/deal.json", """
            { "format": "crm-mapping/1", "fact": "deal", "file": "deals.csv",
              "columns": { "id": "id", "day": { "column": "day", "dates": ["uuuu-MM-dd"] }, "currency": "currency", "amount": "amount" } }
            """);
        run.Write("deals/data/deals.csv", "id,day,currency,amount\nd1,2026-01-05,USD,110.00\nd2,2026-01-05,EUR,50.00\n");
        run.Write("deals/data/ecb.csv", "currency,date,rate\nUSD,2026-01-05,1.1\n");
        return run;
    }
}
