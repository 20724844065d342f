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

/// <summary>A workspace with a CRM of its own: three customers from a file, and what people add by hand.</summary>
internal static class StoredCompany
{
    private static readonly Instant At = Instant.FromUtc(2025, 8, 1, 0, 0);

    public static async Task<ToolRun> ImportedAsync()
    {
        var run = new ToolRun();
        WriteCompany(run);
        (await run.CrmAsync("import", "company", "--id", "one")).Should().Be(ExitCode.Ok, run.Error);
        return run;
    }

    public static void WriteCompany(ToolRun run)
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

    public static ValueTask<Customers.Customer?> Find(CrmSession session, string id) =>
        session.Set<Customers.Customer, Customers.CustomerId>().FindAsync(new ExternalId("crm", id));

    public static async Task<CrmRuntime> OpenAsync(ToolRun run)
    {
        CrmSchema schema = Workspace.Open(Path.Combine(run.Folder, "company")).Value!.Store!.Schema;
        var crm = new CrmRuntime(new SqliteCrmStore(schema, new SqliteStoreOptions { Path = Path.Combine(run.Folder, "company", WorkspaceStore.FileName) }));
        await crm.OpenAsync();
        return crm;
    }

    public static async Task FillAsync(ToolRun run)
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
