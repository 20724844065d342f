using System.Globalization;
using System.Text;

namespace Crm.Sdk.Import.Files;

/// <summary>Shows a text of a file in a message: short, on one line, with what cannot be printed spelled out.</summary>
internal static class Excerpt
{
    /// <summary>The most characters of the text that are shown.</summary>
    public const int Limit = 60;

    /// <summary>The text in quotes.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder("'");
        int length = text.Length <= Limit ? text.Length : Limit - 1;
        for (int i = 0; i < length; i++)
        {
            char c = text[i];
            if (i + 1 < text.Length && ByteEscape.TryByte(c, text[i + 1], out byte value))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
                i++;
            }
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' || (char.IsSurrogate(c) && !IsPair(text, i)))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                shown.Append(c);
            }
        }

        if (length > 0 && length < text.Length && char.IsHighSurrogate(shown[^1]))
        {
            shown.Length--;
        }

        return shown.Append(length < text.Length ? "…'" : "'").ToString();
    }

    private static bool IsPair(ReadOnlySpan<char> text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        : i > 0 && char.IsHighSurrogate(text[i - 1]);
}
