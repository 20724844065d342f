using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Samples.RealData.Verification;

/// <summary>
/// The seller of hardware as a CRM: accounts, products and deals become customers, products and opportunities of a store, and the same
/// figures are asked of the facts that those give. What the domain has no field for is an attribute.
/// </summary>
/// <param name="data">The folder of the publisher's files.</param>
public sealed class AggregateCompany(string data)
{
    /// <summary>The folder of the mappings, definitions and figures, in the folder of the set.</summary>
    public const string FolderName = "aggregates";

    private static readonly string[] Mappings = ["customers.json", "products.json", "opportunities.json"];

    private static string Home => Path.Combine(SampleFolder.Path, "maven-crm-sales");

    /// <summary>The schema of the store: the standard one, with the company's attributes.</summary>
    public static CrmSchema Schema() => StandardSchema.Create("USD", new AttributeRegistry()
        .Add(
            "customer", AttributeDefinition.Text("account"), AttributeDefinition.Integer("founded"), AttributeDefinition.Decimal("revenue_millions", 2),
            AttributeDefinition.Integer("employees"))
        .Add(
            "opportunity", AttributeDefinition.Reference("article", "product"), AttributeDefinition.Reference("agent", "agent"), AttributeDefinition.Date("engaged"),
            AttributeDefinition.Text("product_as_written"), AttributeDefinition.Text("account_as_written")));

    /// <summary>Imports the files into a store of that schema.</summary>
    public async Task<AggregateImportResult> ImportAsync(CrmRuntime runtime, string importId)
    {
        var sources = new List<CsvFactSource>();
        foreach (string file in Mappings)
        {
            ImportMapping mapping = ImportMapping.Parse(await File.ReadAllTextAsync(Path.Combine(Home, FolderName, file)), file).ThrowIfInvalid();
            sources.Add(new CsvFactSource(AggregateImporter.Bind(mapping, runtime.Store.Schema).ThrowIfInvalid(), Path.Combine(data, mapping.File!)));
        }

        return await new AggregateImporter(runtime, TenantId.Single, ActorRef.System("verify")).RunAsync(importId, sources);
    }

    /// <summary>Reads the figures from the store's facts; the agents, who are users of the host, come from its file.</summary>
    public async Task<DataSetReading> ReadAsync(CrmRuntime runtime)
    {
        Workspace raw = Workspace.Open(Home, data).ThrowIfInvalid();
        CrmDocument document = CrmParser.Parse(await File.ReadAllTextAsync(Path.Combine(Home, FolderName, "sales.crm")), "sales.crm").ThrowIfInvalid();
        CrmModel model = CrmModel.Bind([document], runtime.Store.Schema.Facts).ThrowIfInvalid();
        BoundMapping agents = raw.Sources.Single(s => s.Schema.Name == "agent").Mapping.Mapping.Bind(model.Facts["agent"].Schema).ThrowIfInvalid();
        ImportResult imported = await CsvImporter.RunAsync(new CsvFactSource(agents, Path.Combine(data, agents.Mapping.File!)));
        FactSet facts = await runtime.LoadFactsAsync(TenantId.Single);
        Manifest manifest = Manifest.Parse(await File.ReadAllTextAsync(Path.Combine(Home, FolderName, "figures.json")));
        return await new DataSetReader(model, new FactSet(facts.Tables.Append(imported.Table!)), raw.Calendar, raw.Now).ReadAsync("maven-crm-sales", manifest);
    }
}
