using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;
using Crm.Sdk.Storage;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;

/// <summary>Keeps where the followers of the log stand, within the transaction that the caller has begun.</summary>
internal static class CursorStatements
{
    // To the nanosecond, so that a lease ends here when it ends elsewhere.
    private static readonly InstantPattern Pattern = InstantPattern.ExtendedIso;

    public static LogLease? Lease(Database database, string name, int take, Instant now, Duration lease)
    {
        Cursor cursor = Find(database, name) ?? new Cursor(0, 0, null, null, 0);
        if (cursor.FreeAt is { } freeAt && now < freeAt)
        {
            return null;
        }

        List<LogEntry> entries = [.. LogReader.Read(database, new LogQuery { After = cursor.Position, Take = take })];
        if (entries.Count == 0)
        {
            return null;
        }

        Keep(database, name, cursor with { FreeAt = now + lease, Leased = entries[^1].Position, Token = cursor.Token + 1 });
        return new LogLease { Cursor = name, Token = cursor.Token + 1, Entries = entries, Failures = cursor.Failures };
    }

    public static bool Complete(Database database, LogLease lease)
    {
        if (Find(database, lease.Cursor) is not { Leased: { } leased } cursor || cursor.Token != lease.Token)
        {
            return false;
        }

        Keep(database, lease.Cursor, cursor with { Position = leased, Leased = null, Failures = 0, FreeAt = null });
        return true;
    }

    public static bool Fail(Database database, LogLease lease, Instant now, Duration firstWait)
    {
        if (Find(database, lease.Cursor) is not { Leased: not null } cursor || cursor.Token != lease.Token)
        {
            return false;
        }

        Instant freeAt = now + (firstWait * (1L << Math.Min(cursor.Failures, 20)));
        Keep(database, lease.Cursor, cursor with { Leased = null, FreeAt = freeAt, Failures = cursor.Failures + 1 });
        return true;
    }

    private static Cursor? Find(Database database, string name)
    {
        Statement s = database.Prepared($"SELECT position, token, leased, free_at, failures FROM {CrmTables.Cursor} WHERE name = ?1").Bind(1, name);
        try
        {
            return s.Step()
                ? new Cursor(s.Number(0), s.Number(1), s.IsNull(2) ? null : s.Number(2), s.Text(3) is { } at ? Pattern.Parse(at).Value : null, (int)s.Number(4))
                : null;
        }
        finally
        {
            s.Reset();
        }
    }

    private static void Keep(Database database, string name, Cursor c)
    {
        Statement s = database.Prepared($"INSERT OR REPLACE INTO {CrmTables.Cursor} (name, position, token, leased, free_at, failures) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .Bind(1, name).Bind(2, c.Position).Bind(3, c.Token).BindAny(4, c.Leased).Bind(5, c.FreeAt is { } at ? Pattern.Format(at) : null).Bind(6, c.Failures);
        s.Run();
    }

    private sealed record Cursor(long Position, long Token, long? Leased, Instant? FreeAt, int Failures);
}
