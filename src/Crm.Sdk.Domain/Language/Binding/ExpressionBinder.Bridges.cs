using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Bridges: from what was there at the start of a period to what is there at its end, entity by entity.</content>
internal sealed partial class ExpressionBinder
{
    private const string Movements = "start, new, reactivation, expansion, contraction, churn or end";

    // mrr.bridge(customer, churn), mrr.bridge(customer, churn, count): an each over the value at start and at end, written out.
    private BoundEach? BindBridge(MethodExpression method, BindingContext context)
    {
        if (context.Level != Level.Metric)
        {
            ErrorAtUse(context, method, BindingFindings.WrongLevel, "A bridge is over entities itself.", "Put it into a metric of its own.");
            return null;
        }

        if (context.Frame.Window != FrameWindow.Period)
        {
            ErrorAtUse(context, method, BindingFindings.StateInWindow, "A bridge goes from the start of a period to its end, and stands in a window or a reading.", "Drop what stands around it.");
            return null;
        }

        (NameExpression? entityName, string movement, bool isCount) = method.Arguments switch
        {
            [NameExpression e, NameExpression { FullName: var m }] => (e, m, false),
            [NameExpression e, NameExpression { FullName: var m }, NameExpression { FullName: "count" }] => (e, m, true),
            _ => (null, "", false),
        };
        if (entityName is null || !Movements.Split([", ", " or "], StringSplitOptions.None).Contains(movement, StringComparer.Ordinal))
        {
            ErrorAt(context, method, BindingFindings.WrongArguments, "'bridge' does not take this.",
                $"It takes an entity and {Movements}, and 'count' to count entities: mrr.bridge(customer, churn), mrr.bridge(customer, churn, count).");
            return null;
        }

        if (BindEntity(entityName, context) is not { } entity)
        {
            return null;
        }

        var aggregates = new List<BoundAggregate>();
        BindingContext inner = context with { Level = Level.Entity, Fact = entity, Aggregates = aggregates };
        BoundExpression? BindAt(FrameWindow window, List<BoundAggregate> into) => Bind(method.Operand, inner with { Frame = context.Frame.At(window, null), Aggregates = into });
        if (BindAt(FrameWindow.Opening, movement == "end" ? [] : aggregates) is not { } opening || BindAt(FrameWindow.Closing, movement == "start" ? [] : aggregates) is not { } closing)
        {
            return null;
        }

        if (!opening.Type.IsAdditive || !IsNeverMissing(opening) || TypeRules.Arithmetic(BinaryOperator.Subtract, closing.Type, opening.Type, out _) is not { } type)
        {
            ErrorAt(context, method, BindingFindings.BridgeOfOther, "A bridge leads from one sum to another, and this is none.", "Let it stand on 'sum', 'count' or 'distinct', added or subtracted.");
            return null;
        }

        BoundExpression? before = null;
        if (movement is "new" or "reactivation")
        {
            var earlier = new List<BoundAggregate>();
            if (BindAt(FrameWindow.Before, earlier) is null)
            {
                return null;
            }

            var seen = earlier.ConvertAll(Earlier);
            aggregates.AddRange(seen);
            before = seen.Cast<BoundExpression>().Aggregate((a, b) => new BoundBinary(DataType.Number, BinaryOperator.Add, a, b));
        }

        var difference = new BoundBinary(type, BinaryOperator.Subtract, closing, opening);
        BoundExpression condition = movement switch
        {
            "start" => Compared(BinaryOperator.NotEqual, opening),
            "end" => Compared(BinaryOperator.NotEqual, closing),
            "churn" => And(Compared(BinaryOperator.NotEqual, opening), Compared(BinaryOperator.Equal, closing)),
            "new" => And(Compared(BinaryOperator.Equal, opening), Compared(BinaryOperator.NotEqual, closing), Compared(BinaryOperator.Equal, before!)),
            "reactivation" => And(Compared(BinaryOperator.Equal, opening), Compared(BinaryOperator.NotEqual, closing), Compared(BinaryOperator.NotEqual, before!)),
            _ => And(Compared(BinaryOperator.NotEqual, opening), Compared(BinaryOperator.NotEqual, closing), Compared(movement == "expansion" ? BinaryOperator.Greater : BinaryOperator.Less, difference)),
        };
        BoundExpression? value = isCount ? null : movement switch { "start" => opening, "end" => closing, _ => difference };
        BoundFrame start = context.Frame.At(FrameWindow.Opening, null);
        aggregates.ForEach(a => a.Grouping = start);
        context.Lineage.Add($"bridge: {entity.Name} {movement}{(isCount ? ", counted" : "")}");
        return new BoundEach(
            isCount ? DataType.Number : TypeRules.Aggregated(value!.Type), isCount ? AggregateKind.Count : AggregateKind.Sum, entity, false, value, condition, aggregates, 0, PercentileMethod.Linear);
    }

    private static BoundBinary Compared(BinaryOperator op, BoundExpression value) => new(DataType.Boolean, op, value, Literal(value.Type, 0));

    private static BoundExpression And(params BoundExpression[] conditions) =>
        conditions.Aggregate((a, b) => new BoundBinary(DataType.Boolean, BinaryOperator.And, a, b));

    // Sums and counts are 0 where there is nothing; what may be missing has no difference.
    private static bool IsNeverMissing(BoundExpression value) => value switch
    {
        BoundAggregate a => a.Kind is AggregateKind.Sum or AggregateKind.Count or AggregateKind.Distinct,
        BoundLiteral => true,
        BoundUnary { Operator: UnaryOperator.Negate } u => IsNeverMissing(u.Operand),
        BoundBinary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } b => IsNeverMissing(b.Left) && IsNeverMissing(b.Right),
        _ => false,
    };

    // The rows with a value that stood for something at some moment before the period.
    private static BoundAggregate Earlier(BoundAggregate of)
    {
        var conditions = new List<BoundExpression>();
        if (of.Filter is not null)
        {
            conditions.Add(of.Filter);
        }

        if (of.Operand is { } operand)
        {
            conditions.Add(operand.Type.IsAdditive && of.Kind == AggregateKind.Sum ? Compared(BinaryOperator.NotEqual, operand) : new BoundUnary(UnaryOperator.Not, new BoundIsNull(operand)));
        }

        if (of.Fact.Schema.Interval is { } interval)
        {
            BoundField Field(string name) => new([], of.Fact.Schema, of.Fact.Schema.OrdinalOf(name));
            conditions.Add(new BoundBinary(DataType.Boolean, BinaryOperator.Or, new BoundIsNull(Field(interval.To)),
                new BoundBinary(DataType.Boolean, BinaryOperator.Greater, Field(interval.To), Field(interval.From))));
        }

        BoundExpression? filter = conditions.Count == 0 ? null : And([.. conditions]);
        return new BoundAggregate(DataType.Number, AggregateKind.Count, of.Fact, null, filter, of.Role, 0, PercentileMethod.Linear, of.EntityPath, of.Frame, of.Maturities);
    }

    // Before the period, rows count by when they began or were taken, however the definition reads them.
    private static BoundTimeRole? BeginningOf(BoundFact fact) =>
        (fact.Schema.Interval?.From ?? fact.Schema.Snapshot?.At) is { } name ? fact.Roles.First(r => r.Name == name) : null;
}
