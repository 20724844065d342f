using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>Every file of a plan with its fields: forms from the published schema, meanings from the comments of the types, examples from the plan of the quickstart.</summary>
internal sealed class PlanPartsPage
{
    private const string Example = "samples/Quickstart/company/plan";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SourceSummaries _summaries = new("src/Crm.Sdk.Domain");
    private readonly JsonObject _schemas = JsonNode.Parse(PlanFiles.Schema())!["$defs"]!.AsObject();
    private readonly SortedDictionary<string, Type> _values = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();
    private readonly List<string> _unsaid = [];

    /// <summary>Fields and values of which no comment says what they mean.</summary>
    public IReadOnlyList<string> Unsaid => _unsaid;

    /// <summary>The text of the page.</summary>
    public string Write()
    {
        Write("plan.json", "plan", [typeof(PlanBody), typeof(PlanDocument)], "The head: what the plan is called, whose it is, its time, and how far it is agreed.");
        foreach (var part in typeof(PlanContent).GetProperties().OrderBy(p => _schemas.Select(s => s.Key).ToList().IndexOf(Camel(p.Name))))
        {
            Write($"{Camel(part.Name)}.json", Camel(part.Name), [part.PropertyType], _summaries.Of(part.PropertyType));
        }

        Write("business/KEY.json", "business", [typeof(BusinessObjectiveDocument)], "A business objective; its file is called by its key. Without an `id` it gets one of that key.", "business/grow.json");
        Write("objectives/KEY.json", "objective", [typeof(ObjectivePlan), typeof(ObjectiveBody), typeof(ObjectiveDocument)],
            "A SMART objective; its file is called by its key. Without an `id` it gets one of that key. `state`, `evidence` and `cancelReason` are written by [`crm plan pursue` and `cancel`](plan-life.md) and by programs.", "objectives/win-new.json");
        WriteValues();
        return _text.ToString();
    }

    private void Write(string file, string kind, Type[] types, string about, string? example = null)
    {
        Line($"## {file}");
        Line();
        Line(about);
        Line();
        Line("| field | required | form | meaning |");
        Line("|---|---|---|---|");
        JsonObject schema = _schemas[kind]!.AsObject();
        WriteFields("", schema, types, kind);
        Line();
        var text = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Combine(Example, example ?? file)));
        Line("```json");
        Line(First(text)!.ToJsonString(Readable));
        Line("```");
        Line();
    }

    private void WriteFields(string path, JsonObject schema, Type[] types, string kind)
    {
        string[] required = [.. (schema["required"] as JsonArray ?? []).Select(r => (string)r!)];
        foreach ((string name, JsonNode? node) in schema["properties"]!.AsObject().Where(p => p.Key != "$schema"))
        {
            JsonObject form = node!.AsObject(), items = form["items"] as JsonObject ?? form;
            (Type owner, Type? type) = types.Select(t => (t, t.GetProperties().FirstOrDefault(p => Camel(p.Name) == name)?.PropertyType)).FirstOrDefault(t => t.PropertyType is not null);
            string meaning = (name, kind) switch
            {
                ("format", "plan") => "The version of the form.",
                ("key", _) => "Its name among its like.",
                _ => owner is null ? "" : _summaries.Of(owner, owner.GetProperties().First(p => Camel(p.Name) == name).Name),
            };
            if (meaning.Length == 0)
            {
                _unsaid.Add($"{kind}: {path}{name}");
            }

            string field = form.ContainsKey("items") ? $"{path}{name}[]" : $"{path}{name}";
            Line($"| `{field}` | {(required.Contains(name) ? "yes" : "")} | {(name == "key" ? "key" : Form(form, type))} | {Cell(meaning)} |");
            if (items["properties"] is not null && type is not null)
            {
                WriteFields($"{field}.", items, [Item(type)], kind);
            }
        }
    }

    private string Form(JsonObject form, Type? type)
    {
        if (form["items"] is JsonObject items)
        {
            return items["properties"] is not null ? "list" : $"list: {Form(items, type is null ? null : Item(type))}";
        }

        if (form["enum"] is JsonArray values)
        {
            Type named = type is null ? typeof(object) : Item(type);
            if (named.IsEnum)
            {
                _values[named.Name] = named;
            }

            return $"[{named.Name}](#{named.Name.ToLowerInvariant()}): {string.Join(", ", values.Where(v => v is not null).Select(v => $"`{v}`"))}";
        }

        string simple = form["type"] is JsonArray several ? (string)several[0]! : (string?)form["type"] ?? "";
        return (simple, (string?)form["format"], (string?)form["description"]) switch
        {
            (_, "date", _) => "day",
            (_, "date-time", _) => "time, such as 2026-03-01T09:30:00Z",
            (_, "uuid", _) => "id",
            (_, _, "The key of a business objective.") => "key of a business objective",
            (_, _, { } described) => Cell(char.ToLowerInvariant(described.TrimStart('A', 'n', ' ')[0]) + described.TrimStart('A', 'n', ' ').TrimEnd('.')[1..]),
            ("string", _, _) => "text",
            ("integer", _, _) => "whole number",
            ("number", _, _) => "number",
            ("boolean", _, _) => "`true` or `false`",
            ("object", _, _) => "object",
            _ => form["const"] is { } only ? $"`{only}`" : throw new InvalidOperationException($"No word for {form.ToJsonString()}."),
        };
    }

    private void WriteValues()
    {
        Line("## Values");
        Line();
        Line("What the words mean that a field may have.");
        foreach (Type type in _values.Values)
        {
            Line();
            Line($"### {type.Name}");
            Line();
            Line(_summaries.Of(type));
            Line();
            Line("| value | meaning |");
            Line("|---|---|");
            foreach (string value in Enum.GetNames(type))
            {
                string meaning = _summaries.Of(type, value);
                if (meaning.Length == 0)
                {
                    _unsaid.Add($"{type.Name}.{value}");
                }

                Line($"| `{value}` | {Cell(meaning)} |");
            }
        }
    }

    // The first item of each list: what a file looks like, not what a plan holds.
    private static JsonNode? First(JsonNode? node) => node switch
    {
        JsonArray { Count: > 0 } list => new JsonArray(First(list[0])),
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, First(p.Value)))),
        _ => node?.DeepClone(),
    };

    private static Type Item(Type type) => Nullable.GetUnderlyingType(type) ?? (type.IsGenericType ? type.GetGenericArguments()[0] : type);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private void Line(string text = "") => _text.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
