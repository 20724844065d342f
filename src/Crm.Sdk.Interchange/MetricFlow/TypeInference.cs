using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>Finds the types that MetricFlow leaves to the database.</summary>
internal static class TypeInference
{
    /// <summary>The type of a stored field by what it is compared and reckoned with.</summary>
    public static DataType OfStored(FieldDraft field, DataType numbers) =>
        field.Hints.Contains(DataKind.Text) ? DataType.Text
        : field.Hints.Contains(DataKind.Decimal) ? numbers
        : field.Hints.Contains(DataKind.Boolean) ? DataType.Boolean
        : field.Hints.Contains(DataKind.Date) ? DataType.Date
        : DataType.Text;

    /// <summary>The type of a row expression over the fields of a fact, or null when it has none.</summary>
    public static DataType? Of(Expression expression, FactDraft fact) => expression switch
    {
        NumberLiteral number => number.Value.TryGetScale(out int scale) ? Numeric(scale) : null,
        TextLiteral => DataType.Text,
        BooleanLiteral => DataType.Boolean,
        DateLiteral => DataType.Date,
        NameExpression { Parts: [var name] } => fact.AllFields.FirstOrDefault(f => f.Name == name)?.Type is { } type ? type.Kind == DataKind.Reference ? DataType.Text : type : null,
        UnaryExpression { Operator: UnaryOperator.Not } or InExpression or BetweenExpression or IsNullExpression => DataType.Boolean,
        UnaryExpression negated => Of(negated.Operand, fact),
        BinaryExpression { Operator: < BinaryOperator.Add } => DataType.Boolean,
        BinaryExpression sum => Arithmetic(sum, fact),
        CallExpression { Function: "round" } round => Round(round, fact),
        CallExpression { Function: "abs" } abs => Of(abs.Arguments[0], fact),
        CallExpression { Function: "lower" } => DataType.Text,
        CallExpression { Function: "if" } choice => Joined(Of(choice.Arguments[1], fact), Of(choice.Arguments[2], fact)),
        CallExpression { Function: "orElse" } either => Joined(Of(either.Arguments[0], fact), Of(either.Arguments[1], fact)),
        _ => null,
    };

    private static DataType Numeric(int scale) => scale == 0 ? DataType.Integer : DataType.Decimal(Math.Min(scale, DataType.MaxScale));

    private static DataType? Round(CallExpression round, FactDraft fact)
    {
        int scale = (int)((NumberLiteral)round.Arguments[1]).Value.Numerator;
        return Of(round.Arguments[0], fact) switch
        {
            { Kind: DataKind.Money } money => DataType.Money(money.Currency!, scale),
            { IsNumeric: true } => Numeric(scale),
            _ => null,
        };
    }

    private static DataType? Arithmetic(BinaryExpression binary, FactDraft fact)
    {
        if (Of(binary.Left, fact) is not { } left || Of(binary.Right, fact) is not { } right)
        {
            return null;
        }

        DataType? amount = left.Kind == DataKind.Money ? left : right.Kind == DataKind.Money ? right : null;
        if (amount is null)
        {
            return left.IsNumeric && right.IsNumeric ? Numeric(binary.Operator == BinaryOperator.Multiply ? left.Scale + right.Scale : Math.Max(left.Scale, right.Scale)) : null;
        }

        return binary.Operator switch
        {
            BinaryOperator.Multiply when left.IsNumeric || right.IsNumeric => DataType.Money(amount.Currency!, Math.Min(left.Scale + right.Scale, DataType.MaxScale)),
            BinaryOperator.Divide when right.IsNumeric => left,
            BinaryOperator.Divide => DataType.Decimal(0),
            _ => Joined(left, right),
        };
    }

    private static DataType? Joined(DataType? left, DataType? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        if (left.IsNumeric && right.IsNumeric)
        {
            return Numeric(Math.Max(left.Scale, right.Scale));
        }

        DataType? amount = left.Kind == DataKind.Money ? left : right.Kind == DataKind.Money ? right : null;
        return amount is not null && (left.IsNumeric || right.IsNumeric || Equals(left.Currency, right.Currency)) ? DataType.Money(amount.Currency!, Math.Max(left.Scale, right.Scale))
            : left.Kind == right.Kind ? left : null;
    }
}
