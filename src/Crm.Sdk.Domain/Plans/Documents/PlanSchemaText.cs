using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Crm.Sdk.Objectives;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Documents;

/// <summary>The form of the files of a plan as JSON Schema, so that editors complete and check them.</summary>
internal static class PlanSchemaText
{
    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    public static JsonObject Create()
    {
        var kinds = new JsonObject { ["plan"] = Head(), ["business"] = Keyed(Of(typeof(BusinessObjectiveDocument)), "parent"), ["objective"] = Objective() };
        foreach (PlanPart part in PlanPart.All)
        {
            kinds[part.Name] = part.Name == "objectives" ? WithoutIds(Of(part.Type)) : Of(part.Type);
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = PlanFiles.Format,
            ["title"] = "The files of a CRM plan: the head, the parts, business/KEY.json and objectives/KEY.json", ["$defs"] = kinds,
        };
    }

    // A type that stands twice is a pointer to its first place; that place is another one here, and what stands beside a pointer would forbid all names.
    private static JsonObject Of(Type type)
    {
        JsonObject schema = PlanForm.Options.GetJsonSchemaAsNode(type, Exporter).AsObject();
        foreach (JsonObject node in Objects(schema).Where(o => o.ContainsKey("$ref")).ToList())
        {
            JsonObject whole = ((string)node["$ref"]!)[2..].Split('/').Aggregate((JsonNode)schema, (at, step) => at[step]!).AsObject();
            node.Clear();
            foreach ((string name, JsonNode? value) in whole)
            {
                node[name] = value?.DeepClone();
            }
        }

        return schema;
    }

    private static JsonObject Head()
    {
        JsonObject schema = Of(typeof(PlanBody)), properties = schema["properties"]!.AsObject(), head = new()
        {
            ["$schema"] = new JsonObject { ["type"] = "string" }, ["format"] = new JsonObject { ["const"] = PlanFiles.Format }, ["id"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
        };
        foreach ((string name, JsonNode? value) in properties.Where(p => p.Key is not ("$schema" or "content" or "texts" or "revisions")).ToList())
        {
            head[name] = value?.DeepClone();
        }

        schema["properties"] = head;
        schema["required"]!.AsArray().Insert(0, "id");
        return schema;
    }

    private static JsonObject Objective()
    {
        JsonObject body = Of(typeof(ObjectiveBody)), plan = body["properties"]!["plan"]!.DeepClone().AsObject(), properties = plan["properties"]!.AsObject();
        foreach ((string name, JsonNode? value) in body["properties"]!.AsObject().Where(p => p.Key != "plan").ToList())
        {
            properties[name] = value?.DeepClone();
        }

        properties["serves"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["description"] = "The key of a business objective." } };
        return Keyed(plan, null);
    }

    // Ids may be left out, and others are named by their keys.
    private static JsonObject Keyed(JsonObject schema, string? reference)
    {
        JsonObject properties = schema["properties"]!.AsObject();
        properties.Remove("id");
        properties.Insert(0, "id", new JsonObject { ["type"] = "string", ["format"] = "uuid" });
        properties.Remove("$schema");
        properties.Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        if (reference is not null)
        {
            properties[reference] = new JsonObject { ["type"] = "string", ["description"] = "The key of a business objective." };
        }

        return WithoutIds(schema);
    }

    private static JsonObject WithoutIds(JsonObject schema)
    {
        foreach (JsonObject node in Objects(schema).ToList())
        {
            if (node["required"] is JsonArray required && required.FirstOrDefault(r => (string?)r == "id") is { } id)
            {
                required.Remove(id);
            }
        }

        return schema;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Objects(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        Type type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        JsonObject? own = OwnForm(type);
        if (own is not null)
        {
            if (type == typeof(LocalDate) && context.PropertyInfo is { } property && DayOf(property) is { } day)
            {
                own["description"] = day;
            }

            return own;
        }

        if (schema is JsonObject o && context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            o["additionalProperties"] = false;
            if (context.Path.Length == 0 && o["properties"] is JsonObject properties && !properties.ContainsKey("$schema"))
            {
                properties.Insert(0, "$schema", new JsonObject { ["type"] = "string" });
            }
        }

        // Items whose form is told here and not by the exporter have none of its own.
        if (schema is JsonObject list && context.TypeInfo.ElementType is { } item && !list.ContainsKey("items") && OwnForm(Nullable.GetUnderlyingType(item) ?? item) is { } form)
        {
            list["items"] = form;
        }

        return schema;
    }

    // Which day is meant, where it may be the last or the one after.
    private static string? DayOf(JsonPropertyInfo property) => property.Name switch
    {
        "to" => "The first day after.",
        "due" or "agreed" or "done" when property.DeclaringType == typeof(Parts.ActionItem) => "The last day of the work.",
        _ => null,
    };

    private static JsonObject Text(string format) => new() { ["type"] = "string", ["format"] = format };

    private static JsonObject Pattern(string pattern, string description) => new() { ["type"] = "string", ["pattern"] = pattern, ["description"] = description };

    private static JsonObject Described(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject? OwnForm(Type type) => type == typeof(LocalDate) ? Text("date") : type == typeof(Instant) ? Text("date-time")
        : type == typeof(Money) ? Pattern(@"^-?[0-9]+(\.[0-9]+)? [A-Z]{3}$", "An amount such as 12.50 EUR.")
        : type == typeof(Rational) ? Pattern("^-?[0-9]+(/[0-9]+)?$", "A fraction such as 17/20.")
        : type == typeof(TargetExpression) ? Described("A target such as '>= 85 %', '+5 %' or '+3 points'.")
        : type == typeof(PlanId) || type == typeof(ObjectiveId) || type == typeof(BusinessObjectiveId) ? Text("uuid")
        : null;
}
