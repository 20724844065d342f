using System.IO.Compression;
using System.Text;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Tests;

/// <summary>A fact with a field of every type, and short ways to map and import files of it.</summary>
internal static class OrderFile
{
    public const string AllColumns = """
        "id": "id", "at": "at", "day": "day", "customer": "customer", "product": "product", "source": "source", "paid": "paid",
        "units": "units", "net": "net", "fee": "fee", "wait": {"column": "wait", "unit": "hours"}
        """;

    public const string Header = "id,at,day,customer,product,source,paid,units,net,fee,wait";

    public static FactSchema Schema { get; } = new("order", FactShape.Event,
    [
        new("id", FieldRole.Key, DataType.Text),
        new("at", FieldRole.Time, DataType.Instant) { IsDefault = true },
        new("day", FieldRole.Time, DataType.Date),
        new("customer", FieldRole.Reference, DataType.Reference("customer")),
        new("product", FieldRole.Dimension, DataType.Text),
        new("source", FieldRole.Dimension, DataType.Text) { FoldsCase = true },
        new("paid", FieldRole.Dimension, DataType.Boolean),
        new("units", FieldRole.Measure, DataType.Integer),
        new("net", FieldRole.Measure, DataType.Decimal(2)),
        new("fee", FieldRole.Measure, DataType.Money(Currency.Get("EUR"))),
        new("wait", FieldRole.Measure, DataType.Duration),
    ]);

    public static FactSchema Numbered { get; } = new("order", FactShape.Event,
    [
        new("id", FieldRole.Key, DataType.Integer),
        new("product", FieldRole.Dimension, DataType.Text),
    ]);

    public static string MappingText(string columns, string settings = "") =>
        $$"""{ "format": "crm-mapping/1", "fact": "order", {{(settings.Length > 0 ? settings + "," : "")}} "columns": { {{columns}} } }""";

    public static BoundMapping Mapping(string columns, string settings = "", FactSchema? schema = null) =>
        ImportMapping.Parse(MappingText(columns, settings)).ThrowIfInvalid().Bind(schema ?? Schema).ThrowIfInvalid();

    public static CsvFactSource Source(BoundMapping mapping, byte[] file, ImportOptions? options = null) =>
        new(mapping, () => new MemoryStream(file), "orders.csv", options);

    public static Task<ImportResult> ImportAsync(BoundMapping mapping, string csv, ImportOptions? options = null) =>
        CsvImporter.RunAsync(Source(mapping, Encoding.UTF8.GetBytes(csv), options));

    /// <summary>Imports a file that has the key and one other column, both named like their fields.</summary>
    public static Task<ImportResult> ImportOneAsync(string field, string value, string options = "", string settings = "") =>
        ImportAsync(
            Mapping($$""" "id": "id", "{{field}}": {"column": "{{field}}"{{(options.Length > 0 ? ", " + options : "")}}} """, settings),
            $"id,{field}\nA,\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>The values of a field in storage form: numbers and texts, null where there is none.</summary>
    public static object?[] Values(FactTable table, string field)
    {
        int ordinal = table.Schema.OrdinalOf(field);
        return [.. table.Batches.SelectMany(b => Enumerable.Range(0, b.Count).Select(row => b.Columns[ordinal] switch
        {
            { } column when column.IsNull(row) => null,
            TextColumn texts => (object?)texts[row],
            NumberColumn numbers => numbers.Values[row],
            _ => throw new InvalidOperationException("A column of an unknown form."),
        }))];
    }

    public static object? Single(ImportResult result, string field) => Values(result.Table!, field).Should().ContainSingle().Subject;

    public static string[] Codes(IReadOnlyList<Finding> findings) => [.. findings.Select(f => f.Code)];
}
