using Crm.Sdk.House.Tests.Architecture;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.PublicApi;

/// <summary>The public surface is a decision: a change of it shows in review as a change of the approved text.</summary>
public sealed class PublicApiTests
{
    private const string Approve = "CRM_APPROVE_API";

    private static readonly string Folder = RepositoryRoot.Combine("tests", "Crm.Sdk.House.Tests", "Api");

    public static TheoryData<string> Projects => SourceProject.Names;

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_public_API_is_the_approved_one(string project)
    {
        var file = Path.Combine(Folder, project + ".txt");
        var actual = ApiText.Of(SourceProject.Get(project).Assembly);

        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, actual);
        }

        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        ApiDifference.Between(approved, actual).ShouldHold(
            $"{RepositoryRoot.Relative(file)} holds the approved API. If the change is meant, run these tests once with {Approve}=1 and commit that file.");
    }

    [Fact]
    public void Every_approved_file_belongs_to_a_project() =>
        RepositoryFiles.Under(Folder).Select(Path.GetFileNameWithoutExtension).Should().BeSubsetOf(SourceProject.All.Select(p => p.Name));
}
