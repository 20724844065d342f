using System.Text.RegularExpressions;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>The documentation of this repository.</summary>
public sealed partial class DocsTests
{
    private readonly DocsCheck _docs = new(RepositoryRoot.Path);

    [Fact]
    public void Every_page_is_in_a_table_of_contents_and_every_entry_leads_to_one() => _docs.TableOfContentsFindings().ShouldHold();

    [Fact]
    public void Relative_links_and_anchors_lead_somewhere() => _docs.LinkFindings().ShouldHold();

    [Fact]
    public void Snippets_show_regions_that_exist_and_hold_code() => _docs.SnippetFindings().ShouldHold();

    /// <summary>With <c>CRM_APPROVE_DOCS=1</c> the pages are brought up to date before they are judged.</summary>
    [Fact]
    public void Pages_hold_the_code_that_they_show_as_it_is_in_its_region()
    {
        if (Environment.GetEnvironmentVariable("CRM_APPROVE_DOCS") == "1")
        {
            ShownCode.Refresh(RepositoryRoot.Path);
        }

        var docs = new DocsCheck(RepositoryRoot.Path);
        docs.UnseenFindings().Concat(docs.SnippetFindings()).ShouldHold("To refresh the pages: CRM_APPROVE_DOCS=1 dotnet test -c Release tests/Crm.Sdk.House.Tests --filter DocsTests");
    }

    [Fact]
    public void Code_of_more_than_three_lines_comes_from_a_compiled_file() => _docs.FenceFindings().ShouldHold();

    [Fact]
    public void Code_of_the_README_is_that_of_a_compiled_file() => _docs.ReadmeFindings().ShouldHold();

    [Fact]
    public void Files_that_a_page_shows_are_those_files() => _docs.FileFindings().ShouldHold();

    [Fact]
    public void The_grammar_on_the_page_about_the_language_is_the_one_that_is_read()
    {
        var page = new MarkdownPage(RepositoryRoot.Combine("docs", "articles", "language.md"));

        page.CommentedFences.Should().ContainSingle(fence => fence.Language == "ebnf").Which.Text.Should().Be(CrmGrammar.Text);
    }

    [Fact]
    public void Every_finding_code_of_src_has_a_heading_in_findings_md_and_vice_versa()
    {
        var page = RepositoryRoot.Combine("docs", "articles", "findings.md");
        var described = File.Exists(page) ? Heading().Matches(File.ReadAllText(page)).Select(m => m.Groups["code"].Value).ToList() : [];
        var used = RepositoryFiles.Under(RepositoryRoot.Combine("src"), "*.cs")
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(m => m.Value))
            .ToHashSet();

        described.Should().OnlyHaveUniqueItems();
        used.Except(described).Order().Select(code => $"{code}: used in src, not described")
            .Concat(described.Except(used).Order().Select(code => $"{code}: described, not used in src"))
            .ShouldHold("docs/articles/findings.md has one heading per code, ## CRM1234.");
    }

    [GeneratedRegex(@"\bCRM\d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"^## (?<code>CRM\d{4})\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();
}
