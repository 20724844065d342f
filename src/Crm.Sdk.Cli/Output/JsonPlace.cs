using System.Text;
using System.Text.Json;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Output;

/// <summary>Finds the place of a path such as <c>columns.net.decimal</c> in a JSON text, so that a finding can show its line.</summary>
internal static class JsonPlace
{
    /// <summary>The characters of the property name with that path, or of the nearest object around it that is there; null without either.</summary>
    public static TextSpan? Find(string text, string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var around = new Stack<string>();
        string current = "";
        string best = "";
        TextSpan? found = null;
        try
        {
            while (reader.Read() && best != path)
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        current = Join(around.Peek(), reader.GetString()!);
                        if (current.Length > best.Length && (path == current || path.StartsWith(current + ".", StringComparison.Ordinal) || path.StartsWith(current + "[", StringComparison.Ordinal)))
                        {
                            best = current;
                            int start = Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.TokenStartIndex);
                            found = new TextSpan(start, Encoding.UTF8.GetCharCount(bytes, (int)reader.TokenStartIndex, reader.ValueSpan.Length + 2));
                        }

                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        around.Push(current);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        current = around.Pop();
                        break;
                    default:
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // The text is broken further down; what was found before still holds.
        }

        return found;
    }

    private static string Join(string outer, string name) => outer.Length == 0 ? name : $"{outer}.{name}";
}
