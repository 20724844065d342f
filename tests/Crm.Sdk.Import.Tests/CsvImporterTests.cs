using System.Globalization;
using System.Text;
using Crm.Sdk.Import.Mapping;

namespace Crm.Sdk.Import.Tests;

public sealed class CsvImporterTests : IDisposable
{
    private static readonly BoundMapping Mapping = OrderFile.Mapping("\"id\": \"id\", \"product\": \"product\", \"net\": \"net\"");

    private readonly string _folder = Directory.CreateTempSubdirectory("crm-import-").FullName;

    private string Rejects => Path.Combine(_folder, "rejects.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("utf-8", false, "\n")]
    [InlineData("utf-8", true, "\r\n")]
    [InlineData("windows-1252", false, "\n")]
    [InlineData("utf-16", true, "\r\n")]
    public async Task Mended_rejects_complete_the_table(string name, bool withMark, string newLine)
    {
        BoundMapping mapping = OrderFile.Mapping("\"id\": \"id\", \"product\": \"product\", \"net\": \"net\"", $"\"encoding\": \"{name}\"");
        Encoding encoding = mapping.Mapping.Encoding;
        string csv = string.Join(newLine, "id,product,net,\"spare, é\"", "A,á,1,", "B,\"ü\nü\",2;5,x", "C,c", "D,d,4,", "E,e,5;5,");
        byte[] file = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(csv)];

        ImportResult first = await CsvImporter.RunAsync(OrderFile.Source(mapping, file, new ImportOptions { RejectsPath = Rejects }));
        byte[] rejects = await File.ReadAllBytesAsync(Rejects);
        string mended = encoding.GetString(rejects).Replace(';', '.').Replace("C,c", "C,c,3,", StringComparison.Ordinal);
        ImportResult second = await CsvImporter.RunAsync(OrderFile.Source(mapping, encoding.GetBytes(mended)));

        first.Report.RejectsPath.Should().Be(Rejects);
        first.Report.Rejected.Should().Be(3);
        second.Report.Findings.Should().BeEmpty();
        OrderFile.Values(first.Table!, "product").Concat(OrderFile.Values(second.Table!, "product")).Should().Equal("á", "d", "ü\nü", "c", "e");
        OrderFile.Values(second.Table!, "net").Should().Equal(250L, 300L, 550L);
    }

    [Fact]
    public async Task Rejects_keep_the_bytes_as_they_were()
    {
        byte[] bad = [.. Encoding.UTF8.GetBytes("B,caf"), 0xE9, 0xFF, .. Encoding.UTF8.GetBytes(" é😀,2\r\n")];
        byte[] file = [.. Encoding.UTF8.GetBytes("id,product,net\nA,a,1\n"), .. bad, .. Encoding.UTF8.GetBytes("C,c,3\n"), .. bad];

        await CsvImporter.RunAsync(OrderFile.Source(Mapping, file, new ImportOptions { RejectsPath = Rejects }));

        (await File.ReadAllBytesAsync(Rejects)).Should().Equal([.. Encoding.UTF8.GetBytes("id,product,net\n"), .. bad, .. bad]);
    }

    [Fact]
    public async Task A_record_too_long_to_keep_is_written_to_the_rejects_whole()
    {
        string record = "B,\"" + string.Concat(Enumerable.Repeat("é😀\n", 60_000)) + "\",2\n";

        await CsvImporter.RunAsync(OrderFile.Source(
            Mapping, Encoding.UTF8.GetBytes("id,product,net\nA,a,1\n" + record + "C,c,3\n"), new ImportOptions { RejectsPath = Rejects, MaxFieldLength = 100 }));

        (await File.ReadAllTextAsync(Rejects)).Should().Be("id,product,net\n" + record);
    }

    [Fact]
    public async Task Skipped_rows_are_no_rejects()
    {
        BoundMapping mapping = OrderFile.Mapping("\"id\": \"id\"", "\"onDuplicateKey\": \"keepFirst\"");

        ImportResult result = await CsvImporter.RunAsync(OrderFile.Source(mapping, "id\nA\nA\n"u8.ToArray(), new ImportOptions { RejectsPath = Rejects }));

        result.Report.RejectsPath.Should().BeNull();
        Directory.EnumerateFileSystemEntries(_folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_finds_the_same()
    {
        byte[] file = "id,product,net\nA,a,1\nB,b,x\n"u8.ToArray();

        ImportResult dry = await CsvImporter.RunAsync(OrderFile.Source(Mapping, file, new ImportOptions { RejectsPath = Rejects, IsDryRun = true }));

        Directory.EnumerateFileSystemEntries(_folder).Should().BeEmpty();
        dry.Report.IsDryRun.Should().BeTrue();
        dry.Report.RejectsPath.Should().BeNull();
        dry.Report.Rejected.Should().Be(1);
    }

    [Fact]
    public async Task A_file_that_breaks_off_leaves_no_rejects()
    {
        string csv = "id,product,net\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},p{i * 7919 % 1000},x\n"));
        byte[] packed = OrderFile.Gzip(Encoding.UTF8.GetBytes(csv));

        ImportResult result = await CsvImporter.RunAsync(OrderFile.Source(Mapping, packed[..^20], new ImportOptions { RejectsPath = Rejects }));

        result.Table.Should().BeNull();
        Directory.EnumerateFileSystemEntries(_folder).Should().BeEmpty();
    }

