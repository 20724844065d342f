using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Documents;

/// <summary>Reads the JSON of a file as people write it: comments and last commas are allowed, a name that stands twice is not.</summary>
internal static class PlanJsonText
{
    private const string NotJson = "CRM6204";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>What a file holds: the node, or why there is none. A file of nothing but comments is a part with nothing in it.</summary>
    public static (JsonNode? Node, Finding? Problem) Parse(string name, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, Problem(name, "The file is empty.", "Write {} for a part with nothing in it, or take the file away.", null, null));
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            if (HoldsNothing(bytes))
            {
                return (name == "revisions.json" ? new JsonArray() : new JsonObject(), null);
            }

            return Twice(bytes) is { } twice
                ? (null, Problem(name, $"The file is no JSON: the name '{twice.Name}' stands twice in one place.", "Take one of them out.", twice.Line, twice.Column))
                : (JsonNode.Parse(text, null, Lenient), null);
        }
        catch (InvalidOperationException)
        {
            return (null, Problem(name, "The file is no JSON: a name has half a character, such as \\ud800.", "Write the name anew.", null, null));
        }
        catch (JsonException e)
        {
            return (null, Problem(name, $"The file is no JSON: {(e.Message.Contains("Expected depth to be zero", StringComparison.Ordinal) ? "it ends before a bracket is closed." : e.Message.Split(" LineNumber:")[0].Split(" Path:")[0])}", "Close what is open, and look at commas and quotation marks before that place.", (int?)e.LineNumber + 1, (int?)e.BytePositionInLine + 1));
        }
    }

    private static Finding Problem(string name, string message, string mend, int? line, int? column) =>
        new(NotJson, FindingSeverity.Error, message, mend, new FindingPlace { Source = name, Line = line, Column = column });

    private static Utf8JsonReader Reader(byte[] bytes, JsonCommentHandling comments) => new(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = comments });

    private static bool HoldsNothing(byte[] bytes)
    {
        Utf8JsonReader reader = Reader(bytes, JsonCommentHandling.Allow);
        while (reader.TokenType is JsonTokenType.None or JsonTokenType.Comment)
        {
            // The reader wants a value at the end; that there is none, is what is asked here.
            if (bytes.AsSpan((int)reader.BytesConsumed).IndexOfAnyExcept(" \t\r\n"u8) < 0)
            {
                return true;
            }

            if (!reader.Read())
            {
                return true;
            }
        }

        return false;
    }

    private static (string Name, int Line, int Column)? Twice(byte[] bytes)
    {
        Utf8JsonReader reader = Reader(bytes, JsonCommentHandling.Skip);
        var names = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName when reader.GetString() is { } property && !names.Peek().Add(property):
                    ReadOnlySpan<byte> before = bytes.AsSpan(0, (int)reader.TokenStartIndex);
                    return (property, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
            }
        }

        return null;
    }
}
