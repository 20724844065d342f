using System.Text;
using System.Xml;

namespace Crm.Sdk.Reporting.Markup;

/// <summary>Text as it may stand in XML and HTML.</summary>
internal static class XmlText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Appends text with markup characters encoded and characters that XML does not allow replaced.</summary>
    public static void Append(StringBuilder to, string text)
    {
        foreach (char c in Clean(text))
        {
            _ = c switch
            {
                '&' => to.Append("&amp;"),
                '<' => to.Append("&lt;"),
                '>' => to.Append("&gt;"),
                '"' => to.Append("&quot;"),
                '\'' => to.Append("&#39;"),
                _ => to.Append(c),
            };
        }
    }

    /// <summary>The text with U+FFFD for what XML cannot hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.</summary>
    /// <remarks>Line breaks of all systems become a line feed, as XML readers make them.</remarks>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (c == '\r')
            {
                clean.Append('\n');
                i += i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else
            {
                // C1 controls are allowed in XML and forbidden in HTML.
                clean.Append(XmlConvert.IsXmlChar(c) && c is not (>= '\u007F' and <= '\u009F') ? c : Replacement);
            }
        }

        return clean.ToString();
    }
}
