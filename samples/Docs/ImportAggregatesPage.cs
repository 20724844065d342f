using System.Text;
using Crm.Sdk.Attributes;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about import into aggregates.</summary>
public static class ImportAggregatesPage
{
    private const string Accounts = "no,company,head office,country,staff\n17,Acme,,DE,120\n18,Acme Tools,17,DE,40\n";

    private const string Deals = "ref,account,worth,phase,began,ended\nD1,17,1200,Offer,2026-01-07,\nD2,18,800,Won,2026-01-09,2026-02-20\nD3,99,50,Offer,2026-02-01,\nD4,17,90,Won,2026-02-03,\n";

    private const string CustomerMapping = """
        {
          "format": "crm-mapping/1",
          "into": "customer",
          "source": "erp",
          "columns": { "id": "no", "name": "company", "parent": "head office", "country": "country", "employees": "staff" }
        }
        """;

    private const string DealMapping = """
        {
          "format": "crm-mapping/1",
          "into": "opportunity",
          "source": "crm2",
          "currency": "EUR",
          "references": { "customer": "erp" },
          "pipeline": {
            "key": "direct",
            "name": "Direct sales",
            "stages": {
              "offer": { "label": "Offer", "category": "open", "probability": 40 },
              "won": { "label": "Won", "category": "won" },
              "lost": { "label": "Lost", "category": "lost" }
            }
          },
          "columns": { "id": "ref", "customer": "account", "amount": "worth", "stage": "phase", "opened": "began", "closed": "ended" }
        }
        """;

    /// <summary>Two files, one import.</summary>
    public static async Task Import(TextWriter output)
    {
        #region Import
        AttributeRegistry attributes = new AttributeRegistry().Add("customer", AttributeDefinition.Integer("employees"));
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR", attributes)));
        await crm.OpenAsync();
        var importer = new AggregateImporter(crm, TenantId.Single, ActorRef.User("ann"));

        CsvFactSource[] files = [Open(CustomerMapping, Accounts, "accounts.csv"), Open(DealMapping, Deals, "deals.csv")];
        AggregateImportResult result = await importer.RunAsync("2026-03-01", files);

        foreach (AggregateImportReport file in result.Files)
        {
            output.WriteLine($"{file.Source}: {file.RowsRead} read, {file.Added} added, {file.Changed} changed, {file.Unchanged} unchanged, {file.Rejected} rejected");
            foreach (Finding finding in file.Findings)
            {
                output.WriteLine(finding);
            }
        }

        CsvFactSource Open(string mapping, string csv, string name) => new(
            AggregateImporter.Bind(ImportMapping.Parse(mapping).ThrowIfInvalid(), crm.Store.Schema).ThrowIfInvalid(),
            () => new MemoryStream(Encoding.UTF8.GetBytes(csv)), name);
        #endregion
    }

    /// <summary>A newer file, and the way back.</summary>
    public static async Task Revert(TextWriter output)
    {
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", AttributeDefinition.Integer("employees")))));
        await crm.OpenAsync();
        var importer = new AggregateImporter(crm, TenantId.Single, ActorRef.User("ann"));
        BoundMapping mapping = AggregateImporter.Bind(ImportMapping.Parse(CustomerMapping).ThrowIfInvalid(), crm.Store.Schema).ThrowIfInvalid();
        CsvFactSource Accounts(string csv) => new(mapping, () => new MemoryStream(Encoding.UTF8.GetBytes(csv)), "accounts.csv");

        #region Revert
        await importer.RunAsync("march", [Accounts("no,company,head office,country,staff\n17,Acme,,DE,120\n")]);
        AggregateImportResult april = await importer.RunAsync("april", [Accounts("no,company,head office,country,staff\n17,Acme,,FR,125\n18,Acme Tools,17,DE,40\n")]);
        output.WriteLine($"{april.Files[0].Added} added, {april.Files[0].Changed} changed");

        RevertReport report = await importer.RevertAsync("april");
        output.WriteLine($"{report.Archived} archived, {report.Restored} restored, {report.Findings.Count} findings");
        #endregion
    }

    /// <summary>A mapping that lacks what every opportunity needs.</summary>
    public static Task Misfit(TextWriter output)
    {
        #region Misfit
        ImportMapping mapping = ImportMapping.Parse("""
            {
              "format": "crm-mapping/1",
              "into": "opportunity",
              "source": "crm2",
              "references": { "custmer": "erp" },
              "columns": { "id": "ref", "customer": "account", "amount": "worth" }
            }
            """, "mappings/deals.json").ThrowIfInvalid();
        foreach (Finding finding in AggregateImporter.Bind(mapping, StandardSchema.Create("EUR")).Findings)
        {
            output.WriteLine(finding);
        }
        #endregion
        return Task.CompletedTask;
    }
}
