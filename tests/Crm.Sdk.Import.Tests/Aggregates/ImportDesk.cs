using System.Text;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Tests.Aggregates;

/// <summary>A CRM with host attributes, mappings for all its concepts, and short ways to import texts into it and to look at what came of it.</summary>
internal sealed class ImportDesk
{
    public const string Customers = """
        { "format": "crm-mapping/1", "into": "customer", "source": "erp",
          "columns": { "id": "id", "name": "name", "industry": "industry", "country": "country", "owner": "owner" } }
        """;

    public const string Tree = """
        { "format": "crm-mapping/1", "into": "customer", "source": "erp", "columns": { "id": "id", "name": "name", "parent": "parent" } }
        """;

    public const string Products = """
        { "format": "crm-mapping/1", "into": "product", "source": "erp", "currency": "EUR",
          "columns": { "id": "sku", "name": "name", "list_price": "price" } }
        """;

    public const string Deals = """
        { "format": "crm-mapping/1", "into": "opportunity", "source": "erp", "currency": "EUR",
          "pipeline": { "key": "main", "name": "Sales", "stages": {
            "new": { "label": "New", "category": "open" }, "offer": { "label": "Offer made", "category": "open", "probability": 40 },
            "won": { "label": "Won", "category": "won" }, "lost": { "label": "Lost", "category": "lost" } } },
          "columns": { "id": "id", "customer": "customer", "amount": "amount", "stage": "stage", "opened": "opened", "closed": "closed", "lost_reason": "why" } }
        """;

    public const string Orders = """
        { "format": "crm-mapping/1", "into": "sales_order", "source": "erp", "currency": "EUR",
          "columns": { "line": { "join": ["order", "line"], "separator": "/" }, "id": "order", "number": "order", "customer": "customer", "placed": "placed",
            "product": "sku", "quantity": "quantity", "unit_price": "price" } }
        """;

    public const string OrderHeader = "order,line,customer,placed,sku,quantity,price\n";

    public const string DealHeader = "id,customer,amount,stage,opened,closed,why\n";

    public static readonly TenantId Tenant = TenantId.Single;

    public ImportDesk(Func<CrmSchema, ICrmStore>? store = null)
    {
        Attributes = new AttributeRegistry().Add(
            "customer", AttributeDefinition.Integer("employees"), AttributeDefinition.Decimal("revenue", 2), AttributeDefinition.Flag("vip"),
            AttributeDefinition.Date("founded"), AttributeDefinition.Instant("seen"), AttributeDefinition.Text("note", isPersonal: true), AttributeDefinition.Text("grade"),
            AttributeDefinition.Reference("favourite", "product"), AttributeDefinition.Reference("agent", "agent"));
        CrmSchema schema = StandardSchema.Create("EUR", Attributes);
        Store = store?.Invoke(schema) ?? new InMemoryCrmStore(schema);
        Runtime = new CrmRuntime(Store, Clock);
        Importer = new AggregateImporter(Runtime, Tenant, ActorRef.System("import"));
    }

    public AttributeRegistry Attributes { get; }

    public ICrmStore Store { get; }

    public StepClock Clock { get; } = new();

    public CrmRuntime Runtime { get; }

    public AggregateImporter Importer { get; }

    public CrmSession Open() => Runtime.OpenSession(Tenant, ActorRef.User("ann"));

    public CsvFactSource Source(string mapping, string csv, ImportOptions? options = null) => new(
        AggregateImporter.Bind(ImportMapping.Parse(mapping).ThrowIfInvalid(), Store.Schema).ThrowIfInvalid(),
        () => new MemoryStream(Encoding.UTF8.GetBytes(csv)), "file.csv", options);

    public async Task<AggregateImportReport> ImportAsync(string mapping, string csv, string id = "1", AggregateImportOptions? options = null) =>
        (await Importer.RunAsync(id, [Source(mapping, csv)], options)).Files.Single();

    /// <summary>Every event of the log as its place, subject, cause, type and JSON.</summary>
    public async Task<List<LogEntry>> LogAsync()
    {
        var entries = new List<LogEntry>();
        await foreach (LogEntry entry in Store.ReadLogAsync(new LogQuery()))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>The types of the events after a position.</summary>
    public async Task<string[]> EventsAfterAsync(int position) => [.. (await LogAsync()).Skip(position).Select(e => e.Event.Type)];

    /// <summary>All that is so now: facts and rows that are not archived, but for versions and for the histories that only ever grow.</summary>
    public async Task<string[]> StateAsync()
    {
        var lines = new List<string>();
        foreach (FactSchema fact in Store.Schema.Facts.Where(f => f.Name != "stage_interval"))
        {
            FactTable table = await FactTable.LoadAsync(Store.Facts(Tenant, fact));
            lines.AddRange(table.Batches.SelectMany(b => Enumerable.Range(0, b.Count).Select(row =>
                $"{fact}: {string.Join(" | ", b.Columns.Select(c => c.IsNull(row) ? "-" : c is TextColumn t ? t[row] : $"{((NumberColumn)c).Values[row]}"))}")));
        }

        string[] histories = ["transitions", "amounts", "close_dates", "lines", "corrected"];
        foreach (Concept concept in Store.Schema.Concepts)
        {
            await foreach (Row row in Store.QueryAsync(Tenant, new RowQuery(concept)))
            {
                var values = row.Schema.Columns.Zip(row.Values).Where(c => !histories.Contains(c.First.Name)).Select(c => $"{c.First.Name}={c.Second}");
                lines.Add($"{concept} {row.Id}: {string.Join(" | ", values)} {string.Join(",", row.ExternalIds.Select(e => e.ToString()).Order())} {row.Attributes.ToJson()}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return [.. lines];
    }

    public static string[] Codes(IReadOnlyList<Finding> findings) => [.. findings.Select(f => f.Code)];

    public static (long Added, long Changed, long Unchanged, long Rejected) Counts(AggregateImportReport report) =>
        (report.Added, report.Changed, report.Unchanged, report.Rejected);
}

/// <summary>A clock that goes on by a second each time it is asked.</summary>
internal sealed class StepClock : IClock
{
    private Instant _now = Instant.FromUtc(2026, 3, 1, 9, 0);

    public Instant GetCurrentInstant() => _now += Duration.FromSeconds(1);
}
