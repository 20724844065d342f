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
    public static PlanKeys Of(JsonObject content)
    {
        var keys = new PlanKeys();
        foreach (string list in Lists)
        {
            foreach (JsonObject item in PlanFiles.Objects(content["objectives"]?[list]))
            {
                keys._keys.TryAdd((list, (string)item["id"]!), (string)item["key"]!);
            }
        }

        return keys;
    }

    /// <summary>What the file of an objective is called; its id is left in it when nothing else says it.</summary>
    public string NameOf(JsonObject file, string list)
    {
        string id = (string)file["id"]!;
        return _keys.GetValueOrDefault((list, id)) is { } key && PlanKey.IsValid(key) ? key : id;
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
    public static void TakeIds(JsonObject content)
    {
        foreach (JsonObject item in Lists.SelectMany(list => PlanFiles.Objects(content["objectives"]?[list])))
        {
            item.Remove("id");
        }
    }
}
