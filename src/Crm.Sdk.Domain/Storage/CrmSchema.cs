using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Storage;

/// <summary>What a database holds: the kinds of aggregates with the host's attributes, and the facts that they give.</summary>
public sealed class CrmSchema
{
    private readonly Dictionary<string, Concept> _byName;

    /// <summary>Creates a schema.</summary>
    /// <param name="concepts">The kinds of aggregates.</param>
    /// <param name="currency">The currency of the amounts in facts.</param>
    /// <param name="attributes">The host's attributes; null for none.</param>
    /// <exception cref="ArgumentException">Two concepts or facts have one name, a reference or an attribute names no concept, or an attribute clashes with a field.</exception>
    public CrmSchema(IReadOnlyList<Concept> concepts, Currency currency, AttributeRegistry? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        ArgumentNullException.ThrowIfNull(currency);
        Concepts = [.. concepts];
        Settings = new FactSettings { Currency = currency, Attributes = attributes ?? new AttributeRegistry() };
        if (Concepts.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new ArgumentException($"Two concepts are called '{same.Key}'.", nameof(concepts));
        }

        _byName = Concepts.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (Concept concept in Concepts)
        {
            if (concept.Schema.Columns.FirstOrDefault(c => c.References is { } to && !_byName.ContainsKey(to)) is { } column)
            {
                throw new ArgumentException($"'{concept.Name}.{column.Name}' refers to '{column.References}', which is not among the concepts.", nameof(concepts));
            }
        }

        if (Settings.Attributes.Concepts.FirstOrDefault(c => !_byName.ContainsKey(c)) is { } unknown)
        {
            throw new ArgumentException(
                $"Attributes are registered for '{unknown}', which is none of the concepts: {string.Join(", ", Concepts)}.", nameof(attributes));
        }

        Projections = Concepts.ToDictionary(c => c, c => c.Facts(Settings));
        Facts = [.. Projections.Values.SelectMany(p => p).Select(p => p.Schema)];
        if (Facts.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two concepts give a fact '{twice.Key}'.", nameof(concepts));
        }
    }

    /// <summary>The kinds of aggregates.</summary>
    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>The currency of facts and the host's attributes.</summary>
    public FactSettings Settings { get; }

    /// <summary>The facts that can be asked for in definitions.</summary>
    public IReadOnlyList<FactSchema> Facts { get; }

    /// <summary>The facts of each concept.</summary>
    internal IReadOnlyDictionary<Concept, IReadOnlyList<FactProjection>> Projections { get; }

    /// <summary>The concept with a name; null when there is none.</summary>
    public Concept? Find(string name) => _byName.GetValueOrDefault(name);
}
