using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>Rows that an aggregate leaves out, and the name by which they are counted.</summary>
/// <remarks>A row is left out when the condition is true; where it is unknown the row stays.</remarks>
public sealed class BoundExclusion
{
    internal BoundExclusion(string name, BoundExpression condition, int rank)
    {
        Rank = rank;
        Name = name;
        Condition = condition;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The place among those that are written.</summary>
    internal int Rank { get; }

    /// <summary>Which rows.</summary>
    public BoundExpression Condition { get; }

    /// <summary>The same filter without the rows that are left out.</summary>
    internal static BoundExpression? Without(BoundExpression? filter, IEnumerable<BoundExclusion> exclusions) =>
        exclusions.Aggregate(filter, (all, e) => And(all, Not(e.Condition)));

    /// <summary>
    /// For each exclusion of the aggregates of a formula, in the order in which they apply, a metric that counts the rows it leaves out:
    /// those that would take part in one of the aggregates and that no exclusion before it leaves out. Rows that several aggregates read
    /// by the same time are counted once.
    /// </summary>
    internal static IReadOnlyList<BoundMetric> CountsOf(BoundExpression formula)
    {
        var left = from aggregate in formula.Aggregates()
                   from place in Enumerable.Range(0, aggregate.Exclusions.Count)
                   let exclusion = aggregate.Exclusions[place]
                   select (Aggregate: aggregate, Exclusion: exclusion, Filter: And(Without(Led(aggregate), aggregate.Exclusions.Take(place)), exclusion.Condition));
        return [.. left.GroupBy(x => x.Exclusion.Name, StringComparer.Ordinal).OrderBy(name => name.Min(x => x.Exclusion.Rank)).Select(name => new BoundMetric(
            name.Key, null,
            name.GroupBy(x => (x.Aggregate.Fact, x.Aggregate.Role, x.Aggregate.Within, Frame: x.Aggregate.Frame.ToString())).Select(CountOf)
                .Aggregate((a, b) => new BoundBinary(DataType.Number, BinaryOperator.Add, a, b)),
            new MetricUnit("count", DataType.Number), Direction.None, 0, "", []))];

        static BoundExpression CountOf(IEnumerable<(BoundAggregate Aggregate, BoundExclusion Exclusion, BoundExpression Filter)> rows)
        {
            BoundAggregate first = rows.First().Aggregate;
            BoundExpression any = rows.Select(r => r.Filter).Aggregate((a, b) => new BoundBinary(DataType.Boolean, BinaryOperator.Or, a, b));
            return new BoundAggregate(DataType.Number, AggregateKind.Count, first.Fact, null, any, first.Role, 0, default, null,
                first.Frame.IsStretch ? first.Frame.With(FrameWindow.Lasting, 0, DurationUnit.Days) : first.Frame, []) { Within = first.Within };
        }
    }

    // Inside an each only rows that lead to an entity take part.
    private static BoundExpression? Led(BoundAggregate aggregate) => aggregate.EntityPath is not { Count: > 0 } path ? aggregate.Unexcluded
        : And(aggregate.Unexcluded, new BoundUnary(UnaryOperator.Not, new BoundIsNull(new BoundField([.. path.SkipLast(1)], path[^1].From, path[^1].Ordinal))));

    private static BoundUnary Not(BoundExpression condition) => new BoundUnary(
        UnaryOperator.Not, new BoundCall(DataType.Boolean, BoundFunction.OrElse, [condition, new BoundLiteral(DataType.Boolean, Rational.Zero, null)]));

    private static BoundExpression And(BoundExpression? left, BoundExpression right) =>
        left is null ? right : new BoundBinary(DataType.Boolean, BinaryOperator.And, left, right);
}
