using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;

namespace Crm.Sdk.Language.Binding;

/// <summary>Which rows of a snapshot stand for a period.</summary>
public enum SnapshotChoice
{
    /// <summary>Of each thing pictured its last row before the moment.</summary>
    Carry,

    /// <summary>The rows of the last day of the period on which a snapshot was taken of anything.</summary>
    Exact,

    /// <summary>The rows of the last day of the period on which the cell has a value.</summary>
    LastNonEmpty,

    /// <summary>Of each thing pictured its last row before a moment so long before the end, whatever became known later.</summary>
    Lag,
}

/// <summary>How the rows of a snapshot are read for a period.</summary>
public sealed class BoundSnapshotReading
{
    internal BoundSnapshotReading(SnapshotChoice choice, long count = 0, DurationUnit unit = DurationUnit.Days, bool isWithinPeriod = false, bool hasMoment = false)
    {
        Choice = choice;
        Count = count;
        Unit = unit;
        IsWithinPeriod = isWithinPeriod;
        HasMoment = hasMoment;
    }

    /// <summary>Which rows.</summary>
    public SnapshotChoice Choice { get; }

    /// <summary>How many units old a row may be that is carried, 0 for any number; or how many units before its end a period is frozen.</summary>
    public long Count { get; }

    /// <summary>The unit of <see cref="Count"/>.</summary>
    public DurationUnit Unit { get; }

    /// <summary>Whether only rows count that were taken in the period.</summary>
    public bool IsWithinPeriod { get; }

    // Whether a reading said at which moment; until then an inner one may.
    internal bool HasMoment { get; }

    internal BoundSnapshotReading WithMoment() => new(Choice, Count, Unit, IsWithinPeriod, hasMoment: true);

    /// <summary>The reading in words, such as <c>no older than 30 days</c>.</summary>
    public override string ToString()
    {
        string unit = CrmGrammar.Units.First(u => u.Unit == Unit).One;
        string length = $"{Count} {unit}{(Count == 1 ? "" : "s")}";
        return Choice switch
        {
            SnapshotChoice.Exact => "exact",
            SnapshotChoice.LastNonEmpty => "last not empty",
            SnapshotChoice.Lag => $"lag {length}",
            _ => IsWithinPeriod ? "carried within the period" : $"carried {length}",
        };
    }
}
