using System.Text.RegularExpressions;
using Crm.Sdk.Customers;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Orders;
using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Tests.Aggregates;

public sealed partial class RevertTests
{
    private const string Header = "id,name,industry,country,owner\n";

    private readonly ImportDesk _desk = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Reverting_any_import_restores_what_was(int seed)
    {
        var random = new Random(seed);
        var states = new List<string[]> { await _desk.StateAsync() };
        var options = new AggregateImportOptions { CommitSize = 1 + random.Next(6) };
        for (int i = 1; i <= 4; i++)
        {
            AggregateImportResult result = await _desk.Importer.RunAsync($"{i}", Files(random), options);
            result.Files.SelectMany(f => f.Findings).Should().BeEmpty();
            states.Add(await _desk.StateAsync());
        }

        for (int i = 4; i >= 1; i--)
        {
            RevertReport report = await _desk.Importer.RevertAsync($"{i}", options);
            report.Findings.Should().BeEmpty();
            (await _desk.StateAsync()).Should().Equal(states[i - 1], "import {0} of seed {1} is taken back", i, seed);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task An_import_that_was_taken_back_can_be_imported_again(int seed)
    {
        await _desk.Importer.RunAsync("1", Files(new Random(seed)));
        string[] facts = [.. (await _desk.StateAsync()).Select(WithoutIds).Order(StringComparer.Ordinal)];

        await _desk.Importer.RevertAsync("1");
        (await _desk.StateAsync()).Should().BeEmpty();
        AggregateImportResult again = await _desk.Importer.RunAsync("2", Files(new Random(seed)));

        again.Files.Sum(f => f.Changed + f.Unchanged + f.Rejected).Should().Be(0);
        (await _desk.StateAsync()).Select(WithoutIds).Order(StringComparer.Ordinal).Should().Equal(facts);
    }

    [Fact]
    public async Task Reverting_twice_commits_nothing_the_second_time()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,\n");
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme 2,,,\nB,Beta,,,\n", "2");
        await _desk.Importer.RevertAsync("2");
        int before = (await _desk.LogAsync()).Count;

        RevertReport report = await _desk.Importer.RevertAsync("2");

        (report.Archived, report.Restored, report.Unchanged, report.Findings.Count).Should().Be((0, 0, 2, 0));
        (await _desk.LogAsync()).Should().HaveCount(before);
    }

    [Fact]
    public async Task The_commits_of_a_revert_have_their_own_cause()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,\n");
        int before = (await _desk.LogAsync()).Count;

        await _desk.Importer.RevertAsync("1");

        (await _desk.LogAsync()).Skip(before).Select(e => (e.Event.Type, e.Cause)).Should().Equal(("unidentified", "revert:1"), ("archived", "revert:1"));
    }

    [Fact]
    public async Task A_dry_revert_tells_the_same_and_writes_nothing()
    {
        await _desk.ImportAsync(ImportDesk.Tree, "id,name,parent\nA,Acme,\n");
        await _desk.ImportAsync(ImportDesk.Tree, "id,name,parent\nA,Acme,B\nB,Beta,\n", "2");
        int before = (await _desk.LogAsync()).Count;

        RevertReport dry = await _desk.Importer.RevertAsync("2", new AggregateImportOptions { IsDryRun = true });
        (await _desk.LogAsync()).Should().HaveCount(before);
        RevertReport real = await _desk.Importer.RevertAsync("2");

        (dry.Archived, dry.Restored, dry.Findings.Count).Should().Be((1, 1, 0));
        (real.Archived, real.Restored, real.Findings.Count).Should().Be((1, 1, 0));
    }

    [Fact]
    public async Task What_others_changed_since_stays_and_the_rest_goes_back()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,tools,DE,ann\n");
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme 2,toys,DE,bob\n", "2");
        await ChangeAsync(c => c.AssignTo("cem", _desk.Clock.GetCurrentInstant()));

        RevertReport report = await _desk.Importer.RevertAsync("2");

