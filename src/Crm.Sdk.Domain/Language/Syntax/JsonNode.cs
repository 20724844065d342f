using System.Text;
using System.Text.Json;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

internal enum JsonKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// <summary>A value of a JSON text with its place in it, which the runtime's own document does not keep.</summary>
internal sealed class JsonNode
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = CrmJson.MaxDepth };

    private JsonNode(JsonKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    public JsonKind Kind { get; }

    /// <summary>The value of a string, the characters of a number, <c>true</c> or <c>false</c>.</summary>
    public string Text { get; }

    public List<JsonNode> Items { get; } = [];

    /// <summary>The properties of an object; a name may be there twice.</summary>
    public List<(string Name, JsonNode Value)> Properties { get; } = [];

    /// <summary>Offsets in the UTF-8 form of the text.</summary>
    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>Reads a text, or gives null and reports why not.</summary>
    public static JsonNode? Read(byte[] utf8, Utf8Offsets offsets, FindingBag findings)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            reader.Read();
            JsonNode root = Read(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            int at = Position(utf8, e);
            findings.Error(
                SyntaxFindings.JsonMalformed,
                offsets.Span(at, at),
                "This is no JSON, or it is nested too deep.",
                "Write one object of the form {\"declarations\":[…],\"format\":\"crm-definitions/1\"}.");
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that an escaped surrogate lacks its other half.
            int at = (int)reader.TokenStartIndex;
            findings.Error(SyntaxFindings.JsonMalformed, offsets.Span(at, at), "A text holds half of a character.", "Take it out.");
        }

        return null;
    }

    private static JsonNode Read(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        var node = reader.TokenType switch
        {
            JsonTokenType.StartObject => new JsonNode(JsonKind.Object, ""),
            JsonTokenType.StartArray => new JsonNode(JsonKind.Array, ""),
            JsonTokenType.String => new JsonNode(JsonKind.String, reader.GetString()!),
            JsonTokenType.Number => new JsonNode(JsonKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => new JsonNode(JsonKind.Boolean, "true"),
            JsonTokenType.False => new JsonNode(JsonKind.Boolean, "false"),
            _ => new JsonNode(JsonKind.Null, ""),
        };
        node.Start = start;
        while (node.Kind == JsonKind.Object && reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            node.Properties.Add((name, Read(ref reader)));
        }

        while (node.Kind == JsonKind.Array && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            node.Items.Add(Read(ref reader));
        }

        node.End = (int)reader.BytesConsumed;
        return node;
    }

    private static int Position(byte[] utf8, JsonException e)
    {
        int start = 0;
        for (long line = e.LineNumber ?? 0; line > 0; line--)
        {
            int feed = utf8.AsSpan(start).IndexOf((byte)'\n');
            if (feed < 0)
            {
                break;
            }

            start += feed + 1;
        }

        return (int)Math.Min(start + (e.BytePositionInLine ?? 0), utf8.Length);
    }
}

/// <summary>Turns offsets in the UTF-8 form of a text into offsets in the text.</summary>
internal sealed class Utf8Offsets
{
    private readonly byte[] _utf8;
    private readonly int _length;
    private readonly bool _isAscii;

    public Utf8Offsets(byte[] utf8, int length)
    {
        _utf8 = utf8;
        _length = length;
        _isAscii = utf8.Length == length;
    }

    public TextSpan Span(int start, int end)
    {
        int first = Offset(start);
        return new TextSpan(first, Math.Max(Offset(end) - first, 0));
    }

    private int Offset(int bytes)
    {
        bytes = Math.Clamp(bytes, 0, _utf8.Length);
        return Math.Min(_isAscii ? bytes : Encoding.UTF8.GetCharCount(_utf8, 0, bytes), _length);
    }
}
