using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Orders;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Tests.Aggregates;

public sealed class OrderImportTests
{
    private const string Rows = "O1,1,,2026-01-05,P,2,9.50\nO2,1,,2026-01-06,Q,1,4.00\nO1,2,,2026-01-05,Q,3,4.00\n";

    private readonly ImportDesk _desk = new();

    [Fact]
    public async Task Rows_of_one_order_become_its_lines_wherever_they_stand()
    {
        AggregateImportReport report = await ImportAsync(Rows);

        ImportDesk.Counts(report).Should().Be((2, 0, 0, 0));
        SalesOrder order = await OrderAsync("O1");
        order.Lines.Select(l => (l.Line.Quantity, l.Line.UnitPrice.Amount)).Should().Equal((2, 9.50m), (3, 4m));
        (order.Total, order.Number).Should().Be((Money.Of(31m, "EUR"), "O1"));
    }

    [Fact]
    public async Task A_line_that_differs_is_amended_and_nothing_else_happens()
    {
        await ImportAsync(Rows);
        int before = (await _desk.LogAsync()).Count;

        AggregateImportReport report = await ImportAsync(Rows.Replace("Q,3", "Q,5", StringComparison.Ordinal), "2");

        ImportDesk.Counts(report).Should().Be((0, 1, 1, 0));
        (await _desk.EventsAfterAsync(before)).Should().Equal("order.line_amended");
        (await OrderAsync("O1")).Line(2).OriginalQuantity.Should().Be(3);
    }

    [Theory]
    [InlineData("O1,3,,2026-01-05,P,x,1\n", ImportCodes.NotANumber)]
    [InlineData("O1,3,,2026-01-05,Nothing,1,1\n", ImportCodes.UnresolvedReference)]
    [InlineData("O1,3,,2026-01-09,P,1,1\n", ImportCodes.RowsDisagree)]
    [InlineData("O1,3,,2026-01-05,P,0,1\n", ImportCodes.Refused)]
    [InlineData("O1,1,,2026-01-05,P,1,1\n", ImportCodes.DuplicateKey)]
    [InlineData("O1,3,,2026-01-05\n", ImportCodes.TooFewFields)]
    public async Task An_order_comes_in_whole_or_not_at_all(string bad, string code)
    {
        AggregateImportReport report = await ImportAsync(Rows + bad);

        ImportDesk.Counts(report).Should().Be((1, 0, 0, 3));
        report.CountsByCode.Keys.Should().Contain(code);
        (await TryOrderAsync("O1")).Should().BeNull();
        (await TryOrderAsync("O2")).Should().NotBeNull();
    }

    [Fact]
    public async Task An_order_gets_no_other_lines_later()
    {
        await ImportAsync(Rows);

        AggregateImportReport report = await ImportAsync(Rows + "O1,3,,2026-01-05,P,1,1\n", "2");

        ImportDesk.Counts(report).Should().Be((0, 0, 1, 3));
        ImportDesk.Codes(report.Findings).Should().Equal(ImportCodes.CannotChange);
    }

    [Fact]
    public async Task A_row_without_an_order_is_rejected()
    {
        AggregateImportReport report = await ImportAsync(Rows + ",9,,2026-01-05,P,1,1\n");

        ImportDesk.Counts(report).Should().Be((2, 0, 0, 1));
        ImportDesk.Codes(report.Findings).Should().Equal(ImportCodes.MissingValue);
    }

    private async Task<AggregateImportReport> ImportAsync(string rows, string id = "1") => (await _desk.Importer.RunAsync(id,
        [_desk.Source(ImportDesk.Products, "sku,name,price\nP,Pen,9.50\nQ,Quill,4\n"), _desk.Source(ImportDesk.Orders, ImportDesk.OrderHeader + rows)])).Files[1];

    private async Task<SalesOrder> OrderAsync(string id) => (await TryOrderAsync(id))!;

    private async Task<SalesOrder?> TryOrderAsync(string id)
    {
        await using CrmSession session = _desk.Open();
        return await session.Orders.FindAsync(new ExternalId("erp", id));
    }
}
