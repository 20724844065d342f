using NodaTime;

namespace Crm.Sdk.Storage;

/// <summary>Where each named follower of the log stands.</summary>
internal sealed class InMemoryCursors
{
    private readonly Dictionary<string, Cursor> _cursors = new(StringComparer.Ordinal);

    public LogLease? Lease(string name, Instant now, Duration lease, Func<long, IReadOnlyList<LogEntry>> entriesAfter)
    {
        if (!_cursors.TryGetValue(name, out Cursor? cursor))
        {
            _cursors.Add(name, cursor = new Cursor());
        }

        if (now < cursor.FreeAt || entriesAfter(cursor.Position) is not { Count: > 0 } entries)
        {
            return null;
        }

        cursor.FreeAt = now + lease;
        cursor.Leased = entries[^1].Position;
        return new LogLease { Cursor = name, Token = ++cursor.Token, Entries = entries, Failures = cursor.Failures };
    }

    public bool Complete(LogLease lease)
    {
        if (!Holds(lease, out Cursor? cursor))
        {
            return false;
        }

        (cursor.Position, cursor.Leased, cursor.Failures, cursor.FreeAt) = (cursor.Leased!.Value, null, 0, Instant.MinValue);
        return true;
    }

    public bool Fail(LogLease lease, Instant now, Duration firstWait)
    {
        if (!Holds(lease, out Cursor? cursor))
        {
            return false;
        }

        (cursor.Leased, cursor.FreeAt) = (null, now + (firstWait * (1L << Math.Min(cursor.Failures, 20))));
        cursor.Failures++;
        return true;
    }

    private bool Holds(LogLease lease, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Cursor? cursor) =>
        _cursors.TryGetValue(lease.Cursor, out cursor) && cursor.Token == lease.Token && cursor.Leased is not null;

    private sealed class Cursor
    {
        public long Position { get; set; }

        public long Token { get; set; }

        public long? Leased { get; set; }

        public Instant FreeAt { get; set; } = Instant.MinValue;

        public int Failures { get; set; }
    }
}
