using NodaTime;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>Whether a stretch of time has rows that can be read.</summary>
public enum PlacementState
{
    /// <summary>It has, or may have.</summary>
    Readable,

    /// <summary>It begins at or after the instant of the query.</summary>
    NotYetObservable,

    /// <summary>There is no period to compare with.</summary>
    NotComparable,
}

/// <summary>The stretch of time whose rows belong to a cell, with what is to be said of it.</summary>
/// <remarks>Half-open, and already cut at the instant of the query where the role is not planned.</remarks>
public sealed class Placement
{
    internal static Placement NotYet { get; } = new() { State = PlacementState.NotYetObservable };

    internal static Placement NotComparable { get; } = new() { State = PlacementState.NotComparable };

    /// <summary>The first day, for a role of days; null for all before <see cref="End"/>.</summary>
    public LocalDate? Start { get; init; }

    /// <summary>The day after the last; null for all from <see cref="Start"/>.</summary>
    public LocalDate? End { get; init; }

    /// <summary>The first instant, for a role of instants; null for all before <see cref="To"/>.</summary>
    public Instant? From { get; init; }

    /// <summary>The instant at which it ends; null for all from <see cref="From"/>.</summary>
    public Instant? To { get; init; }

    /// <summary>
    /// Whether it is the moment just before <see cref="End"/> or <see cref="To"/>: a row belongs that began before and has not ended
    /// before. Without them it is the time before all time, in which nothing is in force. The rows of a snapshot belong as its reading
    /// says, those from before <see cref="Start"/> or <see cref="From"/> never.
    /// </summary>
    public bool IsMoment { get; init; }

    /// <summary>
    /// Whether rows belong by lasting in it, not by beginning in it: those that have a length of time in common with it. The instant of
    /// the query cuts it in whole microseconds.
    /// </summary>
    public bool IsStretch { get; init; }

    /// <summary>Whether rows without a time belong too, as they do to all time.</summary>
    public bool HoldsUndated { get; init; }

    /// <summary>Whether it has rows; no row belongs to one that does not.</summary>
    public PlacementState State { get; init; }

    /// <summary>The day after the last of the period that is looked at, before anything is cut; null for all time.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Whether the value will change as time goes by.</summary>
    public bool IsOpen { get; init; }
}
