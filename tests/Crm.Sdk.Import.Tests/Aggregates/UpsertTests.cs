using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Interactions;
using Crm.Sdk.Orders;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Tests.Aggregates;

public sealed class UpsertTests
{
    private const string Csv = "id,name,industry,country,owner\nA,Acme,tools,DE,ann\nB,Beta,,FR,\n";

    private readonly ImportDesk _desk = new();

    [Fact]
    public async Task Rows_become_aggregates_that_are_found_by_their_external_id()
    {
        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Customers, Csv);

        ImportDesk.Counts(report).Should().Be((2, 0, 0, 0));
        await using CrmSession session = _desk.Open();
        Customer acme = (await session.Customers.FindAsync(new ExternalId("erp", "A")))!;
        (acme.Name, acme.Industry, acme.Country, acme.Owner).Should().Be(("Acme", "tools", "DE", "ann"));
        (await session.Customers.FindAsync(new ExternalId("erp", "B")))!.Industry.Should().BeNull();
    }

    [Fact]
    public async Task Every_event_of_an_import_has_its_cause()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Csv, "march");

        (await _desk.LogAsync()).Select(e => e.Cause).Distinct().Should().Equal("import:march");
    }

    [Fact]
    public async Task The_same_file_imported_twice_commits_nothing()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Csv);
        int before = (await _desk.LogAsync()).Count;

        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Customers, Csv, "2");

        ImportDesk.Counts(report).Should().Be((0, 0, 2, 0));
        (await _desk.LogAsync()).Should().HaveCount(before);
    }

    [Fact]
    public async Task Only_what_differs_raises_an_event()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Csv);
        int before = (await _desk.LogAsync()).Count;

        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Customers, Csv.Replace("ann", "bob", StringComparison.Ordinal), "2");

        ImportDesk.Counts(report).Should().Be((0, 1, 1, 0));
        (await _desk.EventsAfterAsync(before)).Should().Equal("customer.owner_assigned");
    }

    [Fact]
    public async Task A_field_that_is_not_mapped_is_left_as_it_is_and_an_empty_one_is_emptied()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Csv);

        await _desk.ImportAsync("""{ "format": "crm-mapping/1", "into": "customer", "source": "erp", "columns": { "id": "id", "owner": "owner" } }""", "id,owner\nA,\n", "2");

        await using CrmSession session = _desk.Open();
        Customer acme = (await session.Customers.FindAsync(new ExternalId("erp", "A")))!;
        (acme.Name, acme.Owner).Should().Be(("Acme", null));
    }

    [Fact]
    public async Task Another_source_has_its_own_ids()
    {
        await _desk.ImportAsync(ImportDesk.Customers, Csv);

        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Customers.Replace("erp", "web", StringComparison.Ordinal), Csv, "2");

        report.Added.Should().Be(2);
    }

    [Fact]
    public async Task The_second_row_with_a_key_is_rejected()
    {
        AggregateImportReport report = await _desk.ImportAsync(ImportDesk.Customers, Csv + "A,Again,,,\n");

        ImportDesk.Counts(report).Should().Be((2, 0, 0, 1));
        ImportDesk.Codes(report.Findings).Should().Equal(ImportCodes.DuplicateKey);
    }

    [Fact]
    public async Task Attributes_of_every_type_come_in_and_are_taken_away_again()
    {
        const string Mapping = """
            { "format": "crm-mapping/1", "into": "customer", "source": "erp", "columns": { "id": "id", "name": "id", "employees": "e", "revenue": "r", "vip": "v",
              "founded": "f", "seen": "s", "note": "n", "grade": "g" } }
            """;
        const string Header = "id,e,r,v,f,s,n,g\n";
        await _desk.ImportAsync(Mapping, Header + "A,12,3.50,true,1999-12-31,2026-01-02T03:04:05Z,knows Bob,B+\n");
        await using (CrmSession session = _desk.Open())
        {
            AttributeBag bag = (await session.Customers.FindAsync(new ExternalId("erp", "A")))!.Attributes;
            bag["employees"].Should().Be(12L);
            bag["revenue"].Should().Be(350L);
            bag["vip"].Should().Be(true);
            bag["founded"].Should().Be(Facts.StorageForm.Of(new LocalDate(1999, 12, 31)));
            bag["seen"].Should().Be(Facts.StorageForm.Of(Instant.FromUtc(2026, 1, 2, 3, 4, 5)));
            bag["note"].Should().Be("knows Bob");
            bag["grade"].Should().Be("B+");
        }

        (await _desk.ImportAsync(Mapping, Header + "A,12,3.50,true,1999-12-31,2026-01-02T03:04:05Z,knows Bob,B+\n", "2")).Unchanged.Should().Be(1);
        AggregateImportReport emptied = await _desk.ImportAsync(Mapping, Header + "A,,,,,,,\n", "3");

        emptied.Changed.Should().Be(1);
        await using CrmSession other = _desk.Open();
        (await other.Customers.FindAsync(new ExternalId("erp", "A")))!.Attributes.Keys.Should().BeEmpty();
    }

    [Fact]
    public async Task An_attribute_that_refers_to_an_aggregate_holds_its_id_and_one_that_refers_to_the_hosts_own_holds_the_key()
    {
        AggregateImportResult result = await _desk.Importer.RunAsync("1",
        [
            _desk.Source("""{ "format": "crm-mapping/1", "into": "customer", "source": "erp", "columns": { "id": "id", "name": "id", "favourite": "sku", "agent": "agent" } }""", "id,sku,agent\nA,P,ann\nB,,\nC,Z,bob\n"),
        ]);
        await _desk.ImportAsync(ImportDesk.Products, "sku,name,price\nP,Pen,1\n", "2");
        AggregateImportReport again = await _desk.ImportAsync("""{ "format": "crm-mapping/1", "into": "customer", "source": "erp", "columns": { "id": "id", "name": "id", "favourite": "sku", "agent": "agent" } }""", "id,sku,agent\nA,P,ann\n", "3");

        ImportDesk.Codes(result.Files[0].Findings).Should().Equal(ImportCodes.UnresolvedReference, ImportCodes.UnresolvedReference);
        again.Added.Should().Be(1);
        await using CrmSession session = _desk.Open();
        AttributeBag bag = (await session.Customers.FindAsync(new ExternalId("erp", "A")))!.Attributes;
        bag["favourite"].Should().Be($"{(await session.Products.FindAsync(new ExternalId("erp", "P")))!.Id}");
        bag["agent"].Should().Be("ann");
        ImportDesk.Codes((await _desk.Importer.RevertAsync("2")).Findings).Should().Equal(ImportCodes.ReferredTo);
    }

    [Fact]
    public async Task Personal_texts_are_not_in_the_log()
    {
        await _desk.ImportAsync(
            """{ "format": "crm-mapping/1", "into": "customer", "source": "erp", "columns": { "id": "id", "name": "name", "email": "mail", "phone": "tel", "note": "note" } }""",
            "id,name,mail,tel,note\n7,Zoe Zander,zoe@z.example,+4930123,limps\n");

        string log = string.Concat((await _desk.LogAsync()).Select(e => e.Event.Json));
        foreach (string text in new[] { "Zoe", "zoe@", "4930123", "limps" })
        {
            log.Should().NotContain(text);
        }
    }

    [Fact]
    public async Task Contacts_and_interactions_lead_to_their_customers_in_whatever_order_the_files_are_named()
    {
        AggregateImportResult result = await _desk.Importer.RunAsync("1",
        [
            _desk.Source("""
                { "format": "crm-mapping/1", "into": "interaction", "source": "erp",
                  "columns": { "id": "id", "customer": "customer", "contact": "contact", "at": "at", "type": {"constant": "call"}, "channel": {"constant": "phone"},
                    "direction": {"column": "way", "values": {"out": "outbound"}}, "duration": {"column": "min", "unit": "minutes"} } }
                """, "id,customer,contact,at,way,min\n1,A,K,2026-02-01T10:00:00Z,out,2\n"),
            _desk.Source("""{ "format": "crm-mapping/1", "into": "contact", "source": "erp", "columns": { "id": "id", "name": "name", "customer": "customer" } }""", "id,name,customer\nK,Kim,A\n"),
            _desk.Source(ImportDesk.Customers, Csv),
        ]);

        result.Files.SelectMany(f => f.Findings).Should().BeEmpty();
        result.Files.Select(f => f.Concept).Should().Equal("customer", "contact", "interaction");
        await using CrmSession session = _desk.Open();
        Interaction call = (await session.Interactions.FindAsync(new ExternalId("erp", "1")))!;
        call.Customer.Should().Be((await session.Customers.FindAsync(new ExternalId("erp", "A")))!.Id);
        call.Contact.Should().Be((await session.Contacts.FindAsync(new ExternalId("erp", "K")))!.Id);
        (call.Direction, call.Seconds).Should().Be((Direction.Outbound, 120L));
    }
}
