using FluentAssertions.Execution;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>Breaks one rule at a time in a small checkout that follows all of them.</summary>
public sealed class DocsCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-docs-").FullName;

    public DocsCheckTests()
    {
        Write("docs/docfx.json", "{}");
        Write("docs/toc.yml", "- name: Home\n  href: index.md\n- name: Articles\n  href: articles/\n- name: Away\n  href: https://example.com/none.md\n");
        Write("docs/articles/toc.yml", "- href: first.md\n");
        Write("docs/index.md", "# Home\n\nSee [first](articles/first.md#a-part), [here](#home), [named](#spot) <a id=\"spot\"></a>.\n");
        Write("docs/changes/one.md", "Changes need no entry.\n");
        Write("docs/articles/first.md", "# First\n\n## A part\n\n[!code-csharp[](../../samples/Sample.cs#good)]\n\n```text\n42\n```\n\n[!code-crm[](../../samples/sample.crm#rule)]\n");
        Write("samples/Sample.cs", "class A\n{\n    #region good\n    int a;\n    #region inner\n    int b;\n    #endregion\n    #endregion\n    #region empty\n\n    #endregion\n    #region open\n    int c;\n}\n");
        Write("samples/sample.crm", "// <rule>\nmetric m = count(x)\n// </rule>\n");
    }

    private DocsCheck Docs => new(_folder);

    [Fact]
    public void A_checkout_that_follows_the_rules_has_no_finding()
    {
        using var all = new AssertionScope();
        Docs.TableOfContentsFindings().Should().BeEmpty();
        Docs.LinkFindings().Should().BeEmpty();
        Docs.SnippetFindings().Should().BeEmpty();
        Docs.FenceFindings().Should().BeEmpty();
        Docs.FileFindings().Should().BeEmpty();
    }

    [Fact]
    public void Includes_carry_the_output_that_follows_them_directly() =>
        Docs.Includes.Select(i => (Path.GetFileName(i.File), i.Region, i.ExpectedOutput))
            .Should().Equal(("Sample.cs", "good", "42"), ("sample.crm", "rule", null));

    [Fact]
    public void A_region_is_read_without_indentation_and_markers() =>
        SourceRegion.Find(Path.Combine(_folder, "samples", "Sample.cs"), "good").Should().Equal("int a;\nint b;");

    [Fact]
    public void A_missing_docfx_json_is_found()
    {
        File.Delete(Path.Combine(_folder, "docs", "docfx.json"));

        Docs.TableOfContentsFindings().Should().Equal("docs/docfx.json: is missing");
    }

    [Fact]
    public void A_page_in_no_table_of_contents_is_found()
    {
        Write("docs/decisions/0001.md", "# One");

        Docs.TableOfContentsFindings().Should().Equal("docs/decisions/0001.md: is in no toc.yml");
    }

    [Fact]
    public void An_entry_that_leads_nowhere_is_found()
    {
        Write("docs/articles/toc.yml", "- href: first.md\n- href: second.md\n");

        Docs.TableOfContentsFindings().Should().Equal("docs/articles/toc.yml:2: docs/articles/second.md does not exist");
    }

    [Theory]
    [InlineData("[x](none.md)", "does not exist")]
    [InlineData("![x](none.png)", "does not exist")]
    [InlineData("[x](articles/first.md#none)", "has no such anchor")]
    [InlineData("[x](#none)", "has no such anchor")]
    [InlineData("[x](/index.md)", "does not exist")]
    [InlineData("[x](../..)", "leaves the repository")]
    [InlineData("| a |\n|---|\n| [x](none.md) |", "does not exist")]
    public void A_link_that_leads_nowhere_is_found(string markdown, string problem)
    {
        Write("docs/index.md", markdown);

        Docs.LinkFindings().Should().ContainSingle().Which.Should().StartWith("docs/index.md:").And.EndWith(problem);
    }

    [Theory]
    [InlineData("[x](https://example.com/none.md)")]
    [InlineData("[x](mailto:a@example.com)")]
    [InlineData("[x](~/articles/first.md)")]
    [InlineData("`[x](none.md)`")]
    [InlineData("    [x](none.md)")]
    public void Other_links_are_left_alone(string markdown)
    {
        Write("docs/index.md", markdown);

        Docs.LinkFindings().Should().BeEmpty();
    }

    [Fact]
    public void Links_of_a_README_outside_docs_are_checked()
    {
        Write("README.md", "[x](docs/none.md)");

        Docs.LinkFindings().Should().Equal("README.md:1: docs/none.md does not exist");
    }

    [Theory]
    [InlineData("[!code-csharp[](../samples/None.cs#good)]", "does not exist")]
    [InlineData("[!code-csharp[](../samples/Sample.cs#none)]", "has no such closed region")]
    [InlineData("[!code-csharp[](../samples/Sample.cs#open)]", "has no such closed region")]
    [InlineData("[!code-csharp[](../samples/Sample.cs#empty)]", "is empty")]
    [InlineData("[!code-crm[](../samples/sample.crm#none)]", "has no such closed region")]
    [InlineData("[!code-crm[](../samples/Sample.cs#good)]", "is no file of the language crm")]
    [InlineData("[!code-sql[](../samples/Sample.cs#good)]", "is no file of the language sql")]
    [InlineData("[!code-csharp[](../samples/Sample.cs)]", "path/File.cs#region)]")]
    [InlineData("Text [!code-csharp[](../samples/Sample.cs#good)]", "path/File.cs#region)]")]
    public void An_include_that_would_show_nothing_is_found(string markdown, string problem)
    {
        Write("docs/index.md", markdown);

        Docs.SnippetFindings().Should().ContainSingle().Which.Should().StartWith("docs/index.md:1:").And.EndWith(problem);
        Docs.LinkFindings().Should().BeEmpty("an include is told about once");
    }

    [Fact]
    public void A_region_that_exists_twice_is_found()
    {
        Write("samples/sample.crm", "// <rule>\na\n// </rule>\n// <rule>\nb\n// </rule>\n");

        Docs.SnippetFindings().Should().ContainSingle().Which.Should().EndWith("names more than one region");
    }

    [Theory]
    [InlineData("csharp", 4, 1)]
    [InlineData("crm", 4, 1)]
    [InlineData("csharp", 3, 0)]
    [InlineData("text", 9, 0)]
    public void Long_inline_code_is_found(string language, int lines, int findings)
    {
        Write("docs/index.md", $"```{language}\n{string.Concat(Enumerable.Repeat("x\n", lines))}```\n");

        Docs.FenceFindings().Should().HaveCount(findings);
    }

    [Theory]
    [InlineData("<!-- samples/Sample.cs#good -->\n```csharp\nint a;\nint b;\n```", null)]
    [InlineData("```csharp\nint a;\n```", null)]
    [InlineData("```csharp\n1\n2\n3\n4\n```", "named in a comment above")]
    [InlineData("<!-- samples/Sample.cs#good -->\n```csharp\nint a;\n```", "is not the text of samples/Sample.cs#good")]
    [InlineData("<!-- samples/Sample.cs#none -->\n```csharp\nint a;\n```", "names no region")]
    [InlineData("<!-- samples/sample.crm#rule -->\n```csharp\nmetric m = count(x)\n```", "names no region")]
    public void Code_of_the_README_is_that_of_the_region_that_it_names(string markdown, string? problem)
    {
        Write("README.md", markdown + "\n");

        Docs.ReadmeFindings().Where(f => problem is null || !f.EndsWith(problem, StringComparison.Ordinal)).Should().BeEmpty();
        Docs.ReadmeFindings().Should().HaveCount(problem is null ? 0 : 1);
    }

    [Theory]
    [InlineData("<!-- samples/rows.csv -->\n```csv\na,b\n1,2\n```", null)]
    [InlineData("```csv\na,b\n```", null)]
    [InlineData("<!-- samples/rows.csv -->\n```csv\na,b\n1,3\n```", "is not samples/rows.csv")]
    [InlineData("<!-- samples/none.csv -->\n```csv\na,b\n```", "is not samples/none.csv")]
    public void A_file_that_a_page_shows_is_that_file(string markdown, string? problem)
    {
        Write("samples/rows.csv", "a,b\n1,2\n");
        Write("docs/index.md", markdown + "\n");

        Docs.FileFindings().Should().Equal(problem is null ? [] : [$"docs/index.md:2: {problem}"]);
    }

    [Fact]
    public void An_include_that_is_shown_as_code_is_not_one()
    {
        Write("docs/index.md", "Write `[!code-csharp[](a.cs#b)]`.\n\n```\n[!code-csharp[](a.cs#b)]\n```\n");

        Docs.SnippetFindings().Should().BeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
