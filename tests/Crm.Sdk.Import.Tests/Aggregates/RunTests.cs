using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Tests.Aggregates;

public sealed class RunTests
{
    private const string Header = "id,name,industry,country,owner\n";

    private readonly ImportDesk _desk = new();

    [Fact]
    public async Task A_dry_run_reports_the_same_and_writes_nothing()
    {
        (string Mapping, string Csv)[] files =
        [
            (ImportDesk.Tree, "id,name,parent\nA,One,B\nB,Two,\nC,,\n"), (ImportDesk.Products, "sku,name,price\nP,Pen,1\nQ,Quill,x\n"),
            (ImportDesk.Deals, ImportDesk.DealHeader + "1,A,10,New,2026-01-01,,\n2,Z,10,New,2026-01-01,,\n3,B,10,Won,2026-01-01,,\n"),
            (ImportDesk.Orders, ImportDesk.OrderHeader + "O,1,A,2026-01-01,P,1,1\n"),
        ];

        AggregateImportResult dry = await _desk.Importer.RunAsync("1", files.Select(f => _desk.Source(f.Mapping, f.Csv)), new AggregateImportOptions { IsDryRun = true });
        (await _desk.LogAsync()).Should().BeEmpty();
        AggregateImportResult real = await _desk.Importer.RunAsync("1", files.Select(f => _desk.Source(f.Mapping, f.Csv)));

        dry.Files.Should().OnlyContain(f => f.IsDryRun);
        dry.Files.Select(Summary).Should().Equal(real.Files.Select(Summary));
        real.Files.Sum(f => f.Added).Should().Be(5);
    }

    [Fact]
    public async Task A_dry_run_of_two_files_for_one_customer_counts_as_the_import_does()
    {
        CsvFactSource[] Files() => [_desk.Source(ImportDesk.Customers, Header + "A,Acme,,,\n"), _desk.Source(ImportDesk.Customers, Header + "A,Acme,x,,\nB,Beta,,,\n")];

        AggregateImportResult dry = await _desk.Importer.RunAsync("1", Files(), new AggregateImportOptions { IsDryRun = true });
        AggregateImportResult real = await _desk.Importer.RunAsync("1", Files());

        dry.Files.Select(ImportDesk.Counts).Should().Equal((1, 0, 0, 0), (1, 1, 0, 0));
        real.Files.Select(ImportDesk.Counts).Should().Equal((1, 0, 0, 0), (1, 1, 0, 0));
    }

    [Fact]
    public async Task A_file_that_is_no_table_brings_nothing()
    {
        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Customers, "id,name\nA,Acme\n");