        report.Findings.Single().ToString().Should().Be(
            "customer owner: error CRM4061: 'owner' of the customer 'erp:A' was changed since and stays as it is. Change it by hand if the former value is wanted.");
        await using CrmSession session = _desk.Open();
        Customer acme = (await session.Customers.FindAsync(new ExternalId("erp", "A")))!;
        (acme.Name, acme.Industry, acme.Owner).Should().Be(("Acme", "tools", "cem"));
    }

    [Fact]
    public async Task What_the_import_added_and_others_changed_stays()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,\nB,Beta,,,\n");
        await ChangeAsync(c => c.AssignTo("cem", _desk.Clock.GetCurrentInstant()));

        RevertReport report = await _desk.Importer.RevertAsync("1");

        report.Archived.Should().Be(1);
        ImportDesk.Codes(report.Findings).Should().Equal(ImportCodes.ChangedSince);
    }

    [Fact]
    public async Task What_the_import_added_and_others_filled_where_it_was_empty_stays()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,\n");
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,bob\n", "2");
        await _desk.Importer.RevertAsync("2");
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,bob\n", "2");

        ImportDesk.Codes((await _desk.Importer.RevertAsync("1")).Findings).Should().Equal(ImportCodes.ChangedSince);
    }

    [Fact]
    public async Task What_others_refer_to_stays_and_so_does_what_that_refers_to()
    {
        await _desk.ImportAsync(ImportDesk.Tree, "id,name,parent\nA,Acme,B\nB,Beta,\nC,Ceta,\n");
        await _desk.ImportAsync(ImportDesk.Products, "sku,name,price\nP,Pen,1\nQ,Quill,1\n");
        await _desk.ImportAsync(ImportDesk.Orders, ImportDesk.OrderHeader + "O,1,A,2026-01-01,P,1,1\n", "2");

        RevertReport report = await _desk.Importer.RevertAsync("1");

        report.Archived.Should().Be(2, "C and Q are nobody's");
        ImportDesk.Codes(report.Findings).Should().Equal(ImportCodes.ReferredTo, ImportCodes.ReferredTo, ImportCodes.ReferredTo);
        await _desk.Importer.RevertAsync("2");
        (await _desk.Importer.RevertAsync("1")).Archived.Should().Be(3);
    }

    [Fact]
    public async Task An_earlier_import_goes_back_once_a_later_one_has()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,\n");
        await _desk.ImportAsync(ImportDesk.Customers, Header + "A,Acme,,,bob\n", "2");

        ImportDesk.Codes((await _desk.Importer.RevertAsync("1")).Findings).Should().Equal(ImportCodes.ChangedSince);
        (await _desk.Importer.RevertAsync("2")).Restored.Should().Be(1);

        (await _desk.Importer.RevertAsync("1")).Archived.Should().Be(1);
    }

    [Fact]
    public async Task A_deal_that_an_import_closed_is_open_again()
    {
        await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,,10,Offer made,2026-01-01,,\n");
        await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,,12,Lost,2026-01-01,2026-02-01,price\n", "2");

        RevertReport report = await _desk.Importer.RevertAsync("2");

        report.Findings.Should().BeEmpty();
        await using CrmSession session = _desk.Open();
        Opportunity deal = (await session.Opportunities.FindAsync(new ExternalId("erp", "1")))!;
        (deal.Stage, deal.Category, deal.ClosedAt, deal.LostReason, deal.Amount).Should().Be(("offer", StageCategory.Open, null, null, Money.Of(10, "EUR")));
    }

    [Fact]
    public async Task A_deal_that_an_import_reopened_is_told_because_its_end_cannot_be_had_back()
    {
        await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,,10,Won,2026-01-01,2026-02-01,\n");
        await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,,10,New,2026-01-01,,\n", "2");

        RevertReport report = await _desk.Importer.RevertAsync("2");

        ImportDesk.Codes(report.Findings).Should().Equal(ImportCodes.CannotRestore);
    }

    [Fact]
    public async Task A_stage_that_an_import_added_stays_and_its_other_changes_of_the_pipeline_go_back()
    {
        await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader);
        await _desk.ImportAsync(ImportDesk.Deals.Replace("Offer made", "Offered", StringComparison.Ordinal), ImportDesk.DealHeader, "2");

        (await _desk.Importer.RevertAsync("2")).Restored.Should().Be(1);

        await using CrmSession session = _desk.Open();
        (await session.Pipelines.FindAsync(new ExternalId("erp", "main")))!["offer"].Label.Should().Be("Offer made");
    }

    [Fact]
    public async Task An_import_that_is_not_known_is_told()
    {
        ImportDesk.Codes((await _desk.Importer.RevertAsync("never")).Findings).Should().Equal(ImportCodes.UnknownImport);
    }

    // Ids and the time of the import are others the second time.
    private static string WithoutIds(string line) => Guids().Replace(line, "ID");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|17[0-9]{14}")]
    private static partial Regex Guids();

    private async Task ChangeAsync(Action<Customer> change)
    {
        await using CrmSession session = _desk.Open();
        change((await session.Customers.FindAsync(new ExternalId("erp", "A")))!);
        await session.CommitAsync();
    }

    // A random state of a small company: files name a part of its customers, products, open deals and orders.
    private CsvFactSource[] Files(Random random)
    {
        T Any<T>(params T[] values) => values[random.Next(values.Length)];
        string[] customers = [.. Enumerable.Range(1, 8).Where(_ => random.Next(3) > 0).Select(i => $"C{i}").Append("C0")];
        const string Mapping = """
            { "format": "crm-mapping/1", "into": "customer", "source": "erp", "columns": { "id": "id", "name": "name", "industry": "industry", "owner": "owner", "email": "mail",
              "parent": "parent", "stage": "stage", "employees": "employees", "vip": "vip", "note": "note" } }
            """;
        string people = "id,name,industry,owner,mail,parent,stage,employees,vip,note\n" + string.Concat(customers.Select((c, i) =>
            $"{c},{Any("Ada", "Bea", "Cem")},{Any("tools", "toys", "")},{Any("ann", "bob", "")},{Any("x@y", "")},{(i < customers.Length - 1 ? Any("C0", "") : "")},"
            + $"{Any("Prospect", "Active")},{Any("1", "2", "")},{Any("true", "false", "")},{Any("likes tea", "")}\n"));
        string products = "sku,name,price\n" + string.Concat(new[] { "P", "Q" }.Select(p => $"{p},{Any("Pen", "Quill")},{Any("1", "2", "")}\n"));
        string deals = ImportDesk.DealHeader + string.Concat(Enumerable.Range(1, 6).Where(_ => random.Next(2) > 0).Select(i =>
            $"D{i},{Any([.. customers, ""])},{Any("5", "7", "")},{Any("New", "Offer made")},2026-01-0{i},,\n"));
        string orders = ImportDesk.OrderHeader + string.Concat(Enumerable.Range(1, 3).SelectMany(i => Enumerable.Range(1, i).Select(l =>
            $"O{i},{l},,2026-01-0{i},{Any("P", "Q")},{Any("1", "2")},{Any("3", "4")}\n")));
        return
        [
            _desk.Source(Mapping, people), _desk.Source(ImportDesk.Products, products), _desk.Source(ImportDesk.Deals, deals), _desk.Source(ImportDesk.Orders, orders),
        ];
    }
}
