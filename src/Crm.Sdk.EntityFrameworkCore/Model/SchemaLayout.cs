using System.Text.Json;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;

namespace Crm.Sdk.EntityFrameworkCore.Model;

/// <summary>How a host's schema lies in the tables of a store, and what a store must remember of it.</summary>
public sealed class SchemaLayout
{
    private readonly Dictionary<string, FactLayout> _facts = new(StringComparer.Ordinal);

    /// <summary>Creates a layout.</summary>
    public SchemaLayout(CrmSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        foreach (Concept concept in schema.Concepts)
        {
            foreach (FactSchema declared in FactLayout.Declared(concept))
            {
                _facts.Add(declared.Name, FactLayout.Of(declared, schema.Facts.First(f => f.Name == declared.Name)));
            }
        }
    }

    /// <summary>The concepts of the host beside those of the SDK: migrations make no tables for them.</summary>
    public IReadOnlyList<Concept> HostConcepts => [.. Schema.Concepts.Except(StandardSchema.Concepts)];

    /// <summary>The host's schema.</summary>
    public CrmSchema Schema { get; }

    /// <summary>The fields of the facts with their types, as a text to be kept: a store knows by it which facts must be made anew.</summary>
    /// <param name="known">The text that was kept, whose facts of concepts that the schema does not know stay; null for none.</param>
    /// <param name="changed">The facts that the store keeps otherwise, or not yet.</param>
    public string FactSignature(string? known, out IReadOnlyList<FactSchema> changed)
    {
        var all = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (JsonProperty fact in known is null ? default : JsonDocument.Parse(known).RootElement.EnumerateObject())
        {
            all[fact.Name] = [.. fact.Value.EnumerateArray().Select(f => f.GetString()!)];
        }

        var others = new List<FactSchema>();
        foreach (FactSchema fact in Schema.Facts)
        {
            string[] fields = [.. fact.Fields.Select(x => $"{x.Role} {x}{(x.FoldsCase ? " folded" : "")}")];
            if (!all.TryGetValue(fact.Name, out string[]? before) || !before.SequenceEqual(fields, StringComparer.Ordinal))
            {
                others.Add(fact);
                all[fact.Name] = fields;
            }
        }

        changed = others;
        return JsonSerializer.Serialize(all);
    }

    /// <summary>The layout of a fact.</summary>
    /// <exception cref="ArgumentException">The schema has no such fact.</exception>
    public FactLayout Of(FactSchema fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return _facts.TryGetValue(fact.Name, out FactLayout? layout) ? layout : throw new ArgumentException($"The schema of this store gives no fact '{fact.Name}'.", nameof(fact));
    }

    /// <summary>The host's attributes with those that the store has known before, as a text to be kept.</summary>
    /// <param name="known">The text that was kept; null for none.</param>
    /// <param name="changed">The first attribute whose type differs from the one that the store has values of; null for none.</param>
    public string AttributeSignature(string? known, out string? changed)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (known is not null)
        {
            foreach (JsonProperty property in JsonDocument.Parse(known).RootElement.EnumerateObject())
            {
                all[property.Name] = property.Value.GetString()!;
            }
        }

        changed = null;
        foreach (Concept concept in Schema.Concepts)
        {
            foreach (AttributeDefinition attribute in Schema.Settings.Attributes.Of(concept.Name))
            {
                string name = $"{concept.Name}.{attribute.Key}", type = attribute.Type.ToString();
                if (!all.TryAdd(name, type) && all[name] != type)
                {
                    changed ??= $"'{name}' is {type} now and was {all[name]}";
                }
            }
        }

        return JsonSerializer.Serialize(all);
    }
}
