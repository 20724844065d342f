using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <summary>Which stretch of time a frame takes, seen from a period.</summary>
public enum FrameWindow
{
    /// <summary>The period itself.</summary>
    Period,

    /// <summary>So many units up to its end.</summary>
    Trailing,

    /// <summary>From the beginning of the month, quarter or year in which it ends up to its end.</summary>
    ToDate,

    /// <summary>Everything up to its end.</summary>
    AllTime,

    /// <summary>Everything up to its beginning.</summary>
    Before,

    /// <summary>No stretch but the moment just before it begins: what is in force then.</summary>
    Opening,

    /// <summary>No stretch but the moment just before it ends: what is in force then.</summary>
    Closing,

    /// <summary>The period, and of each row how long it lasts in it.</summary>
    Lasting,

    /// <summary>The period, and every row weighs as much as it lasts in it.</summary>
    Weighted,

    /// <summary>The ends of the days of the period that have begun: the mean of what is in force then.</summary>
    DailyAverage,

    /// <summary>The ends of the days of the period that have begun: the least of what is in force then.</summary>
    DailyMin,

    /// <summary>The ends of the days of the period that have begun: the most of what is in force then.</summary>
    DailyMax,
}

/// <summary>Which other period a frame looks at.</summary>
public enum ShiftKind
{
    /// <summary>The period itself, cut to the whole days that have elapsed when it is open.</summary>
    Elapsed,

    /// <summary>So many periods before.</summary>
    Prior,

    /// <summary>The same period so many years before.</summary>
    YearBefore,

    /// <summary>The period that holds a day.</summary>
    To,

    /// <summary>The period that lies about the event before as this one lies about its event.</summary>
    Events,
}

/// <summary>How an open period is compared with another.</summary>
public enum Alignment
{
    /// <summary>The other is cut to as many days as have elapsed of the open one.</summary>
    LikeForLike,

    /// <summary>The other counts as a whole.</summary>
    Full,

    /// <summary>The other is cut behind as many business days as have elapsed of the open one.</summary>
    BusinessDays,
}

/// <summary>Which rows an aggregate reads for the period of a cell, where these are not the ones in the period.</summary>
public sealed class BoundFrame
{
    internal static BoundFrame None { get; } = new([], FrameWindow.Period, 0, DurationUnit.Days);

    /// <summary>The rows in the period, of which something is asked that differs from period to period.</summary>
    internal static BoundFrame PerPeriod { get; } = new([], FrameWindow.Period, 1, DurationUnit.Days);

    /// <summary>The end of a day, where each day is a period of its own.</summary>
    internal static BoundFrame EndOfDay { get; } = new([], FrameWindow.Closing, 0, DurationUnit.Days);

    private BoundFrame? _whole;

    internal BoundFrame(IReadOnlyList<BoundShift> shifts, FrameWindow window, long count, DurationUnit unit, BoundSnapshotReading? snapshot = null)
    {
        Snapshot = snapshot;
        Shifts = shifts;
        Window = window;
        Count = count;
        Unit = unit;
    }

    /// <summary>The shifts that lead to the period that is looked at, in the order in which they are taken; may be none.</summary>
    public IReadOnlyList<BoundShift> Shifts { get; }

    /// <summary>The stretch of time, seen from there.</summary>
    public FrameWindow Window { get; }

    /// <summary>Whether it is a moment, at which states are in force, and no stretch, in which things happen.</summary>
    public bool IsState => Window is FrameWindow.Opening or FrameWindow.Closing;

    /// <summary>Whether it is a stretch of time over which states are read.</summary>
    public bool IsStretch => Window >= FrameWindow.Lasting;

    /// <summary>Whether it is read at the end of each day of a stretch.</summary>
    public bool IsDaily => Window >= FrameWindow.DailyAverage;

    /// <summary>How many units a trailing window is long; 0 for others.</summary>
    public long Count { get; }

    /// <summary>The unit of a trailing window, or the level of one to date.</summary>
    public DurationUnit Unit { get; }

    /// <summary>How the rows of a snapshot are read at the moment; null where it is not said: then the last row before it of each thing pictured.</summary>
    public BoundSnapshotReading? Snapshot { get; }

