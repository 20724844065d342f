using System.Globalization;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;

namespace Crm.Sdk.Import.Tests;

public sealed class KeyTests
{
    private const string Columns = "\"id\": \"id\", \"product\": \"product\"";

    [Fact]
    public async Task The_first_row_with_a_key_wins_where_the_mapping_says_so()
    {
        BoundMapping mapping = OrderFile.Mapping(Columns + ", \"units\": \"units\"", "\"onDuplicateKey\": \"keepFirst\"");

        ImportResult result = await OrderFile.ImportAsync(mapping, "id,product,units\nA,a,1\nA,b,bad\nB,c,2\nA,d,3\nB\n");

        OrderFile.Values(result.Table!, "product").Should().Equal("a", "c");
        (result.Report.Accepted, result.Report.Skipped, result.Report.Rejected).Should().Be((2, 2, 1));
        OrderFile.Codes(result.Report.Findings).Should().Equal(ImportCodes.TooFewFields);
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("keepFirst")]
    public async Task The_key_of_a_rejected_row_does_not_count_as_seen(string rule)
    {
        BoundMapping mapping = OrderFile.Mapping(Columns + ", \"units\": \"units\"", $"\"onDuplicateKey\": \"{rule}\"");

        ImportResult result = await OrderFile.ImportAsync(mapping, "id,product,units\nA,a,bad\nA,b,2\n");

        OrderFile.Values(result.Table!, "product").Should().Equal("b");
        OrderFile.Codes(result.Report.Findings).Should().Equal(ImportCodes.NotANumber);
    }

    [Fact]
    public async Task A_rejected_row_leaves_no_text_behind()
    {
        ImportResult result = await OrderFile.ImportAsync(OrderFile.Mapping(Columns + ", \"units\": \"units\""), "id,product,units\nA,a,bad\nB,b,2\n");

        ((Crm.Sdk.Facts.TextColumn)result.Table!.Batches[0].Columns[4]).Dictionary.Find("a").Should().Be(-1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task Whole_number_keys_are_unique_in_any_order_and_across_batches(int batchSize)
    {
        var random = new Random(20);
        for (int round = 0; round < 50; round++)
        {
            int[] keys = [.. Enumerable.Range(0, 40).Select(i => i < 20 && round % 2 == 0 ? i : random.Next(60))];
            string csv = "id,product\n" + string.Concat(keys.Select((k, i) => string.Create(CultureInfo.InvariantCulture, $"{k},p{i}\n")));

            ImportResult rejected = await OrderFile.ImportAsync(OrderFile.Mapping(Columns, schema: OrderFile.Numbered), csv, new ImportOptions { BatchSize = batchSize });
            ImportResult skipped = await OrderFile.ImportAsync(
                OrderFile.Mapping(Columns, "\"onDuplicateKey\": \"keepFirst\"", OrderFile.Numbered), csv, new ImportOptions { BatchSize = batchSize });

            var expected = keys.Distinct().Select(k => (object?)(long)k).ToArray();
            OrderFile.Values(rejected.Table!, "id").Should().Equal(expected);
            OrderFile.Values(skipped.Table!, "id").Should().Equal(expected);
            rejected.Report.CountsByCode.GetValueOrDefault(ImportCodes.DuplicateKey).Should().Be(keys.Length - expected.Length);
            skipped.Report.Skipped.Should().Be(keys.Length - expected.Length);
        }
    }

    [Fact]
    public async Task A_row_number_counts_every_record_behind_the_header()
    {
        ImportResult result = await OrderFile.ImportAsync(
            OrderFile.Mapping("\"id\": {\"rowNumber\": true}, \"product\": \"product\"", schema: OrderFile.Numbered), "product,x\na,1\n\nb\nc,3\n");

        OrderFile.Values(result.Table!, "id").Should().Equal(1L, 3L);
    }

    [Fact]
    public async Task A_row_number_can_be_a_text_key()
    {
        ImportResult result = await OrderFile.ImportAsync(OrderFile.Mapping("\"id\": {\"rowNumber\": true}, \"product\": \"product\""), "product\na\nb\n");

        OrderFile.Values(result.Table!, "id").Should().Equal("1", "2");
    }
}
