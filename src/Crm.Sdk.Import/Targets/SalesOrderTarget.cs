using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Orders;
using Crm.Sdk.Sales;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>Rows become orders: a row for each line, in the order of the file; rows of one order have its external id and agree in its head.</summary>
/// <remarks>Lines can be amended, but an order gets no other lines later: what was ordered is what was ordered.</remarks>
internal sealed class SalesOrderTarget() : ImportTarget<SalesOrder, SalesOrderId>(SalesOrder.Concept)
{
    private static readonly string[] Head = ["number", "customer", "opportunity", "placed", "channel"];

    public override bool TakesSeveralRows => true;

    public override IReadOnlyList<FactField> Fields(Currency currency) =>
    [
        Field.Key("line"), Field.Text(Field.Id), Field.Text("number"), Field.Reference("customer"), Field.Reference("opportunity"), Field.Instant("placed"), Field.Text("channel"),
        Field.Reference("product"), Field.Integer("quantity"), Field.Money("unit_price", currency), Field.Date("promised"),
    ];

    public override Func<Aggregate, IEnumerable<(string Concept, Guid Id)>> PartReferences => order =>
        ((SalesOrder)order).Lines.Where(l => l.Line.Product is not null).Select(l => (Product.Concept.Name, l.Line.Product!.Value.Value));

    protected override SalesOrder Apply(IReadOnlyList<ImportRecord> rows, SalesOrder? known, ImportContext context)
    {
        ImportRecord head = rows[0];
        foreach (ImportRecord row in rows.Skip(1))
        {
            CheckAgrees(head, row);
        }

        CustomerId? customer = Reference(head, "customer", known?.Customer);
        OpportunityId? opportunity = Reference(head, "opportunity", known?.Opportunity);
        if (known is null)
        {
            return SalesOrder.Place(
                context.NewId<SalesOrderId>(), customer, [.. rows.Select(r => LineOf(r, null))], head.Moment("placed", context.Now), head.Text("number"),
                head.Text("channel"), opportunity);
        }

        head.MustBe("number", known.Number, head.Text("number"));
        head.MustBe("customer", known.Customer, customer);
        head.MustBe("opportunity", known.Opportunity, opportunity);
        head.MustBe("placed", known.PlacedAt, head.Instant("placed"));
        head.MustBe("channel", known.Channel, head.Text("channel"));
        if (rows.Count != known.Lines.Count)
        {
            throw new ImportRefusal(
                ImportCodes.CannotChange, null, $"The order {Excerpt.Of(head.Text(Field.Id))} has {known.Lines.Count} lines and cannot come to have {rows.Count}.",
                "Import all lines of an order, in the same order as before; book what was ordered later as another order.");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            OrderLine line = LineOf(rows[i], known.Lines[i].Line);
            if (line != known.Lines[i].Line)
            {
                known.Amend(i + 1, line, Instant.Max(context.Now, known.PlacedAt));
            }
        }

        return known;
    }

    protected override IEnumerable<(string Name, object? Value)> State(SalesOrder o) => o.Lines.Select(l => (NameOf(l), (object?)l.Line));

    protected override ValueTask RestoreAsync(SalesOrder o, FormerValues former, CancellationToken cancellationToken)
    {
        foreach (OrderLineState line in o.Lines.ToArray())
        {
            OrderLine wanted = former.Of(NameOf(line), line.Line);
            if (wanted != line.Line)
            {
                o.Amend(line.Number, wanted, Instant.Max(former.Now, o.PlacedAt));
            }
        }

        return ValueTask.CompletedTask;
    }

    private static string NameOf(OrderLineState line) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {line.Number}");

    private static OrderLine LineOf(ImportRecord row, OrderLine? known) => new()
    {
        Product = Reference(row, "product", known?.Product),
        Quantity = row.Number("quantity", known?.Quantity) ?? throw row.Missing("quantity"),
        UnitPrice = row.Money("unit_price", known?.UnitPrice) ?? throw row.Missing("unit_price"),
        PromisedOn = row.Date("promised", known?.PromisedOn),
    };

    private static void CheckAgrees(ImportRecord head, ImportRecord row)
    {
        foreach (string field in Head)
        {
            if (head.Text(field) != row.Text(field) || head.Number(field) != row.Number(field))
            {
                throw new ImportRefusal(
                    ImportCodes.RowsDisagree, field, $"The row has another '{field}' than the first row of the order {Excerpt.Of(row.Text(Field.Id))}.",
                    "Give all rows of an order the same head.") { Place = row.Place };
            }
        }
    }
}
