using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>An expression whose names are resolved and whose type is known.</summary>
/// <remarks>
/// The same nodes serve all levels. Over a row, leaves are literals and fields. Over an entity, as in segments and
/// <c>each</c>, leaves are literals, attributes of the entity and aggregates over facts that refer to it. Over metrics, leaves
/// are literals, aggregates and <c>each</c>.
/// </remarks>
public abstract class BoundExpression
{
    private protected BoundExpression(DataType type) => Type = type;

    /// <summary>The type of the value.</summary>
    public DataType Type { get; }
}

/// <summary>A constant.</summary>
public sealed class BoundLiteral : BoundExpression
{
    internal BoundLiteral(DataType type, Rational number, string? text)
        : base(type)
    {
        Number = number;
        Text = text;
    }

    /// <summary>
    /// The value of a number or an amount; microseconds of a duration, days since 1970-01-01 of a date, 1 or 0 of a boolean.
    /// </summary>
    public Rational Number { get; }

    /// <summary>The value of a text; null for other types.</summary>
    public string? Text { get; }
}

/// <summary>A stored field of the row at hand, or of a row that it leads to by references.</summary>
public sealed class BoundField : BoundExpression
{
    internal BoundField(IReadOnlyList<BoundReference> path, FactSchema owner, int ordinal)
        : base(owner.Fields[ordinal].Type.Behind(path.Select(p => p.From.Fields[p.Ordinal].Name)))
    {
        Path = path;
        Owner = owner;
        Ordinal = ordinal;
    }

    /// <summary>The references to follow, from the row at hand; empty for a field of its own. A null or dangling one gives null.</summary>
    public IReadOnlyList<BoundReference> Path { get; }

    /// <summary>The fact that stores the field.</summary>
    public FactSchema Owner { get; }

    /// <summary>The column number in <see cref="Owner"/>.</summary>
    public int Ordinal { get; }

    /// <summary>The field.</summary>
    public FactField Field => Owner.Fields[Ordinal];
}

/// <summary>One step of a path: a reference field of a fact, and the fact that it leads to.</summary>
public sealed class BoundReference
{
    internal BoundReference(FactSchema from, int ordinal, FactSchema to, BoundAsOf? asOf = null)
    {
        From = from;
        Ordinal = ordinal;
        To = to;
        AsOf = asOf;
    }

    /// <summary>
    /// Where the step leads to the history of an entity: at which time. It then goes from the key of the entity, which
    /// <see cref="Ordinal"/> is, to the row of the interval that is in force; there is at most one. Null for a plain reference.
    /// </summary>
    public BoundAsOf? AsOf { get; }

    /// <summary>The fact that holds the reference.</summary>
    public FactSchema From { get; }

    /// <summary>The column number of the reference in <see cref="From"/>.</summary>
    public int Ordinal { get; }

    /// <summary>The fact that it leads to.</summary>
    public FactSchema To { get; }
}

/// <summary>An operator with one operand.</summary>
public sealed class BoundUnary : BoundExpression
{
    internal BoundUnary(UnaryOperator op, BoundExpression operand)
        : base(operand.Type)
    {
        Operator = op;
        Operand = operand;
    }

    /// <summary>The operator.</summary>
    public UnaryOperator Operator { get; }

    /// <summary>The operand.</summary>
    public BoundExpression Operand { get; }
}

/// <summary>An operator with two operands; types and units fit.</summary>
/// <remarks>
/// Logic is three-valued (SQL): a comparison with null is null; <c>and</c> and <c>or</c> are decided by one operand where they
/// can be. Arithmetic with null is null.
/// </remarks>
public sealed class BoundBinary : BoundExpression
{
    internal BoundBinary(DataType type, BinaryOperator op, BoundExpression left, BoundExpression right)
        : base(type)
    {
        Operator = op;
        Left = left;
        Right = right;
    }

    /// <summary>The operator.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>The operand on the left.</summary>
    public BoundExpression Left { get; }

    /// <summary>The operand on the right.</summary>
    public BoundExpression Right { get; }
}

/// <summary>A test whether a value is one of several constants; null when the value is null.</summary>
public sealed class BoundIn : BoundExpression
{
    internal BoundIn(BoundExpression operand, IReadOnlyList<BoundLiteral> items)
        : base(DataType.Boolean)
    {
        Operand = operand;
        Items = items;
    }

    /// <summary>What is looked for.</summary>
    public BoundExpression Operand { get; }

    /// <summary>The constants.</summary>
    public IReadOnlyList<BoundLiteral> Items { get; }
}

