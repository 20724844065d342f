using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.RealData.Tests.Verification;
using Crm.Sdk.Samples.RealData.Verification;
using Crm.Sdk.Storage;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.RealData.Tests.Aggregates;

/// <summary>A company from its files through aggregates: what is asked of the domain's facts is what was published.</summary>
public sealed class AggregateCompanyTests : IDisposable
{
    private const string Set = "maven-crm-sales";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-company");

    /// <summary>The stores, each made of a schema.</summary>
    private Dictionary<string, Func<CrmSchema, ICrmStore>> Stores => new()
    {
        ["memory"] = schema => new InMemoryCrmStore(schema),
        ["sqlite"] = schema => new SqliteCrmStore(schema, new SqliteStoreOptions { Path = Path.Combine(_folder.FullName, "company.db") }),
    };

    private static AggregateCompany Company => new(SharedData.PathOf(Set));

    public void Dispose() => _folder.Delete(recursive: true);

    [SharedDataFact]
    public async Task Every_figure_through_the_domain_is_the_published_one()
    {
        string published = await File.ReadAllTextAsync(SharedData.PathOf(Set, "ground_truth.json"));
        foreach ((string store, Func<CrmSchema, ICrmStore> create) in Stores)
        {
            await using var runtime = new CrmRuntime(create(AggregateCompany.Schema()));
            await runtime.OpenAsync();
            AggregateImportResult result = await Company.ImportAsync(runtime, "first");
            result.Files.SelectMany(f => f.Findings).Should().BeEmpty();
            result.Files.Select(f => (f.Concept, f.Added)).Should().Equal(("customer", 85), ("product", 7), ("opportunity", 8800));

            IReadOnlyList<FigureOutcome> outcomes = RealDataFixture.Compare(await Company.ReadAsync(runtime), published);

            outcomes.SelectMany(f => f.Differences.Select(d => $"{store} {f.Name} {d}")).Should().BeEmpty();
            outcomes.Should().HaveCount(27).And.OnlyContain(f => f.State == FigureState.Equal);
        }
    }

    [SharedDataFact]
    public async Task Figures_through_the_domain_are_those_through_the_files_leaf_by_leaf_and_executor_by_executor()
    {
        DataSetReading raw = await DataSetReader.ReadAsync(Path.Combine(SampleFolder.Path, Set), SharedData.PathOf(Set));
        foreach ((string store, Func<CrmSchema, ICrmStore> create) in Stores)
        {
            await using var runtime = new CrmRuntime(create(AggregateCompany.Schema()));
            await runtime.OpenAsync();
            await Company.ImportAsync(runtime, "first");

            DataSetReading reading = await Company.ReadAsync(runtime);

            reading.Figures.SelectMany(f => f.Problems).Should().BeEmpty();
            foreach (FigureReading figure in reading.Figures)
            {
                FigureReading other = raw.Figures.Single(f => f.Name == figure.Name);
                figure.Leaves.Keys.Should().BeEquivalentTo(other.Leaves.Keys);
                foreach (string executor in figure.Leaves.Keys)
                {
                    figure.Leaves[executor].Select(l => $"{l.Pointer} {l.Shown}").Order().Should().Equal(
                        other.Leaves[executor].Select(l => $"{l.Pointer} {l.Shown}").Order(), "{0} of {1} by {2}", figure.Name, store, executor);
                }
            }
        }
    }

    [SharedDataFact]
    public async Task The_company_imported_twice_changes_nothing_and_taken_back_leaves_no_fact()
    {
        foreach (Func<CrmSchema, ICrmStore> create in Stores.Values)
        {
            await using var runtime = new CrmRuntime(create(AggregateCompany.Schema()));
            await runtime.OpenAsync();
            await Company.ImportAsync(runtime, "first");

            AggregateImportResult again = await Company.ImportAsync(runtime, "second");
            again.Files.Sum(f => f.Unchanged).Should().Be(again.Files.Sum(f => f.RowsRead));
            RevertReport report = await new AggregateImporter(runtime, Values.TenantId.Single, Values.ActorRef.System("verify")).RevertAsync("first");

            report.Findings.Should().BeEmpty();
            report.Archived.Should().Be(85 + 7 + 8800 + 1, "the pipeline goes, too");
            (await runtime.LoadFactsAsync(Values.TenantId.Single)).Tables.Sum(t => t.Count).Should().Be(0);
        }
    }
}
