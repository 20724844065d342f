using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing;
using Crm.Sdk.Testing.Conformance;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

public sealed class ConformanceTests
{
    public static TheoryData<string> Ids => new(ConformanceSuite.Cases.Select(c => c.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_store_behaves_as_every_store_does(string id)
    {
        ConformanceCase one = ConformanceSuite.Find(id)!;
        await using var harness = new FileHarness();
        (one.Needs & ~harness.Capabilities).Should().Be(StoreCapabilities.None, "no case is left out");

        await one.RunAsync(harness, CancellationToken.None);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Random_commands_come_to_what_a_plain_model_says(int seed)
    {
        await using var harness = new FileHarness();

        await ConformanceSuite.RunModelAsync(harness, seed, steps: 120);
    }

    /// <summary>A file of its own for each store, found again by the store that was closed.</summary>
    private sealed class FileHarness : IStoreHarness
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("crm-conformance-").FullName;
        private readonly Dictionary<ICrmStore, string> _files = new(ReferenceEqualityComparer.Instance);

        public string Name => "SQLite";

        public StoreCapabilities Capabilities => StoreCapabilities.Reopen | StoreCapabilities.AnyConcept;

        public ValueTask<ICrmStore> CreateAsync(CrmSchema schema, CancellationToken cancellationToken) =>
            ValueTask.FromResult<ICrmStore>(Over(schema, Path.Combine(_folder, $"{_files.Count}.db")));

        public ValueTask<ICrmStore> ReopenAsync(ICrmStore closed, CancellationToken cancellationToken) => ValueTask.FromResult<ICrmStore>(Over(closed.Schema, _files[closed]));

        public ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        private SqliteCrmStore Over(CrmSchema schema, string file)
        {
            var store = new SqliteCrmStore(schema, new SqliteStoreOptions { Path = file });
            _files.Add(store, file);
            return store;
        }
    }
}
