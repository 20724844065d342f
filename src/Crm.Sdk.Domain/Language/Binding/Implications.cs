using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>Says whether one condition follows from another.</summary>
/// <remarks>Looks at parts joined by <c>and</c> and at comparisons with constants; it may miss that something follows, and never invents it.</remarks>
internal static class Implications
{
    /// <summary>The first part of <paramref name="conclusion"/> that does not follow from <paramref name="premise"/>, or null when all do.</summary>
    public static BoundExpression? FirstNotImplied(BoundExpression? premise, BoundExpression? conclusion)
    {
        BoundExpression[] known = [.. premise.Conjuncts()];
        return conclusion.Conjuncts().FirstOrDefault(part => !Array.Exists(known, k => Implies(k, part)));
    }

    /// <summary>Whether two expressions are built alike.</summary>
    public static bool AreSame(BoundExpression? a, BoundExpression? b) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (BoundLiteral x, BoundLiteral y) => x.Type.Equals(y.Type) && x.Number == y.Number && x.Text == y.Text,
        (BoundField x, BoundField y) => x.Owner.Name == y.Owner.Name && x.Ordinal == y.Ordinal && x.Path.Count == y.Path.Count
            && x.Path.Zip(y.Path).All(p => p.First.From.Name == p.Second.From.Name && p.First.Ordinal == p.Second.Ordinal && $"{p.First.AsOf}" == $"{p.Second.AsOf}"),
        (BoundNow x, BoundNow y) => x.Type.Equals(y.Type),
        (BoundJourneyValue x, BoundJourneyValue y) => x.ToString() == y.ToString(),
        (BoundHistoryValue x, BoundHistoryValue y) => x.Question == y.Question && x.History.Name == y.History.Name && AreSame(x.Entity, y.Entity)
            && AreSame(x.Filter, y.Filter) && AreSame(x.From, y.From) && AreSame(x.To, y.To),
        (BoundUnary x, BoundUnary y) => x.Operator == y.Operator && ChildrenAreSame(x, y),
        (BoundBinary x, BoundBinary y) => x.Operator == y.Operator && ChildrenAreSame(x, y),
        (BoundIn x, BoundIn y) => ChildrenAreSame(x, y) && x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(p => AreSame(p.First, p.Second)),
        (BoundIsNull x, BoundIsNull y) => ChildrenAreSame(x, y),
        (BoundCall x, BoundCall y) => x.Function == y.Function && x.Type.Equals(y.Type) && ChildrenAreSame(x, y),
        (BoundAggregate x, BoundAggregate y) => x.Kind == y.Kind && x.Probability == y.Probability && ReferenceEquals(x.Fact, y.Fact)
            && x.Role?.Name == y.Role?.Name && x.Frame.ToString() == y.Frame.ToString() && AreSame(x.Operand, y.Operand) && AreSame(x.Filter, y.Filter),
        _ => false,
    };

    private static bool ChildrenAreSame(BoundExpression a, BoundExpression b)
    {
        BoundExpression[] x = [.. a.Children()], y = [.. b.Children()];
        return x.Length == y.Length && x.Zip(y).All(p => AreSame(p.First, p.Second));
    }

    private static bool Implies(BoundExpression known, BoundExpression part)
    {
        if (AreSame(known, part))
        {
            return true;
        }

        if (Constants(known) is not { } k)
        {
            return false;
        }

        // Whatever compares with a constant has a value.
        if (part is BoundUnary { Operator: UnaryOperator.Not, Operand: BoundIsNull { Operand: var present } })
        {
            return AreSame(k.Operand, present);
        }

        return Constants(part) is { } p && AreSame(k.Operand, p.Operand) && (k.Operator == BinaryOperator.Equal
            ? k.Values.All(v => Holds(v, p.Operator, p.Values))
            : p.Operator != BinaryOperator.Equal && p.Values[0].Text is null && IsWithin(k.Operator, k.Values[0].Number, p.Operator, p.Values[0].Number));
    }

    private static (BoundExpression Operand, BinaryOperator Operator, IReadOnlyList<BoundLiteral> Values)? Constants(BoundExpression part) => part switch
    {
        BoundBinary { Right: BoundLiteral l, Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } b when b.Operator != BinaryOperator.NotEqual =>
            (b.Left, b.Operator, [l]),
        BoundIn i => (i.Operand, BinaryOperator.Equal, i.Items),
        _ => null,
    };

    private static bool Holds(BoundLiteral value, BinaryOperator op, IReadOnlyList<BoundLiteral> limits) => op == BinaryOperator.Equal
        ? limits.Any(l => l.Text == value.Text && l.Number == value.Number)
        : value.Text is null && limits[0].Text is null && IsWithin(BinaryOperator.GreaterOrEqual, value.Number, op, limits[0].Number)
            | IsWithin(BinaryOperator.LessOrEqual, value.Number, op, limits[0].Number);

    // Whether all that is on one side of a value is on the same side of a limit.
    private static bool IsWithin(BinaryOperator op, Rational value, BinaryOperator limit, Rational at) => (op, limit) switch
    {
        (BinaryOperator.Greater or BinaryOperator.GreaterOrEqual, BinaryOperator.GreaterOrEqual) => value >= at,
        (BinaryOperator.Greater, BinaryOperator.Greater) => value >= at,
        (BinaryOperator.GreaterOrEqual, BinaryOperator.Greater) => value > at,
        (BinaryOperator.Less or BinaryOperator.LessOrEqual, BinaryOperator.LessOrEqual) => value <= at,
        (BinaryOperator.Less, BinaryOperator.Less) => value <= at,
        (BinaryOperator.LessOrEqual, BinaryOperator.Less) => value < at,
        _ => false,
    };
}
