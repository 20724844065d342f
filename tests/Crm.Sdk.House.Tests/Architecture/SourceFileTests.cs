using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Architecture;

public sealed class SourceFileTests
{
    private const int MostLines = 400;
    private const int MostFilesWithoutReadme = 5;
    private const string Scaffolded = "EF Core writes it, a line for each column";

    /// <summary>Files that read better whole than cut, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = new()
    {
        ["src/Crm.Sdk.EntityFrameworkCore.Sqlite/Migrations/20260101000000_Init.cs"] = Scaffolded,
        ["src/Crm.Sdk.EntityFrameworkCore.Sqlite/Migrations/20260101000000_Init.Designer.cs"] = Scaffolded,
        ["src/Crm.Sdk.EntityFrameworkCore.Sqlite/Migrations/SqliteCrmContextModelSnapshot.cs"] = Scaffolded,
    };

    [Fact]
    public void A_source_file_has_at_most_400_lines_or_a_reason() =>
        TooLong().Where(file => !LongFiles.ContainsKey(file.Key)).Select(file => $"{file.Key}: {file.Value} lines").ShouldHold();

    [Fact]
    public void Every_reason_for_a_long_file_is_still_needed() =>
        LongFiles.Keys.Should().BeSubsetOf(TooLong().Keys);

    [Fact]
    public void A_folder_of_src_with_more_than_five_source_files_has_a_README() =>
        RepositoryFiles.Under(RepositoryRoot.Combine("src"), "*.cs")
            .GroupBy(file => Path.GetDirectoryName(file)!)
            .Where(folder => folder.Count() > MostFilesWithoutReadme && !File.Exists(Path.Combine(folder.Key, "README.md")))
            .Select(folder => $"{RepositoryRoot.Relative(folder.Key)}/README.md")
            .ShouldHold("A reader needs to know what lives here, the path of a call through it, and how to add one more.");

    private static Dictionary<string, int> TooLong() =>
        new[] { "src", "tests", "samples" }
            .SelectMany(top => RepositoryFiles.Under(RepositoryRoot.Combine(top), "*.cs"))
            .Select(file => (Path: RepositoryRoot.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MostLines)
            .ToDictionary(file => file.Path, file => file.Lines);
}
