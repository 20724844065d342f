using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Crm.Sdk.Objectives;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Documents;

/// <summary>Whether JSON is of the form of a plan, told all at once with places that people know: names and keys.</summary>
internal sealed class PlanShape
{
    private readonly List<(string Path, string Code, string Message, string Mend)> _found = [];

    private PlanShape()
    {
    }

    /// <summary>What is not of the form of a document, in the order of the text.</summary>
    public static IReadOnlyList<(string Path, string Code, string Message, string Mend)> Check(JsonNode document)
    {
        var shape = new PlanShape();
        shape.Visit("", document, PlanForm.Document);
        return shape._found;
    }

    private void Visit(string path, JsonNode? node, JsonTypeInfo info)
    {
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when node is JsonObject o:
                VisitProperties(path, o, info);
                break;
            case JsonTypeInfoKind.Enumerable when node is JsonArray a:
                VisitItems(path, a, info);
                break;
            case JsonTypeInfoKind.Object:
                Add(path, "CRM6203", $"Here are names with values in braces, not {Shown(node)}.", "");
                break;
            case JsonTypeInfoKind.Enumerable:
                Add(path, "CRM6203", $"Here is a list in brackets, not {Shown(node)}.", "");
                break;
            default:
                VisitValue(path, node, info);
                break;
        }
    }

    private void VisitProperties(string path, JsonObject o, JsonTypeInfo info)
    {
        var known = info.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in o)
        {
            string at = path.Length == 0 ? name : $"{path}.{name}";
            if (!known.TryGetValue(name, out JsonPropertyInfo? property))
            {
                Add(at, "CRM6201", $"'{name}' is no part of this.", Suggestion.Mend(name, known.Keys));
            }
            else if (value is not null)
            {
                Visit(at, value, PlanForm.Options.GetTypeInfo(property.PropertyType));
            }
            else if (!property.IsSetNullable)
            {
                Add(at, "CRM6203", $"'{name}' is null.", "Give it a value, or leave it out.");
            }
        }

        foreach (JsonPropertyInfo missing in info.Properties.Where(p => p.IsRequired && !o.ContainsKey(p.Name)))
        {
            Add(path, "CRM6202", $"'{missing.Name}' is missing.", $"Add it: {Form(missing.PropertyType)}.");
        }
    }

    private void VisitItems(string path, JsonArray a, JsonTypeInfo info)
    {
        JsonTypeInfo item = PlanForm.Options.GetTypeInfo(info.ElementType!);
        var items = PlanItems.Of(a, byPosition: true);
        foreach (string key in items.Keys)
        {
            if (items.Find(key) is { } node)
            {
                Visit($"{path}[{key}]", node, item);
            }
            else
            {
                Add(path, "CRM6203", "An item of the list is null.", "Take it out, or give it a value.");
            }
        }
    }

    private void VisitValue(string path, JsonNode? node, JsonTypeInfo info)
    {
        try
        {
            if ((Nullable.GetUnderlyingType(info.Type) ?? info.Type).IsEnum && node?.GetValueKind() != JsonValueKind.String)
            {
                throw new JsonException();
            }

            node.Deserialize(info);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            string own = e.InnerException is FormatException f && info.Type == typeof(TargetExpression) ? f.Message : $"{Shown(node)} does not belong here.";
            Add(path, "CRM6203", own, own[0] == '\'' ? "" : $"Write {Form(info.Type)}.");
        }
    }

    private void Add(string path, string code, string message, string mend) => _found.Add((path, code, message, mend));

    private static string Shown(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "an object",
        JsonArray => "a list",
        _ => node.ToJsonString(PlanItems.Readable),
    };

    private static string Form(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(plain))}",
            _ when plain == typeof(LocalDate) => "a day such as 2026-03-01",
            _ when plain == typeof(Instant) => "a time such as 2026-03-01T09:30:00Z",
            _ when plain == typeof(Money) => "an amount such as \"12.50 EUR\"",
            _ when plain == typeof(TargetExpression) => "a target such as \">= 85 %\" or \"+5 %\"",
            _ when plain == typeof(Rational) => "a fraction such as \"17/20\"",
            _ when plain == typeof(int) || plain == typeof(long) => "a whole number",
            _ when plain == typeof(decimal) => "a number such as 0.25",
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(string) => "a text",
            _ when plain.IsValueType => "an id such as 0199f0c2-7c1e-7d3a-9b1e-6f1f6a3f0c11",
            _ when typeof(System.Collections.IEnumerable).IsAssignableFrom(plain) => "a list",
            _ => "names with values in braces",
        };
    }
}
