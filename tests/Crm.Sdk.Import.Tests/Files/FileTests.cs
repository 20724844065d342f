using System.Text;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Tests.Files;

public sealed class FileTests
{
    private static readonly BoundMapping Mapping = OrderFile.Mapping("\"id\": \"id\", \"product\": \"product\"");

    /// <summary>A file that is no table, the code of its finding, and a word of the message or mend.</summary>
    public static TheoryData<byte[], string, string> Unusable => new()
    {
        { [], ImportCodes.NoHeader, "empty" },
        { Bytes("\r\n\n"), ImportCodes.NoHeader, "empty" },
        { [0xEF, 0xBB, 0xBF], ImportCodes.NoHeader, "empty" },
        { Bytes("id,\"product\nA,b\n"), ImportCodes.NoHeader, "header" },
        { Bytes("id,name\nA,b\n"), ImportCodes.UnknownColumn, "product" },
        { Bytes("id;product\nA;b\n"), ImportCodes.UnknownColumn, "delimiter ';'" },
        { Bytes("id,product,product\nA,b,c\n"), ImportCodes.ColumnTwice, "more than once" },
        { Encoding.Latin1.GetBytes("id,product,größe\nA,b,c\n"), ImportCodes.WrongEncoding, "windows-1252" },
        { Encoding.Unicode.GetBytes("id,product\nA,b\n"), ImportCodes.WrongEncoding, "utf-16" },
        { [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id,product\nA,b\n")], ImportCodes.WrongEncoding, "\"encoding\": \"utf-16\"" },
        { [0x50, 0x4B, 0x03, 0x04, 1, 2, 3], ImportCodes.NotText, "Excel" },
        { OrderFile.Gzip(Bytes("id,product\nA,b\n"))[..^3], ImportCodes.BrokenCompression, "cut short" },
        { OrderFile.Gzip(Bytes("id,product\nA,b\n"))[..12], ImportCodes.BrokenCompression, "cut short" },
        { [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], ImportCodes.BrokenCompression, "damaged" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_file_that_is_no_table_is_one_finding_and_gives_no_table(byte[] file, string code, string word)
    {
        ImportResult result = await CsvImporter.RunAsync(OrderFile.Source(Mapping, file));

        Finding finding = result.Report.Findings.Should().ContainSingle().Subject;
        finding.Code.Should().Be(code);
        (finding.Message + " " + finding.Mend).Should().Contain(word);
        finding.Place.Source.Should().Be("orders.csv");
        result.Report.IsUsable.Should().BeFalse();
        result.Table.Should().BeNull();
    }

    [Fact]
    public async Task A_missing_file_is_a_finding()
    {
        ImportResult result = await CsvImporter.RunAsync(new CsvFactSource(Mapping, "no such folder/orders.csv"));

        result.Report.Findings.Should().ContainSingle().Which.Code.Should().Be(ImportCodes.CannotRead);
    }

    [Fact]
    public async Task A_packed_file_is_refused_wherever_it_is_cut()
    {
        byte[] packed = OrderFile.Gzip(Bytes("id,product\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},{i * 7919 % 1000}\n"))));

        for (int length = 2; length < packed.Length; length++)
        {
            ImportResult result = await CsvImporter.RunAsync(OrderFile.Source(Mapping, packed[..length], new ImportOptions { BatchSize = 64 }));

            result.Table.Should().BeNull("{0} of {1} bytes are no gzip file", length, packed.Length);
            result.Report.Findings[^1].Code.Should().Be(ImportCodes.BrokenCompression);
        }
    }

    [Fact]
    public async Task A_damaged_packed_file_is_refused()
    {
        byte[] packed = OrderFile.Gzip(Bytes("id,product\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},{i * 7919 % 1000}\n"))));
        packed[^6] ^= 0x55;

        ImportResult result = await CsvImporter.RunAsync(OrderFile.Source(Mapping, packed));

        result.Report.Findings[^1].Code.Should().Be(ImportCodes.BrokenCompression);
    }

    [Fact]
    public async Task Packed_files_laid_end_to_end_are_one_file()
    {
        byte[] file = [.. OrderFile.Gzip(Bytes("id,product\nA,b\nB,")), .. OrderFile.Gzip([]), .. OrderFile.Gzip(Bytes("c\n"))];

        ImportResult result = await CsvImporter.RunAsync(OrderFile.Source(Mapping, file));

        OrderFile.Values(result.Table!, "product").Should().Equal("b", "c");
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("windows-1252", false)]
    [InlineData("cp1252", false)]
    [InlineData("iso-8859-1", false)]
    public async Task A_file_is_read_in_its_declared_encoding(string name, bool withMark)
    {
        BoundMapping mapping = OrderFile.Mapping("\"id\": \"id\", \"product\": \"product\"", $"\"encoding\": \"{name}\"");
        Encoding encoding = mapping.Mapping.Encoding;
        byte[] file = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("id,product\nA,Café größer\n")];

        ImportResult plain = await CsvImporter.RunAsync(OrderFile.Source(mapping, file));
        ImportResult packed = await CsvImporter.RunAsync(OrderFile.Source(mapping, OrderFile.Gzip(file)));

        OrderFile.Single(plain, "product").Should().Be("Café größer");
        OrderFile.Single(packed, "product").Should().Be("Café größer");
    }

    [Fact]
    public async Task Another_delimiter_is_read()
    {
        ImportResult result = await OrderFile.ImportAsync(OrderFile.Mapping("\"id\": \"id\", \"net\": \"net\"", "\"delimiter\": \";\", \"decimal\": \",\""), "id;net\nA;1,5\n");

        OrderFile.Single(result, "net").Should().Be(150L);
    }

    [Fact]
    public async Task A_source_gives_the_same_rows_at_every_reading()
    {
        CsvFactSource source = OrderFile.Source(Mapping, Bytes("id,product\nA,b\nB,\nB,c\n"));

        FactTable first = await FactTable.LoadAsync(source);
        FactTable second = await FactTable.LoadAsync(source);

        first.Count.Should().Be(2);
        OrderFile.Values(second, "product").Should().Equal(OrderFile.Values(first, "product"));
        source.LastReport!.Rejected.Should().Be(1);
    }

    [Fact]
    public async Task A_source_without_a_table_throws_its_findings()
    {
        Func<Task> load = async () => await FactTable.LoadAsync(OrderFile.Source(Mapping, []));

        (await load.Should().ThrowAsync<InvalidDefinitionException>()).Which.Findings.Should().ContainSingle();
    }

    [Fact]
    public async Task Rows_come_in_batches_that_share_their_dictionaries()
    {
        string csv = "id,product\n" + string.Concat(Enumerable.Range(0, 250).Select(i => $"{i},p{i % 3}\n"));

        FactTable table = (await OrderFile.ImportAsync(Mapping, csv, new ImportOptions { BatchSize = 100 })).Table!;

        table.Batches.Select(b => b.Count).Should().Equal(100, 100, 50);
        table.Batches.Select(b => ((TextColumn)b.Columns[4]).Dictionary).Distinct().Should().ContainSingle().Which.Count.Should().Be(4);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
