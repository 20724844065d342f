using System.Text.Json.Nodes;

namespace Crm.Sdk.Plans.Documents;

/// <summary>The names of objectives in files in place of their ids.</summary>
internal sealed class PlanKeys
{
    private static readonly string[] Lists = ["business", "objectives"];

    private readonly Dictionary<(string List, string Id), string> _keys = [];

    private PlanKeys()
    {
    }

    /// <summary>The names that the content of a plan gives.</summary>
    /// <param name="content">The content.</param>
    /// <param name="document">The document: what it does not hold keeps its id where it is named.</param>
    public static PlanKeys Of(JsonObject content, JsonObject document)
    {
        var keys = new PlanKeys();
        var used = new HashSet<(string, string)>();
        foreach (string list in Lists)
        {
            foreach (JsonObject item in PlanFiles.Objects(content["objectives"]?[list]))
            {
                string id = (string)item["id"]!, key = (string)item["key"]!;
                if (PlanKey.IsValid(key) && PlanFiles.Objects(document[list]).Any(o => (string?)o["id"] == id) && !keys._keys.ContainsKey((list, id)) && used.Add((list, key)))
                {
                    keys._keys.Add((list, id), key);
                }
            }
        }

        return keys;
    }

    /// <summary>What the file of an objective is called; its id is left in it when nothing else says it.</summary>
    public string NameOf(JsonObject file, string list)
    {
        string id = (string)file["id"]!;
        return _keys.GetValueOrDefault((list, id)) ?? id;
    }

    public void ToKey(JsonObject o, string property)
    {
        if ((string?)o[property] is { } id && _keys.TryGetValue(("business", id), out string? key))
        {
            o[property] = key;
        }
    }

    public void ToKeys(JsonObject o, string property)
    {
        if (o[property] is JsonArray ids)
        {
            o[property] = new JsonArray([.. ids.Select(id => (JsonNode?)JsonValue.Create(_keys.GetValueOrDefault(("business", (string)id!), (string)id!)))]);
        }
    }

    /// <summary>Ids stand in the files of the objectives; here are only their names.</summary>
    public void TakeIds(JsonObject content)
    {
        foreach ((string list, JsonObject item) in Lists.SelectMany(list => PlanFiles.Objects(content["objectives"]?[list]).Select(item => (list, item))))
        {
            if (_keys.TryGetValue((list, (string)item["id"]!), out string? key) && key == (string?)item["key"])
            {
                item.Remove("id");
            }
        }
    }
}
