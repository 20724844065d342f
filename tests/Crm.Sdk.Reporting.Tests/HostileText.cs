namespace Crm.Sdk.Reporting.Tests;

/// <summary>Texts that mean something to HTML, XML, SVG or Markdown, in random order.</summary>
internal sealed class HostileText(int seed)
{
    /// <summary>How large seeds become, as the size of generated numbers.</summary>
    public const int Seeds = 1_000_000;

    private static readonly string[] Pieces =
    [
        "<script>alert(1)</script>", "<b>", "</p>", "</style>", "</svg>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml ?>", "&amp;", "&#1;", "&", "<", ">", "\"", "'",
        "\" onload=\"x", "javascript:alert(1)", "[a](javascript:alert(1))", "![i](http://e.example/p.png)", "[r]: http://e.example", "[r]", "<http://e.example>",
        "# h", "## h", "=====", "-----", "***", "___", "- ", "+ ", "* ", "1. ", "1) ", "> ", "|", "|---|", " | ", ":-:", "```", "~~~", "`", "``", "~~", "~", "*", "**", "_", "__",
        "\\", "\\|", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "\0", "\u0001", "\u000B", "\u007F", "\u0085", "\u2028", "\uD800", "\uDC00", "\uFFFE", "\u202E", "\u00A0",
        "😀", "日本", "é", "a", "Z", "7", " ", ".", ",", "$", "{", "}", "(", ")", "!", "#", "=", "-", "+", "@", "www.e.example", "x_y_z",
    ];

    private readonly Random _random = new(seed);

    /// <summary>One to eight pieces; never blank.</summary>
    public string Next() => "x" + Some(8);

    /// <summary>Up to forty pieces, as somebody might write Markdown.</summary>
    public string Markdown() => Some(40);

    private string Some(int most) => string.Concat(Enumerable.Range(0, _random.Next(1, most + 1)).Select(_ => Pieces[_random.Next(Pieces.Length)]));
}
