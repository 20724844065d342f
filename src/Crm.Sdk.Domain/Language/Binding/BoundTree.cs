namespace Crm.Sdk.Language.Binding;

/// <summary>Walks bound trees.</summary>
public static class BoundTree
{
    /// <summary>The operands of a node in reading order. An aggregate has its operand and its filter, an each its value and condition.</summary>
    public static IEnumerable<BoundExpression> Children(this BoundExpression node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node switch
        {
            BoundUnary u => [u.Operand],
            BoundBinary b => [b.Left, b.Right],
            BoundIn i => [i.Operand],
            BoundIsNull n => [n.Operand],
            BoundCall c => c.Arguments,
            BoundAggregate a => a.Ended is null ? Present(a.Operand, a.Filter) : Present(a.Operand, a.Filter).Append(a.Ended),
            BoundEach e => Present(e.Value, e.Condition),
            BoundOver o => [o.Operand],
            BoundHistoryValue h => Present(h.From, h.To).Prepend(h.Entity),
            BoundConverted c => Present(c.Operand, c.Code).Concat(Present(c.Role?.Value, null)),
            _ => [],
        };
    }

    /// <summary>
    /// The aggregates of a formula over metrics in reading order, each where it stands: those at the top, and those inside an each.
    /// </summary>
    public static IEnumerable<BoundAggregate> Aggregates(this BoundExpression node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node switch
        {
            BoundAggregate a => [a],
            BoundEach e => e.Aggregates,
            _ => node.Children().SelectMany(Aggregates),
        };
    }

    /// <summary>The eaches of a formula over metrics in reading order, each where it stands.</summary>
    public static IEnumerable<BoundEach> Eaches(this BoundExpression node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node switch
        {
            BoundAggregate => [],
            BoundEach e => [e],
            _ => node.Children().SelectMany(Eaches),
        };
    }

    /// <summary>Whether an attribute in a row expression is read at another time than now.</summary>
    public static bool ReadsHistory(this BoundExpression node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node is BoundField f ? f.Path.Any(step => step.AsOf is not null) : node.Children().Any(ReadsHistory);
    }

    /// <summary>
    /// Whether the value over a row or an entity differs from period to period, because an attribute in it is read at a start or an end,
    /// or because the beginnings of a funnel are chosen in the period. Aggregates inside, which have rows of their own, do not count.
    /// </summary>
    public static bool IsReadPerPeriod(this BoundExpression node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node switch
        {
            BoundField f => f.Path.Any(step => step.AsOf is { Frame: not null }),
            BoundJourneyValue j => j.IsOfPeriod,
            BoundAggregate => false,
            BoundStay => true,
            BoundConverted { Conversion.IsOfPeriod: true } => true,
            _ => node.Children().Any(IsReadPerPeriod),
        };
    }

    /// <summary>The parts of a condition that are joined by <c>and</c>; none where there is no condition.</summary>
    internal static IEnumerable<BoundExpression> Conjuncts(this BoundExpression? condition) => condition switch
    {
        null => [],
        BoundBinary { Operator: Syntax.BinaryOperator.And } and => and.Left.Conjuncts().Concat(and.Right.Conjuncts()),
        _ => [condition],
    };

    private static IEnumerable<BoundExpression> Present(BoundExpression? first, BoundExpression? second)
    {
        if (first is not null)
        {
            yield return first;
        }

        if (second is not null)
        {
            yield return second;
        }
    }
}
