using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Model;

/// <summary>The currency and the attributes that a store was last opened with, as a text that it keeps: who opens it next can take them from there.</summary>
public static class SettingsText
{
    private const string CurrencyName = "currency";
    private const string AttributesName = "attributes";
    private const string Personal = "personal text";

    /// <summary>The settings of a schema as a text.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="known">The text that was kept, whose attributes of concepts that the schema does not know stay; null for none.</param>
    public static string Write(CrmSchema schema, string? known)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var concepts = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach ((string concept, JsonNode? attributes) in known is null ? [] : Attributes(JsonNode.Parse(known)!))
        {
            if (schema.Find(concept) is null)
            {
                concepts[concept] = attributes?.DeepClone();
            }
        }

        foreach (Concept concept in schema.Concepts)
        {
            if (schema.Settings.Attributes.Of(concept.Name) is { Count: > 0 } attributes)
            {
                concepts[concept.Name] = new JsonObject(attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)TypeOf(a))));
            }
        }

        return new JsonObject { [CurrencyName] = schema.Settings.Currency.Code, [AttributesName] = new JsonObject(concepts) }.ToJsonString();
    }

    /// <summary>Reads what <see cref="Write"/> writes.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static FactSettings Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            JsonNode root = JsonNode.Parse(text)!;
            var registry = new AttributeRegistry();
            foreach ((string concept, JsonNode? attributes) in Attributes(root))
            {
                registry.Add(concept, attributes!.AsObject().Select(a => Attribute(a.Key, a.Value!.GetValue<string>())));
            }

            return new FactSettings { Currency = Currency.Get(root[CurrencyName]!.GetValue<string>()), Attributes = registry };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            throw new FormatException($"The settings of the store cannot be read: {text}", e);
        }
    }

    private static JsonObject Attributes(JsonNode root) => root[AttributesName]!.AsObject();

    private static string TypeOf(AttributeDefinition attribute) => attribute.IsPersonal ? Personal : attribute.Type.ToString();

    private static AttributeDefinition Attribute(string key, string type) => type switch
    {
        Personal => AttributeDefinition.Text(key, isPersonal: true),
        "text" => AttributeDefinition.Text(key),
        "bool" => AttributeDefinition.Flag(key),
        "int" => AttributeDefinition.Integer(key),
        "date" => AttributeDefinition.Date(key),
        "instant" => AttributeDefinition.Instant(key),
        _ when type.StartsWith("ref ", StringComparison.Ordinal) => AttributeDefinition.Reference(key, type[4..]),
        _ when type.StartsWith("decimal(", StringComparison.Ordinal) => AttributeDefinition.Decimal(key, int.Parse(type[8..^1], System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"There is no attribute of the type '{type}'.", nameof(type)),
    };
}
