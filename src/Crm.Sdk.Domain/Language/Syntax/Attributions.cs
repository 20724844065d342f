using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>How the touches before an outcome share it.</summary>
public enum AttributionModel
{
    /// <summary>The first has it all.</summary>
    First,

    /// <summary>The last has it all.</summary>
    Last,

    /// <summary>All have the same.</summary>
    Linear,

    /// <summary>The first and the last have a share each, those between them the rest.</summary>
    Position,

    /// <summary>A touch has half as much as one a half-life after it.</summary>
    Decay,
}

/// <summary>
/// Shares outcomes among the touches before them: <c>attribution credit of customer outcome (order) touches (click) within 30 days model linear</c>.
/// </summary>
public sealed class AttributionDeclaration : Declaration
{
    /// <summary>Who is touched and acts.</summary>
    public required NameExpression Entity { get; init; }

    /// <summary>The rows that are shared.</summary>
    public required StepExpression Outcome { get; init; }

    /// <summary>The rows that share them.</summary>
    public required StepExpression Touches { get; init; }

    /// <summary>How long before an outcome a touch may be; null for any time.</summary>
    public DurationLiteral? Within { get; init; }

    /// <summary>How they share it.</summary>
    public required AttributionModel Model { get; init; }

    /// <summary>For <see cref="AttributionModel.Position"/>: the share of the first and of the last, above 0 and up to 0.5; null for others.</summary>
    public Rational? Share { get; init; }

    /// <summary>For <see cref="AttributionModel.Decay"/>: the time in which the weight of a touch halves; null for others.</summary>
    public DurationLiteral? HalfLife { get; init; }
}
