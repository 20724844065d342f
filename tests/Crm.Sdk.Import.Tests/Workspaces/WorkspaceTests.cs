using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Import.Tests.Workspaces;

public sealed class WorkspaceTests
{
    [Fact]
    public void A_workspace_without_a_fault_is_open()
    {
        using var folder = new WorkspaceFolder();

        Checked<Workspace> opened = Workspace.Open(folder.Path);

        opened.Findings.Should().BeEmpty();
        Workspace workspace = opened.ThrowIfInvalid();
        workspace.Name.Should().Be("Test");
        workspace.Calendar.Zone.Id.Should().Be("Europe/Berlin");
        workspace.Calendar.FiscalStartMonth.Should().Be(4);
        workspace.Now.Should().Be(Instant.FromUtc(2025, 5, 31, 22, 0), "a day stands for its beginning in the zone");
        workspace.Documents.Select(d => d.Source).Should().Equal("definitions/a-facts.crm", "definitions/b-metrics.crm");
        workspace.Sources.Select(s => (s.Schema.Name, s.MappingFile, s.DataName)).Should().Equal(
            ("customer", "mappings/customer.json", "data/customers.csv"), ("order", "mappings/order.json", "data/orders.csv"));
        workspace.Model.Metrics.Keys.Should().Equal("sales.orders");
    }

    [Fact]
    public void Now_data_name_and_the_fiscal_year_may_be_left_out()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("crm.json", """{ "format": "crm-workspace/1", "zone": "UTC" }""");

        Workspace workspace = Workspace.Open(folder.Path).ThrowIfInvalid();

