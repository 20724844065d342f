namespace Crm.Sdk.Testing.Specimens;

/// <summary>Texts that stores have got wrong.</summary>
internal static class Texts
{
    /// <summary>In the order of their code points.</summary>
    public static IReadOnlyList<string> InOrder { get; } =
    [
        "", "\0", "\u0001", "\t", "\n", "\r\n", " ", "  ", "!", "\"", "%", "'", "1", "10", "2", "A", "AB", "Z", "[x]", "\\", "_", "a", "a\0b", "a\u0001", "a b", "aB",
        "ab", "abc", "e\u0301", "i", "ss", "z", "\u00A0", "\u00C4", "\u00DF", "\u00E9", "\u0130", "\u0131", "\u0391", "\u03A3", "\u03C2", "\u03C3", "\u0416", "\u05D0", "\u2028", "\u4E2D", "\uD7FF", "\uE000",
        "\uFB01", "\uFEFF", "\uFFFD", "\uFFFF", "\U00010000", "\U0001F600", "\U0001F600a", "\U0001F601", "\U0010FFFF",
    ];

    /// <summary>The same ones, not in order.</summary>
    public static IReadOnlyList<string> Shuffled { get; } = [.. InOrder.Select((t, i) => (t, Place: i * 23 % InOrder.Count)).OrderBy(t => t.Place).Select(t => t.t)];

    /// <summary>Texts that can be a name: not only white space.</summary>
    public static IEnumerable<string> Names => Shuffled.Where(t => !string.IsNullOrWhiteSpace(t));
}
