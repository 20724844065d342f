using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Sdk.Plans;

/// <summary>The items of a list of a plan, each by what it is called there.</summary>
internal sealed class PlanItems
{
    // What tells the items of a list apart, the first that all of its fields has.
    private static readonly string[][] Identities =
    [
        ["key"], ["id"], ["number"], ["section"], ["step"], ["criterion"], ["question", "respondent"], ["dimension"], ["name"], ["by", "at"], ["day"],
    ];

    private readonly Dictionary<string, JsonNode?> _items = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];

    private PlanItems()
    {
    }

    /// <summary>How JSON is written where people read it.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the items are called, in order.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>The items of a list. Two of one name are told apart by a number.</summary>
    /// <param name="array">The list; null for an empty one.</param>
    /// <param name="identity">What tells them apart; null for what does in most lists.</param>
    /// <param name="byPosition">Whether an item that nothing tells apart is called by its position, <c>#2</c>, and not by all that it holds.</param>
    public static PlanItems Of(JsonArray? array, string[]? identity = null, bool byPosition = false)
    {
        var items = new PlanItems();
        foreach (JsonNode? item in array ?? [])
        {
            string name = NameOf(item, identity) ?? (byPosition ? $"#{items._keys.Count + 1}" : item!.ToJsonString(Readable)), key = name;
            for (int n = 2; !items._items.TryAdd(key, item); n++)
            {
                key = $"{name}#{n}";
            }

            items._keys.Add(key);
        }

        return items;
    }

    /// <summary>Whether a value says nothing: it is missing, or an empty list.</summary>
    public static bool IsNothing(JsonNode? node) => node is null or JsonArray { Count: 0 };

    public bool Has(string key) => _items.ContainsKey(key);

    public JsonNode? Find(string key) => _items.GetValueOrDefault(key);

    /// <summary>The key that an item has; null when it has none or is not there.</summary>
    public string? KeyOf(string key) => (Find(key) as JsonObject)?["key"]?.ToString();

    private static string? NameOf(JsonNode? item, string[]? identity) => item switch
    {
        JsonObject o => (identity is null ? Identities : [identity, .. Identities]).FirstOrDefault(all => all.All(n => o[n] is JsonValue)) is { } names
            ? string.Join(" ", names.Select(n => o[n]!.ToString()))
            : null,
        null => "null",
        _ => item.ToString(),
    };
}