        workspace.Now.Should().BeNull();
        workspace.Name.Should().Be(Path.GetFileName(folder.Path));
        workspace.Calendar.FiscalStartMonth.Should().Be(1);
        workspace.DataFolder.Should().Be(Path.Combine(folder.Path, "data"));
    }

    [Theory]
    [InlineData("{", "CRM5002", null)]
    [InlineData("[]", "CRM4005", null)]
    [InlineData("""{ "zone": "UTC" }""", "CRM5003", "format")]
    [InlineData("""{ "format": "crm-workspace/2", "zone": "UTC" }""", "CRM5003", "format")]
    [InlineData("""{ "format": "crm-workspace/1" }""", "CRM4004", "zone")]
    [InlineData("""{ "format": "crm-workspace/1", "zone": "Europe/Berln" }""", "CRM4009", "zone")]
    [InlineData("""{ "format": "crm-workspace/1", "zone": "UTC", "fiscalStartMonth": 13 }""", "CRM4006", "fiscalStartMonth")]
    [InlineData("""{ "format": "crm-workspace/1", "zone": "UTC", "fiscalStartMonth": "May" }""", "CRM4005", "fiscalStartMonth")]
    [InlineData("""{ "format": "crm-workspace/1", "zone": "UTC", "now": "soon" }""", "CRM5004", "now")]
    [InlineData("""{ "format": "crm-workspace/1", "zone": "UTC", "zona": "UTC" }""", "CRM4002", "zona")]
    [InlineData("""{ "format": "crm-workspace/1", "zone": "UTC", "zone": "UTC" }""", "CRM4003", "zone")]
    public void Bad_settings_are_one_finding_at_their_place(string settings, string code, string? path)
    {
        using var folder = new WorkspaceFolder();
        folder.Write("crm.json", settings);

        Finding finding = Workspace.Open(folder.Path).Findings.Should().ContainSingle().Subject;

        (finding.Code, finding.Severity, finding.Place.Source, finding.Place.Path).Should().Be((code, FindingSeverity.Error, "crm.json", path));
    }

    [Fact]
    public void A_zone_that_is_nearly_one_is_proposed()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("crm.json", """{ "format": "crm-workspace/1", "zone": "Europe/Berln" }""");

        Workspace.Open(folder.Path).Findings.Single().Mend.Should().Be("Did you mean 'Europe/Berlin'?");
    }

    [Fact]
    public void No_folder_and_a_folder_without_settings_are_findings()
    {
        using var folder = new WorkspaceFolder();
        folder.Delete("crm.json");

        Workspace.Open(folder.Path).Findings.Single().ToString().Should().StartWith("crm.json: error CRM5001: The folder holds no crm.json.");
        Workspace.Open(Path.Combine(folder.Path, "nowhere")).Findings.Single().Message.Should().Be("The folder does not exist.");
    }

    [Fact]
    public void A_workspace_that_declares_nothing_is_told()
    {
        using var folder = new WorkspaceFolder();
        folder.Delete("definitions/a-facts.crm");
        folder.Write("definitions/b-metrics.crm", "// later");

        Workspace.Open(folder.Path).Findings.Should().ContainSingle().Which.Code.Should().Be(WorkspaceCodes.NothingDeclared);
    }

    [Fact]
    public void Findings_of_all_files_come_at_once()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("crm.json", "{}");
        folder.Write("definitions/a-facts.crm", "fact order evnt key id { }");
        folder.Write("definitions/b-metrics.crm", "metric = 3");
        folder.Write("mappings/order.json", "{}");

        Workspace.Open(folder.Path).Findings.Select(f => f.Place.Source).Distinct().Should().Equal(
            "crm.json", "definitions/a-facts.crm", "definitions/b-metrics.crm", "mappings/order.json");
    }

    [Theory]
    [InlineData("""{ "format": "crm-mapping/1", "fact": "ordr", "file": "o.csv", "columns": { "id": "Id" } }""", "CRM5006", "No fact is called 'ordr'. Did you mean 'order'?")]
    [InlineData("""{ "format": "crm-mapping/1", "fact": "order", "file": "o.csv", "columns": { "id": "Id" } }""", "CRM5007", "mappings/order.json fills the fact 'order' already. Keep one of the two mappings.")]
    [InlineData("""{ "format": "crm-mapping/1", "fact": "return", "columns": { "id": "Id" } }""", "CRM5009", "The mapping names no file. Add \"file\" with the name of a file in the data folder.")]
    [InlineData("""{ "format": "crm-mapping/1", "fact": "return", "file": "../crm.json", "columns": { "id": "Id" } }""", "CRM5010", "'../crm.json' is outside the data folder. Put the file there, or name its folder as \"data\" in crm.json.")]
    [InlineData("""{ "format": "crm-mapping/1", "fact": "return", "file": "../data2/o.csv", "columns": { "id": "Id" } }""", "CRM5010", "'../data2/o.csv' is outside the data folder. Put the file there, or name its folder as \"data\" in crm.json.")]
    public void A_mapping_that_does_not_fit_is_told(string mapping, string code, string message)
    {
        using var folder = new WorkspaceFolder();
        folder.Write("definitions/c.crm", "fact return event key id { }");
        folder.Write("mappings/z.json", mapping);

        Finding finding = Workspace.Open(folder.Path).Findings.Should().ContainSingle(f => f.Severity == FindingSeverity.Error).Subject;

        (finding.Code, $"{finding.Message} {finding.Mend}", finding.Place.Source).Should().Be((code, message, "mappings/z.json"));
    }

    [Fact]
    public void A_fact_without_a_mapping_is_a_warning()
    {
        using var folder = new WorkspaceFolder();
        folder.Delete("mappings/customer.json");

        Checked<Workspace> opened = Workspace.Open(folder.Path);

        opened.IsValid.Should().BeTrue();
        opened.Findings.Should().ContainSingle().Which.ToString().Should().Be(
            "mappings: warning CRM5008: No mapping fills the fact 'customer': metrics that need its rows cannot be evaluated. Add mappings/customer.json.");
    }

    [Fact]
    public void Each_file_of_a_list_that_is_not_there_is_a_warning()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("mappings/order.json", "{ \"format\": \"crm-mapping/1\", \"fact\": \"order\", \"file\": [\"a.csv\", \"orders.csv\", \"b.csv\"], \"columns\": { \"id\": \"Id\" } }");

        Workspace workspace = Workspace.Open(folder.Path).ThrowIfInvalid();

        workspace.FindMissingFiles().Select(f => f.ToString()).Should().Equal(
            "mappings/order.json file: warning CRM5012: There is no file data/a.csv, from which 'order' would be filled. Put it there, or name another.",
            "mappings/order.json file: warning CRM5012: There is no file data/b.csv, from which 'order' would be filled. Put it there, or name another.");
    }

    [Fact]
    public async Task Rows_are_read_with_a_report_for_each_file()
    {
        using var folder = new WorkspaceFolder();
        Workspace workspace = Workspace.Open(folder.Path).ThrowIfInvalid();
        var steps = new Steps();

        WorkspaceFacts loaded = await workspace.LoadAsync(progress: steps);

        loaded.IsUsable.Should().BeTrue();
        loaded.Reports.Select(r => (r.Fact, r.Source, r.Accepted, r.Rejected)).Should().Equal(("customer", "data/customers.csv", 2, 0), ("order", "data/orders.csv", 1, 1));
        loaded.Facts[workspace.Model.Facts["order"].Schema].Count.Should().Be(1);
        steps.Seen.Select(s => (s.Fact, s.File, s.Files)).Distinct().Should().Equal(("customer", 1, 2), ("order", 2, 2));
    }

    [Fact]
    public async Task Only_the_facts_that_are_asked_for_are_read()
    {
        using var folder = new WorkspaceFolder();
        folder.Delete("data/orders.csv");
        Workspace workspace = Workspace.Open(folder.Path).ThrowIfInvalid();

        WorkspaceFacts loaded = await workspace.LoadAsync(["customer"]);
        Func<Task> unknown = () => workspace.LoadAsync(["customr"]);

        loaded.Facts.Tables.Select(t => t.Schema.Name).Should().Equal("customer");
        await unknown.Should().ThrowAsync<ArgumentException>().WithMessage("No fact is called 'customr'.*");
    }

    [Fact]
    public async Task A_missing_file_is_a_finding_of_its_report()
    {
        using var folder = new WorkspaceFolder();
        folder.Delete("data/orders.csv");

        WorkspaceFacts loaded = await Workspace.Open(folder.Path).ThrowIfInvalid().LoadAsync();

        loaded.IsUsable.Should().BeFalse();
        loaded.Reports[1].Findings.Should().ContainSingle().Which.Code.Should().Be("CRM4020");
    }

    [Fact]
    public void Another_data_folder_takes_the_place_of_the_one_in_the_settings()
    {
        using var folder = new WorkspaceFolder();
        using var other = new WorkspaceFolder();

        Workspace workspace = Workspace.Open(folder.Path, Path.Combine(other.Path, "data")).ThrowIfInvalid();

        workspace.Sources[0].DataFile.Should().Be(Path.Combine(other.Path, "data", "customers.csv"));
        workspace.Sources[0].DataName.Should().Be(workspace.Sources[0].DataFile, "a file outside the workspace has its full path");
    }

    [Theory]
    [InlineData("2026-01-01", "2025-12-31T23:00:00Z")]
    [InlineData("2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z")]
    [InlineData("2026-01-01T12:00:00.5+02:00", "2026-01-01T10:00:00.5Z")]
    [InlineData("2026-01-01T12:00", null)]
    [InlineData("2026", null)]
    [InlineData("", null)]
    public void An_instant_is_read_as_people_write_it(string text, string? instant)
    {
        var calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

        Workspace.ParseNow(text, calendar)?.ToString("uuuu-MM-ddTHH:mm:ss.FFF'Z'", null).Should().Be(instant);
    }

    private sealed class Steps : IProgress<WorkspaceProgress>
    {
        public List<WorkspaceProgress> Seen { get; } = [];

        public void Report(WorkspaceProgress value) => Seen.Add(value);
    }

    [Fact]
    public void While_a_mapping_has_errors_no_fact_is_said_to_lack_one()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("mappings/customer.json", "{");

        Workspace.Open(folder.Path).Findings.Should().OnlyContain(f => f.Severity == FindingSeverity.Error).And.NotBeEmpty();
    }
}
