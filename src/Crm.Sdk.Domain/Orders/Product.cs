using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Orders;

/// <summary>Something that the host sells.</summary>
public sealed class Product : Aggregate<ProductId>, IStored
{
    private Product(ProductId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns, events and facts.</summary>
    public static Concept<Product, ProductId> Concept { get; } = new ConceptBuilder<Product, ProductId>("product", id => new Product(id))
        .Text("name", p => p.Name, (p, v) => p.Name = v!, required: true, indexed: true)
        .Text("category", p => p.Category, (p, v) => p.Category = v)
        .Money("list_price", p => p.ListPrice, (p, v) => p.ListPrice = v)
        .Instant("added_at", p => p.AddedAt, (p, v) => p.AddedAt = v!.Value, required: true)
        .Event("product.added", ProductJson.Default.ProductAdded)
        .Event("product.described", ProductJson.Default.ProductDescribed)
        .Event("product.priced", ProductJson.Default.ProductPriced)
        .Fact("product", FactShape.Entity, (fact, settings) => fact
            .Key(p => p.Id.Value)
            .Time("added", p => (Instant?)p.AddedAt)
            .Dimension("name", p => p.Name)
            .Dimension("category", p => p.Category)
            .Money("list_price", settings.Currency.Code, p => settings.AmountOf(p.ListPrice)))
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>What it is called.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The group it belongs to, in the host's words; null for none.</summary>
    public string? Category { get; private set; }

    /// <summary>What one of it costs by the list; null when it has no price. The log has the former ones.</summary>
    public Money? ListPrice { get; private set; }

    /// <summary>Since when it is sold.</summary>
    public Instant AddedAt { get; private set; }

    /// <summary>Takes up a product.</summary>
    /// <exception cref="ArgumentException">The id or the name is empty.</exception>
    public static Product Create(ProductId id, string name, string? category, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var product = new Product(id);
        product.Raise(new ProductAdded { OccurredAt = at, Name = name, Category = category });
        return product;
    }

    /// <summary>Says what it is called and which group it belongs to. Nothing happens when nothing differs.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Describe(string name, string? category, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if ((name, category) != (Name, Category))
        {
            Raise(new ProductDescribed { OccurredAt = at, Name = name, Category = category });
        }
    }

    /// <summary>Says what one of it costs by the list; null for no price. Nothing happens when it is the same.</summary>
    /// <exception cref="ArgumentException">The price is negative.</exception>
    public void Price(Money? listPrice, Instant at)
    {
        if (listPrice is { MinorUnits: < 0 })
        {
            throw new ArgumentException($"A price is at least nothing, not {listPrice}.", nameof(listPrice));
        }

        if (listPrice != ListPrice)
        {
            Raise(new ProductPriced { OccurredAt = at, ListPrice = listPrice });
        }
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case ProductAdded x:
                (Name, Category, AddedAt) = (x.Name, x.Category, x.OccurredAt);
                break;
            case ProductDescribed x:
                (Name, Category) = (x.Name, x.Category);
                break;
            case ProductPriced x:
                ListPrice = x.ListPrice;
                break;
        }
    }
}

/// <summary>A product was taken up.</summary>
public sealed record ProductAdded : DomainEvent
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The group it belongs to; null for none.</summary>
    public string? Category { get; init; }
}

/// <summary>A product is called otherwise or belongs to another group.</summary>
public sealed record ProductDescribed : DomainEvent
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The group it belongs to; null for none.</summary>
    public string? Category { get; init; }
}

/// <summary>A product has another price by the list.</summary>
public sealed record ProductPriced : DomainEvent
{
    /// <summary>The price of one; null for none.</summary>
    public Money? ListPrice { get; init; }
}

/// <summary>Generated JSON of the events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(MoneyConverter)])]
[JsonSerializable(typeof(ProductAdded))]
[JsonSerializable(typeof(ProductDescribed))]
[JsonSerializable(typeof(ProductPriced))]
internal sealed partial class ProductJson : JsonSerializerContext;
