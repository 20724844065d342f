using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>The types that operators take and give, units and currencies included.</summary>
internal static class TypeRules
{
    /// <summary>The type of an arithmetic operator, or null with the reason why there is none.</summary>
    public static DataType? Arithmetic(BinaryOperator op, DataType left, DataType right, out string? problem)
    {
        problem = null;
        DataType? type = op switch
        {
            BinaryOperator.Add or BinaryOperator.Subtract => Sum(op, left, right),
            BinaryOperator.Multiply => Product(left, right),
            _ => Quotient(left, right),
        };
        if (type is null)
        {
            problem = op switch
            {
                BinaryOperator.Multiply => $"{left} cannot be multiplied by {right}.",
                BinaryOperator.Divide => $"{left} cannot be divided by {right}.",
                BinaryOperator.Add => $"{left} and {right} cannot be added.",
                _ => $"{right} cannot be subtracted from {left}.",
            };
        }

        return type;
    }

    /// <summary>Whether two values can be compared by order and equality.</summary>
    public static bool Comparable(DataType left, DataType right) =>
        SameUnit(left, right) || (left.IsTextual && right.IsTextual);

    /// <summary>Whether two types measure the same thing; scales may differ.</summary>
    public static bool SameUnit(DataType left, DataType right) =>
        (left.IsNumeric && right.IsNumeric)
        || (left.Kind == right.Kind && SameCurrency(left, right) && left.Kind != DataKind.Reference);

    /// <summary>The type that holds values of both; they measure the same thing.</summary>
    public static DataType Widest(DataType left, DataType right)
    {
        if (left.Kind == DataKind.Number || right.Kind == DataKind.Number)
        {
            return DataType.Number;
        }

        int scale = Math.Max(left.Scale, right.Scale);
        return left.Kind == DataKind.Money ? left.WithScale(scale) : left.IsNumeric ? Numeric(scale) : left;
    }

    /// <summary>The type of a row value once it is aggregated: numbers lose their scale.</summary>
    public static DataType Aggregated(DataType type) => type.IsNumeric ? DataType.Number : type;

    /// <summary>Whether values of <paramref name="from"/> can stand in a field of <paramref name="to"/> without loss.</summary>
    public static bool Assignable(DataType from, DataType to) =>
        from.Equals(to)
        || (from.Kind is DataKind.Integer && to.Kind is DataKind.Decimal)
        || (from.Kind == to.Kind && SameCurrency(from, to) && from.Scale <= to.Scale && from.Kind != DataKind.Reference)
        || (from.Kind == DataKind.Reference && to.Kind == DataKind.Text);

    private static bool SameCurrency(DataType left, DataType right) =>
        Equals(left.Currency, right.Currency) && string.Equals(left.CurrencyField, right.CurrencyField, StringComparison.Ordinal);

    public static DataType Numeric(int scale) => scale == 0 ? DataType.Integer : DataType.Decimal(Math.Min(scale, DataType.MaxScale));

    /// <summary>The decimal places that an exact row value would need.</summary>
    public static int ScaleOf(BinaryOperator op, DataType left, DataType right) =>
        op == BinaryOperator.Multiply ? left.Scale + right.Scale : Math.Max(left.Scale, right.Scale);

    private static DataType? Sum(BinaryOperator op, DataType left, DataType right)
    {
        if (op == BinaryOperator.Subtract && left.Kind == right.Kind && left.Kind is DataKind.Date or DataKind.Instant)
        {
            return left.Kind == right.Kind ? DataType.Duration : null;
        }

        return SameUnit(left, right) && left.IsAdditive ? Widest(left, right) : null;
    }

    private static DataType? Product(DataType left, DataType right)
    {
        if (left.IsNumeric && right.IsNumeric)
        {
            bool exact = left.Kind != DataKind.Number && right.Kind != DataKind.Number;
            return exact ? Numeric(left.Scale + right.Scale) : DataType.Number;
        }

        (DataType unit, DataType factor) = left.IsNumeric ? (right, left) : (left, right);
        return !factor.IsNumeric ? null
            : unit.Kind == DataKind.Duration ? (factor.Kind == DataKind.Decimal ? null : DataType.Duration)
            : unit.Kind == DataKind.Money ? unit.WithScale(Math.Min(unit.Scale + factor.Scale, DataType.MaxScale))
            : null;
    }

    private static DataType? Quotient(DataType left, DataType right) =>
        left.IsAdditive && SameUnit(left, right) ? DataType.Number
        : left.Kind is DataKind.Money or DataKind.Duration && right.IsNumeric ? left
        : null;
}
