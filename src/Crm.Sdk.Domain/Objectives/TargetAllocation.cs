using System.Numerics;
using Crm.Sdk.Values;

namespace Crm.Sdk.Objectives;

/// <summary>Gives a target to parts so that they add up to it exactly.</summary>
public static class TargetAllocation
{
    /// <summary>Splits a total by weights, in whole units, by the largest remainder.</summary>
    /// <param name="total">What is split; may be negative.</param>
    /// <param name="weights">The weight of each part, 0 or more.</param>
    /// <param name="unit">The smallest amount that parts differ by, such as a cent, 0.01.</param>
    /// <returns>
    /// A part for each weight; they add up to the total exactly. Each is a whole number of units and differs by less than one from its
    /// exact share: what is left over goes, one unit each, to the parts that lost most, and of equals to the earlier one. Where the total
    /// itself is no whole number of units, the fraction goes to the next in that row. Null when no weight is above 0.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The unit is not above 0, or a weight is below 0.</exception>
    public static IReadOnlyList<Rational>? Split(Rational total, IReadOnlyList<Rational> weights, Rational unit)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(unit, Rational.Zero);
        if (weights.Any(w => w.Sign < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(weights), "A weight is below 0.");
        }

        Rational all = weights.Aggregate(Rational.Zero, (sum, w) => sum + w);
        if (all.IsZero)
        {
            return null;
        }

        Rational units = total.Abs() / unit;
        BigInteger whole = Floor(units);
        Rational[] shares = [.. weights.Select(w => whole * w / all)];
        BigInteger[] parts = [.. shares.Select(Floor)];
        int left = (int)(whole - parts.Aggregate(BigInteger.Zero, (sum, p) => sum + p));
        int[] order = [.. Enumerable.Range(0, parts.Length).Where(i => weights[i].Sign > 0).OrderByDescending(i => shares[i] - parts[i])];
        foreach (int i in order.Take(left))
        {
            parts[i]++;
        }

        var split = parts.Select(p => p * unit).ToArray();
        split[order[left % order.Length]] += (units - whole) * unit;
        return total.Sign < 0 ? [.. split.Select(p => -p)] : split;
    }

    private static BigInteger Floor(Rational value) => BigInteger.Divide(value.Numerator, value.Denominator);
}
