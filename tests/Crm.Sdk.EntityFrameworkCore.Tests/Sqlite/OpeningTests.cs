using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Plans;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

public sealed class OpeningTests
{
    [Fact]
    public void Migrations_match_the_concepts_of_the_SDK() =>
        SqliteTables.MatchConcepts().Should().BeTrue("the migration is written anew by: dotnet run -c Release --project tests/Crm.Sdk.Scaffold");

    [Fact]
    public async Task A_new_file_gets_its_tables_and_opening_it_again_changes_nothing()
    {
        using var file = new StoreFile();
        await using (await file.OpenAsync())
        {
        }

        long version = file.Number("PRAGMA schema_version");
        await using (CrmRuntime again = await file.OpenAsync())
        {
            await again.OpenAsync();
        }

        file.Number("PRAGMA schema_version").Should().Be(version);
        file.Number("SELECT count(*) FROM \"__crm_migrations\"").Should().Be(SqliteTables.Migrations.Count);
        file.Number("SELECT count(*) FROM sqlite_master WHERE name LIKE '\\_\\_EF%' ESCAPE '\\'").Should().Be(0, "EF Core's lock table would lock everybody out after a crash");
    }

    [Fact]
    public async Task The_script_makes_tables_that_a_store_takes_without_changing_them()
    {
        using var file = new StoreFile();
        using (SqliteConnection connection = file.Connect())
        {
            StoreFile.Execute(connection, $"BEGIN; {SqliteTables.Script()} COMMIT;");
        }

        await using SqliteCrmStore store = file.Store(migrate: MigrationPolicy.Check);
        await store.OpenAsync();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_made_when_the_tables_are_only_checked()
    {
        using var file = new StoreFile();

        (await RefusedAsync(file, migrate: MigrationPolicy.Check)).Message.Should().Contain("cannot be opened");
        File.Exists(file.Path).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_without_tables_is_refused_when_they_are_only_checked()
    {
        using var file = new StoreFile();
        using (file.Connect())
        {
            (await RefusedAsync(file, migrate: MigrationPolicy.Check)).Message.Should().Contain("MigrationPolicy.Apply");
        }

        file.Number("SELECT count(*) FROM sqlite_master").Should().Be(0);
    }

    [Fact]
    public async Task A_file_of_a_later_version_is_refused_and_left_alone()
    {
        using var file = new StoreFile();
        await using (await file.OpenAsync())
        {
        }

        using (SqliteConnection connection = file.Connect())
        {
            StoreFile.Execute(connection, "INSERT INTO \"__crm_migrations\" VALUES ('20990101000000_Later', '99.0')");
        }

        CrmStorageException e = await RefusedAsync(file);
        e.Message.Should().Contain("20990101000000_Later").And.Contain("Update the package");
        e.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        using var file = new StoreFile();
        await File.WriteAllTextAsync(file.Path, string.Concat(Enumerable.Repeat("customer;country\n", 1_000)));

        CrmStorageException e = await RefusedAsync(file);
        e.Message.Should().Contain("is no SQLite database");
        e.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_database_with_damaged_pages_is_refused_or_says_so_when_they_are_read()
    {
        using var file = new StoreFile();
        await using (CrmRuntime crm = await file.OpenAsync())
        {
            await using CrmSession session = StoreFile.Session(crm);
            for (int i = 0; i < 2_000; i++)
            {
                StoreFile.Add(session, $"n{i}");
            }

            await session.CommitAsync();
        }

        byte[] bytes = await File.ReadAllBytesAsync(file.Path);
        Array.Fill(bytes, (byte)0xA5, 8192, bytes.Length - 8192);
        await File.WriteAllBytesAsync(file.Path, bytes);

        Func<Task> use = async () =>
        {
            await using CrmRuntime crm = await file.OpenAsync();
            await using CrmSession session = StoreFile.Session(crm);
            await session.Customers.ListAsync(c => c.OrderBy(x => x.Name));
        };
        (await use.Should().ThrowAsync<CrmStorageException>()).Which.Message.Should().Contain("Restore it from a backup");
    }

    [Fact]
    public async Task A_read_only_file_is_refused()
    {
        using var file = new StoreFile();
        await using (await file.OpenAsync())
        {
        }

        await using var store = new SqliteCrmStore(StoreFile.Schema(), new SqliteStoreOptions { ConnectionString = $"Data Source={file.Path};Mode=ReadOnly" });
        Func<Task> open = async () => await store.OpenAsync();

        CrmStorageException e = (await open.Should().ThrowAsync<CrmStorageException>()).Which;
        e.Message.Should().Contain("is read-only").And.Contain("right to write");
        e.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_read_only_file_is_opened_to_be_read_where_nothing_is_to_be_changed()
    {
        using var file = new StoreFile();
        await using (await file.OpenAsync())
        {
        }

        await using var store = new SqliteCrmStore(StoreFile.Schema(), new SqliteStoreOptions { ConnectionString = $"Data Source={file.Path};Mode=ReadOnly", Migrate = MigrationPolicy.Check });
        await using var crm = new CrmRuntime(store);
        await crm.OpenAsync();
        await using CrmSession session = StoreFile.Session(crm);

        (await session.Customers.ListAsync(c => c.OrderBy(x => x.Name))).Should().BeEmpty();

        session.Plans.Add(CrmPlan.Draft(
            session.NewId<PlanId>(), "P", "ann", new LocalDate(2027, 1, 1), new LocalDate(2028, 1, 1), Grain.Quarter, Instant.FromUtc(2026, 1, 1, 0, 0)));
        Func<Task> commit = async () => await session.CommitAsync();
        (await commit.Should().ThrowAsync<CrmStorageException>()).Which.Message.Should().Contain("is read-only");
    }

    [Fact]
    public async Task A_file_in_a_folder_that_is_not_there_is_refused()
    {
        await using var store = new SqliteCrmStore(StoreFile.Schema(), new SqliteStoreOptions { Path = Path.Combine(Path.GetTempPath(), "no", "such", "folder", "crm.db") });
        Func<Task> open = async () => await store.OpenAsync();

        (await open.Should().ThrowAsync<CrmStorageException>()).Which.Message.Should().Contain("See that its folder exists");
    }

    [Fact]
    public async Task A_new_file_that_somebody_has_locked_is_refused_for_the_moment()
    {
        using var file = new StoreFile();
        using (SqliteConnection other = file.Connect())
        {
            StoreFile.Execute(other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE t (x); COMMIT; BEGIN EXCLUSIVE");

            CrmStorageException e = await RefusedAsync(file, busySeconds: 0.2);
            e.Message.Should().Contain("is locked");
            e.IsTransient.Should().BeTrue();
        }

        await using CrmRuntime crm = await file.OpenAsync();
    }

    [Fact]
    public async Task Two_stores_may_open_a_new_file_at_once()
    {
        using var file = new StoreFile();

        await using SqliteCrmStore one = file.Store(), other = file.Store();
        await Task.WhenAll(Task.Run(async () => await one.OpenAsync()), Task.Run(async () => await other.OpenAsync()));

        file.Number("SELECT count(*) FROM \"__crm_migrations\"").Should().Be(1);
    }

    [Fact]
    public async Task An_attribute_whose_type_has_changed_is_refused_and_one_more_is_welcome()
    {
        using var file = new StoreFile();
        await using (await file.OpenAsync(StoreFile.Schema("EUR", AttributeDefinition.Integer("rating"))))
        {
        }

        await using (await file.OpenAsync(StoreFile.Schema("EUR", AttributeDefinition.Text("colour"))))
        {
        }

        (await RefusedAsync(file, StoreFile.Schema("EUR", AttributeDefinition.Text("rating")))).Message.Should().Contain("'customer.rating' is text now and was int").And.Contain("another key");
    }

    [Fact]
    public async Task A_store_that_is_not_open_or_is_closed_says_so()
    {
        using var file = new StoreFile();
        SqliteCrmStore store = file.Store();
        Func<Task> find = async () => await store.FindAsync(TenantId.Single, Customer.Concept, Guid.Empty);

        await find.Should().ThrowAsync<InvalidOperationException>().WithMessage("*OpenAsync*");
        await store.OpenAsync();
        await store.DisposeAsync();
        await find.Should().ThrowAsync<ObjectDisposedException>();
    }

    [Theory]
    [InlineData(":memory:")]
    [InlineData("")]
    public void A_store_in_memory_is_refused(string path)
    {
        Action create = () => _ = new SqliteCrmStore(StoreFile.Schema(), new SqliteStoreOptions { Path = path });

        create.Should().Throw<ArgumentException>().WithMessage("*InMemoryCrmStore*");
    }

    private static async Task<CrmStorageException> RefusedAsync(StoreFile file, CrmSchema? schema = null, MigrationPolicy migrate = MigrationPolicy.Apply, double busySeconds = 5)
    {
        await using SqliteCrmStore store = file.Store(schema, migrate, busySeconds);
        Func<Task> open = async () => await store.OpenAsync();
        return (await open.Should().ThrowAsync<CrmStorageException>()).Which;
    }
}
