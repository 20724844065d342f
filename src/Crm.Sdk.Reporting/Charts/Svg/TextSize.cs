using System.Text;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>About how wide a text is in a sans-serif font; a little too wide rather than too narrow.</summary>
internal static class TextSize
{
    private const string Narrow = "ijl|!.,:;'`()[]{}ftrI /-";
    private const string Wide = "mwMW@%—…";
    private const int FirstWideCodePoint = 0x1100;

    public static decimal Width(string text, decimal fontSize = Canvas.FontSize)
    {
        decimal ems = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            ems += rune.Value >= FirstWideCodePoint && rune.Value is not (>= 0x2000 and < 0x2E80) ? 1.05m
                : rune.IsAscii && Narrow.Contains((char)rune.Value, StringComparison.Ordinal) ? 0.4m
                : rune.IsAscii && Wide.Contains((char)rune.Value, StringComparison.Ordinal) ? 1m
                : Rune.IsUpper(rune) ? 0.75m
                : 0.64m;
        }

        return ems * fontSize;
    }

    /// <summary>The text, or as much of its start as fits, with an ellipsis.</summary>
    public static string Fit(string text, decimal width, decimal fontSize = Canvas.FontSize)
    {
        if (Width(text, fontSize) <= width)
        {
            return text;
        }

        var fitting = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Width($"{fitting}{rune}…", fontSize) > width)
            {
                break;
            }

            fitting.Append(rune.ToString());
        }

        return fitting.ToString().TrimEnd() + "…";
    }

    /// <summary>The text in lines of a width; the last of the lines that are allowed ends with an ellipsis when more would follow.</summary>
    public static IReadOnlyList<string> Wrap(string text, decimal width, int lines, decimal fontSize = Canvas.FontSize)
    {
        var wrapped = new List<string>();
        string rest = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        while (rest.Length > 0)
        {
            if (wrapped.Count == lines - 1 || Width(rest, fontSize) <= width)
            {
                wrapped.Add(Fit(rest, width, fontSize));
                break;
            }

            int end = 0;
            for (int space = rest.IndexOf(' ', StringComparison.Ordinal); space > 0 && Width(rest[..space], fontSize) <= width; space = rest.IndexOf(' ', space + 1))
            {
                end = space;
            }

            // A word that is wider than a line is cut.
            string line = end > 0 ? rest[..end] : Fit(rest.Split(' ')[0], width, fontSize);
            wrapped.Add(line);
            int used = end > 0 ? end : rest.Split(' ')[0].Length;
            rest = rest[used..].TrimStart();
        }

        return wrapped;
    }
}
