using Crm.Sdk.Facts;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.TestKit;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Tests;

/// <summary>Published files, with counts and exact sums that were taken from them by other means.</summary>
public sealed class RealDataTests
{
    [SharedDataFact]
    public async Task Four_million_cells_of_a_wholesaler_come_in_without_loss()
    {
        FactTable table = await ImportAsync(
            """
            "id": {"rowNumber": true}, "at": "InvoiceDate", "customer": "CustomerID", "invoice": "InvoiceNo", "code": "StockCode", "description": "Description",
            "quantity": "Quantity", "price": "UnitPrice", "prefix": {"column": "InvoiceNo", "start": 0, "length": 1}
            """,
            [
                new("id", FieldRole.Key, DataType.Integer),
                new("at", FieldRole.Time, DataType.Instant),
                new("customer", FieldRole.Reference, DataType.Reference("customer")),
                new("invoice", FieldRole.Dimension, DataType.Text),
                new("code", FieldRole.Dimension, DataType.Text) { FoldsCase = true },
                new("description", FieldRole.Dimension, DataType.Text),
                new("prefix", FieldRole.Dimension, DataType.Text),
                new("quantity", FieldRole.Measure, DataType.Integer),
                new("price", FieldRole.Measure, DataType.Money(Currency.Get("GBP"), 3)),
            ],
            "online-retail",
            "online_retail.csv.gz");

        table.Count.Should().Be(541_909);
        Sum(table, "quantity").Should().Be(5_176_450);
        Sum(table, "price").Should().Be(2_498_803_974);
        OrderFile.Values(table, "customer").Count(v => v is null).Should().Be(135_080);
        OrderFile.Values(table, "customer").Distinct().Count().Should().Be(4372 + 1);
        OrderFile.Values(table, "invoice").Distinct().Count().Should().Be(25_900);
        OrderFile.Values(table, "code").Distinct().Count().Should().Be(3958);
        OrderFile.Values(table, "description").Count(v => v is null).Should().Be(1454);
        OrderFile.Values(table, "prefix").Count(v => v is "C").Should().Be(9288);
    }

    [SharedDataFact]
    public async Task Deals_come_in_with_a_misspelt_product_put_right()
    {
        FactTable table = await ImportAsync(
            """
            "id": "opportunity_id", "account": "account", "product": {"column": "product", "values": {"GTXPro": "GTX Pro"}}, "opened": "engage_date", "value": "close_value"
            """,
            [
                new("id", FieldRole.Key, DataType.Text),
                new("opened", FieldRole.Time, DataType.Date),
                new("account", FieldRole.Reference, DataType.Reference("account")),
                new("product", FieldRole.Dimension, DataType.Text),
                new("value", FieldRole.Measure, DataType.Money(Currency.Get("USD"))),
            ],
            "maven-crm-sales",
            "sales_pipeline.csv");

        table.Count.Should().Be(8800);
        OrderFile.Values(table, "account").Count(v => v is null).Should().Be(1425);
        OrderFile.Values(table, "product").Count(v => v is "GTX Pro").Should().Be(1480);
        OrderFile.Values(table, "value").Count(v => v is null).Should().Be(2089);
        Sum(table, "value").Should().Be(1_000_553_400);
    }

    [SharedDataFact]
    public async Task The_first_event_of_each_ticket_is_kept()
    {
        var fields = new FactField[]
        {
            new("id", FieldRole.Key, DataType.Text),
            new("opened", FieldRole.Time, DataType.Instant),
            new("resolved", FieldRole.Time, DataType.Instant),
            new("met", FieldRole.Dimension, DataType.Boolean),
        };
        const string Columns = """ "opened": "opened_at", "resolved": "resolved_at", "met": "made_sla" """;
        const string Settings = """ "dates": "d/M/uuuu HH:mm", "nulls": ["?"] """;

        FactTable all = await ImportAsync("\"id\": {\"rowNumber\": true}," + Columns, fields, "incident-tickets", "incident_event_log_first_5000.csv", Settings);
        FactTable first = await ImportAsync("\"id\": \"number\"," + Columns, fields, "incident-tickets", "incident_event_log_first_5000.csv", Settings + ", \"onDuplicateKey\": \"keepFirst\"");

        all.Count.Should().Be(5000);
        OrderFile.Values(all, "resolved").Count(v => v is null).Should().Be(47);
        OrderFile.Values(all, "met").Count(v => v is 1L).Should().Be(4691);
        first.Count.Should().Be(732);
        OrderFile.Values(first, "opened")[0].Should().Be(StorageForm.Of(NodaTime.Instant.FromUtc(2016, 2, 29, 1, 16)));
    }

    [SharedDataFact]
    public async Task Freight_that_was_stored_in_single_precision_is_rounded_to_cents()
    {
        FactTable table = await ImportAsync(
            """ "id": "order_id", "shipped": "shipped_date", "freight": {"column": "freight", "round": 2} """,
            [new("id", FieldRole.Key, DataType.Integer), new("shipped", FieldRole.Time, DataType.Date), new("freight", FieldRole.Measure, DataType.Decimal(2))],
            "northwind",
            "orders.csv");

        table.Count.Should().Be(830);
        Sum(table, "freight").Should().Be(6_494_269);
        OrderFile.Values(table, "shipped").Count(v => v is null).Should().Be(21);
    }

    [SharedDataFact]
    public async Task A_file_with_semicolons_and_words_for_true_is_read()
    {
        FactTable table = await ImportAsync(
            """ "id": {"rowNumber": true}, "balance": "balance", "agreed": {"column": "y", "booleans": {"true": "yes", "false": "no"}} """,
            [new("id", FieldRole.Key, DataType.Integer), new("agreed", FieldRole.Dimension, DataType.Boolean), new("balance", FieldRole.Measure, DataType.Integer)],
            "bank-marketing",
            "bank-full.csv.gz",
            "\"delimiter\": \";\"");

        table.Count.Should().Be(45_211);
        Sum(table, "balance").Should().Be(61_589_682);
        Sum(table, "agreed").Should().Be(5289);
    }

    private static long Sum(FactTable table, string field) => OrderFile.Values(table, field).Sum(v => v is long number ? number : 0);

    private static async Task<FactTable> ImportAsync(string columns, IReadOnlyList<FactField> fields, string folder, string file, string settings = "")
    {
        BoundMapping mapping = OrderFile.Mapping(columns, settings, new FactSchema("order", FactShape.Event, fields));
        ImportResult result = await CsvImporter.RunAsync(new CsvFactSource(mapping, SharedData.PathOf(folder, file)));

        result.Report.Findings.Should().BeEmpty();
        return result.Table!;
    }
}
