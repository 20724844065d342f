namespace Crm.Sdk.House.Tests.Architecture;

/// <summary>Which package may use which; the framework's own assemblies are always fine.</summary>
public sealed class DependencyTests
{
    private const string Domain = "Crm.Sdk.Domain";
    private const string Evaluation = "Crm.Sdk.Evaluation";
    private const string Import = "Crm.Sdk.Import";
    private const string Interchange = "Crm.Sdk.Interchange";
    private const string Reporting = "Crm.Sdk.Reporting";
    private const string Testing = "Crm.Sdk.Testing";
    private const string Cli = "Crm.Sdk.Cli";
    private const string Ef = "Crm.Sdk.EntityFrameworkCore";
    private const string Sqlite = "Crm.Sdk.EntityFrameworkCore.Sqlite";
    private const string Container = "Crm.Sdk.Extensions.DependencyInjection";
    private const string NodaTime = "NodaTime";
    private const string CsvHelper = "CsvHelper";
    private const string NativeSqlite = "SQLitePCLRaw.bundle_e_sqlite3";

    private static readonly string[] EfCore = ["Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Domain] = [NodaTime],
        [Evaluation] = [Domain, NodaTime],
        [Import] = [Domain, NodaTime, CsvHelper],
        [Interchange] = [Domain, NodaTime, "YamlDotNet"],
        [Reporting] = [Domain, Evaluation, NodaTime, "Markdig"],
        [Testing] = [Domain, NodaTime],
        [Container] =
        [
            Domain, Evaluation, NodaTime, "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Extensions.Primitives",
        ],
        [Ef] = [Domain, NodaTime, .. EfCore],
        [Sqlite] =
        [
            Domain, Ef, Container, NodaTime, .. EfCore,
            "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", NativeSqlite, "Microsoft.Extensions.DependencyInjection.Abstractions",
        ],
        [Cli] = [Domain, Evaluation, Import, Interchange, Reporting, Sqlite, NodaTime, CsvHelper, "YamlDotNet", "System.CommandLine", "Spectre.Console"],
    };

    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    [Fact]
    public void Domain_depends_on_NodaTime_only() => ForbiddenOf(Domain).ShouldHold();

    [Fact]
    public void Evaluation_depends_on_Domain_only() => ForbiddenOf(Evaluation).ShouldHold();

    [Fact]
    public void Import_depends_on_Domain_and_CsvHelper_only() => ForbiddenOf(Import).ShouldHold();

    [Fact]
    public void Interchange_depends_on_Domain_and_YamlDotNet_only() => ForbiddenOf(Interchange).ShouldHold();

    [Fact]
    public void Reporting_depends_on_Domain_Evaluation_and_Markdig_only() => ForbiddenOf(Reporting).ShouldHold();

    [Fact]
    public void Testing_depends_on_Domain_only() => ForbiddenOf(Testing).ShouldHold();

    [Fact]
    public void Registration_depends_on_Domain_Evaluation_and_abstractions_only() => ForbiddenOf(Container).ShouldHold();

    [Fact]
    public void EntityFrameworkCore_depends_on_Domain_and_EF_Core_only() => ForbiddenOf(Ef).ShouldHold();

    [Fact]
    public void Sqlite_depends_on_what_relational_stores_share_and_its_driver_only() => ForbiddenOf(Sqlite).ShouldHold();

    /// <summary>A host outside the clone has no pins of ours: without the bundle its first opening failed with SQLitePCL.raw.SetProvider().</summary>
    [Fact]
    public void A_host_of_the_SQLite_store_gets_the_native_library_with_it() =>
        SourceProject.Get(Sqlite).DeclaredDependencies.Should().Contain(NativeSqlite);

    [Fact]
    public void Nothing_that_a_package_needs_is_kept_from_its_hosts() =>
        SourceProject.All.SelectMany(p => p.KeptFromHosts.Select(k => $"{p} keeps {k} from its hosts")).ShouldHold("Leave PrivateAssets out.");

    [Fact]
    public void Cli_depends_on_the_packages_and_its_console_libraries_only() => ForbiddenOf(Cli).ShouldHold();

    [Fact]
    public void Every_project_of_src_is_in_the_table_and_the_table_names_no_other() =>
        SourceProject.All.Select(p => p.Name).Should().BeEquivalentTo(
            Allowed.Keys, "a new package needs its row in {0} and a fact of its own", nameof(DependencyTests));

    [Fact]
    public void The_table_has_no_circle_between_packages() =>
        new Graph(Allowed.SelectMany(row => row.Value, (row, used) => (row.Key, used))).Circles().Should().BeEmpty();

    /// <summary>What the built assembly uses and what the project file hands on to its users, without what is allowed.</summary>
    private static IEnumerable<string> ForbiddenOf(string name)
    {
        var project = SourceProject.Get(name);
        var used = project.Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(a => !IsFramework(a));
        return used.Concat(project.DeclaredDependencies).Distinct().Except(Allowed[name]).Select(a => $"{name} -> {a}");
    }

    private static bool IsFramework(string assembly) => File.Exists(Path.Combine(FrameworkFolder, assembly + ".dll"));
}
