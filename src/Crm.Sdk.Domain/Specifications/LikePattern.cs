namespace Crm.Sdk.Specifications;

/// <summary>
/// One meaning of LIKE for all stores: <c>%</c> stands for any letters, none among them, <c>_</c> for one, a backslash takes the next
/// sign as it is. Letters match in either case by the invariant culture. The whole text must match, line ends too.
/// </summary>
public static class LikePattern
{
    /// <summary>Whether a text matches. Takes time in proportion to the product of both lengths at worst.</summary>
    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        int at = 0, sign = 0, star = -1, mark = 0;
        while (at < text.Length)
        {
            if (sign < pattern.Length && pattern[sign] == '%')
            {
                (star, mark) = (sign++, at);
            }
            else if (Next(pattern, sign, out bool any, out char wanted) is var length and > 0 && (any || Same(wanted, text[at])))
            {
                at++;
                sign += length;
            }
            else if (star >= 0)
            {
                (sign, at) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        while (sign < pattern.Length && pattern[sign] == '%')
        {
            sign++;
        }

        return sign == pattern.Length;
    }

    /// <summary>A pattern for a text in which no sign has a meaning: for what a user typed.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
    }

    // How many signs of the pattern the next letter takes; 0 at its end. A backslash at the end stands for itself.
    private static int Next(ReadOnlySpan<char> pattern, int at, out bool any, out char wanted)
    {
        (any, wanted) = (false, '\0');
        if (at >= pattern.Length)
        {
            return 0;
        }

        bool escaped = pattern[at] == '\\' && at + 1 < pattern.Length;
        wanted = escaped ? pattern[at + 1] : pattern[at];
        any = !escaped && wanted == '_';
        return escaped ? 2 : 1;
    }

    private static bool Same(char a, char b) => a == b || char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
