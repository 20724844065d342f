using System.Numerics;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>One value of a row expression: a number, a text, or null. Yes and no are 1 and 0.</summary>
internal readonly struct Scalar
{
    private Scalar(Rational number, string? text)
    {
        HasValue = true;
        Number = number;
        Text = text;
    }

    public static Scalar Null => default;

    public bool HasValue { get; }

    public Rational Number { get; }

    public string? Text { get; }

    public bool IsTrue => HasValue && !Number.IsZero;

    public bool IsFalse => HasValue && Number.IsZero;

    public static Scalar Of(Rational number) => new(number, null);

    public static Scalar Of(string? text) => text is null ? Null : new Scalar(default, text);

    public static Scalar Of(bool? truth) => truth is { } t ? Of(t ? Rational.One : Rational.Zero) : Null;

    /// <summary>Computes an expression over a row or an entity whose fields and aggregates have the values that <paramref name="leaf"/> gives.</summary>
    public static Scalar Compute(BoundExpression expression, Func<BoundExpression, Scalar> leaf) => expression switch
    {
        BoundLiteral l => l.Text is null ? Of(l.Number) : Of(l.Text),
        BoundField or BoundAggregate or BoundRowValue or BoundSpan or BoundNow => leaf(expression),
        BoundUnary { Operator: UnaryOperator.Not } u => Compute(u.Operand, leaf) is { HasValue: true } x ? Of(!x.IsTrue) : Null,
        BoundUnary u => Compute(u.Operand, leaf) is { HasValue: true } x ? Of(-x.Number) : Null,
        BoundBinary b => Binary(b, leaf),
        BoundIn i => Compute(i.Operand, leaf) is { HasValue: true } x ? Of(i.Items.Any(item => Same(x, item))) : Null,
        BoundIsNull n => Of(!Compute(n.Operand, leaf).HasValue),
        BoundCall c => Call(c, leaf),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} stands over neither a row nor an entity."),
    };

    private static bool Same(Scalar value, BoundLiteral item) =>
        item.Text is null ? value.Text is null && value.Number == item.Number : value.Text == item.Text;

    private static Scalar Binary(BoundBinary b, Func<BoundExpression, Scalar> leaf)
    {
        Scalar x = Compute(b.Left, leaf), y = Compute(b.Right, leaf);
        switch (b.Operator)
        {
            case BinaryOperator.And:
                return x.IsFalse || y.IsFalse ? Of(false) : x.HasValue && y.HasValue ? Of(true) : Null;
            case BinaryOperator.Or:
                return x.IsTrue || y.IsTrue ? Of(true) : x.HasValue && y.HasValue ? Of(false) : Null;
        }

        if (!x.HasValue || !y.HasValue)
        {
            return Null;
        }

        int order = x.Text is null ? x.Number.CompareTo(y.Number) : CodePointOrder.Instance.Compare(x.Text, y.Text);
        return b.Operator switch
        {
            BinaryOperator.Equal => Of(order == 0),
            BinaryOperator.NotEqual => Of(order != 0),
            BinaryOperator.Less => Of(order < 0),
            BinaryOperator.LessOrEqual => Of(order <= 0),
            BinaryOperator.Greater => Of(order > 0),
            BinaryOperator.GreaterOrEqual => Of(order >= 0),
            BinaryOperator.Starts => Of(x.Text!.StartsWith(y.Text!, StringComparison.Ordinal)),
            BinaryOperator.Add => Of(x.Number + y.Number),
            BinaryOperator.Subtract => Of(b.Left.Type.Kind == DataKind.Date ? (x.Number - y.Number) * Facts.StorageForm.MicrosecondsPerDay : x.Number - y.Number),
            BinaryOperator.Multiply => Of(x.Number * y.Number),
            _ => y.Number.IsZero ? Null : Of(x.Number / y.Number),
        };
    }

    private static Scalar Call(BoundCall c, Func<BoundExpression, Scalar> leaf)
    {
        Scalar x = Compute(c.Arguments[0], leaf);
        switch (c.Function)
        {
            case BoundFunction.If:
                return Compute(c.Arguments[x.IsTrue ? 1 : 2], leaf);
            case BoundFunction.OrElse:
                return x.HasValue ? x : Compute(c.Arguments[1], leaf);
        }

        if (!x.HasValue)
        {
            return Null;
        }

        switch (c.Function)
        {
            case BoundFunction.Round:
                return Of(x.Number.Round(c.Arguments.Count == 1 ? c.Type.Scale : (int)((BoundLiteral)c.Arguments[1]).Number.Numerator));
            case BoundFunction.Abs:
                return Of(x.Number.Abs());
            case BoundFunction.Lower:
                return Of(x.Text!.ToLowerInvariant());
            case BoundFunction.Elapsed:
                Scalar end = Compute(c.Arguments[1], leaf);
                BigInteger unit = c.Arguments[0].Type.Kind == DataKind.Date ? Facts.StorageForm.MicrosecondsPerDay : 1;
                return end.HasValue ? Of((end.Number - x.Number) * unit) : Null;
            case BoundFunction.Business:
                Scalar from = Compute(c.Arguments[1], leaf), to = Compute(c.Arguments[2], leaf);
                return from.HasValue && to.HasValue
                    ? Of((Rational)c.Calendar!.ElapsedMicroseconds((long)from.Number.Numerator, (long)to.Number.Numerator))
                    : Null;
            case BoundFunction.Bucket:
                return Of(Bucket(x.Number, c.Arguments));
            default:
                return Extreme(x.Number, c, leaf);
        }
    }

    private static Scalar Extreme(Rational first, BoundCall c, Func<BoundExpression, Scalar> leaf)
    {
        foreach (BoundExpression argument in c.Arguments.Skip(1))
        {
            Scalar next = Compute(argument, leaf);
            if (!next.HasValue)
            {
                return Null;
            }

            bool better = c.Function == BoundFunction.Min ? next.Number < first : next.Number > first;
            first = better ? next.Number : first;
        }

        return Of(first);
    }

    private static string Bucket(Rational value, IReadOnlyList<BoundExpression> arguments)
    {
        Rational Edge(int i) => ((BoundLiteral)arguments[i]).Number;
        int last = arguments.Count - 1;
        if (value < Edge(1))
        {
            return $"< {Edge(1)}";
        }

        int at = 1;
        while (at < last && value >= Edge(at + 1))
        {
            at++;
        }

        return at == last ? $">= {Edge(last)}" : $"[{Edge(at)}, {Edge(at + 1)})";
    }
}
