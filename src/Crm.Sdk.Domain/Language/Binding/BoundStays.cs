using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>A value of a row that no field of it holds: other rows or the period of a cell say it.</summary>
public abstract class BoundRowValue : BoundExpression
{
    private protected BoundRowValue(DataType type)
        : base(type)
    {
    }
}

/// <summary>
/// How long a row of an interval lasts in the stretch of time of a frame: the length of what <c>[from, to)</c> and the stretch have in
/// common, which is cut at the instant of the query; a row without an end lasts still. The instant of the query counts in whole
/// microseconds, and days that have begun count as a whole. Null for a row without a beginning.
/// </summary>
public sealed class BoundStay : BoundRowValue
{
    internal BoundStay(FactSchema fact, BoundFrame frame)
        : base(DataType.Duration)
    {
        Fact = fact;
        Frame = frame;
    }

    /// <summary>The interval.</summary>
    public FactSchema Fact { get; }

    /// <summary>The stretch of time, seen from the period of a cell.</summary>
    public BoundFrame Frame { get; }

    /// <summary>The column with the time at which a row begins.</summary>
    public int FromOrdinal => Fact.OrdinalOf(Fact.Interval!.From);

    /// <summary>The column with the time at which a row ends.</summary>
    public int ToOrdinal => Fact.OrdinalOf(Fact.Interval!.To);

    /// <summary>Whether rows begin and end by the day.</summary>
    public bool IsOfDays => Fact.Fields[FromOrdinal].Type.Kind == DataKind.Date;

    /// <summary>What tells it from others.</summary>
    public override string ToString() => $"{Fact.Name}, {Frame}";
}

/// <summary>How long the stretch of time of a frame is, as <see cref="BoundStay"/> cuts it; over metrics and over entities.</summary>
public sealed class BoundSpan : BoundExpression
{
    internal BoundSpan(BoundFrame frame, bool isOfDays)
        : base(DataType.Duration)
    {
        Frame = frame;
        IsOfDays = isOfDays;
    }

    /// <summary>The stretch of time, seen from the period of a cell.</summary>
    public BoundFrame Frame { get; }

    /// <summary>Whether it is counted in days.</summary>
    public bool IsOfDays { get; }
}
