using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.TestKit;

public sealed class SharedDataTests
{
    [Fact]
    public void The_repository_root_holds_the_solution() =>
        File.Exists(RepositoryRoot.Combine("Crm.Sdk.sln")).Should().BeTrue();

    [Fact]
    public void Tests_of_shared_data_are_skipped_exactly_where_it_is_absent()
    {
        var fact = new SharedDataFactAttribute();
        var theory = new SharedDataTheoryAttribute();

        (fact.Skip is null).Should().Be(SharedData.IsPresent);
        (theory.Skip is null).Should().Be(SharedData.IsPresent);
    }

    [SharedDataFact]
    public void Shared_data_holds_a_folder_per_data_set() =>
        Directory.EnumerateDirectories(SharedData.Folder).Should().NotBeEmpty();

    [Fact]
    public void A_missing_file_of_the_shared_data_is_named()
    {
        var act = () => SharedData.PathOf("no-such-set", "none.csv");

        act.Should().Throw<FileNotFoundException>().Which.FileName.Should().EndWith("none.csv");
    }
}
