using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>Runs what the documentation shows and compares what it prints with what the page promises.</summary>
[Collection(nameof(SnippetRunTests))]
[CollectionDefinition(nameof(SnippetRunTests), DisableParallelization = true)]
public sealed class SnippetRunTests
{
    private const string Gap = "…";

    private static readonly Dictionary<string, SnippetInclude> Promising = new DocsCheck(RepositoryRoot.Path).Includes
        .Where(i => i.ExpectedOutput is not null)
        .ToDictionary(i => $"{RepositoryRoot.Relative(i.Page)} {i.Region} {i.Line}");

    public static TheoryData<string> Snippets => [.. Promising.Keys];

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_snippet_prints_what_its_page_promises(string snippet)
    {
        var include = Promising[snippet];
        var actual = await SnippetRunner.OutputOfAsync(include);
        if (SnippetRunner.IsOfQuickstart(include))
        {
            ShouldShow(actual, include.ExpectedOutput!);
        }
        else
        {
            actual.Should().Be(include.ExpectedOutput!.Trim('\n'));
        }
    }

    [Fact]
    public async Task The_README_shows_what_the_quickstart_prints()
    {
        var readme = new MarkdownPage(RepositoryRoot.Combine("README.md"));
        var table = readme.CommentedFences.Should().ContainSingle(f => f.Language == "text" && f.Comment == "samples/Quickstart").Which.Text;

        ShouldShow(await SnippetRunner.QuickstartOutputAsync(), table);
    }

    /// <summary>Every snippet with definitions belongs to something that is bound: the example shop, the quickstart, or the mistakes, which a test reads.</summary>
    [Fact]
    public void Definitions_that_are_shown_are_bound()
    {
        string[] bound = ["samples/Docs/shop/definitions", "samples/Docs", "samples/Quickstart"];
        new DocsCheck(RepositoryRoot.Path).Includes
            .Where(i => i.Language == "crm" && !bound.Contains(RepositoryRoot.Relative(Path.GetDirectoryName(i.File)!)))
            .Select(i => $"{RepositoryRoot.Relative(i.Page)}:{i.Line}: nothing binds {RepositoryRoot.Relative(i.File)}")
            .ShouldHold();
    }

    /// <summary>A definition that is shown as a mistake has findings.</summary>
    [Fact]
    public void Mistakes_are_shown_with_what_is_said_of_them() =>
        new DocsCheck(RepositoryRoot.Path).Includes
            .Where(i => Path.GetFileName(i.File) == "mistakes.crm" && string.IsNullOrWhiteSpace(i.ExpectedOutput))
            .Select(i => $"{RepositoryRoot.Relative(i.Page)}:{i.Line}: no finding is shown")
            .ShouldHold();

    [Theory]
    [InlineData("a\nb\nc", "a\nb", true)]
    [InlineData("a\nb\nc", "a\n…\nc", true)]
    [InlineData("a\nb\nc", "c\n…\na", false)]
    [InlineData("a\nb\nc", "a\nc", false)]
    [InlineData("a\nbb\nc", "b\nc", false)]
    public void A_page_may_leave_out_lines_where_it_says_so(string actual, string shown, bool holds) => Shows(actual, shown).Should().Be(holds);

    private static void ShouldShow(string actual, string shown) =>
        Assert.True(Shows(actual, shown), $"This is printed:\n{actual}\n\nand this is shown:\n{shown}");

    /// <summary>Whether the lines of a text, in their order, hold those that are shown; <c>…</c> stands for lines left out.</summary>
    private static bool Shows(string actual, string shown)
    {
        var rest = $"\n{actual}\n";
        foreach (var part in shown.Split('\n').Aggregate(new List<List<string>> { new() }, Add).Where(p => p.Count > 0))
        {
            var text = $"\n{string.Join('\n', part)}\n";
            var at = rest.IndexOf(text, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + text.Length - 1)..];
        }

        return true;

        static List<List<string>> Add(List<List<string>> parts, string line)
        {
            if (line == Gap)
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(line);
            }

            return parts;
        }
    }
}
