using System.Numerics;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>What operators and functions of the language make of the values of their operands, at every level.</summary>
/// <remarks>
/// Total: nothing that the binder lets pass throws. Null goes through arithmetic and comparison; <c>and</c>, <c>or</c> and
/// <c>not</c> are three-valued; a division by zero is null.
/// </remarks>
public static class Operation
{
    /// <summary>The value of an operator with one operand.</summary>
    public static Value Apply(BoundUnary node, Value operand)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (operand.IsNull)
        {
            return Value.Null;
        }

        return node.Operator switch
        {
            UnaryOperator.Negate => Value.Of(-operand.Number),
            UnaryOperator.Not => Value.Of(!operand.IsTrue),
            _ => throw Unknown(node.Operator),
        };
    }

    /// <summary>The value of an operator with two operands.</summary>
    public static Value Apply(BoundBinary node, Value left, Value right)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Operator == BinaryOperator.And)
        {
            return IsFalse(left) || IsFalse(right) ? Value.Of(false) : left.IsNull || right.IsNull ? Value.Null : Value.Of(true);
        }

        if (node.Operator == BinaryOperator.Or)
        {
            return left.IsTrue || right.IsTrue ? Value.Of(true) : left.IsNull || right.IsNull ? Value.Null : Value.Of(false);
        }

        if (left.IsNull || right.IsNull)
        {
            return Value.Null;
        }

        return node.Operator switch
        {
            BinaryOperator.Equal => Value.Of(Value.Compare(left, right) == 0),
            BinaryOperator.NotEqual => Value.Of(Value.Compare(left, right) != 0),
            BinaryOperator.Less => Value.Of(Value.Compare(left, right) < 0),
            BinaryOperator.LessOrEqual => Value.Of(Value.Compare(left, right) <= 0),
            BinaryOperator.Greater => Value.Of(Value.Compare(left, right) > 0),
            BinaryOperator.GreaterOrEqual => Value.Of(Value.Compare(left, right) >= 0),
            BinaryOperator.Starts => Value.Of(left.Text!.StartsWith(right.Text!, StringComparison.Ordinal)),
            BinaryOperator.Add => Value.Of(left.Number + right.Number),
            BinaryOperator.Subtract when node.Left.Type.Kind == DataKind.Date => Between(DataKind.Date, right, left),
            BinaryOperator.Subtract => Value.Of(left.Number - right.Number),
            BinaryOperator.Multiply => Value.Of(left.Number * right.Number),
            BinaryOperator.Divide => right.Number.IsZero ? Value.Null : Value.Of(left.Number / right.Number),
            _ => throw Unknown(node.Operator),
        };
    }

    /// <summary>Whether a value is one of the constants; null when the value is null.</summary>
    public static Value Apply(BoundIn node, Value operand)
    {
        ArgumentNullException.ThrowIfNull(node);
        return operand.IsNull ? Value.Null : Value.Of(node.Items.Any(item => Value.Compare(operand, Of(item)) == 0));
    }

    /// <summary>Whether a value is missing.</summary>
    public static Value Apply(BoundIsNull node, Value operand)
    {
        ArgumentNullException.ThrowIfNull(node);
        return Value.Of(operand.IsNull);
    }

    /// <summary>The value of a function.</summary>
    public static Value Apply(BoundCall node, params ReadOnlySpan<Value> arguments)
    {
        ArgumentNullException.ThrowIfNull(node);
        switch (node.Function)
        {
            case BoundFunction.If:
                return arguments[0].IsTrue ? arguments[1] : arguments[2];
            case BoundFunction.OrElse:
                return arguments[0].IsNull ? arguments[1] : arguments[0];
        }

        foreach (Value argument in arguments)
        {
            if (argument.IsNull)
            {
                return Value.Null;
            }
        }

        return node.Function switch
        {
            BoundFunction.Round => Value.Of(arguments[0].Number.Round(ScaleOf(node, arguments))),
            BoundFunction.Abs => Value.Of(arguments[0].Number.Abs()),
            BoundFunction.Min => Extreme(arguments, -1),
            BoundFunction.Max => Extreme(arguments, 1),
            BoundFunction.Elapsed => Between(node.Arguments[0].Type.Kind, arguments[0], arguments[1]),
            BoundFunction.Lower => Value.Of(StorageForm.Fold(arguments[0].Text!)),
            BoundFunction.Business => Value.Of((Rational)node.Calendar!.ElapsedMicroseconds((long)arguments[1].Number.Numerator, (long)arguments[2].Number.Numerator)),
            BoundFunction.Bucket => Value.Of(BucketOf(arguments)),
            _ => throw Unknown(node.Function),
        };
    }

    /// <summary>The value of a constant.</summary>
    public static Value Of(BoundLiteral literal)
    {
        ArgumentNullException.ThrowIfNull(literal);
        return literal.Type.IsTextual ? Value.Of(literal.Text) : Value.Of(literal.Number);
    }

    /// <summary>The name of a range of <see cref="BoundFunction.Bucket"/>: <c>&lt; 10</c>, <c>[10, 20)</c> or <c>&gt;= 20</c>.</summary>
    /// <param name="low">The lower edge, which belongs to the range; null for the lowest range.</param>
    /// <param name="high">The upper edge, which does not; null for the highest range.</param>
    public static string NameOfBucket(Rational? low, Rational? high) => low is null ? $"< {high}" : high is null ? $">= {low}" : $"[{low}, {high})";

    private static bool IsFalse(Value value) => !value.IsNull && !value.IsTrue;

    // Over a row the type carries the scale; over metrics it stands as second argument.
    private static int ScaleOf(BoundCall node, ReadOnlySpan<Value> arguments) =>
        arguments.Length > 1 ? (int)arguments[1].Number.Numerator : node.Type.Scale;

    private static Value Extreme(ReadOnlySpan<Value> arguments, int sign)
    {
        Value best = arguments[0];
        foreach (Value argument in arguments[1..])
        {
            best = Value.Compare(argument, best) * sign > 0 ? argument : best;
        }

        return best;
    }

    // The time from start to end in microseconds.
    private static Value Between(DataKind kind, Value start, Value end) =>
        Value.Of((end.Number - start.Number) * (kind == DataKind.Date ? StorageForm.MicrosecondsPerDay : BigInteger.One));

    private static string BucketOf(ReadOnlySpan<Value> arguments)
    {
        Rational value = arguments[0].Number;
        ReadOnlySpan<Value> edges = arguments[1..];
        for (int i = 0; i < edges.Length; i++)
        {
            if (value < edges[i].Number)
            {
                return NameOfBucket(i == 0 ? null : edges[i - 1].Number, edges[i].Number);
            }
        }

        return NameOfBucket(edges[^1].Number, null);
    }

    private static InvalidOperationException Unknown(Enum what) => new($"'{what}' has no meaning over values.");
}
