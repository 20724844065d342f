using System.Text.RegularExpressions;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests;

/// <summary>The repository builds anywhere: its files name neither the machine nor the package feed of the one who wrote them.</summary>
public sealed partial class CommittedTextTests
{
    [Fact]
    public void No_file_names_a_home_or_work_folder_or_a_package_feed() =>
        (from file in RepositoryFiles.Under(RepositoryRoot.Path)
         where !IsBinary(file)
         from finding in Findings(File.ReadAllText(file))
         select $"{RepositoryRoot.Relative(file)}{finding}").ShouldHold();

    [Theory]
    [InlineData("/", "home/ann/crm")]
    [InlineData("see (/", "root/.cache)")]
    [InlineData("file:///", "work/main")]
    [InlineData("/", "Users/ann")]
    [InlineData("C:\\", "Users\\ann")]
    [InlineData("https://api.nuget", ".org/packages")]
    [InlineData("https://feed.example/", "v3/index.json")]
    public void A_path_or_a_feed_is_found(string start, string end) => Findings("first line\n" + start + end).Should().ContainSingle().Which.Should().StartWith(":2");

    [Theory]
    [InlineData("docs/work/page.md")]
    [InlineData("a home/work balance")]
    [InlineData("/api/home")]
    [InlineData("https://example.com/work/item")]
    public void Other_text_is_left_alone(string text) => Findings(text).Should().BeEmpty();

    private static IEnumerable<string> Findings(string text) =>
        MachineOrFeed().Matches(text).Select(m => $":{text.AsSpan(0, m.Index).Count('\n') + 1}: {m.Value}");

    /// <summary>As git decides it: a zero byte near the start.</summary>
    private static bool IsBinary(string file)
    {
        using var stream = File.OpenRead(file);
        var start = new byte[8000];
        return start.AsSpan(0, stream.Read(start)).Contains((byte)0);
    }

    [GeneratedRegex(
        """
        (?<![\w.\-}])(?:file://)?/(?:home/\w|root/|work/|Users/\w)\S*
        | [A-Za-z]:\\Users\\\w+
        | \b(?:[\w-]+\.)*(?:nuget\.org|myget\.org|npmjs\.org|pypi\.org)\b
        | https?://\S+/index\.json
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex MachineOrFeed();
}
