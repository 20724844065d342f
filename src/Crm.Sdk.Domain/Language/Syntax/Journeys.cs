namespace Crm.Sdk.Language.Syntax;

/// <summary>Rows of a fact that are a step of a funnel, or the beginning or return of a cohort.</summary>
public sealed class StepExpression : SyntaxNode
{
    /// <summary>The fact or set.</summary>
    public required NameExpression Of { get; init; }

    /// <summary>Which of its rows; null for all.</summary>
    public Expression? Where { get; init; }

    /// <summary>The time role; null for the set's or the fact's own.</summary>
    public string? By { get; init; }
}

/// <summary>How the steps of a funnel follow each other.</summary>
public enum StepOrder
{
    /// <summary>Each after the one before it; what lies between does not matter.</summary>
    Ordered,

    /// <summary>Each right after the one before it among the rows of all steps.</summary>
    Strict,

    /// <summary>In any order after the first.</summary>
    Any,
}

/// <summary>Which rows of the first step begin a funnel.</summary>
public enum FunnelAnchor
{
    /// <summary>Each.</summary>
    Each,

    /// <summary>The first of its entity.</summary>
    FirstEver,

    /// <summary>Of each entity the first in the period of a cell.</summary>
    FirstInPeriod,

    /// <summary>Of each entity the one in the period of a cell that gets furthest; the first of several.</summary>
    Best,
}

/// <summary>Names a way through several steps: <c>funnel checkout of customer steps (touch, order) within 7 days anchor first ever</c>.</summary>
public sealed class FunnelDeclaration : Declaration
{
    /// <summary>The entity that goes the way.</summary>
    public required NameExpression Entity { get; init; }

    /// <summary>The steps, at least two.</summary>
    public required IReadOnlyList<StepExpression> Steps { get; init; }

    /// <summary>How they follow each other.</summary>
    public StepOrder Order { get; init; }

    /// <summary>Whether a step is later than the one before it, and not only behind it in the order of rows of one instant.</summary>
    public bool IsStrictlyIncreasing { get; init; }

    /// <summary>The time that the way may take; null for any.</summary>
    public DurationLiteral? Within { get; init; }

    /// <summary>Whether <see cref="Within"/> is counted anew from each step, not from the first.</summary>
    public bool IsPerStep { get; init; }

    /// <summary>Which rows of the first step begin a way.</summary>
    public FunnelAnchor Anchor { get; init; }
}

/// <summary>Names entities by their first row, and what counts as their return: <c>cohort buyers of customer start first ever order return order every month</c>.</summary>
public sealed class CohortDeclaration : Declaration
{
    /// <summary>The entity.</summary>
    public required NameExpression Entity { get; init; }

    /// <summary>The rows of which the first begins the cohort.</summary>
    public required StepExpression Start { get; init; }

    /// <summary>The rows that are a return.</summary>
    public required StepExpression Return { get; init; }

    /// <summary>The length of the intervals: days, weeks, months, quarters or years.</summary>
    public required DurationUnit Every { get; init; }

    /// <summary>Whether intervals are counted from the moment of the first row; otherwise they are those of the calendar.</summary>
    public bool IsRolling { get; init; }
}