    [Fact]
    public async Task Rejects_never_replace_other_ones_of_an_earlier_import()
    {
        await File.WriteAllTextAsync(Rejects, "mended");
        string beside = Path.Combine(_folder, "rejects.2.csv");

        for (int run = 0; run < 2; run++)
        {
            ImportResult result = await CsvImporter.RunAsync(
                OrderFile.Source(Mapping, "id,product,net\nB,b,x"u8.ToArray(), new ImportOptions { RejectsPath = Rejects }));
            result.Report.RejectsPath.Should().Be(beside);
        }

        (await File.ReadAllTextAsync(Rejects)).Should().Be("mended");
        (await File.ReadAllTextAsync(beside)).Should().Be("id,product,net\nB,b,x\n");
        Directory.EnumerateFileSystemEntries(_folder).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(",,\n\"\",,\n", 2)]
    [InlineData(",, \n", 0)]
    public async Task Rows_of_empty_fields_are_skipped_and_counted(string rows, int skipped)
    {
        ImportResult result = await OrderFile.ImportAsync(Mapping, "id,product,net\nA,a,1\n" + rows);

        (result.Report.Accepted, result.Report.Skipped, result.Report.Rejected).Should().Be((1, skipped, skipped == 0 ? 1 : 0));
    }

    [Theory]
    [InlineData("sep=,\n")]
    [InlineData("\uFEFFSEP=;\r\n")]
    public async Task The_line_of_a_spreadsheet_that_names_the_delimiter_is_no_header(string line)
    {
        ImportResult result = await OrderFile.ImportAsync(Mapping, line + "id,product,net\nA,a,1\nB,b,x\n");

        result.Report.Accepted.Should().Be(1);
        result.Report.Findings.Should().ContainSingle().Which.Place.Line.Should().Be(4);
    }

    [Fact]
    public void Rejects_never_replace_the_file_that_is_read()
    {
        Action create = () => _ = new CsvFactSource(Mapping, Rejects, new ImportOptions { RejectsPath = Rejects });

        create.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_behind()
    {
        string path = Path.Combine(_folder, "orders.csv");
        await File.WriteAllTextAsync(path, Rows(100_000));
        using var cancellation = new CancellationTokenSource();
        var progress = new Observer(p =>
        {
            if (p.Rows > 20_000)
            {
                cancellation.Cancel();
            }
        });

        Func<Task> run = () => CsvImporter.RunAsync(new CsvFactSource(Mapping, path, new ImportOptions { RejectsPath = Rejects }), progress, cancellation.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        Directory.EnumerateFileSystemEntries(_folder).Should().Equal(path);
        File.Delete(path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Progress_never_goes_back_and_ends_at_the_whole(bool packed)
    {
        byte[] file = Encoding.UTF8.GetBytes(Rows(50_000));
        file = packed ? OrderFile.Gzip(file) : file;
        var seen = new List<ImportProgress>();

        await CsvImporter.RunAsync(OrderFile.Source(Mapping, file), new Observer(seen.Add));

        seen.Should().HaveCountGreaterThan(5);
        seen.Select(p => p.BytesRead).Should().BeInAscendingOrder();
        seen.Select(p => p.Rows).Should().BeInAscendingOrder();
        seen.Should().OnlyContain(p => p.TotalBytes == file.Length && p.BytesRead <= file.Length);
        (seen[^1].BytesRead, seen[^1].Rows).Should().Be((file.Length, 50_000));
    }

    [Fact]
    public async Task The_stream_is_closed_when_the_import_ends()
    {
        var stream = new MemoryStream("id,product,net\nA,a,1\n"u8.ToArray());

        await CsvImporter.RunAsync(new CsvFactSource(Mapping, () => stream, "orders.csv"));

        stream.CanRead.Should().BeFalse();
    }

    [Fact]
    public async Task A_stream_that_fails_is_a_finding()
    {
        ImportResult result = await CsvImporter.RunAsync(new CsvFactSource(Mapping, () => throw new IOException("The cable is out."), "orders.csv"));

        result.Report.Findings.Should().ContainSingle().Which.Message.Should().Contain("The cable is out.");
        result.Table.Should().BeNull();
    }

    private static string Rows(int count) =>
        "id,product,net\n" + string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},p{i % 10},{(i % 5 == 0 ? "x" : "1.5")}\n")));

    private sealed class Observer(Action<ImportProgress> see) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => see(value);
    }
}
