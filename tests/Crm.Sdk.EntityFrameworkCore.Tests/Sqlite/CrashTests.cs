using System.Diagnostics;
using Crm.Sdk.Aggregates;
using Crm.Sdk.CrashWriter;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

/// <summary>A process that commits is killed at any moment. Set CRM_CRASH_KILLS to the number of kills for a long run, such as 300.</summary>
public sealed class CrashTests
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("CRM_CRASH_KILLS"), out int kills) ? kills : 15;

    // A file that lives through more kills grows, and reading all of it after each takes longer and longer.
    private const int KillsOfAFile = 15;

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_and_nothing_is_there_by_half()
    {
        var random = new Random(20_260_301);
        for (int done = 0; done < Kills; done += KillsOfAFile)
        {
            await KillAsync(random, Math.Min(KillsOfAFile, Kills - done));
        }
    }

    private static async Task KillAsync(Random random, int kills)
    {
        using var file = new StoreFile();
        int acknowledged = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            acknowledged = Math.Max(acknowledged, await KilledAfterAsync(file.Path, TimeSpan.FromMilliseconds(random.Next(0, 400))));

            int last = await CheckAsync(file);
            last.Should().BeInRange(acknowledged, acknowledged + 1, "a commit under way at the kill may be there, whole, and no other");
            acknowledged = last;
        }

        acknowledged.Should().BeGreaterThan(kills, "a process makes several commits before it is killed");
    }

    /// <summary>Starts the writer, waits for its first commit and then for a while, kills it, and gives the last commit that it acknowledged.</summary>
    private static async Task<int> KilledAfterAsync(string file, TimeSpan wait)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Crm.Sdk.CrashWriter.dll"), file])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        string first = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        Task<string> rest = process.StandardOutput.ReadToEndAsync();
        await Task.Delay(wait);
        process.Kill();
        await process.WaitForExitAsync();
        string said = await rest;

        // A line that was cut off by the kill says nothing.
        return said[..(said.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(first).Max(int.Parse);
    }

    private static async Task<int> CheckAsync(StoreFile file)
    {
        await using CrmRuntime crm = CrashWork.Over(file.Path);
        await crm.OpenAsync();
        var entries = new List<LogEntry>();
        await foreach (LogEntry entry in crm.Store.ReadLogAsync(new LogQuery()))
        {
            entries.Add(entry);
        }

        var commits = entries.GroupBy(e => int.Parse(e.Cause!)).ToDictionary(g => g.Key, g => g.Count());
        int last = commits.Count;
        commits.Should().Equal(Enumerable.Range(1, last).ToDictionary(n => n, CrashWork.EventsIn));

        var rows = new Dictionary<Guid, Row>();
        await foreach (Row row in crm.Store.QueryAsync(TenantId.Single, new RowQuery(Customer.Concept) { IncludeArchived = true }))
        {
            rows.Add(row.Id, row);
        }

        rows.Should().HaveCount(Enumerable.Range(1, last).Sum(CrashWork.NewIn));
        foreach (IGrouping<Guid, LogEntry> events in entries.GroupBy(e => e.Subject))
        {
            Row replayed = Customer.Concept.ToRow(Customer.Concept.Replay(events.Key, events.Select(e => e.Read(crm.Store.Schema)!)));
            Row kept = rows[events.Key];
            Assert.True(replayed.Values.SequenceEqual(kept.Values) && replayed.ExternalIds.SequenceEqual(kept.ExternalIds) && (replayed.Version, replayed.IsArchived) == (kept.Version, kept.IsArchived));
        }

        FactTable facts = await FactTable.LoadAsync(crm.Store.Facts(TenantId.Single, crm.Store.Schema.Facts.Single(f => f.Name == "customer")));
        facts.Count.Should().Be(rows.Values.Count(r => !r.IsArchived));
        file.Number("SELECT count(*) FROM crm_external_id").Should().Be(rows.Count);
        file.Number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'").Should().Be(1);
        return last;
    }
}
