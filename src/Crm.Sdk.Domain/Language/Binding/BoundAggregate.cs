using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>An aggregate over the rows of one fact: what an executor turns into a state.</summary>
public sealed class BoundAggregate : BoundExpression
{
    private BoundFrame? _grouping;

    internal BoundAggregate(
        DataType type,
        AggregateKind kind,
        BoundFact fact,
        BoundExpression? operand,
        BoundExpression? filter,
        BoundTimeRole? role,
        int probability,
        PercentileMethod method,
        IReadOnlyList<BoundReference>? entityPath,
        BoundFrame frame,
        IReadOnlyList<BoundMaturity> maturities)
        : base(type)
    {
        Maturities = maturities;
        Frame = frame;
        Kind = kind;
        Fact = fact;
        Operand = operand;
        Filter = filter;
        Role = role;
        Probability = probability;
        Method = method;
        EntityPath = entityPath;
    }

    /// <summary>Which aggregate; a median arrives as the percentile at 5000.</summary>
    public AggregateKind Kind { get; }

    /// <summary>The fact whose rows are aggregated.</summary>
    public BoundFact Fact { get; }

    /// <summary>The row expression that is aggregated; null to count rows.</summary>
    public BoundExpression? Operand { get; }

    /// <summary>Which rows take part: those for which this is true; null for all. Filters of sets are in it.</summary>
    public BoundExpression? Filter { get; }

    /// <summary>The time role that places a row in a period; null when the fact has none.</summary>
    public BoundTimeRole? Role { get; }

    /// <summary>The share of a percentile in 1/10000; 0 for other aggregates.</summary>
    public int Probability { get; }

    /// <summary>The method of a percentile.</summary>
    public PercentileMethod Method { get; }

    /// <summary>For a survival and a lifetime: whether a row has ended at its length; null for other aggregates.</summary>
    public BoundExpression? Ended { get; internal init; }

    /// <summary>The length that is asked of a survival, in the unit of the operand; 0 for other aggregates.</summary>
    public Rational At { get; internal init; }

    /// <summary>
    /// Inside <c>each</c> and segments: the references from a row of <see cref="Fact"/> to its entity, empty when the rows are the
    /// entities; rows whose path ends in null do not take part. Null outside.
    /// </summary>
    public IReadOnlyList<BoundReference>? EntityPath { get; }

    /// <summary>Which rows are read for the period of a cell; the ones in it unless the definition says otherwise.</summary>
    public BoundFrame Frame { get; }

    /// <summary>The rows that are left out, in the order in which that is decided; <see cref="Filter"/> is without them.</summary>
    public IReadOnlyList<BoundExclusion> Exclusions { get; internal init; } = [];

    /// <summary>The filter with the rows that are left out.</summary>
    internal BoundExpression? Unexcluded { get; init; }

    /// <summary>How long after the end of a period the value is only to be had, each of them; may be none.</summary>
    public IReadOnlyList<BoundMaturity> Maturities { get; }

    /// <summary>For a snapshot: the time of which a row speaks and which lies in the period; null where none was named, and for other facts.</summary>
    public BoundTimeRole? Within { get; internal init; }

    /// <summary>For a state: the row expression of the time at which a row ends, null where it lasts still; null for other aggregates.</summary>
    public BoundExpression? Until => (Frame.IsState || Frame.IsStretch) && Fact.Schema.Interval is { } interval
        ? new BoundField([], Fact.Schema, Fact.Schema.OrdinalOf(interval.To))
        : null;

    /// <summary>
    /// Inside an <c>each</c> that reads states: the moment at which all its aggregates read the attributes with history that rows are
    /// grouped by, which is the start of the period. So an entity whose attribute changes meanwhile is neither lost nor won. Null
    /// elsewhere.
    /// </summary>
    public BoundFrame? Grouping
    {
        get => _grouping;
        internal set
        {
            _grouping = value;
            if (Unrated is { } unrated)
            {
                unrated.Grouping = value;
            }
        }
    }

    /// <summary>
    /// For amounts that are converted: the count of those among the same rows that have no rate. Where there are any, the aggregate has no
    /// value. Null for other aggregates.
    /// </summary>
    public BoundAggregate? Unrated { get; internal init; }

    /// <summary>
    /// The moment at which attributes with history are read by which rows are grouped, where that is not the time of a row: that of
    /// <see cref="Grouping"/>, that of the state, or of a stretch its end. Null elsewhere.
    /// </summary>
    public BoundFrame? Moment => Grouping ?? (Frame.IsState ? Frame : Frame.IsStretch ? Frame.With(FrameWindow.Closing, 0, DurationUnit.Days) : null);

    /// <summary>For a reading day by day: the state at the end of one day; null for other aggregates.</summary>
    public BoundAggregate? OfDay { get; internal init; }

    /// <summary>
    /// A row expression by which the rows of this aggregate are grouped: attributes with history are read at the time of the row, at the
    /// moment of the state, or at the one of <see cref="Grouping"/>.
    /// </summary>
    public BoundExpression Read(BoundExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return ExpressionBinder.Placed(expression, Role, Grouping ?? Frame);
    }

    /// <summary>Whether the filter or the operand has another value from period to period.</summary>
    public bool IsPositional => Operand?.IsReadPerPeriod() == true || Filter?.IsReadPerPeriod() == true || Ended?.IsReadPerPeriod() == true;

    /// <summary>Whether the rows read are just those in the period of the cell.</summary>
    public bool IsPlain => ReferenceEquals(Frame, BoundFrame.None);
}
