using System.Text.Json;

namespace Crm.Sdk.Samples.RealData.Figures;

/// <summary>Places inside a JSON value, written as RFC 6901 does: <c>/by_stage/Won</c>, and the empty text for the value itself.</summary>
internal static class JsonPointer
{
    /// <summary>A name as a step of a pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0").Replace("/", "~1");

    /// <summary>The values that hold no others, with their places: numbers, texts, truth values, nulls, and containers without content.</summary>
    public static IEnumerable<(string Pointer, JsonElement Value)> Leaves(JsonElement value, string pointer = "")
    {
        var inner = value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Select(p => (Pointer: $"{pointer}/{Escape(p.Name)}", p.Value)).ToList(),
            JsonValueKind.Array => value.EnumerateArray().Select((item, i) => (Pointer: $"{pointer}/{i}", Value: item)).ToList(),
            _ => [],
        };
        return inner.Count == 0 ? [(pointer, value)] : inner.SelectMany(i => Leaves(i.Value, i.Pointer));
    }
}
