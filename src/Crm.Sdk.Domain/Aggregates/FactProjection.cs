using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Aggregates;

/// <summary>What the facts of a database depend on.</summary>
public sealed class FactSettings
{
    /// <summary>The currency of the amounts in facts. An amount of another currency is missing there; the fact says its currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The host's attributes.</summary>
    public required AttributeRegistry Attributes { get; init; }

    /// <summary>An amount as a fact has it: null when it is of another currency.</summary>
    public decimal? AmountOf(Money? money) => money is { } m && ReferenceEquals(m.Currency, Currency) ? m.Amount : null;
}

/// <summary>The facts of one kind that aggregates give: a pure function of their state.</summary>
public sealed class FactProjection
{
    private readonly Func<Aggregate, IEnumerable<FactRecord>> _project;

    internal FactProjection(FactSchema schema, Func<Aggregate, IEnumerable<FactRecord>> project)
    {
        Schema = schema;
        _project = project;
    }

    /// <summary>The fields of the fact.</summary>
    public FactSchema Schema { get; }

    /// <summary>The facts of an aggregate. An archived one has none.</summary>
    public IEnumerable<FactRecord> Of(Aggregate aggregate)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        return aggregate.IsArchived ? [] : _project(aggregate);
    }
}

/// <summary>Brings the host's attributes into facts.</summary>
internal static class AttributeFields
{
    public static void Add<T>(FactMappingBuilder<T> builder, IReadOnlyList<AttributeDefinition> attributes, Func<T, AttributeBag> bagOf)
    {
        foreach (AttributeDefinition attribute in attributes)
        {
            string key = attribute.Key;
            FieldRole role = attribute.Type.Kind switch
            {
                DataKind.Integer or DataKind.Decimal => FieldRole.Measure,
                DataKind.Reference => FieldRole.Reference,
                _ => FieldRole.Dimension,
            };
            builder.Raw(new FactField(key, role, attribute.Type), item => bagOf(item)[key]);
        }
    }
}
