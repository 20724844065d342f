using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Lengths of what has not ended yet.</content>
internal sealed partial class ExpressionBinder
{
    // Rows of which it is not known whether they have ended take no part.
    private bool TryBindEnding(
        AggregateExpression aggregate, BoundFact fact, BoundTimeRole? role, BoundExpression operand, BindingContext row, BindingContext context,
        ref BoundExpression? filter, out BoundExpression? ended, out Rational at)
    {
        at = default;
        ended = BindCondition(aggregate.Ended!, row);
        if (ended is null || !TryPlace(aggregate, fact, role, context, ref ended))
        {
            return false;
        }

        if (context.Level == Level.Entity)
        {
            ErrorAtUse(context, aggregate, BindingFindings.WrongLevel, $"'{Word(aggregate.Kind)}' is asked of many rows, not inside of an each or a segment.", "Use it in a metric of its own.");
            return false;
        }

        if (aggregate.At is { } length)
        {
            if (Bind(length, row) is not BoundLiteral literal)
            {
                return false;
            }

            if (!TypeRules.Comparable(operand.Type, literal.Type))
            {
                Error(context, length, BindingFindings.TypeMismatch, $"The lengths are of type {operand.Type}, and {literal.Type} is asked.",
                    operand.Type.Kind == DataKind.Duration ? "Write a length of time with its unit: 90 days." : "Write a number without a unit.");
                return false;
            }

            at = literal.Number;
        }

        var known = new BoundUnary(UnaryOperator.Not, new BoundIsNull(ended!));
        filter = filter is null ? known : new BoundBinary(DataType.Boolean, BinaryOperator.And, filter, known);
        return true;
    }
}
