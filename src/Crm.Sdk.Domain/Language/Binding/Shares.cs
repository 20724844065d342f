using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>The interval of confidence of a share, or of a difference of two shares of the same whole.</summary>
/// <remarks>
/// <para>
/// Of a share p = x / n it is that of Wilson (Journal of the American Statistical Association 22, 1927): its middle is
/// (p + z²/2n) / (1 + z²/n), and half of its width is z √(p(1 − p)/n + z²/4n²) / (1 + z²/n).
/// </para>
/// <para>
/// Of a difference of shares p − d, which have no row in common, its middle is the difference, and half of its width is z times the
/// standard error of the mean of a number that is 1, −1 or 0: √((p + d − (p − d)²) / n).
/// </para>
/// <para>
/// Middle and half of the width are each rounded to <see cref="Places"/> decimal places, half away from zero, from their exact values;
/// a bound does not go beyond the least and the greatest value that the share or the difference can have; then both are multiplied by
/// <see cref="Factor"/>, and the smaller is the lower one. A cell without a value has no bounds.
/// </para>
/// </remarks>
public sealed class BoundConfidence
{
    /// <summary>The decimal places to which the middle and half of the width are rounded.</summary>
    public const int Places = 10;

    internal BoundConfidence(Rational level, Rational factor, BoundExpression part, BoundExpression? against, BoundExpression whole)
    {
        Level = level;
        Deviations = CrmGrammar.Levels.First(l => l.Level == level).Deviations;
        Factor = factor;
        Part = part;
        Against = against;
        Whole = whole;
    }

    /// <summary>The level as a share, such as 0.95.</summary>
    public Rational Level { get; }

    /// <summary>How many standard deviations about its middle hold that share of a normal distribution; z in the formulas.</summary>
    public Rational Deviations { get; }

    /// <summary>What the share is multiplied by, such as 100.</summary>
    public Rational Factor { get; }

    /// <summary>What is counted of the whole.</summary>
    public BoundExpression Part { get; }

    /// <summary>What is counted against it; null for a share alone.</summary>
    public BoundExpression? Against { get; }

    /// <summary>The whole.</summary>
    public BoundExpression Whole { get; }
}

/// <summary>Finds out whether a formula is a share: a count of some rows over a count of rows among which they all are.</summary>
internal static class Shares
{
    /// <summary>The interval of a formula, or why it has none.</summary>
    public static bool TryFind(BoundExpression value, Rational level, out BoundConfidence? found, out string problem)
    {
        found = null;
        Rational factor = Rational.One;
        value = WithoutFactor(value, ref factor);
        if (value is not BoundBinary { Operator: BinaryOperator.Divide } ratio || factor.IsZero)
        {
            problem = "Only a share has an interval of confidence, and this is no count over a count.";
            return false;
        }

        BoundExpression above = WithoutFactor(ratio.Left, ref factor), below = ratio.Right is BoundOver over ? over.Operand : ratio.Right;
        BoundExpression part = above is BoundBinary { Operator: BinaryOperator.Subtract } difference ? difference.Left : above;
        BoundExpression? against = above is BoundBinary { Operator: BinaryOperator.Subtract } other ? other.Right : null;
        if (factor.IsZero || below is not BoundAggregate whole || part is not BoundAggregate x || against is not (null or BoundAggregate) || !IsCount(whole))
        {
            problem = "Only a share has an interval of confidence, and this is no count over a count.";
            return false;
        }

        var y = (BoundAggregate?)against;
        if (!IsAmong(x, whole) || (y is not null && !IsAmong(y, whole)))
        {
            problem = "Only a share has an interval of confidence, and what is counted above the line is not all counted below it.";
            return false;
        }

        // Of different values one may stand for rows of both kinds.
        if (y is not null && (x.Kind != AggregateKind.Count || x.Filter is null || y.Filter is null
            || Contradictions.Find(new BoundBinary(DataType.Boolean, BinaryOperator.And, x.Filter, y.Filter)) is null))
        {
            problem = "This is a difference of two shares, and a row may be in both of them.";
            return false;
        }

        found = new BoundConfidence(level, factor, x, y, ratio.Right);
        problem = "";
        return true;
    }

    private static BoundExpression WithoutFactor(BoundExpression value, ref Rational factor)
    {
        while (value is BoundBinary { Operator: BinaryOperator.Multiply } product && (product.Left is BoundLiteral || product.Right is BoundLiteral))
        {
            (BoundExpression literal, value) = product.Left is BoundLiteral ? (product.Left, product.Right) : (product.Right, product.Left);
            factor *= ((BoundLiteral)literal).Number;
        }

        return value;
    }

    private static bool IsCount(BoundAggregate aggregate) => aggregate.Kind is AggregateKind.Count or AggregateKind.Distinct;

    // Each row or value that is counted is counted of the whole too.
    private static bool IsAmong(BoundAggregate part, BoundAggregate whole)
    {
        bool isOfSame = part.Kind == whole.Kind && ReferenceEquals(part.Fact, whole.Fact) && part.Role?.Name == whole.Role?.Name && part.Frame.ToString() == whole.Frame.ToString();
        bool isOfValue = (whole.Operand is null && part.Kind == AggregateKind.Count) || Implications.AreSame(part.Operand, whole.Operand);
        return isOfSame && isOfValue && part.Within?.Name == whole.Within?.Name && Implications.FirstNotImplied(part.Filter, whole.Filter) is null;
    }
}
