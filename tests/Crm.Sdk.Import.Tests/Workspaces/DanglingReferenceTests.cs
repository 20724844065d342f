using Crm.Sdk.Import.Workspaces;

namespace Crm.Sdk.Import.Tests.Workspaces;

public class DanglingReferenceTests
{
    private const string Header = "Id,Placed,Customer,Net\n";

    [Fact]
    public async Task Rows_that_refer_to_a_key_that_no_row_has_are_counted_with_the_first_places()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("data/orders.csv", Header + "1,,1,1\n2,,9,1\n\n3,,9,1\n4,,,1\n5,,8,1\n6,,2,1\n7,,7,1\n8,,6,1\n9,,9,x\n");

        DanglingReference found = (await FindAsync(folder)).Should().ContainSingle().Subject;

        found.ToString().Should().Be("order.customer");
        (found.Target, found.Rows, found.Values).Should().Be(("customer", 5, 4));
        found.Examples.Select(e => $"{e.Source}:{e.Line}:{e.Value}").Should().Equal("data/orders.csv:3:9", "data/orders.csv:7:8", "data/orders.csv:9:7");
        found.ToFinding().ToString().Should().Be(
            "data/orders.csv(3) customer: warning CRM5011: 5 rows lead to no 'customer' that was read: '9' in line 3, '8' in line 7, '7' in line 9, …. "
            + "Add the missing rows of 'customer', or mend 'order.customer'. Until then they count as (unknown).");
    }

    [Fact]
    public async Task Rows_that_all_lead_somewhere_are_not_spoken_of()
    {
        using var folder = new WorkspaceFolder();

        (await FindAsync(folder)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_place_names_the_file_of_several_in_which_the_value_first_stood()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("mappings/order.json", """
            { "format": "crm-mapping/1", "fact": "order", "file": ["orders.csv", "more.csv"], "columns": { "id": "Id", "customer": "Customer" } }
            """);
        folder.Write("data/orders.csv", Header + "1,,1,1\n2,,9,1\n");
        folder.Write("data/more.csv", Header + "3,,9,1\n4,,8,1\n");

        DanglingReference found = (await FindAsync(folder)).Should().ContainSingle().Subject;

        found.Examples.Select(e => $"{e.Source}:{e.Line}:{e.Value}").Should().Equal("data/orders.csv:3:9", "data/more.csv:3:8");
        found.ToFinding().Message.Should().Be("3 rows lead to no 'customer' that was read: '9' in line 3, '8' in data/more.csv line 3.");
    }

    [Fact]
    public async Task A_whole_number_as_key_is_met_by_the_same_text_alone()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("definitions/a-facts.crm", "fact customer entity key id int { dim name text }\nfact order event key id { ref customer }");
        folder.Write("mappings/order.json", """{ "format": "crm-mapping/1", "fact": "order", "file": "orders.csv", "columns": { "id": "Id", "customer": "Customer" } }""");
        folder.Write("data/customers.csv", "Id,Name\n1,Ada\n-2,Bo\n");
        folder.Write("data/orders.csv", Header + "1,,1,1\n2,,-2,1\n3,,01,1\n4,,x,1\n5,,2,1\n");

        (await FindAsync(folder)).Should().ContainSingle().Which.Examples.Select(e => e.Value).Should().Equal("01", "x", "2");
    }

    [Fact]
    public async Task A_row_that_was_rejected_is_no_row_to_lead_to()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("data/customers.csv", "Id,Name\n1,Ada,?\n2,Bo\n");

        (await FindAsync(folder)).Should().ContainSingle().Which.Examples.Should().ContainSingle().Which.Value.Should().Be("1");
    }

    [Fact]
    public async Task A_reference_to_a_fact_that_was_not_read_is_not_judged()
    {
        using var folder = new WorkspaceFolder();
        WorkspaceFacts rows = await Workspace.Open(folder.Path).ThrowIfInvalid().LoadAsync(["order"]);

        rows.FindDanglingReferences().Should().BeEmpty();
    }

    [Fact]
    public async Task A_table_without_rows_is_led_to_by_none()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("data/customers.csv", "Id,Name\n");
        (await FindAsync(folder)).Should().ContainSingle().Which.Rows.Should().Be(1);

        folder.Write("data/orders.csv", Header);
        (await FindAsync(folder)).Should().BeEmpty();
    }

    private static async Task<IReadOnlyList<DanglingReference>> FindAsync(WorkspaceFolder folder) =>
        (await Workspace.Open(folder.Path).ThrowIfInvalid().LoadAsync()).FindDanglingReferences();
}
