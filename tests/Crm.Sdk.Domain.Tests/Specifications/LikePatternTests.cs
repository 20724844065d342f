using System.Diagnostics;
using Crm.Sdk.Specifications;
using FsCheck.Xunit;

namespace Crm.Sdk.Domain.Tests.Specifications;

public sealed class LikePatternTests
{
    private const string Letters = "aAbB%_\\\n\u00E9\u00C9\u00DF";

    [Property(MaxTest = 2000)]
    public bool It_matches_what_the_definition_says(byte[] text, byte[] pattern)
    {
        (string t, string p) = (Text(text, 8), Text(pattern, 6));

        return LikePattern.IsMatch(t, p) == Naive(t, p);
    }

    [Property]
    public bool An_escaped_text_matches_itself_only(byte[] text, byte[] other)
    {
        (string t, string o) = (Text(text, 8), Text(other, 8));

        return LikePattern.IsMatch(t, LikePattern.Escape(t)) && LikePattern.IsMatch(o, LikePattern.Escape(t)) == t.ToUpperInvariant().Equals(o.ToUpperInvariant(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "%", true)]
    [InlineData("", "_", false)]
    [InlineData("a\r\nb", "a%b", true)]
    [InlineData("[ab]", "[ab]", true)]
    [InlineData("a", "[ab]", false)]
    [InlineData("x\\", "x\\", true)]
    [InlineData("stra\u00DFe", "STRASSE", false)]
    public void Some_answers_are_pinned(string text, string pattern, bool expected) => LikePattern.IsMatch(text, pattern).Should().Be(expected);

    [Fact]
    public void The_worst_pattern_on_240_letters_is_quick()
    {
        string text = new('a', 240);
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < 1000; i++)
        {
            LikePattern.IsMatch(text, "%a%a%a%a%a%a%b").Should().BeFalse();
        }

        // A matcher that goes back takes minutes for one of these; this bound only tells the two apart.
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    private static string Text(byte[] letters, int most) => new([.. letters.Take(most).Select(l => Letters[l % Letters.Length])]);

    // The definition, word for word: goes back as often as it likes.
    private static bool Naive(string text, string pattern) => pattern switch
    {
        "" => text.Length == 0,
        ['%', ..] => Enumerable.Range(0, text.Length + 1).Any(i => Naive(text[i..], pattern[1..])),
        ['_', ..] => text.Length > 0 && Naive(text[1..], pattern[1..]),
        ['\\', var next, ..] => text.Length > 0 && Same(text[0], next) && Naive(text[1..], pattern[2..]),
        _ => text.Length > 0 && Same(text[0], pattern[0]) && Naive(text[1..], pattern[1..]),
    };

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
