using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>Evaluates a formula over aggregates: the metrics of a cell, or what is said of one entity.</summary>
internal static class Formula
{
    /// <summary>What a formula gives.</summary>
    /// <param name="node">The formula.</param>
    /// <param name="leaf">What an aggregate, an <c>each</c> or an attribute gives.</param>
    public static Outcome Evaluate(BoundExpression node, Func<BoundExpression, Outcome> leaf)
    {
        switch (node)
        {
            case BoundLiteral literal:
                return Outcome.Constant(Operation.Of(literal));

            case BoundUnary unary:
                Outcome operand = Evaluate(unary.Operand, leaf);
                return Combine(Operation.Apply(unary, operand.Value), operand);

            case BoundBinary { Operator: BinaryOperator.Divide } ratio:
                return Divide(Evaluate(ratio.Left, leaf), Evaluate(ratio.Right, leaf));

            case BoundBinary binary:
                Outcome left = Evaluate(binary.Left, leaf);
                Outcome right = Evaluate(binary.Right, leaf);
                return Combine(Operation.Apply(binary, left.Value, right.Value), left, right);

            case BoundIn test:
                Outcome sought = Evaluate(test.Operand, leaf);
                return Combine(Operation.Apply(test, sought.Value), sought);

            case BoundIsNull test:
                Outcome tested = Evaluate(test.Operand, leaf);
                return Combine(Operation.Apply(test, tested.Value), tested);

            case BoundCall call:
                return Call(call, [.. call.Arguments.Select(argument => Evaluate(argument, leaf))]);

            default:
                return leaf(node);
        }
    }

    /// <summary>X / Y. What was counted is the denominator's, unless that is a constant.</summary>
    public static Outcome Divide(Outcome x, Outcome y)
    {
        Outcome counted = y.IsConstant ? x : y;
        Outcome ratio = Combine(Value.Null, x, y) with { N = counted.N, Rows = counted.Rows };
        if (x.Value.IsNull)
        {
            return ratio with { Reason = x.Reason };
        }

        if (y.Value.IsNull)
        {
            return ratio with { Reason = y.Reason };
        }

        if (y.Value.Number.IsZero)
        {
            return ratio with { Reason = y.N == 0 && !y.IsConstant ? CellReason.EmptyDenominator : CellReason.ZeroDenominator };
        }

        return ratio with { Value = Value.Of(x.Value.Number / y.Value.Number), Reason = CellReason.None };
    }

    private static Outcome Call(BoundCall call, Outcome[] arguments)
    {
        Outcome all = Combine(Operation.Apply(call, [.. arguments.Select(a => a.Value)]), arguments);
        return call.Function switch
        {
            BoundFunction.If => all with { Reason = (arguments[0].Value.IsTrue ? arguments[1] : arguments[2]).Reason },
            BoundFunction.OrElse when all.Value.IsNull => all with { Reason = arguments[0].Reason },
            _ => all,
        };
    }

    // The value with the first reason among the inputs if it is null, and with what the inputs that are not constant have in common.
    private static Outcome Combine(Value value, params IReadOnlyList<Outcome> inputs)
    {
        Outcome[] counted = [.. inputs.Where(input => !input.IsConstant)];
        bool isOpen = counted.Any(input => input.Flags.HasFlag(CellFlags.Open));
        bool isImmature = counted.Any(input => input.Flags.HasFlag(CellFlags.Immature));
        bool isEmpty = counted.Length > 0 && counted.All(input => input.Flags.HasFlag(CellFlags.Empty));
        return new Outcome
        {
            Value = value,
            Reason = value.IsNull ? inputs.Select(input => input.Reason).FirstOrDefault(reason => reason != CellReason.None) : CellReason.None,
            Flags = (isOpen ? CellFlags.Open : CellFlags.None) | (isImmature ? CellFlags.Immature : CellFlags.None) | (isEmpty ? CellFlags.Empty : CellFlags.None),
            N = counted.Length > 0 ? counted.Min(input => input.N) : 0,
            Rows = counted.Length > 0 ? counted.Min(input => input.Rows) : 0,
            IsConstant = counted.Length == 0,
        };
    }
}
