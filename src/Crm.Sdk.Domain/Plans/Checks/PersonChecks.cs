using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Checks;

/// <summary>People who are hardly somebody else than a stakeholder: a slip in a name leaves work with nobody.</summary>
internal static class PersonChecks
{
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal) { "owner", "steward", "accountable", "who" };

    public static void Check(PlanView v)
    {
        string[] known = [.. v.Charter.Stakeholders.SelectMany(s => new[] { s.Key, s.Name })];
        if (known.Length == 0)
        {
            return;
        }

        var named = new List<(string Part, string Path, string Who)> { ("plan", "owner", v.Plan.Owner) };
        named.AddRange(v.Plan.Sections.Where(s => s.Owner is not null).Select(s => ("plan", $"sections[{s.Section}].owner", s.Owner!)));
        named.AddRange(v.Pursued.Select(o => ($"objectives/{o.Key}", "owner", o.Objective.Plan.Owner)));
        if (JsonSerializer.SerializeToNode(v.Plan.Content, PlanForm.Options.GetTypeInfo(typeof(PlanContent))) is JsonObject content)
        {
            foreach ((string part, JsonNode? node) in content)
            {
                Gather(part, "", node, named);
            }
        }

        // Who is named in several places is somebody, whatever the name looks like.
        foreach (var (part, path, who) in named.GroupBy(n => n.Who.Trim(), StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.First()))
        {
            if (!known.Contains(who.Trim(), StringComparer.OrdinalIgnoreCase) && Suggestion.For(who, known) is { } near)
            {
                v.Warn("CRM6290", part, path, $"'{who}' is named nowhere else, and is almost '{near}'.", $"Did you mean '{near}'? If not, put '{who}' among the stakeholders of the charter.");
            }
        }
    }

    private static void Gather(string part, string path, JsonNode? node, List<(string, string, string)> named)
    {
        switch (node)
        {
            case JsonObject o:
                foreach ((string name, JsonNode? value) in o)
                {
                    string at = path.Length == 0 ? name : $"{path}.{name}";
                    if (Fields.Contains(name) && value is JsonValue text && text.TryGetValue(out string? who) && !string.IsNullOrWhiteSpace(who))
                    {
                        named.Add((part, at, who));
                    }
                    else
                    {
                        Gather(part, at, value, named);
                    }
                }

                break;
            case JsonArray a:
                var items = PlanItems.Of(a);
                foreach (string key in items.Keys)
                {
                    Gather(part, $"{path}[{key}]", items.Find(key), named);
                }

                break;
        }
    }
}
