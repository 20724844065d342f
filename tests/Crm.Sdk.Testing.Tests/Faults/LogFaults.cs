using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Crm.Sdk.Storage;
using NodaTime;

namespace Crm.Sdk.Testing.Tests.Faults;

/// <summary>Writes personal texts into the JSON of the log.</summary>
internal sealed class PersonalInLog(ICrmStore inner) : FaultyStore(inner)
{
    public override async IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (LogEntry e in Inner.ReadLogAsync(query, cancellationToken))
        {
            string json = e.Event.PersonalTexts.Count == 0 ? e.Event.Json : $"{e.Event.Json[..^1]},\"_\":\"{e.Event.PersonalTexts[0]}\"}}";
            yield return new LogEntry
            {
                Position = e.Position, Tenant = e.Tenant, Concept = e.Concept, Subject = e.Subject, Version = e.Version, Actor = e.Actor, RecordedAt = e.RecordedAt, Cause = e.Cause,
                Event = new EventRecord { Type = e.Event.Type, OccurredAt = e.Event.OccurredAt, Json = json, PersonalTexts = e.Event.PersonalTexts },
            };
        }
    }
}

/// <summary>Begins at the position that was asked to be left behind.</summary>
internal sealed class AfterIncluded(ICrmStore inner) : FaultyStore(inner)
{
    public override IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, CancellationToken cancellationToken = default) => Inner.ReadLogAsync(
        new LogQuery { Tenant = query.Tenant, Subject = query.Subject, Take = query.Take, After = Math.Max(0, query.After - 1) }, cancellationToken);
}

/// <summary>Gives a lease to everybody who asks.</summary>
internal sealed class LeaseShared(ICrmStore inner) : FaultyStore(inner)
{
    private readonly ConcurrentDictionary<string, LogLease> _given = new();

    public override async ValueTask<LogLease?> LeaseAsync(string cursor, int take, Instant now, Duration lease, CancellationToken cancellationToken = default)
    {
        if (await Inner.LeaseAsync(cursor, take, now, lease, cancellationToken) is { } given)
        {
            return _given[cursor] = given;
        }

        return _given.GetValueOrDefault(cursor);
    }

    public override ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default)
    {
        _given.TryRemove(lease.Cursor, out _);
        return Inner.CompleteAsync(lease, cancellationToken);
    }
}

/// <summary>Says of a stale lease that it held.</summary>
internal sealed class StaleLeaseHolds(ICrmStore inner) : FaultyStore(inner)
{
    public override async ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default)
    {
        await Inner.CompleteAsync(lease, cancellationToken);
        return true;
    }
}

/// <summary>Waits no longer after the second failure than after the first.</summary>
internal sealed class WaitNotDoubled(ICrmStore inner) : FaultyStore(inner)
{
    public override ValueTask<bool> FailAsync(LogLease lease, Instant now, Duration firstWait, CancellationToken cancellationToken = default) =>
        Inner.FailAsync(lease, now, firstWait / (1 << Math.Min(lease.Failures, 20)), cancellationToken);
}