/// <summary>A test whether a value is missing; never null itself.</summary>
public sealed class BoundIsNull : BoundExpression
{
    internal BoundIsNull(BoundExpression operand)
        : base(DataType.Boolean) => Operand = operand;

    /// <summary>What is tested.</summary>
    public BoundExpression Operand { get; }
}

/// <summary>The functions of the language.</summary>
public enum BoundFunction
{
    /// <summary>The first argument rounded, half away from zero, to the decimal places of the type; null when null or divided by 0.</summary>
    Round,

    /// <summary>The absolute value.</summary>
    Abs,

    /// <summary>The smallest of the arguments; null when one is null.</summary>
    Min,

    /// <summary>The largest of the arguments; null when one is null.</summary>
    Max,

    /// <summary>The time from the first argument to the second, both instants or both dates.</summary>
    Elapsed,

    /// <summary>The text in lower case.</summary>
    Lower,

    /// <summary>The second argument where the first is true, else the third.</summary>
    If,

    /// <summary>The first argument, or the second where the first is null.</summary>
    OrElse,

    /// <summary>
    /// The name of the half-open range that holds the first argument, a number; the others are its edges, constants that rise:
    /// <c>&lt; 10</c>, <c>[10, 20)</c>, <c>&gt;= 20</c>. Null when the argument is null.
    /// </summary>
    Bucket,

    /// <summary>
    /// The open time from the second argument to the third, both instants, by the business hours that the first one names; negative
    /// when the third is the earlier one.
    /// </summary>
    Business,
}

/// <summary>A call of a function.</summary>
public sealed class BoundCall : BoundExpression
{
    internal BoundCall(DataType type, BoundFunction function, IReadOnlyList<BoundExpression> arguments)
        : base(type)
    {
        Function = function;
        Arguments = arguments;
    }

    /// <summary>The function.</summary>
    public BoundFunction Function { get; }

    /// <summary>The hours of <see cref="BoundFunction.Business"/>; null for other functions.</summary>
    public BusinessCalendar? Calendar { get; internal init; }

    /// <summary>
    /// The arguments. For <see cref="BoundFunction.Round"/> only the value: its scale is that of the type over a row, and the
    /// literal second argument over metrics.
    /// </summary>
    public IReadOnlyList<BoundExpression> Arguments { get; }
}

/// <summary>An aggregate over entities, each of which has a value of its own: <c>sum(each customer : revenue where orders >= 2)</c>.</summary>
public sealed class BoundEach : BoundExpression
{
    internal BoundEach(
        DataType type,
        AggregateKind kind,
        BoundFact entity,
        bool includingEmpty,
        BoundExpression? value,
        BoundExpression? condition,
        IReadOnlyList<BoundAggregate> aggregates,
        int probability,
        PercentileMethod method)
        : base(type)
    {
        Kind = kind;
        Entity = entity;
        IncludingEmpty = includingEmpty;
        Value = value;
        Condition = condition;
        Aggregates = aggregates;
        Probability = probability;
        Method = method;
    }

    /// <summary>Which aggregate; a median arrives as the percentile at 5000.</summary>
    public AggregateKind Kind { get; }

    /// <summary>The entity.</summary>
    public BoundFact Entity { get; }

    /// <summary>Whether entities all of whose aggregates are empty take part; then those of the entity's own table do.</summary>
    public bool IncludingEmpty { get; }

    /// <summary>The value per entity; null to count entities.</summary>
    public BoundExpression? Value { get; }

    /// <summary>Which entities take part: those for which this is true; null for all.</summary>
    public BoundExpression? Condition { get; }

    /// <summary>The aggregates inside <see cref="Value"/> and <see cref="Condition"/>, in reading order; at least one.</summary>
    public IReadOnlyList<BoundAggregate> Aggregates { get; }

    /// <summary>The share of a percentile in 1/10000; 0 for other aggregates.</summary>
    public int Probability { get; }

    /// <summary>The method of a percentile.</summary>
    public PercentileMethod Method { get; }
}

/// <summary>A formula over metrics that is read at the total of some dimensions, whatever the cell.</summary>
public sealed class BoundOver : BoundExpression
{
    internal BoundOver(BoundExpression operand, bool isDropping, IReadOnlyList<string> dimensions)
        : base(operand.Type)
    {
        Operand = operand;
        IsDropping = isDropping;
        Dimensions = dimensions;
    }

    /// <summary>What is read there.</summary>
    public BoundExpression Operand { get; }

    /// <summary>Whether <see cref="Dimensions"/> are the ones that are totalled; otherwise all are but these.</summary>
    public bool IsDropping { get; }

    /// <summary>The dimensions by name.</summary>
    public IReadOnlyList<string> Dimensions { get; }
}
