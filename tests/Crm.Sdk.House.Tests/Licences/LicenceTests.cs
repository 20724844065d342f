using System.Xml.Linq;
using Crm.Sdk.House.Tests.Architecture;

namespace Crm.Sdk.House.Tests.Licences;

/// <summary>Whoever embeds the SDK takes on its dependencies: each must be free to use, without a form to accept.</summary>
public sealed class LicenceTests
{
    private static readonly string[] Allowed =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MS-PL OR Apache-2.0"];

    private const string Ef = "what is to be accepted is the expression itself, MIT";

    /// <summary>Packages whose licence is a file, each with what somebody has read there and why it binds nobody.</summary>
    private static readonly Dictionary<string, string> ReadInFile = new()
    {
        ["SourceGear.sqlite3"] = "SQLite itself, which is in the public domain",
    };

    /// <summary>Packages whose manifest asks for acceptance, each with the reason why nobody is bound to more than the expression says.</summary>
    private static readonly Dictionary<string, string> AskForAcceptance = new()
    {
        ["CsvHelper"] = "what is to be accepted is the expression itself, MS-PL OR Apache-2.0",
        ["Spectre.Console"] = "what is to be accepted is the expression itself, MIT; only the tool uses it",
        ["System.CommandLine"] = "what is to be accepted is the expression itself, MIT; only the tool uses it",
        ["Microsoft.Data.Sqlite.Core"] = Ef,
        ["Microsoft.EntityFrameworkCore"] = Ef,
        ["Microsoft.EntityFrameworkCore.Abstractions"] = Ef,
        ["Microsoft.EntityFrameworkCore.Analyzers"] = Ef,
        ["Microsoft.EntityFrameworkCore.Relational"] = Ef,
        ["Microsoft.EntityFrameworkCore.Sqlite"] = Ef,
        ["Microsoft.EntityFrameworkCore.Sqlite.Core"] = Ef,
        ["Microsoft.CodeAnalysis.BannedApiAnalyzers"] = "runs in the build of the SDK only and is handed on to nobody",
    };

    public static TheoryData<string> Projects => SourceProject.Names;

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_resolved_package_has_an_allowed_licence(string project)
    {
        var assets = Path.Combine(SourceProject.Get(project).Folder, "obj", "project.assets.json");
        File.Exists(assets).Should().BeTrue("{0} must be restored first", project);

        PackageLicence.OfRestored(assets).SelectMany(Objections).ShouldHold();
    }

    [Theory]
    [InlineData("""<license type="expression">MIT</license>""", 0)]
    [InlineData("""<license type="expression">GPL-3.0-only</license>""", 1)]
    [InlineData("""<license type="file">EULA.txt</license>""", 1)]
    [InlineData("""<licenseUrl>https://example.com/licence</licenseUrl>""", 1)]
    [InlineData("""<license type="expression">MIT</license><requireLicenseAcceptance>true</requireLicenseAcceptance>""", 1)]
    public void A_licence_outside_the_list_is_objected_to(string licence, int objections)
    {
        var manifest = XDocument.Parse($"<package><metadata><id>Sample</id>{licence}</metadata></package>");

        Objections(PackageLicence.Parse(manifest)).Should().HaveCount(objections);
    }

    private static IEnumerable<string> Objections(PackageLicence package)
    {
        if (!Allowed.Contains(package.Expression) && !(package.Expression is null && ReadInFile.ContainsKey(package.Package)))
        {
            yield return $"{package.Package}: {package.Expression ?? "no licence expression"}";
        }

        if (package.RequiresAcceptance && !AskForAcceptance.ContainsKey(package.Package))
        {
            yield return $"{package.Package}: asks its users to accept the licence";
        }
    }
}
