using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crm.Sdk.Interchange.Yaml;

/// <summary>What the plain scalars of YAML mean, by its core schema: null, true, false, numbers, and else texts.</summary>
internal static partial class YamlValues
{
    /// <summary>A node as JSON.</summary>
    /// <exception cref="ArgumentException">A name stands twice in one mapping.</exception>
    public static JsonNode? ToJson(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                var o = new JsonObject();
                foreach ((YamlScalar key, YamlNode value) in mapping.Entries)
                {
                    o.Add(key.Value, ToJson(value));
                }

                return o;
            case YamlSequence sequence:
                return new JsonArray([.. sequence.Items.Select(ToJson)]);
            default:
                var scalar = (YamlScalar)node;
                return IsText(scalar) ? JsonValue.Create(scalar.Value) : JsonNode.Parse(Plain(scalar.Value));
        }
    }

    /// <summary>The first name that stands twice in one mapping, at its second place; null when none does.</summary>
    public static YamlScalar? Twice(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.GroupBy(e => e.Key.Value, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.ElementAt(1).Key).FirstOrDefault()
            ?? mapping.Entries.Select(e => Twice(e.Value)).FirstOrDefault(t => t is not null),
        YamlSequence sequence => sequence.Items.Select(Twice).FirstOrDefault(t => t is not null),
        _ => null,
    };

    /// <summary>Whether a text has to stand in quotes to be read as a text.</summary>
    public static bool NeedsQuotes(string text) => text.Length == 0 || !IsText(new YamlScalar(default, text, isPlain: true));

    private static bool IsText(YamlScalar scalar) => !scalar.IsPlain || !(scalar.IsNull || IsWord(scalar.Value) || (Number().IsMatch(scalar.Value)
        && decimal.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)));

    private static bool IsWord(string value) => value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE";

    private static string Plain(string value) => value is "" or "~" ? "null" : IsWord(value) || value is "Null" or "NULL" ? value.ToLowerInvariant()
        : value == "null" ? value : decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
