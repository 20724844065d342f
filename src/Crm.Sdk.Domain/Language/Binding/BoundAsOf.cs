using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Language.Binding;

/// <summary>The time at which an attribute with history is read.</summary>
/// <remarks>
/// One of <see cref="Time"/> and <see cref="Frame"/> is set once the expression stands in an aggregate or over an entity. Until then
/// a field derived from it, a set or a dimension says only the <see cref="Reading"/>.
/// </remarks>
public sealed class BoundAsOf
{
    internal BoundAsOf(FactSchema history, Reading reading, BoundTimeRole? time = null, BoundFrame? frame = null)
    {
        History = history;
        Reading = reading;
        Time = time;
        Frame = frame;
        EntityOrdinal = history.OrdinalOf(history.Interval!.Entity);
        FromOrdinal = history.OrdinalOf(history.Interval.From);
        ToOrdinal = history.OrdinalOf(history.Interval.To);
    }

    /// <summary>The interval that holds the history.</summary>
    public FactSchema History { get; }

    /// <summary>Which time is meant.</summary>
    public Reading Reading { get; }

    /// <summary>
    /// For the time of the row: the role of the row at which the expression stands. The row of the history is the one with
    /// <c>from &lt;= t &lt; to</c>; on a role of days the one in force just before that local day ends.
    /// </summary>
    public BoundTimeRole? Time { get; }

    /// <summary>For a start or an end: the moment, seen from the period of a cell. The row of the history is the one in force just before it.</summary>
    public BoundFrame? Frame { get; }

    /// <summary>The column of <see cref="History"/> with the key of the entity.</summary>
    public int EntityOrdinal { get; }

    /// <summary>The column with the time at which a row begins.</summary>
    public int FromOrdinal { get; }

    /// <summary>The column with the time at which a row ends.</summary>
    public int ToOrdinal { get; }

    /// <summary>Whether the history is kept by the day.</summary>
    public bool IsOfDays => History.Fields[FromOrdinal].Type.Kind == Values.DataKind.Date;

    /// <summary>The reading as the language writes it, with what it was resolved to.</summary>
    public override string ToString()
    {
        string words = CrmGrammar.Readings.First(r => r.Reading == Reading).Text;
        return Time is not null ? $"{words}, by {Time}" : Frame is { Shifts.Count: > 0 } ? $"{words}, {Frame}" : words;
    }

    /// <summary>The same at the time of a row or the moments of a frame.</summary>
    internal BoundAsOf Placed(BoundTimeRole? role, BoundFrame frame) => Reading switch
    {
        _ when Time is not null || Frame is not null => this,
        Reading.Then when frame.IsState => new BoundAsOf(History, Reading, null, frame),
        Reading.Then when frame.IsStretch => new BoundAsOf(History, Reading, null, frame.With(FrameWindow.Closing, 0, DurationUnit.Days)),
        Reading.Then => new BoundAsOf(History, Reading, role),
        Reading.AtStart => new BoundAsOf(History, Reading, null, frame.With(FrameWindow.Opening, 0, DurationUnit.Days)),
        _ => new BoundAsOf(History, Reading, null, frame.With(FrameWindow.Closing, 0, DurationUnit.Days)),
    };
}
