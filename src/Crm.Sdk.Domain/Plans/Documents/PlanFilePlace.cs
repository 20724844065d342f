using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Documents;

/// <summary>Finds where in a file of a plan stands what a finding is about: <c>actions[call].owner</c> names the item by its key, not by its position.</summary>
internal static class PlanFilePlace
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The name of the property, or the beginning of the item, or what is nearest around it.</summary>
    public static TextSpan? Find(string text, string path)
    {
        try
        {
            List<string> wanted = Steps(JsonNode.Parse(text, null, Lenient), path);
            return wanted.Count == 0 ? null : Locate(text, wanted);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    // The way to what is nearest: names of properties, and positions in lists.
    private static List<string> Steps(JsonNode? node, string path)
    {
        var steps = new List<string>();
        while (path.Length > 0)
        {
            path = path.TrimStart('.');
            (string? step, JsonNode? next, int length) = node switch
            {
                JsonObject o => Property(o, path),
                JsonArray a => Item(a, path),
                _ => default,
            };
            if (step is null)
            {
                break;
            }

            steps.Add(step);
            (node, path) = (next, path[length..]);
        }

        return steps;
    }

    private static (string? Step, JsonNode? Next, int Length) Property(JsonObject o, string path)
    {
        string name = path.Split('.', '[')[0];
        return o.TryGetPropertyValue(name, out JsonNode? value) ? (name, value, name.Length) : default;
    }

    // Keys may hold dots and brackets; the longest that fits is meant.
    private static (string? Step, JsonNode? Next, int Length) Item(JsonArray a, string path)
    {
        var items = PlanItems.Of(a, byPosition: true);
        int at = Enumerable.Range(0, items.Keys.Count)
            .Where(i => path.StartsWith($"[{items.Keys[i]}]", StringComparison.OrdinalIgnoreCase)).OrderByDescending(i => items.Keys[i].Length).FirstOrDefault(-1);
        return at < 0 ? default : (Position(at), a[at], items.Keys[at].Length + 2);
    }

    private static TextSpan? Locate(string text, List<string> wanted)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        TextSpan? found = null;
        // How many steps have been gone; what is not on the way is passed over.
        int gone = 0;
        reader.Read();
        while (gone < wanted.Count)
        {
            bool isList = reader.TokenType == JsonTokenType.StartArray;
            for (int i = 0; reader.Read(); i++)
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    return found;
                }

                bool isWanted = isList ? Position(i) == wanted[gone] : reader.ValueTextEquals(wanted[gone]);
                if (isWanted)
                {
                    int start = Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.TokenStartIndex);
                    found = new TextSpan(start, isList ? 1 : Encoding.UTF8.GetCharCount(bytes, (int)reader.TokenStartIndex, reader.ValueSpan.Length + 2));
                }

                if (!isList)
                {
                    reader.Read();
                }

                if (isWanted)
                {
                    break;
                }

                reader.Skip();
            }

            gone++;
        }

        return found;
    }

    private static string Position(int i) => i.ToString(CultureInfo.InvariantCulture);
}
