using Crm.Sdk.Customers;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Tests.Aggregates;

public sealed class RowRefusalTests
{
    private readonly ImportDesk _desk = new();

    [Fact]
    public async Task A_reference_that_does_not_resolve_is_a_finding_of_its_row_and_the_rest_goes_on()
    {
        AggregateImportReport report = await _desk.ImportAsync(
            ImportDesk.Deals, ImportDesk.DealHeader + "1,Nobody,10,New,2026-01-01,,\n2,,20,New,2026-01-01,,\n");

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 1));
        report.Findings.Single().ToString().Should().Be(
            "file.csv(2,2) customer: error CRM4052: No customer is called 'Nobody' in 'erp'. Import it first, mend the row, or name the source of 'customer' in \"references\".");
    }

    /// <summary>An empty cell once became the moment of the import without a word.</summary>
    [Theory]
    [InlineData("customer", "registered", "id,name,when\nA,Acme,\nB,Beta,2026-01-01\n")]
    [InlineData("contact", "added", "id,name,when\nA,Ann,\nB,Ben,2026-01-01\n")]
    [InlineData("product", "added", "id,name,when\nA,Anvil,\nB,Bolt,2026-01-01\n")]
    public async Task A_new_row_whose_time_is_mapped_and_empty_is_rejected(string concept, string field, string csv)
    {
        string mapping = $$"""{ "format": "crm-mapping/1", "into": "{{concept}}", "source": "erp", "columns": { "id": "id", "name": "name", "{{field}}": "when" } }""";

        AggregateImportReport report = await _desk.ImportAsync(mapping, csv);

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 1));
        report.Findings.Single().ToString().Should().Be(
            $"file.csv(2,3) when: error CRM4050: The row has no '{field}', which is needed. Mend the row, or set \"default\" in the mapping.");
    }

    [Fact]
    public async Task Deals_and_orders_with_an_empty_time_are_rejected_too()
    {
        await _desk.ImportAsync(ImportDesk.Customers, "id,name,industry,country,owner\nA,Acme,,,\n");

        ImportDesk.Codes((await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,A,10,New,,,\n", "2")).Findings).Should().Equal(ImportCodes.MissingValue);
        ImportDesk.Codes((await _desk.ImportAsync(ImportDesk.Orders, ImportDesk.OrderHeader + "1,1,A,,,2,10\n", "3")).Findings).Should().Equal(ImportCodes.MissingValue);
    }

    [Fact]
    public async Task A_known_row_with_an_empty_time_says_nothing_about_it_and_stays()
    {
        const string Mapping = """{ "format": "crm-mapping/1", "into": "customer", "source": "erp", "columns": { "id": "id", "name": "name", "registered": "when" } }""";
        await _desk.ImportAsync(Mapping, "id,name,when\nA,Acme,2026-01-01\n");

        ImportDesk.Counts(await _desk.ImportAsync(Mapping, "id,name,when\nA,Acme,\n", "2")).Should().Be((0, 0, 1, 0));
    }

    [Fact]
    public async Task A_reference_that_two_sources_know_differently_is_ambiguous()
    {
        await _desk.ImportAsync(ImportDesk.Customers, "id,name,industry,country,owner\nA,Acme,,,\n");
        await _desk.ImportAsync(ImportDesk.Customers.Replace("erp", "web", StringComparison.Ordinal), "id,name,industry,country,owner\nA,Other,,,\nB,Beta,,,\n", "2");
        string mapping = ImportDesk.Deals.Replace("\"currency\"", "\"references\": { \"customer\": [\"erp\", \"web\"] }, \"currency\"", StringComparison.Ordinal);

        AggregateImportReport report = await _desk.ImportAsync(mapping, ImportDesk.DealHeader + "1,A,10,New,2026-01-01,,\n2,B,20,New,2026-01-01,,\n", "3");

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 1));
        ImportDesk.Codes(report.Findings).Should().Equal(ImportCodes.AmbiguousReference);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task A_parent_may_stand_behind_its_children(int commitSize)
    {
        AggregateImportReport report = await _desk.ImportAsync(
            ImportDesk.Tree, "id,name,parent\nC,Child,B\nB,Branch,A\nA,Root,\n", options: new AggregateImportOptions { CommitSize = commitSize });

        ImportDesk.Counts(report).Should().Be((3, 0, 0, 0));
        await using CrmSession session = _desk.Open();
        Customer child = (await session.Customers.FindAsync(new ExternalId("erp", "C")))!;
        child.Parent.Should().Be((await session.Customers.FindAsync(new ExternalId("erp", "B")))!.Id);
    }

    [Fact]
    public async Task Rows_that_refer_to_each_other_or_to_a_rejected_row_are_rejected()
    {
        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Tree, "id,name,parent\nA,One,B\nB,Two,A\nC,,\nD,Four,C\nE,Five,\nF,Six,F\n");

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 5));
        ImportDesk.Codes(report.Findings).Order().Should().Equal(
            ImportCodes.MissingValue, ImportCodes.UnresolvedReference, ImportCodes.UnresolvedReference, ImportCodes.UnresolvedReference, ImportCodes.UnresolvedReference);
    }

    [Theory]
    [InlineData("1,,10,Won,2026-01-01,,", ImportCodes.MissingValue, "closed")]
    [InlineData("1,,10,Lost,2026-01-01,2026-01-05,", ImportCodes.MissingValue, "why")]
    [InlineData("1,,10,Wn,2026-01-01,,", ImportCodes.UnknownWord, "stage")]
    [InlineData("1,,-10,New,2026-01-01,,", ImportCodes.Refused, null)]
    [InlineData("1,,10,Won,2026-01-05,2026-01-01,", ImportCodes.Refused, null)]
    [InlineData("1,,10,New,2026-01-05,2026-01-06,", ImportCodes.CannotChange, "closed")]
    [InlineData("1,,ten,New,2026-01-05,,", ImportCodes.NotANumber, "amount")]
    [InlineData("1,,10,New,2026-02-30,,", ImportCodes.NotADate, "opened")]
    public async Task What_a_row_cannot_say_is_a_finding_and_leaves_nothing(string row, string code, string? path)
    {
        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + row + "\n2,,20,New,2026-01-01,,\n");

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 1));
        Finding finding = report.Findings.Should().ContainSingle().Subject;
        (finding.Code, finding.Place.Line, finding.Place.Path).Should().Be((code, 2, path));
        finding.Mend.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_known_aggregate_that_is_refused_half_way_stays_as_it_was()
    {
        await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,,10,New,2026-01-01,,\n");
        int before = (await _desk.LogAsync()).Count;

        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,,99,Won,2026-01-01,,\n2,,5,New,2026-01-01,,\n", "2");

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 1));
        (await _desk.EventsAfterAsync(before)).Should().Equal("opportunity.opened", "opportunity.amount_changed", "identified");
    }

    [Fact]
    public async Task A_deal_moves_through_its_pipeline_from_file_to_file()
    {
        foreach (string row in new[] { "1,,10,New,2026-01-01,,", "1,,12,Offer made,2026-01-01,,", "1,,12,Lost,2026-01-01,2026-03-20,price", "1,,12,Won,2026-01-01,2026-03-21," })
        {
            (await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + row + "\n")).Findings.Should().BeEmpty();
        }

        await using CrmSession session = _desk.Open();
        Opportunity deal = (await session.Opportunities.FindAsync(new ExternalId("erp", "1")))!;
        deal.Transitions.Select(t => t.Stage).Should().Equal("new", "offer", "lost", "new", "won");
        (deal.Category, deal.Amount).Should().Be((StageCategory.Won, Money.Of(12, "EUR")));
    }

    [Fact]
    public async Task What_happened_cannot_be_changed_by_a_file()
    {
        await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,,10,New,2026-01-01,,\n");

        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader + "1,,10,New,2026-01-02,,\n", "2");

        report.Findings.Single().Code.Should().Be(ImportCodes.CannotChange);
    }

    [Fact]
    public async Task An_archived_aggregate_is_not_changed()
    {
        await _desk.ImportAsync(ImportDesk.Customers, "id,name,industry,country,owner\nA,Acme,,,\n");
        await using (CrmSession session = _desk.Open())
        {
            (await session.Customers.FindAsync(new ExternalId("erp", "A")))!.Archive(session.Now);
            await session.CommitAsync();
        }

        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Customers, "id,name,industry,country,owner\nA,Acme 2,,,\n", "2");

        report.Findings.Single().Message.Should().Be("This Customer is archived; restore it first.");
    }

    [Fact]
    public async Task A_pipeline_whose_stage_would_mean_something_else_ends_the_file()
    {
        await _desk.ImportAsync(ImportDesk.Deals, ImportDesk.DealHeader);

        AggregateImportReport report = await _desk.ImportAsync(
            ImportDesk.Deals.Replace("\"label\": \"Offer made\", \"category\": \"open\"", "\"label\": \"Offer made\", \"category\": \"won\"", StringComparison.Ordinal),
            ImportDesk.DealHeader + "1,,10,New,2026-01-01,,\n", "2");

        ImportDesk.Codes(report.Findings).Should().Equal(ImportCodes.BadPipeline);
        (report.Unreached, report.Added).Should().Be((1, 0));
    }
}
