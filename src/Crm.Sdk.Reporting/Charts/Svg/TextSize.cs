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
    public static string Fit(string text, decimal width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var fitting = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Width($"{fitting}{rune}…") > width)
            {
                break;
            }

            fitting.Append(rune.ToString());
        }

        return fitting.ToString().TrimEnd() + "…";
    }
}