        (report.IsUsable, report.Added, report.Unreached).Should().Be((false, 0, 0));
        (await _desk.LogAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Rejected_rows_go_to_a_file_as_they_were_and_can_be_mended_and_imported()
    {
        string folder = Directory.CreateTempSubdirectory("crm-import").FullName;
        try
        {
            string rejects = Path.Combine(folder, "rejects.csv");
            CsvFactSource source = _desk.Source(ImportDesk.Deals, ImportDesk.DealHeader + "1,Z,10,New,2026-01-01,,\n2,,x,New,2026-01-01,,\n3,,10,New,2026-01-01,,\n4,,1,Won,2026-01-01,,\n", new ImportOptions { RejectsPath = rejects });

            AggregateImportReport report = (await _desk.Importer.RunAsync("1", [source])).Files.Single();

            report.RejectsPath.Should().Be(rejects);
            string text = await File.ReadAllTextAsync(rejects);
            text.Should().Be(ImportDesk.DealHeader + "1,Z,10,New,2026-01-01,,\n2,,x,New,2026-01-01,,\n4,,1,Won,2026-01-01,,\n");
            string mended = text.Replace(",Z,", ",,", StringComparison.Ordinal).Replace(",x,", ",5,", StringComparison.Ordinal).Replace("Won", "New", StringComparison.Ordinal);
            ImportDesk.Counts(await _desk.ImportAsync(ImportDesk.Deals, mended, "2")).Should().Be((3, 0, 0, 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_import_after_the_batches_that_it_took_and_the_same_import_goes_on_later()
    {
        FailingStore? failing = null;
        var desk = new ImportDesk(schema => failing = new FailingStore(schema));
        failing!.FailAt = (2, new CrmStorageException("The disk is full."));
        failing.Times = 2;
        string csv = Header + string.Concat(Enumerable.Range(0, 5).Select(i => $"C{i},Name {i},,,\n"));

        AggregateImportReport report = await desk.ImportAsync(ImportDesk.Customers, csv, options: new AggregateImportOptions { CommitSize = 2 });

        (report.Added, report.Unreached, report.Rejected).Should().Be((2, 3, 0));
        report.Findings.Single().Code.Should().Be(ImportCodes.StoreFailed);
        (await desk.Importer.RunAsync("1", [desk.Source(ImportDesk.Customers, csv), desk.Source(ImportDesk.Tree, "id,name,parent\n")])).IsComplete.Should().BeFalse();
        failing.FailAt = null;
        ImportDesk.Counts(await desk.ImportAsync(ImportDesk.Customers, csv)).Should().Be((3, 0, 2, 0));
    }

    [Fact]
    public async Task A_batch_that_somebody_else_came_before_is_tried_again()
    {
        FailingStore? failing = null;
        var desk = new ImportDesk(schema => failing = new FailingStore(schema));
        failing!.FailAt = (1, new CrmConcurrencyException("customer", Guid.Empty, 1, 2));

        AggregateImportReport report = await desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,\n");

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 0));
        report.Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_batch_that_somebody_else_came_before_twice_is_rejected_whole_and_the_others_go_on()
    {
        FailingStore? failing = null;
        var desk = new ImportDesk(schema => failing = new FailingStore(schema));
        failing!.FailAt = (1, new CrmConcurrencyException("customer", Guid.Empty, 1, 2));
        failing.Times = 2;

        AggregateImportReport report = await desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,\nB,Beta,,,\nC,Ceta,,,\n", options: new AggregateImportOptions { CommitSize = 2 });

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 2));
        report.CountsByCode.Should().Contain(ImportCodes.Conflict, 2);
        (await desk.StateAsync()).Where(l => l.StartsWith("customer:", StringComparison.Ordinal)).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_cancelled_import_keeps_the_batches_that_were_committed_and_goes_on_when_it_is_run_again()
    {
        using var cancel = new CancellationTokenSource();
        string csv = Header + string.Concat(Enumerable.Range(0, 10).Select(i => $"C{i},Name {i},,,\n"));
        var progress = new Steps(p =>
        {
            if (p.RowsDone == 4)
            {
                cancel.Cancel();
            }
        });

        Func<Task> run = () => _desk.Importer.RunAsync("1", [_desk.Source(ImportDesk.Customers, csv)], new AggregateImportOptions { CommitSize = 2 }, progress, cancel.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        (await _desk.LogAsync()).Count(e => e.Event.Type == "customer.registered").Should().Be(4);
        ImportDesk.Counts(await _desk.ImportAsync(ImportDesk.Customers, csv)).Should().Be((6, 0, 4, 0));
        (await _desk.Importer.RevertAsync("1")).Archived.Should().Be(10);
    }

    [Fact]
    public async Task Progress_ends_with_all_rows_done()
    {
        var seen = new List<AggregateImportProgress>();

        await _desk.Importer.RunAsync("1", [_desk.Source(ImportDesk.Customers, Header + "A,Acme,,,\nB,Beta,,,\nC,Ceta,,,\n")], new AggregateImportOptions { CommitSize = 2 }, new Steps(seen.Add));

        seen.Where(p => p.RowsDone > 0).Select(p => (p.RowsRead, p.RowsDone)).Should().Equal((3, 2), (3, 3));
        seen.Should().OnlyContain(p => p.Concept == "customer" && p.File == 1 && p.Files == 1);
    }

    [Theory]
    [InlineData("""{ "format": "crm-mapping/1", "into": "custmer", "source": "e", "columns": { "id": "id" } }""", ImportCodes.UnknownConcept)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "customer", "columns": { "id": "id" } }""", ImportCodes.MissingProperty)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "customer", "fact": "customer", "source": "e", "columns": { "id": "id" } }""", ImportCodes.SettingsConflict)]
    [InlineData("""{ "format": "crm-mapping/1", "fact": "customer", "source": "e", "columns": { "id": "id" } }""", ImportCodes.SettingsConflict)]
    [InlineData("""{ "format": "crm-mapping/1", "fact": "customer", "columns": { "id": "id" } }""", ImportCodes.NotIntoAggregates)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "customer", "source": "a b", "columns": { "id": "id" } }""", ImportCodes.ValueNotAllowed)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "customer", "source": "e", "columns": { "id": "id", "nme": "x" } }""", ImportCodes.UnknownField)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "customer", "source": "e", "columns": { "name": "id" } }""", ImportCodes.KeyNotMapped)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "product", "source": "e", "columns": { "id": "id", "list_price": "p" } }""", ImportCodes.MissingProperty)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "product", "source": "e", "currency": "XXZ", "columns": { "id": "id" } }""", ImportCodes.ValueNotAllowed)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "opportunity", "source": "e", "columns": { "id": "id" } }""", ImportCodes.MissingProperty)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "product", "source": "e", "pipeline": { "key": "x" }, "columns": { "id": "id" } }""", ImportCodes.OptionDoesNotFit)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "customer", "source": "e", "references": { "owner": "x" }, "columns": { "id": "id" } }""", ImportCodes.UnknownField)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "sales_order", "source": "e", "columns": { "line": "id" } }""", ImportCodes.KeyNotMapped)]
    [InlineData("""{ "format": "crm-mapping/1", "into": "opportunity", "source": "e", "pipeline": { "key": "p", "stages": { "a": { "category": "opn" } } }, "columns": { "id": "id" } }""", ImportCodes.ValueNotAllowed)]
    public void A_mapping_that_does_not_fit_is_told_before_anything_is_read(string mapping, string code)
    {
        var parsed = ImportMapping.Parse(mapping, "m.json");

        var findings = parsed.Value is { } valid ? AggregateImporter.Bind(valid, _desk.Store.Schema).Findings : parsed.Findings;

        ImportDesk.Codes(findings).Should().Equal(code);
    }

    private static string Summary(AggregateImportReport r) =>
        $"{r.Concept} {r.RowsRead} {r.Added} {r.Changed} {r.Unchanged} {r.Rejected} {r.Unreached} {string.Join(", ", r.Findings)}";

    private sealed class Steps(Action<AggregateImportProgress> step) : IProgress<AggregateImportProgress>
    {
        public void Report(AggregateImportProgress value) => step(value);
    }

    /// <summary>A store that fails at one of its commits.</summary>
    private sealed class FailingStore(CrmSchema schema) : ICrmStore
    {
        private readonly InMemoryCrmStore _store = new(schema);
        private int _commits;

        public (int Commit, CrmStorageException Failure)? FailAt { get; set; }

        public int Times { get; set; } = 1;

        public CrmSchema Schema => _store.Schema;

        public ValueTask OpenAsync(CancellationToken cancellationToken = default) => _store.OpenAsync(cancellationToken);

        public ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
        {
            _commits++;
            return FailAt is { } fail && _commits >= fail.Commit && _commits < fail.Commit + Times ? throw fail.Failure : _store.CommitAsync(commit, cancellationToken);
        }

        public ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default) => _store.FindAsync(tenant, concept, id, cancellationToken);

        public ValueTask<IReadOnlyDictionary<string, Row>> FindAsync(TenantId tenant, Concept concept, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default) =>
            _store.FindAsync(tenant, concept, source, values, cancellationToken);

        public IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) => _store.QueryAsync(tenant, query, cancellationToken);

        public ValueTask<long> CountAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) => _store.CountAsync(tenant, query, cancellationToken);

        public IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, CancellationToken cancellationToken = default) => _store.ReadLogAsync(query, cancellationToken);

        public IFactSource Facts(TenantId tenant, FactSchema fact) => _store.Facts(tenant, fact);

        public ValueTask<LogLease?> LeaseAsync(string cursor, int take, Instant now, Duration lease, CancellationToken cancellationToken = default) => _store.LeaseAsync(cursor, take, now, lease, cancellationToken);

        public ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default) => _store.CompleteAsync(lease, cancellationToken);

        public ValueTask<bool> FailAsync(LogLease lease, Instant now, Duration firstWait, CancellationToken cancellationToken = default) => _store.FailAsync(lease, now, firstWait, cancellationToken);

        public ValueTask DisposeAsync() => _store.DisposeAsync();
    }
}
