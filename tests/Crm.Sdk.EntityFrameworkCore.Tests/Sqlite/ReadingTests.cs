using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using Microsoft.Data.Sqlite;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

public sealed class ReadingTests
{
    private static readonly RowQuery All = new(Customer.Concept);

    [Fact]
    public async Task Readings_see_the_moment_at_which_they_began()
    {
        using var file = new StoreFile();
        await using CrmRuntime crm = await file.OpenAsync();
        await AddAsync(crm, 100);
        await using IAsyncEnumerator<Row> rows = crm.Store.QueryAsync(TenantId.Single, All).GetAsyncEnumerator();
        await using IAsyncEnumerator<LogEntry> log = crm.Store.ReadLogAsync(new LogQuery()).GetAsyncEnumerator();
        await rows.MoveNextAsync();
        await log.MoveNextAsync();

        await AddAsync(crm, 50);

        (await RestAsync(rows)).Should().Be(99);
        (await RestAsync(log)).Should().Be(99);
        (await crm.Store.CountAsync(TenantId.Single, All)).Should().Be(150);
    }

    [Fact]
    public async Task A_reading_that_is_left_early_or_cancelled_holds_nothing()
    {
        using var file = new StoreFile();
        await using CrmRuntime crm = await file.OpenAsync();
        await AddAsync(crm, 100);
        using var cancelled = new CancellationTokenSource();
        FactSchema fact = crm.Store.Schema.Facts.Single(f => f.Name == "customer");

        await foreach (Row _ in crm.Store.QueryAsync(TenantId.Single, All))
        {
            break;
        }

        await foreach (LogEntry _ in crm.Store.ReadLogAsync(new LogQuery()))
        {
            break;
        }

        await foreach (FactBatch _ in crm.Store.Facts(TenantId.Single, fact).ReadAsync())
        {
            break;
        }

        Func<Task> read = async () =>
        {
            await foreach (Row _ in crm.Store.QueryAsync(TenantId.Single, All, cancelled.Token))
            {
                await cancelled.CancelAsync();
            }
        };
        await read.Should().ThrowAsync<OperationCanceledException>();

        // The log of writes can be emptied only when nobody reads from it.
        using SqliteConnection other = file.Connect();
        StoreFile.Number(other, "PRAGMA wal_checkpoint(TRUNCATE)").Should().Be(0, "nobody is busy");
    }

    [Fact]
    public async Task Tenants_do_not_see_each_other()
    {
        using var file = new StoreFile();
        await using CrmRuntime crm = await file.OpenAsync();
        await AddAsync(crm, 3);
        var other = new TenantId(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

        (await crm.Store.CountAsync(other, All)).Should().Be(0);
        (await FactTable.LoadAsync(crm.Store.Facts(other, crm.Store.Schema.Facts.Single(f => f.Name == "customer")))).Count.Should().Be(0);
    }

    [Theory]
    [InlineData("SELECT * FROM crm_customer WHERE tenant = ?1 AND archived = ?2 AND (\"owner\" = ?3 AND \"owner\" IS NOT NULL)", "IX_crm_customer_tenant_owner")]
    [InlineData("SELECT * FROM crm_customer WHERE tenant = ?1 AND ((\"name\" >= ?3 AND \"name\" IS NOT NULL) AND (\"name\" < ?4 AND \"name\" IS NOT NULL)) ORDER BY id", "IX_crm_customer_tenant_name")]
    [InlineData("SELECT * FROM crm_customer WHERE tenant = ?1 AND archived = ?2 ORDER BY \"name\", \"id\" LIMIT 20", "IX_crm_customer_tenant_name")]
    [InlineData("SELECT * FROM crm_log WHERE position > ?1 AND tenant = ?3 AND concept = ?4 AND subject = ?5 ORDER BY position", "IX_crm_log_tenant_concept_subject_version")]
    public async Task What_is_often_asked_for_is_found_by_an_index(string sql, string index)
    {
        using var file = new StoreFile();
        await using CrmRuntime crm = await file.OpenAsync();
        using SqliteConnection connection = file.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        command.Parameters.AddRange(Enumerable.Range(1, 5).Where(i => sql.Contains($"?{i}", StringComparison.Ordinal)).Select(i => new SqliteParameter($"?{i}", "x")));
        using SqliteDataReader reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
        {
            plan.Add(reader.GetString(3));
        }

        string.Join("; ", plan).Should().Contain(index);
    }

    private static async Task AddAsync(CrmRuntime crm, int count)
    {
        await using CrmSession session = StoreFile.Session(crm);
        for (int i = 0; i < count; i++)
        {
            StoreFile.Add(session, $"n{i}");
        }

        await session.CommitAsync();
    }

    private static async Task<int> RestAsync<T>(IAsyncEnumerator<T> items)
    {
        int count = 0;
        while (await items.MoveNextAsync())
        {
            count++;
        }

        return count;
    }
}
