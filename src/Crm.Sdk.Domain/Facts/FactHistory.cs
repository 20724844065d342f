using System.Collections.Frozen;
using NodaTime;

namespace Crm.Sdk.Facts;

/// <summary>All versions of the rows of some facts, with the positions of the log between which each was known.</summary>
/// <remarks>
/// Immutable; safe for use from several threads. Nothing that is added to the log later changes what was known at a position. Every
/// version is held as an object, and to see the rows at a position all versions are looked through.
/// </remarks>
public sealed class FactHistory
{
    private readonly FrozenDictionary<string, IReadOnlyList<FactVersion>> _versions;
    private readonly FactCommit[] _commits;

    internal FactHistory(IReadOnlyList<FactSchema> schemas, IReadOnlyDictionary<string, IReadOnlyList<FactVersion>> versions, FactCommit[] commits)
    {
        Schemas = schemas;
        _versions = versions.ToFrozenDictionary(StringComparer.Ordinal);
        _commits = commits;
    }

    /// <summary>The facts whose rows are here.</summary>
    public IReadOnlyList<FactSchema> Schemas { get; }

    /// <summary>The positions at which something became known, in order.</summary>
    public IReadOnlyList<FactCommit> Commits => _commits;

    /// <summary>The last position; 0 when nothing is known.</summary>
    public long Latest => _commits.Length == 0 ? 0 : _commits[^1].Position;

    /// <summary>The largest position that was committed by an instant, itself included; 0 when none was.</summary>
    /// <remarks>Never changes once the instant is past, for what is committed later has a later time.</remarks>
    public long KnownAt(Instant instant)
    {
        int count = CountUntil(c => c.RecordedAt <= instant);
        return count == 0 ? 0 : _commits[count - 1].Position;
    }

    /// <summary>The commit in force at a position: the last at or before it; null before the first.</summary>
    public FactCommit? CommitAt(long position)
    {
        int count = CountUntil(c => c.Position <= position);
        return count == 0 ? null : _commits[count - 1];
    }

    /// <summary>The versions of a fact's rows in the order in which they became known.</summary>
    /// <exception cref="ArgumentException">The history is not of that fact.</exception>
    public IReadOnlyList<FactVersion> VersionsOf(FactSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return _versions.GetValueOrDefault(schema.Name) ?? throw new ArgumentException($"There is no history of the fact '{schema.Name}'.", nameof(schema));
    }

    /// <summary>The rows as they were known at a position. A fact of which nothing was known has an empty table.</summary>
    public FactSet At(long position) => new(Schemas.Select(s => TableOf(s, VersionsOf(s).Where(v => v.IsKnownAt(position)).Select(v => v.Row)))) { Position = position };

    /// <summary>What happened to the rows after one position and up to another, in the order of positions, then facts, then keys.</summary>
    /// <exception cref="ArgumentException">The first position is behind the second.</exception>
    public IReadOnlyList<FactRowChange> ChangesBetween(long after, long until)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(after, until);
        var changes = new List<FactRowChange>();
        foreach (FactSchema schema in Schemas)
        {
            IEnumerable<FactVersion> touched = VersionsOf(schema).Where(v => IsWithin(v.From, after, until) || IsWithin(v.To, after, until));
            foreach (FactVersion[] row in touched.GroupBy(v => IdentityOf(v.Row), StringComparer.Ordinal).Select(g => g.ToArray()))
            {
                FactRecord? before = Array.Find(row, v => v.IsKnownAt(after))?.Row, now = Array.Find(row, v => v.IsKnownAt(until))?.Row;
                if (!Equals(before, now))
                {
                    long last = row.SelectMany(v => (long?[])[v.From, v.To]).Where(p => IsWithin(p, after, until)).Max()!.Value;
                    changes.Add(new FactRowChange(before, now, CommitAt(last)!));
                }
            }
        }

        return [.. changes.OrderBy(c => c.Commit.Position).ThenBy(c => c.Schema.Name, StringComparer.Ordinal).ThenBy(c => c.Key, StringComparer.Ordinal)];
    }

    /// <summary>Puts rows into a table.</summary>
    /// <exception cref="ArgumentException">A row is of another fact.</exception>
    public static FactTable TableOf(FactSchema schema, IEnumerable<FactRecord> rows)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(rows);
        FactRecord[] all = [.. rows];
        var builder = new FactBatchBuilder(schema, Math.Clamp(all.Length, 1, FactBatchBuilder.DefaultCapacity));
        var batches = new List<FactBatch>();
        foreach (FactRecord row in all)
        {
            if (!ReferenceEquals(row.Schema, schema))
            {
                throw new ArgumentException($"{row} is no row of '{schema.Name}'.", nameof(rows));
            }

            if (builder.IsFull)
            {
                batches.Add(builder.Take());
            }

            row.AddTo(builder);
        }

        if (builder.Count > 0)
        {
            batches.Add(builder.Take());
        }

        return new FactTable(schema, batches);
    }

    /// <summary>What tells a row from others of its fact over all its versions, see <see cref="FactSchema.IdentityOf"/>.</summary>
    public static string IdentityOf(FactRecord row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Schema.IdentityOf(ordinal => row.Values[ordinal]);
    }

    private static bool IsWithin(long? position, long after, long until) => position > after && position <= until;

    // How many commits at the beginning meet a condition that none meets after one that does not.
    private int CountUntil(Predicate<FactCommit> isMet)
    {
        int low = 0, high = _commits.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = isMet(_commits[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
