using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>Runs what the documentation shows and compares what it prints with what the page promises.</summary>
[Collection(nameof(SnippetRunTests))]
[CollectionDefinition(nameof(SnippetRunTests), DisableParallelization = true)]
public sealed class SnippetRunTests
{
    private static readonly IReadOnlyList<SnippetInclude> Includes = [.. new DocsCheck(RepositoryRoot.Path).Includes];

    private static readonly Dictionary<string, SnippetInclude> Promising = Includes
        .Where(i => i.ExpectedOutput is not null)
        .ToDictionary(i => $"{RepositoryRoot.Relative(i.Page)}:{i.Line} {i.Region}");

    public static TheoryData<string> Snippets => [.. Promising.Keys];

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_snippet_prints_what_its_page_promises(string snippet)
    {
        var include = Promising[snippet];
        var printed = await SnippetRunner.OutputOfAsync(include);
        if (SnippetRunner.ProgramOf(include) is not null)
        {
            PrintedText.ShouldShow(printed, include.ExpectedOutput!);
        }
        else
        {
            PrintedText.ShouldBe(printed, include.ExpectedOutput!);
        }
    }

    [Theory]
    [InlineData("Quickstart")]
    [InlineData("HostTypes")]
    public async Task The_README_shows_what_a_sample_program_prints(string program)
    {
        var readme = new MarkdownPage(RepositoryRoot.Combine("README.md"));
        var shown = readme.CommentedFences.Where(f => f.Language == "text" && f.Comment == $"samples/{program}").Select(f => f.Text).ToList();

        shown.Should().NotBeEmpty();
        PrintedText.ShouldShow(await SnippetRunner.OutputOfProgramAsync(program), string.Join("\n…\n", shown));
    }

    /// <summary>Definitions belong to something that is bound: the example shop, the quickstart, or the mistakes, which a test reads.</summary>
    [Fact]
    public void Definitions_that_are_shown_are_bound()
    {
        string[] bound = ["samples/Docs/shop/definitions", "samples/Docs", "samples/HostTypes", "samples/Quickstart/company/definitions"];
        Includes
            .Where(i => i.Language == "crm" && !bound.Contains(RepositoryRoot.Relative(Path.GetDirectoryName(i.File)!)))
            .Select(i => $"{RepositoryRoot.Relative(i.Page)}:{i.Line}: nothing binds {RepositoryRoot.Relative(i.File)}")
            .ShouldHold();
    }

    [Fact]
    public void Mistakes_are_shown_with_what_is_said_of_them() =>
        Includes
            .Where(i => Path.GetFileName(i.File) == "mistakes.crm" && string.IsNullOrWhiteSpace(i.ExpectedOutput))
            .Select(i => $"{RepositoryRoot.Relative(i.Page)}:{i.Line}: no finding is shown")
            .ShouldHold();

    [Theory]
    [InlineData("a\nb\nc", "a\nb", true)]
    [InlineData("a\nb\nc", "a\n…\nc", true)]
    [InlineData("a\nb\nc", "c\n…\na", false)]
    [InlineData("a\nb\nc", "a\nc", false)]
    [InlineData("a\nbb\nc", "b\nc", false)]
    public void A_page_may_leave_out_lines_where_it_says_so(string printed, string shown, bool holds) => PrintedText.Shows(printed, shown).Should().Be(holds);
}
