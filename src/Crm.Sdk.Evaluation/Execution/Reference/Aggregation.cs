using System.Numerics;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>Aggregates a list of values, in exact fractions.</summary>
internal static class Aggregation
{
    /// <summary>What stands for the operand where rows are counted.</summary>
    public static readonly Value Row = Value.Of(Rational.One);

    /// <summary>What an aggregate gives.</summary>
    /// <param name="kind">Which aggregate.</param>
    /// <param name="probability">The share of a percentile in 1/10000.</param>
    /// <param name="method">The method of a percentile.</param>
    /// <param name="operands">An operand for each row or entity that matched, null where it has none.</param>
    public static Outcome Of(AggregateKind kind, int probability, PercentileMethod method, IReadOnlyList<Value> operands)
    {
        Value[] values = [.. operands.Where(operand => !operand.IsNull)];
        Value value = kind switch
        {
            AggregateKind.Count => Number(values.Length),
            AggregateKind.Sum => Value.Of(Sum(values)),
            AggregateKind.Distinct => Number(values.Distinct().Count()),
            _ when values.Length == 0 => Value.Null,
            AggregateKind.Avg => Value.Of(Sum(values) / values.Length),
            AggregateKind.Min => values.Aggregate((a, b) => Value.Compare(b, a) < 0 ? b : a),
            AggregateKind.Max => values.Aggregate((a, b) => Value.Compare(b, a) > 0 ? b : a),
            AggregateKind.Percentile => Value.Of(Percentile([.. values.Select(v => v.Number).Order()], new Rational(probability, 10_000), method)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return new Outcome
        {
            Value = value,
            Reason = value.IsNull ? CellReason.NoRows : CellReason.None,
            Flags = values.Length == 0 ? CellFlags.Empty : CellFlags.None,
            N = values.Length,
            Rows = operands.Count,
        };
    }

    private static Value Number(long count) => Value.Of((Rational)count);

    private static Rational Sum(Value[] values) => values.Aggregate(Rational.Zero, (sum, value) => sum + value.Number);

    // Hyndman and Fan (1996), definitions 7 (linear) and 1 (nearest).
    private static Rational Percentile(Rational[] sorted, Rational p, PercentileMethod method)
    {
        if (method == PercentileMethod.Nearest)
        {
            int rank = Math.Max(1, (int)-Floor(-(p * sorted.Length)));
            return sorted[rank - 1];
        }

        Rational h = p * (sorted.Length - 1);
        int below = (int)Floor(h);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((h - below) * (sorted[above] - sorted[below]));
    }

    private static BigInteger Floor(Rational value)
    {
        BigInteger quotient = BigInteger.DivRem(value.Numerator, value.Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}
