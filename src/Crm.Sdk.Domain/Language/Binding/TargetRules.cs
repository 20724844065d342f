using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>What a target may ask of a metric.</summary>
internal static class TargetRules
{
    /// <summary>How the values of the parts of a stretch of time give that of the whole.</summary>
    public static TargetAlgebra AlgebraOf(BoundExpression value) =>
        AddsUp(value) ? TargetAlgebra.Additive : IsRatio(value) ? TargetAlgebra.Ratio : TargetAlgebra.Other;

    /// <summary>A number of a target in the unit of the metric's type; null with a problem.</summary>
    public static Rational? ValueOf(TargetAmount amount, BoundMetric metric, out string problem, out string mend)
    {
        MetricUnit unit = metric.Unit;
        bool isPercent = unit.Name == "percent", isShare = isPercent || unit.Name == "ratio" || IsRatio(metric.Value);
        (problem, mend) = ("", "");
        if (unit.Type.Kind is DataKind.Date or DataKind.Instant)
        {
            (problem, mend) = ($"'{metric.Name}' is a point in time, and a target is a number.", "Take a metric that counts, sums or measures a length of time.");
            return null;
        }

        if (amount.Of is { } of)
        {
            (problem, mend) = !IsRatio(metric.Value) ? ("A part of a number is asked of a metric that is no share.", "Write the value alone, or take a metric that divides one count by another.")
                : of.Sign <= 0 ? ("This is a part of nothing.", "Write a number above 0 behind 'of'.")
                : amount.IsPercent || amount.Unit is not null ? ("A part of a number has no unit.", "Write two plain numbers, 850 of 1000.") : ("", "");
            return problem.Length > 0 ? null : amount.Value / of;
        }

        if (amount.IsPercent)
        {
            (problem, mend) = isShare ? ("", "") : ($"'{metric.Name}' is in {unit}, and this is a share.", $"Write a number of {unit}, or relative {(amount.Value.Sign < 0 ? "" : "+")}{amount.Value * 100} % with a baseline.");
            return isShare ? amount.Value : null;
        }

        if (amount.Unit is null)
        {
            bool isWhole = isPercent && amount.Value.Abs() > 1;
            (problem, mend) = isWhole ? ($"'{metric.Name}' is a percentage, and this asks for {amount.Value * 100} % of it.", $"Write {amount.Value} %.") : ("", "");
            return isWhole ? null : isPercent ? amount.Value : amount.Value / unit.Factor;
        }

        if (unit.Type.Kind == DataKind.Duration && Array.Find(CrmGrammar.Units, u => u.Many == amount.Unit) is { Many: not null, Unit: <= DurationUnit.Weeks } length)
        {
            return amount.Value * Microseconds(length.Unit);
        }

        (problem, mend) = amount.Unit == unit.Name ? ("", "") : ($"'{metric.Name}' is in {unit}, and this is in {amount.Unit}.", $"Write a number of {unit}.");
        return problem.Length > 0 ? null : isPercent ? amount.Value / 100 : amount.Value;
    }

    /// <summary>The smallest amount by which parts of a target of a metric differ: a cent, one, a second.</summary>
    public static Rational UnitOf(BoundMetric metric) => metric.Unit.Type.Kind switch
    {
        DataKind.Money => Rational.FromScaled(1, metric.Unit.Type.Currency!.MinorUnits),
        DataKind.Decimal => Rational.FromScaled(1, metric.Unit.Type.Scale),
        DataKind.Duration => 1_000_000,
        _ => Rational.One,
    };

    private static Rational Microseconds(DurationUnit unit) => unit switch
    {
        DurationUnit.Seconds => 1_000_000,
        DurationUnit.Minutes => 60_000_000,
        DurationUnit.Hours => 3_600_000_000,
        DurationUnit.Days => 86_400_000_000,
        _ => 604_800_000_000,
    };

    private static bool AddsUp(BoundExpression value) => value switch
    {
        BoundAggregate { Kind: AggregateKind.Count or AggregateKind.Sum, IsPlain: true } a => a.Operand is not BoundConverted { Conversion.IsOfPeriod: true },
        BoundBinary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b => AddsUp(b.Left) && AddsUp(b.Right),
        BoundBinary { Operator: BinaryOperator.Multiply, Left: BoundLiteral } b => AddsUp(b.Right),
        BoundBinary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: BoundLiteral } b => AddsUp(b.Left),
        BoundUnary { Operator: UnaryOperator.Negate } u => AddsUp(u.Operand),
        _ => false,
    };

    private static bool IsRatio(BoundExpression value) => value is BoundBinary { Operator: BinaryOperator.Divide, Right: not BoundLiteral };
}
