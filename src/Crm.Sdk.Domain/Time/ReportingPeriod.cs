using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>A range of local days in a zone, with the instants at which it begins and ends.</summary>
/// <remarks>
/// Half-open: the day <see cref="End"/> and the instant <see cref="To"/> belong to what follows, so that neighbours share a
/// boundary and no instant falls between or into two. Equal by days and instants; the label is for people.
/// </remarks>
public sealed class ReportingPeriod : IEquatable<ReportingPeriod>
{
    internal ReportingPeriod(LocalDate start, LocalDate end, Instant from, Instant to, string label, Grain? grain, int ordinal)
    {
        Start = start;
        End = end;
        From = from;
        To = to;
        Label = label;
        Grain = grain;
        Ordinal = ordinal;
    }

    /// <summary>The first day.</summary>
    public LocalDate Start { get; }

    /// <summary>The day after the last.</summary>
    public LocalDate End { get; }

    /// <summary>The instant at which the first day begins in the zone.</summary>
    public Instant From { get; }

    /// <summary>The instant at which <see cref="End"/> begins in the zone.</summary>
    public Instant To { get; }

    /// <summary>The name of the period, such as <c>2026-03</c>, <c>2026-Q1</c>, <c>2010-W52</c> or <c>FY2023-P01</c>.</summary>
    /// <remarks>A period that is cut short keeps the name of the whole.</remarks>
    public string Label { get; }

    /// <summary>The level of the calendar at which it is a period, or part of one; null for any other range of days.</summary>
    public Grain? Grain { get; }

    /// <summary>The number, from 1, of the whole period within its parent, see <see cref="CalendarScheme.ParentOf"/>; 0 when it has none.</summary>
    public int Ordinal { get; }

    /// <inheritdoc/>
    public bool Equals(ReportingPeriod? other) =>
        other is not null && Start == other.Start && End == other.End && From == other.From && To == other.To;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReportingPeriod);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, End, From, To);

    /// <summary>The label.</summary>
    public override string ToString() => Label;
}