    /// <summary>
    /// The period that is looked at as a whole, whatever of it has gone by: where rows that are read at a moment have a time of
    /// which they speak.
    /// </summary>
    public BoundFrame Whole => _whole ??= new BoundFrame(Shifts, FrameWindow.Period, 1, DurationUnit.Days) { IsWhole = true };

    /// <summary>Whether a period counts as a whole, whatever of it has gone by.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>The frame in words, such as <c>trailing 90 days, prior 1</c>.</summary>
    public override string ToString()
    {
        string unit = CrmGrammar.Units.First(u => u.Unit == Unit).One;
        string? window = Window switch
        {
            FrameWindow.Trailing => $"trailing {Count} {unit}{(Count == 1 ? "" : "s")}",
            FrameWindow.ToDate => $"{unit} to date",
            FrameWindow.AllTime => "all time",
            FrameWindow.Before => "before the start",
            FrameWindow.Opening => "at start",
            FrameWindow.Closing => "at end",
            FrameWindow.Lasting => "time in the period",
            FrameWindow.Weighted => "weighted by time",
            FrameWindow.DailyAverage => "daily average",
            FrameWindow.DailyMin => "daily minimum",
            FrameWindow.DailyMax => "daily maximum",
            _ when Count > 0 => "period by period",
            _ => null,
        };
        return string.Join(", ", Shifts.Reverse().Select(s => s.ToString()).Prepend(Snapshot?.ToString()).Prepend(window).OfType<string>());
    }

    internal BoundFrame With(FrameWindow window, long count, DurationUnit unit) => new(Shifts, window, count, unit);

    internal BoundFrame After(BoundShift shift) => new([.. Shifts, shift], Window, Count, Unit, Snapshot);

    internal BoundFrame At(FrameWindow moment, BoundSnapshotReading? snapshot) => new(Shifts, moment, 0, DurationUnit.Days, snapshot);
}

/// <summary>A step from a period to another one.</summary>
public sealed class BoundShift
{
    internal BoundShift(ShiftKind kind, long count, DurationUnit? unit, LocalDate? day, Alignment alignment, WeekYearRule rule = WeekYearRule.Ordinal)
    {
        Kind = kind;
        Count = count;
        Unit = unit;
        Day = day;
        Alignment = alignment;
        Rule = rule;
    }

    /// <summary>What years of 53 weeks are compared with.</summary>
    public WeekYearRule Rule { get; }

    /// <summary>Where it leads.</summary>
    public ShiftKind Kind { get; }

    /// <summary>How many periods, units or years before.</summary>
    public long Count { get; }

    /// <summary>The unit of <see cref="Count"/>; null for periods of the question's own length.</summary>
    public DurationUnit? Unit { get; }

    /// <summary>The day to which <see cref="ShiftKind.To"/> leads; null for others.</summary>
    public LocalDate? Day { get; }

    /// <summary>How an open period is compared.</summary>
    public Alignment Alignment { get; }

    /// <summary>The calendar whose business days count; null unless <see cref="Alignment"/> is <see cref="Binding.Alignment.BusinessDays"/>.</summary>
    public BoundCalendar? Business { get; init; }

    /// <summary>The calendar whose events are compared; null unless <see cref="Kind"/> is <see cref="ShiftKind.Events"/>.</summary>
    public BoundCalendar? Calendar { get; init; }

    /// <summary>The event that is compared; null for the one that a period has.</summary>
    public string? Event { get; init; }

    /// <summary>The step in words.</summary>
    public override string ToString()
    {
        string words = Kind switch
        {
            ShiftKind.Elapsed => "elapsed days",
            ShiftKind.YearBefore => Count == 1 ? "year before" : $"{Count} years before",
            ShiftKind.To => $"period of {Day:uuuu-MM-dd}",
            ShiftKind.Events => $"{(Event is null ? "event" : $"'{Event}'")} before, by '{Calendar}'",
            _ => Unit is { } unit ? $"prior {Count} {CrmGrammar.Units.First(u => u.Unit == unit).Many}" : $"prior {Count}",
        };
        words = Rule == WeekYearRule.Ordinal ? words : $"{words} ({Rule})";
        return Alignment switch
        {
            Alignment.Full => words + " in full",
            Alignment.BusinessDays => $"{words}, by business days of '{Business}'",
            _ => words,
        };
    }
}
