using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>What a sum or a count of no rows is.</summary>
public enum EmptySum
{
    /// <summary>0, with the flag <c>empty</c> on its cell: what the language says.</summary>
    Zero,

    /// <summary>Missing, as MetricFlow has it: definitions are written so that they have no value then.</summary>
    Missing,
}

/// <summary>How an open period is compared by an offset.</summary>
public enum OffsetComparison
{
    /// <summary>With the other period as a whole, as MetricFlow does.</summary>
    Full,

    /// <summary>With as many days of it as have gone by.</summary>
    LikeForLike,
}

/// <summary>Which value of a cumulative metric stands for a longer period.</summary>
public enum PeriodAggregation
{
    /// <summary>That of its first day.</summary>
    First,

    /// <summary>That of its last day: what the language says.</summary>
    Last,

    /// <summary>The average of all its days.</summary>
    Average,
}

/// <summary>What becomes of a dimension or a measure whose SQL is not read.</summary>
public enum UnreadExpression
{
    /// <summary>A stored field that the host fills with what the SQL gives; a warning says so.</summary>
    StoredField,

    /// <summary>Nothing: it is left out with what stands on it; an error says so.</summary>
    LeaveOut,
}

/// <summary>How definitions of MetricFlow are read where the two differ.</summary>
public sealed class MetricFlowOptions
{
    /// <summary>The types of fields, by fact and field as in <c>order.amount</c>; MetricFlow does not say types.</summary>
    public IReadOnlyDictionary<string, DataType> Types { get; init; } = new Dictionary<string, DataType>();

    /// <summary>The type of numbers that <see cref="Types"/> does not name.</summary>
    public DataType NumberType { get; init; } = DataType.Decimal(2);

    /// <summary>How many decimal places a quotient keeps that stands inside an aggregate, 0 to 12. Quotients of aggregates are exact.</summary>
    public int QuotientScale { get; init; } = 6;

    /// <summary>What a sum or a count of no rows is.</summary>
    public EmptySum EmptySums { get; init; }

    /// <summary>How an open period is compared by <c>offset_window</c>.</summary>
    public OffsetComparison Offsets { get; init; }

    /// <summary>What a cumulative metric is taken to mean that does not say its <c>period_agg</c>. Only <see cref="PeriodAggregation.Last"/> gives no warning.</summary>
    public PeriodAggregation DefaultPeriodAggregation { get; init; }

    /// <summary>What becomes of a dimension or a measure whose SQL is not read.</summary>
    public UnreadExpression UnreadExpressions { get; init; }

    /// <summary>Whether conversions are imported although they are counted in another way; otherwise each is an error.</summary>
    public bool ImportConversions { get; init; } = true;
}
