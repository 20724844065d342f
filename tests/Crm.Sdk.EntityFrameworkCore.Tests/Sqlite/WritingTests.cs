using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

public sealed class WritingTests
{
    [Fact]
    public async Task A_commit_waits_for_another_process_and_then_goes_through()
    {
        using var file = new StoreFile();
        await using CrmRuntime crm = await file.OpenAsync();
        await using CrmSession session = StoreFile.Session(crm);
        StoreFile.Add(session, "Ann");
        using SqliteConnection other = file.Connect();
        StoreFile.Execute(other, "BEGIN IMMEDIATE");

        Task<CommitReceipt?> commit = session.CommitAsync().AsTask();
        await Task.Delay(200);
        commit.IsCompleted.Should().BeFalse();
        StoreFile.Execute(other, "ROLLBACK");

        (await commit)!.Position.Should().Be(1);
    }

    [Fact]
    public async Task A_lock_that_is_held_too_long_is_transient_and_the_session_can_commit_later()
    {
        using var file = new StoreFile();
        await using var crm = new CrmRuntime(file.Store(busySeconds: 0.2));
        await crm.OpenAsync();
        await using CrmSession session = StoreFile.Session(crm);
        StoreFile.Add(session, "Ann");
        using SqliteConnection other = file.Connect();
        StoreFile.Execute(other, "BEGIN IMMEDIATE");

        Func<Task> commit = async () => await session.CommitAsync();
        CrmStorageException e = (await commit.Should().ThrowAsync<CrmStorageException>()).Which;
        e.IsTransient.Should().BeTrue();
        e.Message.Should().Contain("is locked");
        (await session.Customers.CountAsync(Specification<Customer>.Of(_ => { }))).Should().Be(0, "readers do not wait for a writer");
        StoreFile.Execute(other, "ROLLBACK");

        (await session.CommitAsync())!.Position.Should().Be(1);
    }

    [Fact]
    public async Task A_wait_for_a_lock_ends_when_it_is_cancelled_and_nothing_is_written()
    {
        using var file = new StoreFile();
        await using CrmRuntime crm = await file.OpenAsync();
        await using CrmSession session = StoreFile.Session(crm);
        StoreFile.Add(session, "Ann");
        using SqliteConnection other = file.Connect();
        StoreFile.Execute(other, "BEGIN IMMEDIATE");
        using var cancelled = new CancellationTokenSource(100);

        Func<Task> commit = async () => await session.CommitAsync(cancellationToken: cancelled.Token);

        await commit.Should().ThrowAsync<OperationCanceledException>();
        StoreFile.Execute(other, "ROLLBACK");
        file.Number("SELECT count(*) FROM crm_log").Should().Be(0);
    }

    [Fact]
    public async Task Two_stores_over_one_file_see_the_commits_of_each_other_and_the_later_one_is_told()
    {
        using var file = new StoreFile();
        await using CrmRuntime one = await file.OpenAsync(), other = await file.OpenAsync();
        await using CrmSession first = StoreFile.Session(one), second = StoreFile.Session(other);
        Customer ann = StoreFile.Add(first, "Ann");
        await first.CommitAsync();
        Customer same = (await second.Customers.FindAsync(ann.Id))!;
        ann.Rename("Ann B", StoreFile.Start);
        same.Rename("Ann C", StoreFile.Start);
        await first.CommitAsync();

        Func<Task> late = async () => await second.CommitAsync();

        (await late.Should().ThrowAsync<CrmConcurrencyException>()).Which.Actual.Should().Be(2);
    }

