using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Syntax;

/// <summary>On which side of a value a target is reached.</summary>
public enum TargetBound
{
    /// <summary>At the value or above it.</summary>
    AtLeast,

    /// <summary>At the value or below it.</summary>
    AtMost,

    /// <summary>From one value to another, both included.</summary>
    Between,
}

/// <summary>How the value of a target is said.</summary>
public enum TargetForm
{
    /// <summary>As it is: <c>85 %</c>, <c>500000 EUR</c>.</summary>
    Value,

    /// <summary>As a change by a share of the size of the baseline: <c>relative +5 %</c>.</summary>
    Relative,

    /// <summary>As a change by points: <c>+3 points</c>, which are hundredths where the metric is a percentage.</summary>
    Points,
}

/// <summary>How a target is given to the periods of its stretch of time.</summary>
public enum AllocationKind
{
    /// <summary>Each period has the target of the whole: for shares and whatever does not add up.</summary>
    Repeat,

    /// <summary>Each period has as much as any other.</summary>
    Even,

    /// <summary>By the days of the period.</summary>
    CalendarDays,

    /// <summary>By the days of the period on which a calendar of business hours is open.</summary>
    BusinessDays,

    /// <summary>By what the metric was in the same period a year before.</summary>
    Profile,
}

/// <summary>
/// Says which value a metric is to reach, and when:
/// <c>target r1 for customer.retention_rate in segment regulars baseline 2026 until 2027-12-31 at least relative +5 %</c>.
/// </summary>
public sealed class TargetDeclaration : Declaration
{
    /// <summary>The title for people, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The metric, with its version where one is said.</summary>
    public required NameExpression Metric { get; init; }

    /// <summary>The segment whose members count; null for all.</summary>
    public NameExpression? Segment { get; init; }

    /// <summary>Which rows count; null for all.</summary>
    public Expression? Where { get; init; }

    /// <summary>The time role that replaces those of the metric; null to keep them.</summary>
    public string? By { get; init; }

    /// <summary>The dimensions each of whose members has this target; may be none.</summary>
    public IReadOnlyList<NameExpression> Per { get; init; } = [];

    /// <summary>The calendar by which periods are meant, one of <c>gregorian</c>, <c>iso</c> and <c>nrf</c>; null for that of the question.</summary>
    public string? Calendar { get; init; }

    /// <summary>The stretch of time whose value it starts from; null for none.</summary>
    public TargetStretch? Baseline { get; init; }

    /// <summary>The stretch of time that counts; null where only a last day is said.</summary>
    public TargetStretch? Period { get; init; }

    /// <summary>The last day by which it is to be reached, where the value is that of a stretch as long as the baseline; null with a <see cref="Period"/>.</summary>
    public DateLiteral? Until { get; init; }

    /// <summary>What is to be reached.</summary>
    public required TargetGoal Goal { get; init; }

    /// <summary>How it is given to shorter periods; null when it is not.</summary>
    public TargetAllocationClause? Allocation { get; init; }

    /// <summary>The value that is watched: the metric with its further filter and time role.</summary>
    internal Expression Value => Where is null && By is null ? Metric : new FilteredExpression { Operand = Metric, Where = Where, By = By, Span = Metric.Span };
}

/// <summary>A stretch of time: a period with a name, or from one day to another.</summary>
public sealed class TargetStretch : SyntaxNode
{
    /// <summary>The name of the period, such as <c>2026</c>, <c>2026-Q3</c> or <c>FY2026-P02</c>; null with days.</summary>
    public string? Label { get; init; }

    /// <summary>The first day; null with a name.</summary>
    public LocalDate? First { get; init; }

    /// <summary>The last day, which belongs to it; null with a name.</summary>
    public LocalDate? Last { get; init; }
}

/// <summary>What a target asks for: <c>at least relative +5 %</c>, <c>between 3 % and 4 %</c>.</summary>
public sealed class TargetGoal : SyntaxNode
{
    /// <summary>The side.</summary>
    public required TargetBound Bound { get; init; }

    /// <summary>How its values are said.</summary>
    public required TargetForm Form { get; init; }

    /// <summary>The value, or the smaller of two.</summary>
    public required TargetAmount Low { get; init; }

    /// <summary>The larger of two; null where there is one.</summary>
    public TargetAmount? High { get; init; }
}

/// <summary>A number of a target.</summary>
public sealed class TargetAmount : SyntaxNode
{
    /// <summary>The number; <c>5 %</c> is 0.05.</summary>
    public required Rational Value { get; init; }

    /// <summary>Whether it is written with <c>%</c>.</summary>
    public bool IsPercent { get; init; }

    /// <summary>The unit behind it, such as <c>EUR</c> or <c>hours</c>; null when none is written.</summary>
    public string? Unit { get; init; }

    /// <summary>Of how many it is a part, as in <c>850 of 1000</c>; null for a plain number.</summary>
    public Rational? Of { get; init; }
}

/// <summary>How a target is given to shorter periods: <c>allocate calendarDays by month</c>.</summary>
public sealed class TargetAllocationClause : SyntaxNode
{
    /// <summary>By what.</summary>
    public required AllocationKind Kind { get; init; }

    /// <summary>The business hours whose open days count; null for other kinds.</summary>
    public string? Calendar { get; init; }

    /// <summary>The level of the periods.</summary>
    public required Grain Grain { get; init; }
}
