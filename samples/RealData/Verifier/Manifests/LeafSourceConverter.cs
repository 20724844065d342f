using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Sdk.Samples.RealData.Manifests;

/// <summary>Reads a leaf, which is an object or, in short, the name of a metric.</summary>
internal sealed class LeafSourceConverter : JsonConverter<LeafSource>
{
    public override LeafSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new LeafSource { Metric = reader.GetString() };
        }

        var leaf = new LeafSource();
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            leaf = With(leaf, property.Name, property.Value, options);
        }

        int kinds = new object?[] { leaf.Metric, leaf.Use, leaf.Label, leaf.List }.Count(kind => kind is not null);
        return kinds == 1 && (leaf.List is null) == (leaf.Item.Count == 0) ? leaf
            : throw new JsonException("A leaf is one of: metric, use, label, or list with item.");
    }

    public override void Write(Utf8JsonWriter writer, LeafSource value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static LeafSource With(LeafSource leaf, string name, JsonElement value, JsonSerializerOptions options) => name switch
    {
        "query" => leaf with { Query = Text(value) },
        "metric" => leaf with { Metric = Text(value) },
        "part" => leaf with { Part = OneOf<CellPart>(value) },
        "at" => leaf with { At = value.Deserialize<Dictionary<string, string>>(options)! },
        "scale" => leaf with { Scale = value.GetInt32() },
        "as" => leaf with { As = OneOf<LeafForm>(value) },
        "use" => leaf with { Use = Text(value) },
        "label" => leaf with { Label = Text(value) },
        "list" => leaf with { List = value.Deserialize<MemberList>(options) },
        "item" => leaf with { Item = value.Deserialize<Dictionary<string, LeafSource>>(options)! },
        _ => throw new JsonException($"A leaf has no '{name}'."),
    };

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new JsonException($"{value} is no text.");

    private static TEnum OneOf<TEnum>(JsonElement value)
        where TEnum : struct, Enum
    {
        string text = Text(value);
        return Enum.GetValues<TEnum>().Where(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()) == text).Cast<TEnum?>().FirstOrDefault()
            ?? throw new JsonException($"'{text}' is none of {string.Join(", ", Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
    }
}