    [Fact]
    public async Task Commits_from_many_threads_and_two_stores_are_all_there_in_one_log()
    {
        using var file = new StoreFile();
        await using CrmRuntime one = await file.OpenAsync(), other = await file.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(t => Task.Run(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                await using CrmSession session = StoreFile.Session(t % 2 == 0 ? one : other);
                StoreFile.Add(session, $"n{t}-{i}");
                await session.CommitAsync();
            }
        })));

        file.Number("SELECT count(*) FROM crm_customer").Should().Be(80);
        file.Number("SELECT max(position) FROM crm_log").Should().Be(80);
    }

    [Fact]
    public async Task A_commit_that_fails_half_way_leaves_nothing_and_the_store_works_on()
    {
        using var file = new StoreFile();
        await using CrmRuntime crm = await file.OpenAsync();
        await using CrmSession session = StoreFile.Session(crm);
        for (int i = 0; i < 50; i++)
        {
            StoreFile.Add(session, $"n{i}");
        }

        StoreFile.Add(session, "half a pair \uD83D");
        Func<Task> commit = async () => await session.CommitAsync();

        await commit.Should().ThrowAsync<ArgumentException>().WithMessage("*half a surrogate pair*");
        file.Number("SELECT (SELECT count(*) FROM crm_log) + (SELECT count(*) FROM crm_customer) + (SELECT count(*) FROM crm_fact_customer) + (SELECT count(*) FROM crm_personal)").Should().Be(0);
        await using CrmSession next = StoreFile.Session(crm);
        StoreFile.Add(next, "Ann");
        (await next.CommitAsync())!.Position.Should().Be(1);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        using var file = new StoreFile();
        CustomerId id;
        LogLease lease;
        await using (CrmRuntime crm = await file.OpenAsync())
        {
            await using CrmSession session = StoreFile.Session(crm);
            Customer ann = StoreFile.Add(session, "Ann\0a");
            id = ann.Id;
            ann.Reach("", null, StoreFile.Start);
            ann.Set(StoreFile.Nickname, "Nan", StoreFile.Start);
            ann.Set(StoreFile.Seats, long.MinValue, StoreFile.Start);
            ann.Identify(new ExternalId("erp", "4711"), StoreFile.Start);
            ann.Identify(new ExternalId("web", "\U0001F600"), StoreFile.Start);
            await session.CommitAsync("import");
            lease = (await crm.Store.LeaseAsync("follower", 2, StoreFile.Start, Duration.FromNanoseconds(1)))!;
        }

        await using CrmRuntime again = await file.OpenAsync();
        await using CrmSession later = StoreFile.Session(again);
        Customer known = (await later.Customers.FindAsync(new ExternalId("web", "\U0001F600")))!;
        (known.Id, known.Name, known.Email, known.Phone, known.Version).Should().Be((id, "Ann\0a", "", null, 6L));
        known.ExternalIds.Should().Equal(new ExternalId("erp", "4711"), new ExternalId("web", "\U0001F600"));
        known.Attributes["nickname"].Should().Be("Nan");
        known.Attributes["seats"].Should().Be(long.MinValue);
        var entries = new List<LogEntry>();
        await foreach (LogEntry entry in again.Store.ReadLogAsync(new LogQuery { Subject = ("customer", id.Value) }))
        {
            entries.Add(entry);
        }

        Row replayed = Customer.Concept.ToRow(Customer.Concept.Replay(id.Value, entries.Select(e => e.Read(again.Store.Schema)!)));
        replayed.Values.Should().Equal(Customer.Concept.ToRow(known).Values);
        entries.Should().OnlyContain(e => e.Cause == "import" && e.Actor.Equals(ActorRef.User("ann")));
        (await again.Store.LeaseAsync("follower", 2, StoreFile.Start, Duration.FromSeconds(1))).Should().BeNull("the lease ends a nanosecond later");
        (await again.Store.CompleteAsync(lease)).Should().BeTrue();
        (await again.Store.LeaseAsync("follower", 9, StoreFile.Start, Duration.FromSeconds(1)))!.Entries.Select(e => e.Position).Should().Equal(3, 4, 5, 6);
        FactTable facts = await FactTable.LoadAsync(again.Store.Facts(TenantId.Single, again.Store.Schema.Facts.Single(f => f.Name == "customer")));
        ((NumberColumn)facts.Batches[0].Columns[facts.Schema.OrdinalOf("seats")]).Values[0].Should().Be(long.MinValue);
    }

    [Fact]
    public async Task The_log_has_no_personal_text_and_the_file_forgets_what_was_deleted()
    {
        using var file = new StoreFile();
        await using (CrmRuntime crm = await file.OpenAsync())
        {
            await using CrmSession session = StoreFile.Session(crm);
            Customer ann = StoreFile.Add(session, "Zyxwvu Qponml", CustomerKind.Person);
            ann.Reach("zyxwvu@example.com", "+49 30 901820", StoreFile.Start);
            ann.Set(StoreFile.Nickname, "Zyxy", StoreFile.Start);
            await session.CommitAsync();
        }

        string[] texts = ["Zyxwvu Qponml", "zyxwvu@example.com", "+49 30 901820", "Zyxy"];
        foreach (string text in texts)
        {
            file.Number($"SELECT count(*) FROM crm_log WHERE instr(json || coalesce(cause, '') || actor || type, '{text}') > 0").Should().Be(0);
            file.Number($"SELECT count(*) FROM crm_personal WHERE value = '{text}'").Should().Be(1);
        }

        using (SqliteConnection connection = file.Connect())
        {
            StoreFile.Execute(connection, "PRAGMA secure_delete = ON; DELETE FROM crm_personal; DELETE FROM crm_customer; DELETE FROM crm_fact_customer; PRAGMA wal_checkpoint(TRUNCATE)");
        }

        string bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file.Path));
        texts.Should().OnlyContain(t => !bytes.Contains(t, StringComparison.Ordinal), "rows and personal texts are all the places where they stood");
    }
}
