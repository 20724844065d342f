using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Crm.Sdk.Plans.Documents;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Keys that can be referred to, and texts that say something: the same for every item of every part.</summary>
internal static class KeyChecks
{
    public static void Check(PlanView view)
    {
        JsonNode? content = JsonSerializer.SerializeToNode(view.Plan.Content, (JsonTypeInfo<PlanContent>)PlanForm.Options.GetTypeInfo(typeof(PlanContent)));
        foreach (PlanPart part in PlanPart.All)
        {
            if (content?[part.Name] is { } node)
            {
                Visit(view, part.Name, "", node, PlanForm.Options.GetTypeInfo(part.Type));
            }
        }

        foreach (string section in view.Plan.Texts.Select(t => t.Section).Concat(view.Plan.Sections.Select(s => s.Section)).Where(s => !PlanKey.IsValid(s)).Distinct())
        {
            view.Error("CRM6220", "plan", $"sections[{section}]", $"'{section}' cannot be the key of a section.", $"A key is made of {PlanKey.Form}.");
        }
    }

    private static void Visit(PlanView view, string part, string path, JsonNode node, JsonTypeInfo info)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (JsonPropertyInfo property in info.Properties.Where(p => o.ContainsKey(p.Name)))
                {
                    VisitProperty(view, part, path.Length == 0 ? property.Name : $"{path}.{property.Name}", o[property.Name]!, property);
                }

                break;
            case JsonArray a when info.Kind == JsonTypeInfoKind.Enumerable:
                JsonTypeInfo item = PlanForm.Options.GetTypeInfo(info.ElementType!);
                var items = PlanItems.Of(a);
                foreach (string key in items.Keys)
                {
                    Visit(view, part, $"{path}[{key}]", items.Find(key)!, item);
                }

                foreach (string twice in a.OfType<JsonObject>().Select(x => (string?)x["key"]).OfType<string>().GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key))
                {
                    view.Error("CRM6221", part, $"{path}[{twice}]", $"Two items here are called '{twice}'.", "Give one of them another key; whatever refers to it has to be told which is meant.");
                }

                break;
        }
    }

    private static void VisitProperty(PlanView view, string part, string path, JsonNode value, JsonPropertyInfo property)
    {
        if (property.PropertyType != typeof(string))
        {
            Visit(view, part, path, value, PlanForm.Options.GetTypeInfo(property.PropertyType));
            return;
        }

        string text = (string)value!;
        if (property.Name == "key" && !PlanKey.IsValid(text))
        {
            view.Error("CRM6220", part, path, $"'{text}' cannot be a key.", $"A key is made of {PlanKey.Form}.");
        }
        else if (property.IsRequired && string.IsNullOrWhiteSpace(text))
        {
            view.Error("CRM6222", part, path, $"'{property.Name}' is empty.", "Write it, or take the item out.");
        }
    }
}
