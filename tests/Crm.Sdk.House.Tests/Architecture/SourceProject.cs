using System.Reflection;
using System.Xml.Linq;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Architecture;

/// <summary>A project of src/: its folder, its source files, and the assembly that was built from it.</summary>
internal sealed class SourceProject
{
    private readonly XDocument _project;

    private SourceProject(string file)
    {
        _project = XDocument.Load(file);
        Name = Path.GetFileNameWithoutExtension(file);
        Folder = Path.GetDirectoryName(file)!;
    }

    public static IReadOnlyList<SourceProject> All { get; } =
    [
        .. RepositoryFiles.Under(RepositoryRoot.Combine("src"), "*.csproj").Select(file => new SourceProject(file)),
    ];

    /// <summary>The names of all projects, as the rows of a theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(p => p.Name)];

    public string Name { get; }

    public string Folder { get; }

    public string RootNamespace => _project.Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    public IEnumerable<string> SourceFiles => RepositoryFiles.Under(Folder, "*.cs");

    public string AssemblyPath => Path.Combine(AppContext.BaseDirectory, Name + ".dll");

    public Assembly Assembly => Assembly.LoadFrom(AssemblyPath);

    /// <summary>What the project file asks for: packages by name and projects by name.</summary>
    public IEnumerable<string> DeclaredDependencies =>
    [
        .. _project.Descendants("PackageReference").Where(e => (string?)e.Attribute("PrivateAssets") != "all").Select(e => e.Attribute("Include")!.Value),
        .. _project.Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/'))),
    ];

    /// <summary>The packages that the project takes for itself only.</summary>
    public IEnumerable<string> KeptFromHosts =>
        _project.Descendants("PackageReference").Where(e => (e.Attribute("PrivateAssets") ?? (object?)e.Element("PrivateAssets")) is not null).Select(e => e.Attribute("Include")!.Value);

    public static SourceProject Get(string name) => All.Single(p => p.Name == name);

    public override string ToString() => Name;
}
