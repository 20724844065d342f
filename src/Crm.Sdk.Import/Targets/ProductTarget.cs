using Crm.Sdk.Facts;
using Crm.Sdk.Orders;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>Rows become products.</summary>
internal sealed class ProductTarget() : ImportTarget<Product, ProductId>(Product.Concept)
{
    public override IReadOnlyList<FactField> Fields(Currency currency) =>
        [Field.Key(), Field.Text("name"), Field.Text("category"), Field.Money("list_price", currency), Field.Instant("added")];

    protected override Product Apply(IReadOnlyList<ImportRecord> rows, Product? known, ImportContext context)
    {
        ImportRecord row = rows[0];
        Instant at = known is null ? row.Moment("added", context.Now) : context.Now;
        Product product = known ?? Product.Create(context.NewId<ProductId>(), row.Required("name"), row.Text("category"), at);
        row.MustBe("added", product.AddedAt, row.Instant("added"));
        product.Describe(row.Required("name", product.Name), row.Text("category", product.Category), at);
        product.Price(row.Money("list_price", product.ListPrice), at);
        return product;
    }

    protected override IEnumerable<(string Name, object? Value)> State(Product p) =>
        [("name", p.Name), ("category", p.Category), ("list_price", p.ListPrice)];

    protected override ValueTask RestoreAsync(Product p, FormerValues former, CancellationToken cancellationToken)
    {
        p.Describe(former.Of("name", p.Name), former.Of("category", p.Category), former.Now);
        p.Price(former.Of("list_price", p.ListPrice), former.Now);
        return ValueTask.CompletedTask;
    }
}
