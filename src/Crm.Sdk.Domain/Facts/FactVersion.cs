using NodaTime;

namespace Crm.Sdk.Facts;

/// <summary>A row as it was known for a while: from one position of the log to another.</summary>
/// <remarks>Immutable. DOMAIN.md 5, row 1: what was known when, beside what was true when.</remarks>
public sealed class FactVersion
{
    internal FactVersion(FactRecord row, long from, long? to) => (Row, From, To) = (row, from, to);

    /// <summary>The row.</summary>
    public FactRecord Row { get; }

    /// <summary>The position from which on it was known so.</summary>
    public long From { get; }

    /// <summary>The position from which on it was known otherwise or not at all; null while it is the current version.</summary>
    public long? To { get; }

    /// <summary>Whether it is what was known at a position: <c>From &lt;= position &lt; To</c>.</summary>
    public bool IsKnownAt(long position) => From <= position && !(To <= position);

    /// <summary>The row and its positions.</summary>
    public override string ToString() => $"{Row} from {From} to {To}";
}

/// <summary>A position of a log at which something became known.</summary>
/// <remarks>Immutable.</remarks>
public sealed class FactCommit
{
    internal FactCommit(long position, Instant recordedAt, string? cause) => (Position, RecordedAt, Cause) = (position, recordedAt, cause);

    /// <summary>The position; those of a history rise.</summary>
    public long Position { get; }

    /// <summary>When it was committed. Never before that of an earlier position: where a clock was set back, the later time of the two.</summary>
    public Instant RecordedAt { get; }

    /// <summary>What it was a part of, such as an import; null for nothing.</summary>
    public string? Cause { get; }

    /// <summary>The position.</summary>
    public override string ToString() => $"{Position}";
}

/// <summary>What happened to a row between two positions of a history.</summary>
/// <remarks>Immutable. Only what differs at the end counts: a row that was corrected there and back did not change.</remarks>
public sealed class FactRowChange
{
    internal FactRowChange(FactRecord? before, FactRecord? after, FactCommit commit) => (Before, After, Commit) = (before, after, commit);

    /// <summary>The row at the first position; null when it was not known then.</summary>
    public FactRecord? Before { get; }

    /// <summary>The row at the second position; null when it was not known any more.</summary>
    public FactRecord? After { get; }

    /// <summary>The last position up to the second one at which it changed.</summary>
    public FactCommit Commit { get; }

    /// <summary>The fact.</summary>
    public FactSchema Schema => (After ?? Before)!.Schema;

    /// <summary>The identity of the row: its key; for a state without one, its entity and its beginning.</summary>
    public string Key => FactHistory.IdentityOf((After ?? Before)!);

    /// <summary>What happened in words.</summary>
    public override string ToString() => $"{Schema.Name} {Key} {(Before is null ? "added" : After is null ? "retracted" : "corrected")} at {Commit}";
}
