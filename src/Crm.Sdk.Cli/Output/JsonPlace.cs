using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Output;

/// <summary>Finds the place of a path such as <c>columns.net.decimal</c> or <c>rates[0].file</c> in a JSON text, so that a finding can show its line.</summary>
internal static class JsonPlace
{
    /// <summary>The characters of the property name with that path, or of the nearest object around it that is there; null without either.</summary>
    public static TextSpan? Find(string text, string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var around = new Stack<(string Path, bool IsArray)>();
        var counts = new Stack<int>();
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
                        current = Join(around.Peek().Path, reader.GetString()!);
                        if (current.Length > best.Length && (path == current || path.StartsWith(current + ".", StringComparison.Ordinal) || path.StartsWith(current + "[", StringComparison.Ordinal)))
                        {
                            best = current;
                            int start = Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.TokenStartIndex);
                            found = new TextSpan(start, Encoding.UTF8.GetCharCount(bytes, (int)reader.TokenStartIndex, reader.ValueSpan.Length + 2));
                        }

                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        current = Element() ?? current;
                        around.Push((current, reader.TokenType == JsonTokenType.StartArray));
                        counts.Push(0);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        current = around.Pop().Path;
                        counts.Pop();
                        break;
                    default:
                        Element();
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // The text is broken further down; what was found before still holds.
        }

        return found;

        // The path of the next element, where an array is around.
        string? Element()
        {
            if (!around.TryPeek(out (string Path, bool IsArray) outer) || !outer.IsArray)
            {
                return null;
            }

            int index = counts.Pop();
            counts.Push(index + 1);
            return string.Create(CultureInfo.InvariantCulture, $"{outer.Path}[{index}]");
        }
    }

    private static string Join(string outer, string name) => outer.Length == 0 ? name : $"{outer}.{name}";
}
