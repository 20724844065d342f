using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

public sealed class CommandPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-page-").FullName;

    public static TheoryData<string> Pages =>
    [
        .. new[] { "docs" }.SelectMany(f => RepositoryFiles.Under(RepositoryRoot.Combine(f), "*.md"))
            .Append(RepositoryRoot.Combine("README.md"))
            .Where(f => File.Exists(f) && CommandPage.IsOne(new MarkdownPage(f)))
            .Select(RepositoryRoot.Relative),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Commands_on_a_page_print_what_it_shows(string page)
    {
        foreach (var (line, printed, shown) in await new CommandPage(new MarkdownPage(RepositoryRoot.Combine(page)), _folder).FollowAsync())
        {
            Assert.True(shown is not null, $"{page}:{line}: the page does not show that this fails:\n{printed}");
            PrintedText.ShouldBe(printed, shown);
        }
    }

    [Fact]
    public async Task A_page_is_followed_through_folders_and_files()
    {
        var file = Path.Combine(_folder, "page.md");
        await File.WriteAllTextAsync(file, "```sh\ngit clone x\ncrm new shop\ncd shop\ncrm check\n```\n\n```json title=\"shop/crm.json\"\n{}\n```\n\n```sh\ncrm check\n```\n\n```text\nx\n```\n");

        var outcomes = await new CommandPage(new MarkdownPage(file), _folder).FollowAsync();

        outcomes.Should().ContainSingle().Which.Printed.Should().Contain("CRM5003");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
