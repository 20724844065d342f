using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>States over a stretch of time: time in a state, means weighted by time, and readings day by day.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression? BindStretch(MethodExpression method, BindingContext context)
    {
        if (method.Arguments.Count > 0)
        {
            return ErrorAt(context, method, BindingFindings.WrongArguments, $"'{method.Method}' takes nothing.", $"Write .{method.Method}().");
        }

        if (context.Frame.Window != FrameWindow.Period)
        {
            return ErrorAtUse(context, method, BindingFindings.TwoWindows, $"This is read {context.Frame} and '{method.Method}' at once.", "Keep one of the two.");
        }

        FrameWindow window = method.Method switch
        {
            "timeWeighted" => FrameWindow.Weighted,
            "dailyAverage" => FrameWindow.DailyAverage,
            "dailyMin" => FrameWindow.DailyMin,
            _ => FrameWindow.DailyMax,
        };
        if (context.IsOfSegment || (context.Level == Level.Entity && window != FrameWindow.Weighted))
        {
            return ErrorAtUse(context, method, BindingFindings.NoSense,
                context.IsOfSegment ? $"Who belongs to a segment is decided as of now, and '{method.Method}' needs a period." : "Inside of an each, states are not read day by day.",
                context.IsOfSegment ? "Write timeIn(…), or 'at end'." : "Write .timeWeighted(), or read them day by day outside of the each.");
        }

        BoundExpression? bound = Bind(method.Operand, context with { Frame = context.Frame.With(window, 0, DurationUnit.Days) });
        return bound is null or BoundAggregate or BoundBinary { Operator: BinaryOperator.Divide, Left: BoundAggregate, Right: BoundSpan }
            ? bound
            : ErrorAt(context, method, BindingFindings.NotOneState, $"'{method.Method}' reads one aggregate over the rows of an interval, and this is more than one.",
                $"Put it behind each of them, as in count(deal_stage).{method.Method}().");
    }

    private BoundFrame? StayFrame(AggregateExpression aggregate, Subject subject, BindingContext context)
    {
        if (subject.Fact.Schema.Interval is null)
        {
            ErrorAtUse(context, aggregate, BindingFindings.NoState, $"Rows of '{subject.Fact}' do not last, so they spend no time in anything.", "Only rows of an interval last.");
            return null;
        }

        if (aggregate.Operand is not NameExpression { Parts.Count: 1 } name || name.Parts[0] != subject.Name)
        {
            Error(context, aggregate.Operand, BindingFindings.WrongLevel, "'timeIn' is the time that rows last, and this is no name of rows.", $"Write timeIn({subject.Name}).");
            return null;
        }

        if (context.Frame.Window != FrameWindow.Period)
        {
            ErrorAtUse(context, aggregate, BindingFindings.NoSense, $"'timeIn' is the time in a period, and this is read {context.Frame}.", "Drop one of the two.");
            return null;
        }

        return context.Frame.With(FrameWindow.Lasting, 0, DurationUnit.Days);
    }

    private bool HasSense(AggregateExpression aggregate, BoundExpression? operand, bool isConverted, BindingContext context)
    {
        string? problem = (context.Frame.Window, aggregate.Kind) switch
        {
            (_, AggregateKind.Survival or AggregateKind.Lifetime) => $"'{Word(aggregate.Kind)}' is of rows that begin, and not of what is in force.",
            _ when isConverted => $"Amounts that are read {context.Frame} are not converted: each moment of the period has a rate of its own.",
            (FrameWindow.Weighted, not (AggregateKind.Sum or AggregateKind.Count)) => $"'{Word(aggregate.Kind)}' cannot be weighted by time: only what adds up can.",
            (FrameWindow.DailyAverage, AggregateKind.Min or AggregateKind.Max) when !operand!.Type.IsAdditive => $"Values of type {operand.Type} have no mean.",
            _ => null,
        };
        if (problem is not null)
        {
            ErrorAtUse(context, aggregate, BindingFindings.NoSense, problem,
                isConverted ? "Keep one currency with a filter, or convert what is in force at the end of a period." : context.Frame.Window == FrameWindow.Weighted ? "Weight a sum or a count, or read it day by day: .dailyAverage()." : "Ask for .dailyMin() or .dailyMax() of what is in force.");
        }

        return problem is null;
    }

    // Each day is a period of its own, at the end of which the state is read, attributes with history too.
    private static BoundAggregate OfDay(
        DataType type, AggregateKind kind, BoundFact fact, BoundExpression? operand, BoundExpression? filter, BoundTimeRole? role, int probability, PercentileMethod method) =>
        new(type, kind, fact, operand, filter, role, probability, method, null, BoundFrame.EndOfDay, []);

    // A sum of lengths of time, or of amounts times these divided by the length of the period.
    private static BoundExpression BindStay(
        AggregateExpression aggregate, BoundFact fact, BoundTimeRole role, BoundExpression? operand, DataType? money, BoundExpression? filter,
        IReadOnlyList<BoundReference>? entityPath, IReadOnlyList<BoundExclusion> exclusions, BoundExpression? unexcluded, BindingContext context)
    {
        bool isWeighted = context.Frame.Window == FrameWindow.Weighted;
        BoundExpression stay = new BoundStay(fact.Schema, context.Frame);
        DataType type = isWeighted && aggregate.Kind == AggregateKind.Sum ? money ?? TypeRules.Aggregated(operand!.Type) : DataType.Duration;
        if (isWeighted && operand is not null)
        {
            // Of a count the rows with a value weigh, of a sum their values.
            var known = new BoundUnary(UnaryOperator.Not, new BoundIsNull(operand));
            filter = aggregate.Kind != AggregateKind.Count ? filter : filter is null ? known : new BoundBinary(DataType.Boolean, BinaryOperator.And, filter, known);
            stay = aggregate.Kind == AggregateKind.Count ? stay : new BoundBinary(operand.Type, BinaryOperator.Multiply, operand, stay);
        }

        var bound = new BoundAggregate(
            type, AggregateKind.Sum, fact, stay, filter, role, 0, PercentileMethod.Linear, entityPath, context.Frame, MaturitiesOf(operand, filter, context)) { Exclusions = exclusions, Unexcluded = unexcluded };
        context.Aggregates?.Add(bound);
        return isWeighted
            ? new BoundBinary(aggregate.Kind == AggregateKind.Count ? DataType.Number : type, BinaryOperator.Divide, bound, new BoundSpan(context.Frame, role.IsDate))
            : bound;
    }
}
