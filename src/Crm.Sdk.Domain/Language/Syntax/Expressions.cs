using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Syntax;

/// <summary>An expression of any level: over a row, over an entity, or over metrics.</summary>
public abstract class Expression : SyntaxNode
{
    private protected Expression()
    {
    }
}

/// <summary>A number; <c>5 %</c> is read as 0.05.</summary>
public sealed class NumberLiteral : Expression
{
    /// <summary>The exact value; a terminating decimal.</summary>
    public required Rational Value { get; init; }
}

/// <summary>A text between single quotes.</summary>
public sealed class TextLiteral : Expression
{
    /// <summary>The text without its quotes.</summary>
    public required string Value { get; init; }

    /// <summary>Whether it stands for a value that is given where the metric is used; whatever it says is not meant.</summary>
    internal bool IsSample { get; init; }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class BooleanLiteral : Expression
{
    /// <summary>The value.</summary>
    public required bool Value { get; init; }
}

/// <summary>A day such as <c>2026-11-21</c>.</summary>
public sealed class DateLiteral : Expression
{
    /// <summary>The day.</summary>
    public required LocalDate Value { get; init; }
}

/// <summary>The units of a <see cref="DurationLiteral"/>; those up to weeks have a fixed length.</summary>
public enum DurationUnit
{
    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Minutes of 60 seconds.</summary>
    Minutes,

    /// <summary>Hours of 60 minutes.</summary>
    Hours,

    /// <summary>Days of 24 hours.</summary>
    Days,

    /// <summary>Weeks of 7 days.</summary>
    Weeks,

    /// <summary>Months of the calendar, which differ in length: only windows and comparisons take them.</summary>
    Months,

    /// <summary>Quarters of the calendar, which differ in length: only windows and comparisons take them.</summary>
    Quarters,

    /// <summary>Years of the calendar, which differ in length: only windows and comparisons take them.</summary>
    Years,
}

/// <summary>A length of time such as <c>90 days</c>.</summary>
public sealed class DurationLiteral : Expression
{
    /// <summary>How many, 0 or more.</summary>
    public required long Count { get; init; }

    /// <summary>Of what.</summary>
    public required DurationUnit Unit { get; init; }
}

/// <summary>A name or a dotted path: a field, a fact, a set or a metric, as the level decides.</summary>
public sealed class NameExpression : Expression
{
    /// <summary>The parts between the dots; at least one.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>The parts with dots between them, and the version where one is said.</summary>
    public string FullName => Version is { } version ? $"{Path}@{version}" : Path;

    /// <summary>The parts with dots between them.</summary>
    public string Path => string.Join('.', Parts);

    /// <summary>Which version of a metric is meant, as in <c>sales.win_rate@2</c>; null for the one in force.</summary>
    public int? Version { get; init; }
}

/// <summary>The operators with one operand.</summary>
public enum UnaryOperator
{
    /// <summary><c>-x</c></summary>
    Negate,

    /// <summary><c>not x</c></summary>
    Not,
}

/// <summary>An operator with one operand.</summary>
public sealed class UnaryExpression : Expression
{
    /// <summary>The operator.</summary>
    public required UnaryOperator Operator { get; init; }

    /// <summary>The operand.</summary>
    public required Expression Operand { get; init; }
}

/// <summary>The operators with two operands.</summary>
public enum BinaryOperator
{
    /// <summary><c>or</c></summary>
    Or,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>starts</c>: the text on the left begins with the one on the right.</summary>
    Starts,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,
}

/// <summary>An operator with two operands.</summary>
public sealed class BinaryExpression : Expression
{
    /// <summary>The operator.</summary>
    public required BinaryOperator Operator { get; init; }

    /// <summary>Where the operator stands; empty for a node that was built.</summary>
    public TextSpan OperatorSpan { get; init; }

    /// <summary>The operand on the left.</summary>
    public required Expression Left { get; init; }

    /// <summary>The operand on the right.</summary>
    public required Expression Right { get; init; }
}

/// <summary><c>x in ('a', 'b')</c>.</summary>
public sealed class InExpression : Expression
{
    /// <summary>What is looked for.</summary>
    public required Expression Operand { get; init; }

    /// <summary>The literals among which it is looked for; at least one.</summary>
    public required IReadOnlyList<Expression> Items { get; init; }
}

/// <summary><c>x between 0 and 10</c>; both ends belong to it.</summary>
public sealed class BetweenExpression : Expression
{
    /// <summary>What is compared.</summary>
    public required Expression Operand { get; init; }

    /// <summary>The smallest value that fits.</summary>
    public required Expression Low { get; init; }

    /// <summary>The largest value that fits.</summary>
    public required Expression High { get; init; }
}

/// <summary><c>x is null</c>; the only test that is true of a missing value.</summary>
public sealed class IsNullExpression : Expression
{
    /// <summary>What is tested.</summary>
    public required Expression Operand { get; init; }
}

/// <summary>A call of a function of the language, such as <c>round(x / y, 2)</c> or <c>if(c, x, y)</c>.</summary>
public sealed class CallExpression : Expression
{
    /// <summary>The function, written as the language writes it.</summary>
    public required string Function { get; init; }

