namespace Crm.Sdk.Attributes;

/// <summary>Which attributes the kinds of aggregates have.</summary>
public sealed class AttributeRegistry
{
    private readonly Dictionary<string, List<AttributeDefinition>> _of = new(StringComparer.Ordinal);

    /// <summary>Adds attributes to a kind of aggregate.</summary>
    /// <param name="concept">The name of the kind, such as <c>customer</c>.</param>
    /// <param name="attributes">The attributes.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The kind has an attribute of that key.</exception>
    public AttributeRegistry Add(string concept, params IEnumerable<AttributeDefinition> attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(concept);
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (AttributeDefinition attribute in attributes)
        {
            if (!_of.TryGetValue(concept, out List<AttributeDefinition>? known))
            {
                _of.Add(concept, known = []);
            }

            if (known.Exists(a => a.Key == attribute.Key))
            {
                throw new ArgumentException($"'{concept}' has an attribute '{attribute.Key}' already.", nameof(attributes));
            }

            known.Add(attribute);
        }

        return this;
    }

    /// <summary>The names of the kinds of aggregates that have attributes.</summary>
    internal IEnumerable<string> Concepts => _of.Keys;

    /// <summary>The attributes of a kind of aggregate, in the order in which they were added.</summary>
    public IReadOnlyList<AttributeDefinition> Of(string concept) => _of.TryGetValue(concept, out List<AttributeDefinition>? known) ? known : [];
}
