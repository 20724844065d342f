using System.Text.RegularExpressions;
using Crm.Sdk.TestKit;
using Mono.Cecil;

namespace Crm.Sdk.House.Tests.Architecture;

public sealed partial class NamespaceTests
{
    public static TheoryData<string> Projects => SourceProject.Names;

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_of_an_assembly_form_no_circle(string project)
    {
        using var module = ModuleDefinition.ReadModule(SourceProject.Get(project).AssemblyPath);

        new NamespaceMap(module).Circles().ShouldHold();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_namespace_of_a_source_file_is_its_folder(string project) =>
        MisplacedFiles(SourceProject.Get(project)).ShouldHold();

    [Fact]
    public void A_circle_is_told_with_the_types_that_carry_it()
    {
        using var module = ModuleDefinition.ReadModule(typeof(NamespaceTests).Assembly.Location);

        new NamespaceMap(module).Circles().Should().ContainSingle().Which.Should().Be(
            """
            circle: Crm.Sdk.House.Tests.Architecture.Specimens.Left <-> Crm.Sdk.House.Tests.Architecture.Specimens.Right
              Crm.Sdk.House.Tests.Architecture.Specimens.Left -> Crm.Sdk.House.Tests.Architecture.Specimens.Right: InSignature -> Shared
              Crm.Sdk.House.Tests.Architecture.Specimens.Right -> Crm.Sdk.House.Tests.Architecture.Specimens.Left: InBody -> InSignature
            """);
    }

    private static IEnumerable<string> MisplacedFiles(SourceProject project) =>
        from file in project.SourceFiles
        let folder = Path.GetDirectoryName(Path.GetRelativePath(project.Folder, file))!
        let expected = string.Join('.', [project.RootNamespace, .. folder.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)])
        let actual = Declaration().Match(File.ReadAllText(file)).Groups["name"].Value
        where actual != expected && !(actual.Length == 0 && folder.Length == 0)
        select $"{RepositoryRoot.Relative(file)}: namespace {actual}, expected {expected}";

    /// <summary>A file without a namespace holds top-level statements or assembly attributes; it lies in the project's root.</summary>
    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
