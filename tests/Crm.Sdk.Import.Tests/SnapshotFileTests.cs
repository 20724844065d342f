using Crm.Sdk.Facts;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Tests;

/// <summary>Files of snapshots, whose rows are known by their entity, the other fields of their key and the time at which they were taken.</summary>
public class SnapshotFileTests
{
    private const string Columns = "\"account\": \"account\", \"currency\": \"currency\", \"day\": \"day\", \"amount\": \"amount\"";

    private static readonly FactSchema Schema = new("order", FactShape.Snapshot,
        [
            new("account", FieldRole.Reference, DataType.Reference("account")), new("currency", FieldRole.Dimension, DataType.Text),
            new("day", FieldRole.Time, DataType.Date), new("amount", FieldRole.Measure, DataType.Integer),
        ],
        snapshot: new FactSnapshot("account", "day", "currency"));

    private static Task<ImportResult> ImportAsync(string csv, string settings = "") => OrderFile.ImportAsync(OrderFile.Mapping(Columns, settings, Schema), csv);

    [Fact]
    public async Task Rows_of_other_accounts_days_and_currencies_are_other_rows()
    {
        ImportResult result = await ImportAsync("account,currency,day,amount\na1,EUR,2026-01-31,1\na1,USD,2026-01-31,2\na1,,2026-01-31,3\na1,EUR,2026-02-28,4\na2,EUR,2026-01-31,5\n");

        result.Report.Findings.Should().BeEmpty();
        OrderFile.Values(result.Table!, "amount").Should().Equal(1L, 2L, 3L, 4L, 5L);
        OrderFile.Values(result.Table!, "account").Should().Equal("a1", "a1", "a1", "a1", "a2");
        OrderFile.Values(result.Table!, "currency").Should().Equal("EUR", "USD", null, "EUR", "EUR");
        OrderFile.Values(result.Table!, "day").Should().Equal(20_484L, 20_484L, 20_484L, 20_512L, 20_484L);
    }

    [Fact]
    public async Task A_second_row_of_one_key_and_rows_without_account_or_day_are_rejected()
    {
        ImportResult result = await ImportAsync("account,currency,day,amount\na1,EUR,2026-01-31,1\na1,EUR,2026-01-31,2\n,EUR,2026-01-31,3\na1,EUR,,4\na1,EUR,2026-13-31,5\n");

        OrderFile.Codes(result.Report.Findings).Should().BeEquivalentTo([ImportCodes.DuplicateKey, ImportCodes.MissingKey, ImportCodes.MissingKey, ImportCodes.NotADate]);
        OrderFile.Values(result.Table!, "amount").Should().Equal(1L);
    }

    [Fact]
    public async Task The_first_row_of_a_key_may_be_kept()
    {
        ImportResult result = await ImportAsync("account,currency,day,amount\na1,EUR,2026-01-31,1\na1,EUR,2026-01-31,2\n", "\"onDuplicateKey\": \"keepFirst\"");

        result.Report.Findings.Should().BeEmpty();
        OrderFile.Values(result.Table!, "amount").Should().Equal(1L);
    }

    [Fact]
    public void All_fields_of_the_key_are_mapped()
    {
        IReadOnlyList<Finding> findings = ImportMapping.Parse(OrderFile.MappingText("\"account\": \"account\"")).ThrowIfInvalid().Bind(Schema).Findings;

        findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => (f.Code, f.Message)).Should().Equal(
            (ImportCodes.KeyNotMapped, "Nothing fills 'currency', which belongs to the key of 'order'."), (ImportCodes.KeyNotMapped, "Nothing fills 'day', which belongs to the key of 'order'."));
    }
}
