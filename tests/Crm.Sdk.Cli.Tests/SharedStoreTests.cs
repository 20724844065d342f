using Crm.Sdk.Attributes;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Cli.Tests;

/// <summary>The tool beside a program that has the same database open.</summary>
public sealed class SharedStoreTests
{
    private static readonly AttributeDefinition<string> Tier = AttributeDefinition.Text("tier");
    private static readonly Instant At = Instant.FromUtc(2025, 3, 1, 0, 0);

    /// <summary>A reading command once made the facts anew without the host's attribute, and its metric fell from 2 to 0.</summary>
    [Theory]
    [InlineData("""{ "currency": "EUR" }""")]
    [InlineData("{ }")]
    public async Task A_command_in_a_workspace_that_says_less_than_the_host_leaves_its_facts_alone(string store)
    {
        using var run = new ToolRun();
        WriteWorkspace(run, store);
        await using CrmRuntime host = await HostAsync(run);

        (await run.CrmAsync("segments", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("gold         2");
        (await run.CrmAsync("import", "company")).Should().Be(ExitCode.Ok, run.Error);

        (await GoldAsync(host)).Should().Be("2");
    }

    [Fact]
    public async Task A_workspace_that_names_another_currency_than_the_host_is_told_so_and_nothing_is_changed()
    {
        using var run = new ToolRun();
        WriteWorkspace(run, """{ "currency": "USD" }""");
        await using CrmRuntime host = await HostAsync(run);

        (await run.CrmAsync("segments", "--folder", "company")).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain("company/crm.json(1,77) store.currency: error CRM5013: The amounts in crm.db are in EUR, not in USD. Write \"EUR\", or leave the currency out.");
        (await GoldAsync(host)).Should().Be("2");
    }

    [Fact]
    public async Task A_reading_command_adds_no_attribute_to_a_database_that_others_use()
    {
        using var run = new ToolRun();
        WriteWorkspace(run, """{ "attributes": { "customer": { "size": "integer" } } }""");
        await using CrmRuntime host = await HostAsync(run);

        (await run.CrmAsync("segments", "--folder", "company")).Should().Be(ExitCode.Environment);

        run.Error.Should().Contain("with other attributes").And.Contain("'crm import'");
        (await GoldAsync(host)).Should().Be("2");
    }

    [Fact]
    public async Task Segments_of_the_store_are_known_to_evaluate_explain_and_list()
    {
        using var run = new ToolRun();
        WriteWorkspace(run, "{ }");
        await using CrmRuntime host = await HostAsync(run);
        await AddSegmentAsync(host, "regulars", "tier = 'gold'");

        (await run.CrmAsync("evaluate", "customers", "--segment", "regulars", "--folder", "company", "--format", "csv")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("regulars,").And.Contain(",2,");
        (await run.CrmAsync("explain", "customers", "--segment", "regulars", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        (await run.CrmAsync("list", "company")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("regulars  customer").And.Contain("customer        entity    crm.db");
    }

    [Fact]
    public async Task A_segment_of_the_store_that_does_not_fit_is_named_and_disables_nothing()
    {
        using var run = new ToolRun();
        WriteWorkspace(run, "{ }");
        await using CrmRuntime host = await HostAsync(run);
        await AddSegmentAsync(host, "wrong", "shoe_size > 40");

        foreach (string[] command in new[] { new[] { "segments" }, ["objectives"], ["evaluate", "customers"] })
        {
            (await run.CrmAsync([.. command, "--folder", "company"])).Should().Be(ExitCode.Ok, run.Error);
            run.Error.Should().Contain("error CRM7001: The segment 'wrong' of the store");
        }

        (await run.CrmAsync("check", "company")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("CRM7001").And.Contain("1 error");
    }

    private static void WriteWorkspace(ToolRun run, string store)
    {
        run.Write("company/crm.json", $$"""{ "format": "crm-workspace/1", "name": "Company", "zone": "UTC", "store": {{store}} }""");
        run.Write("company/definitions/all.crm", "segment gold = customer where tier = 'gold'\nmetric customers = count(customer)\nmetric golden = count(customer where tier = 'gold')\n");
    }

    private static async Task<CrmRuntime> HostAsync(ToolRun run)
    {
        string path = Path.Combine(run.Folder, "company", WorkspaceStore.FileName);
        var host = new CrmRuntime(new SqliteCrmStore(StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", Tier)), new SqliteStoreOptions { Path = path }));
        await host.OpenAsync();
        await using CrmSession session = host.OpenSession(TenantId.Single, ActorRef.System("host"));
        foreach (string name in new[] { "Ann", "Ben" })
        {
            Customer customer = Customer.Register(session.NewId<CustomerId>(), name, CustomerKind.Person, At);
            customer.Set(Tier, "gold", At);
            session.Customers.Add(customer);
        }

        session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "Cleo", CustomerKind.Person, At));
        await session.CommitAsync();
        return host;
    }

    private static async Task AddSegmentAsync(CrmRuntime host, string name, string rule)
    {
        await using CrmSession session = host.OpenSession(TenantId.Single, ActorRef.System("host"));
        session.Segments.Add(Segment.DefineRule(session.NewId<SegmentId>(), name, name, rule, At));
        await session.CommitAsync();
    }

    private static async Task<string> GoldAsync(CrmRuntime host)
    {
        CrmModel model = CrmModel.Parse("metric golden = count(customer where tier = 'gold')", host.Store.Schema.Facts).ThrowIfInvalid();
        var query = new MetricQuery { Metrics = ["golden"], Calendar = new ReportingCalendar(DateTimeZone.Utc), Now = At.Plus(Duration.FromDays(1)) };
        return (await new MetricEngine(model, await host.LoadFactsAsync(TenantId.Single)).EvaluateAsync(query)).CellsOf(0)[^1].Value!.ToString()!;
    }
}
