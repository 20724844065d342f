using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Model;

/// <summary>Which fields of a fact have a column, and which are attributes of the host that share one JSON column.</summary>
/// <remarks>Columns are the fields that the concept declares by itself: they are the same whatever a host adds, so that migrations can be shipped.</remarks>
public sealed class FactLayout
{
    private FactLayout(FactSchema schema, IReadOnlyList<int> columns, IReadOnlyList<int> attributes) =>
        (Schema, Columns, Attributes) = (schema, columns, attributes);

    /// <summary>The fact.</summary>
    public FactSchema Schema { get; }

    /// <summary>The ordinals of the fields with a column of their own.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>The ordinals of the fields in the JSON column.</summary>
    public IReadOnlyList<int> Attributes { get; }

    /// <summary>The facts of a concept without attributes of a host; the currency of amounts does not matter for columns.</summary>
    public static IReadOnlyList<FactSchema> Declared(Concept concept)
    {
        ArgumentNullException.ThrowIfNull(concept);
        var bare = new FactSettings { Currency = Currency.Get("EUR"), Attributes = new AttributeRegistry() };
        return [.. concept.Facts(bare).Select(p => p.Schema)];
    }

    /// <summary>The layout of a fact as a host's schema has it.</summary>
    /// <param name="declared">The same fact without attributes.</param>
    /// <param name="schema">The fact with them.</param>
    public static FactLayout Of(FactSchema declared, FactSchema schema)
    {
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentNullException.ThrowIfNull(schema);
        ILookup<bool, int> ordinals = Enumerable.Range(0, schema.Fields.Count).ToLookup(i => declared.Find(schema.Fields[i].Name) is not null);
        return new FactLayout(schema, [.. ordinals[true]], [.. ordinals[false]]);
    }
}
