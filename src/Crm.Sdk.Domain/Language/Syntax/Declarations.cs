using Crm.Sdk.Facts;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>A definition with a name.</summary>
public abstract class Declaration : SyntaxNode
{
    private protected Declaration()
    {
    }

    /// <summary>The name; metrics may have dots in theirs.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands, that of a metric with its version.</summary>
    public TextSpan NameSpan { get; init; }
}

/// <summary>Declares a fact: <c>fact order event key id { … }</c>.</summary>
public sealed class FactDeclaration : Declaration
{
    /// <summary>What a row stands for.</summary>
    public required FactShape Shape { get; init; }

    /// <summary>The key and its type; for an interval and a snapshot the reference to the entity.</summary>
    public required FieldDeclaration Key { get; init; }

    /// <summary>For an interval: from when to when a row lasts; null for other shapes.</summary>
    public IntervalDeclaration? Interval { get; init; }

    /// <summary>For a snapshot: what else tells apart its rows; null for other shapes.</summary>
    public SnapshotDeclaration? Snapshot { get; init; }

    /// <summary>The other fields in the order in which they were written.</summary>
    public required IReadOnlyList<FieldDeclaration> Fields { get; init; }
}

/// <summary>How long the rows of an interval last: <c>from entered to left overlapping</c>.</summary>
public sealed class IntervalDeclaration : SyntaxNode
{
    /// <summary>The time at which a state begins.</summary>
    public required FieldDeclaration From { get; init; }

    /// <summary>The time at which it ends, of the same type.</summary>
    public required FieldDeclaration To { get; init; }

    /// <summary>Whether an entity may be in several states at once.</summary>
    public bool MayOverlap { get; init; }
}

/// <summary>What tells apart the rows of a snapshot besides their entity: <c>, currency at day date</c>.</summary>
public sealed class SnapshotDeclaration : SyntaxNode
{
    /// <summary>The names of fields that belong to the key; may be empty.</summary>
    public IReadOnlyList<NameExpression> Parts { get; init; } = [];

    /// <summary>The time at which a row was taken.</summary>
    public required FieldDeclaration At { get; init; }
}

/// <summary>One field of a <see cref="FactDeclaration"/>, stored or derived.</summary>
public sealed class FieldDeclaration : SyntaxNode
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What the field is for.</summary>
    public required FieldRole Role { get; init; }

    /// <summary>The type of its values; a reference's names its target.</summary>
    public required DataType Type { get; init; }

    /// <summary>For a time role: whether it is used where an aggregate names none.</summary>
    public bool IsDefault { get; init; }

    /// <summary>For a time role: whether values in the future are normal.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>For a text dimension: whether letter case is ignored.</summary>
    public bool FoldsCase { get; init; }

    /// <summary>For a dimension: whether a filter must say at which time it reads the value.</summary>
    public bool HasHistory { get; init; }

    /// <summary>For a dimension with history: the interval fact that holds it, with its field where that has another name; null when it is not said.</summary>
    public NameExpression? History { get; init; }

    /// <summary>For a dimension with history: whether rows are grouped by the value as of now.</summary>
    public bool GroupsByNow { get; init; }

    /// <summary>How the field follows from others of its row, or null when it is stored.</summary>
    public Expression? Value { get; init; }
}

/// <summary>Names rows of a fact: <c>set decided = deal where … by closed</c>.</summary>
public sealed class SetDeclaration : Declaration
{
    /// <summary>The fact, or another set.</summary>
    public required NameExpression Of { get; init; }

    /// <summary>Which of its rows belong to the set; null for all.</summary>
    public Expression? Where { get; init; }

    /// <summary>The time role of aggregates over the set; null for the fact's own.</summary>
    public string? By { get; init; }
}

/// <summary>Names the members of an entity that meet a condition: <c>segment vip "VIP" = customer where …</c>.</summary>
public sealed class SegmentDeclaration : Declaration
{
    /// <summary>The title for people, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The entity.</summary>
    public required NameExpression Entity { get; init; }

    /// <summary>The condition over its attributes and over aggregates of the facts that refer to it.</summary>
    public required Expression Where { get; init; }
}

/// <summary>Which way of a metric is good.</summary>
public enum Direction
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>More is better.</summary>
    Up,

    /// <summary>Less is better.</summary>
    Down,
}

/// <summary>Defines a number: <c>metric sales.win_rate "Win rate" = count(won) / count(decided) unit percent better up</c>.</summary>
public sealed class MetricDeclaration : Declaration
{
    /// <summary>The title for people, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The parameters, for which a use of the metric gives literals; may be none.</summary>
    public IReadOnlyList<ParameterDeclaration> Parameters { get; init; } = [];

    internal const int MostVersions = 9_999;

    /// <summary>The version, from 1; null when it is not said, which is the first.</summary>
    public int? Version { get; init; }

    /// <summary>The first day on which the version is in force; null for the beginning of time.</summary>
    public DateLiteral? From { get; init; }

    /// <summary>The name with its version, such as <c>sales.win_rate@2</c>; the name alone when none is said.</summary>
    public string Label => Version is { } version ? $"{Name}@{version}" : Name;

    /// <summary>The formula.</summary>
    public required Expression Value { get; init; }

    /// <summary>The unit in which it is shown, such as <c>percent</c>, <c>days</c> or <c>EUR</c>; null when the type says it.</summary>
    public string? Unit { get; init; }

    /// <summary>Where the unit stands; empty when it is not said.</summary>
    public TextSpan UnitSpan { get; init; }

    /// <summary>Which way is good.</summary>
    public Direction Better { get; init; }

    /// <summary>The smallest n at which a value is shown; 0 for any. Below it a cell is suppressed.</summary>
    public int Minimum { get; init; }

    /// <summary>How long after its period a value is only to be had; null for no time.</summary>
    public DurationLiteral? Mature { get; init; }

    /// <summary>The rows that are left out, and counted, in the order in which they were written; none unless it is said.</summary>
    public IReadOnlyList<ExclusionClause> Exclusions { get; init; } = [];

    /// <summary>The level of the interval of confidence that is given with a share, as a share, such as 0.95; null for none.</summary>
    public Rational? Confidence { get; init; }

    /// <summary>Where the level stands; empty when none is said.</summary>
    public TextSpan ConfidenceSpan { get; init; }
}

/// <summary>Rows that a metric leaves out: <c>exclude "Test orders" order.channel = 'test'</c>.</summary>
public sealed class ExclusionClause : SyntaxNode
{
    /// <summary>What they are called when they are counted.</summary>
    public required string Name { get; init; }

    /// <summary>Which rows: those of the fact that stands in front of the first field, for which this is true.</summary>
    public required Expression Where { get; init; }
}