    /// <summary>The arguments.</summary>
    public required IReadOnlyList<Expression> Arguments { get; init; }
}

/// <summary>When an attribute with history is read.</summary>
public enum Reading
{
    /// <summary>At the instant of the query.</summary>
    Now,

    /// <summary>At the time of the row.</summary>
    Then,

    /// <summary>At the beginning of the period.</summary>
    AtStart,

    /// <summary>At the end of the period.</summary>
    AtEnd,
}

/// <summary>An attribute with the time at which it is read: <c>stage now</c>.</summary>
public sealed class ReadingExpression : Expression
{
    /// <summary>The attribute.</summary>
    public required Expression Operand { get; init; }

    /// <summary>When it is read.</summary>
    public required Reading Reading { get; init; }
}

/// <summary>The aggregates.</summary>
public enum AggregateKind
{
    /// <summary>Rows, or rows whose operand is not null.</summary>
    Count,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The mean.</summary>
    Avg,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The number of different values.</summary>
    Distinct,

    /// <summary>The value in the middle; <c>percentile(x, 0.5)</c>.</summary>
    Median,

    /// <summary>The value below which a share of the values lies.</summary>
    Percentile,

    /// <summary>The share that lasts longer than a given time, where some have not ended yet.</summary>
    Survival,

    /// <summary>The time by which a share has ended, where some have not ended yet.</summary>
    Lifetime,

    /// <summary>The time in the period that rows of an interval last.</summary>
    TimeIn,
}

/// <summary>How a percentile that lies between two values is read.</summary>
public enum PercentileMethod
{
    /// <summary>On the straight line between them; the default.</summary>
    Linear,

    /// <summary>The smallest value whose rank reaches the share (R-1, nearest rank).</summary>
    Nearest,
}

/// <summary>An aggregate: <c>sum(order.net where channel = 'web' by placed)</c>.</summary>
public sealed class AggregateExpression : Expression
{
    /// <summary>Which one.</summary>
    public required AggregateKind Kind { get; init; }

    /// <summary>What is aggregated: a fact or a set to count, a row expression, or an <see cref="EachExpression"/>.</summary>
    public required Expression Operand { get; init; }

    /// <summary>The share of a percentile, 0 to 1 in steps of 1/10000, or that of a lifetime, a half unless said; null for other aggregates.</summary>
    public Rational? Probability { get; init; }

    /// <summary>For a survival and a lifetime: whether a row has ended at its length; otherwise it lasts longer, and how long is not known.</summary>
    public Expression? Ended { get; init; }

    /// <summary>The length that is asked of a survival, a number or a length of time; null for other aggregates.</summary>
    public Expression? At { get; init; }

    /// <summary>The method of a percentile; linear for a median.</summary>
    public PercentileMethod Method { get; init; }

    /// <summary>Which rows are aggregated; null for all. Always null over <see cref="EachExpression"/>, which has its own.</summary>
    public Expression? Where { get; init; }

    /// <summary>The time role; null for the set's or the fact's own.</summary>
    public string? By { get; init; }
}

/// <summary>The operand <c>each customer [including empty] [: value] [where condition]</c> of an aggregate.</summary>
public sealed class EachExpression : Expression
{
    /// <summary>The entity.</summary>
    public required NameExpression Entity { get; init; }

    /// <summary>Whether entities without a row in the period take part.</summary>
    public bool IncludingEmpty { get; init; }

    /// <summary>The metric that is evaluated per entity; null to count entities.</summary>
    public Expression? Value { get; init; }

    /// <summary>Which entities take part; null for all.</summary>
    public Expression? Where { get; init; }
}

/// <summary>A closed aggregate or a metric with a further filter, a time role, or both: <c>(revenue where channel = 'web')</c>.</summary>
public sealed class FilteredExpression : Expression
{
    /// <summary>The aggregate or the name of the metric.</summary>
    public required Expression Operand { get; init; }

    /// <summary>The filter that is added to each of its aggregates; null for none.</summary>
    public Expression? Where { get; init; }

    /// <summary>The time role that replaces theirs; null to keep them.</summary>
    public string? By { get; init; }
}

/// <summary>An operation behind a point, on an aggregate or a metric: <c>count(order).trailing(90 days)</c>.</summary>
public sealed class MethodExpression : Expression
{
    /// <summary>What it is done to.</summary>
    public required Expression Operand { get; init; }

    /// <summary>The operation, written as the language writes it.</summary>
    public required string Method { get; init; }

    /// <summary>Where the operation and its arguments stand; empty for a node that was built.</summary>
    public TextSpan MethodSpan { get; init; }

    /// <summary>The arguments; may be none.</summary>
    public required IReadOnlyList<Expression> Arguments { get; init; }
}

/// <summary>An aggregate or a metric read at a coarser grain: <c>sum(order.net) over total per channel</c>.</summary>
public sealed class OverExpression : Expression
{
    /// <summary>What is read there.</summary>
    public required Expression Operand { get; init; }

    /// <summary>Whether <see cref="Dimensions"/> are the ones that are totalled; otherwise all are but these.</summary>
    public bool IsDropping { get; init; }

    /// <summary>The dimensions that are kept, or dropped; none for the total of all.</summary>
    public required IReadOnlyList<NameExpression> Dimensions { get; init; }
}
