using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Sdk.Reporting.Markup;

/// <summary>Text as it may stand in Markdown without meaning more than itself.</summary>
internal static partial class MarkdownText
{
    private const string Always = "\\`*[]~|<";

    /// <summary>One line of text: line breaks and runs of spaces become one space, marks are escaped.</summary>
    public static string Line(string text) => AtLineStart(Escape(Spaced(text)));

    /// <summary>Text with one space for each run of spaces and line breaks, and none at its ends.</summary>
    public static string Spaced(string text) => Spaces().Replace(XmlText.Clean(text), " ").Trim(' ');

    /// <summary>The text of a heading: marks are escaped, also those at its end.</summary>
    public static string Heading(string text)
    {
        string escaped = Escape(Spaced(text));
        return escaped.EndsWith('#') ? escaped[..^1] + "\\#" : escaped;
    }

    /// <summary>Escapes the marks that work anywhere in a line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            char before = i > 0 ? text[i - 1] : ' ', after = i + 1 < text.Length ? text[i + 1] : ' ';
            bool isMark = Always.Contains(c, StringComparison.Ordinal)
                || (c == '&' && (char.IsAsciiLetterOrDigit(after) || after == '#'))
                || (c == '_' && !(char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after)));
            _ = isMark ? escaped.Append('\\').Append(c) : escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>Escapes what would begin a heading, a list, a quote, a rule or a table at the start of a line.</summary>
    public static string AtLineStart(string line)
    {
        Match start = BlockStart().Match(line);
        return start.Success ? line.Insert(start.Groups["mark"].Index, "\\") : line;
    }

    /// <summary>An address in round brackets.</summary>
    public static string Address(string address)
    {
        bool isPlain = address.All(c => char.IsAsciiLetterOrDigit(c) || "-._~:/?#@!$&'*+,;=%".Contains(c, StringComparison.Ordinal));
        return isPlain && !address.Contains('&', StringComparison.Ordinal)
            ? $"({address})"
            : $"(<{address.Replace("\\", "%5C", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal)}>)";
    }

    /// <summary>Text between as many backticks as it needs.</summary>
    public static string Code(string text)
    {
        string clean = XmlText.Clean(text).Replace('\n', ' ');
        string fence = new('`', Longest(clean) + 1);
        string space = clean.StartsWith('`') || clean.EndsWith('`') || (clean.StartsWith(' ') && clean.EndsWith(' ') && clean.Trim().Length > 0) ? " " : "";
        return clean.Length == 0 ? "" : fence + space + clean + space + fence;
    }

    /// <summary>A fence that no line of a text ends.</summary>
    public static string Fence(string text) => new('`', Math.Max(3, Longest(text) + 1));

    private static int Longest(string text) => Backticks().Matches(text).Select(m => m.Length).DefaultIfEmpty(0).Max();

    [GeneratedRegex(@"[ \t\n\u000B\u000C\u0085\u2028\u2029]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[ \t]*(?:(?<mark>[-+=:>#])|\d{1,9}(?<mark>[.)]))", RegexOptions.ExplicitCapture)]
    private static partial Regex BlockStart();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
