namespace Crm.Sdk.House.Tests.Docs;

public sealed class ShownCodeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-shown-").FullName;

    public ShownCodeTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "samples"));
        Directory.CreateDirectory(Path.Combine(_folder, "docs"));
        File.WriteAllText(Path.Combine(_folder, "samples", "A.cs"), "class A\n{\n    #region good\n    int a;\n    #endregion\n}\n");
    }

    [Theory]
    [InlineData("[!code-csharp[](../samples/A.cs#good)]")]
    [InlineData("<!-- samples/A.cs#good -->\n```csharp\nint former;\n\nint other;\n```")]
    [InlineData("<!-- samples/A.cs#good -->\n```csharp\nint a;\n```")]
    public void A_page_gets_the_code_of_its_region_as_it_is_now(string before) =>
        ShownCode.Text($"One\n\n{before}\n\n```text\n42\n```\n", _folder, Path.Combine(_folder, "docs"))
            .Should().Be("One\n\n<!-- samples/A.cs#good -->\n```csharp\nint a;\n```\n\n```text\n42\n```\n");

    [Theory]
    [InlineData("[!code-csharp[](../samples/A.cs#none)]")]
    [InlineData("<!-- samples/B.cs#good -->\n```csharp\nint former;\n```")]
    public void What_names_no_region_is_left_for_a_test_to_find(string before) => ShownCode.Text(before, _folder, Path.Combine(_folder, "docs")).Should().Be(before);

    [Fact]
    public void Code_that_is_not_that_of_its_region_and_code_that_is_only_named_are_found()
    {
        File.WriteAllText(Path.Combine(_folder, "docs", "page.md"), "<!-- samples/A.cs#good -->\n```csharp\nint b;\n```\n\n[!code-csharp[](../samples/A.cs#good)]\n");
        var docs = new DocsCheck(_folder);

        docs.SnippetFindings().Should().Equal("docs/page.md:2: samples/A.cs#good is not what the page shows");
        docs.UnseenFindings().Should().Equal("docs/page.md:6: samples/A.cs#good is named, and its code is not there");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
