using System.Globalization;
using System.Text;

namespace Crm.Sdk.Evaluation.Cubes;

/// <summary>Makes texts that others wrote fit for a console: nothing in them can move the cursor, and their width is known.</summary>
internal static class ConsoleText
{
    // Unicode Standard Annex 11: blocks whose characters take two columns.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The text with control and formatting characters, which may hide or reorder others, as escapes such as <c>\u001b</c>.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(MayHide))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            _ = MayHide(c) ? printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : printable.Append(c);
        }

        return printable.ToString();
    }

    /// <summary>The number of columns that the text takes.</summary>
    public static int Width(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
                : Wide.Any(w => rune.Value >= w.First && rune.Value <= w.Last) ? 2 : 1;
        }

        return width;
    }

    private static bool MayHide(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
