using System.Numerics;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>The bounds of a share in whole numbers; <see cref="BoundConfidence"/> says what they are.</summary>
internal static class ConfidenceBounds
{
    private static readonly BigInteger Unit = BigInteger.Pow(10, BoundConfidence.Places);

    /// <summary>The bounds for x, and y against it, of n; n is not 0.</summary>
    public static (Rational Low, Rational High) Of(BoundConfidence confidence, BigInteger x, BigInteger? y, BigInteger n)
    {
        // z = a / b
        (BigInteger a, BigInteger b) = (confidence.Deviations.Numerator, confidence.Deviations.Denominator);
        (BigInteger aa, BigInteger bb) = (a * a, b * b);
        (BigInteger middle, BigInteger half, BigInteger least) = y is { } against
            ? (Divided(x - against, n), RootOf(aa * ((n * (x + against)) - ((x - against) * (x - against))), bb * n * n * n), -Unit)
            : (Divided((2 * bb * x) + aa, 2 * ((bb * n) + aa)),
                RootOf(aa * ((4 * bb * x * (n - x)) + (aa * n)), n * 4 * ((bb * n) + aa) * ((bb * n) + aa)), BigInteger.Zero);
        Rational low = new Rational(BigInteger.Max(least, middle - half), Unit) * confidence.Factor, high = new Rational(BigInteger.Min(Unit, middle + half), Unit) * confidence.Factor;
        return confidence.Factor.Sign < 0 ? (high, low) : (low, high);
    }

    // In units of the last place, half away from zero.
    private static BigInteger Divided(BigInteger above, BigInteger below)
    {
        BigInteger twice = BigInteger.Divide(2 * BigInteger.Abs(above) * Unit, below);
        return above.Sign * ((twice + 1) / 2);
    }

    // The root of a fraction: the root of the largest whole number below the fraction is that of the fraction, rounded down.
    private static BigInteger RootOf(BigInteger above, BigInteger below)
    {
        BigInteger square = 4 * above * Unit * Unit / below;
        if (square.IsZero)
        {
            return BigInteger.Zero;
        }

        // Newton's method from above comes down to the root.
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        for (BigInteger next = (root + (square / root)) >> 1; next < root; next = (root + (square / root)) >> 1)
        {
            root = next;
        }

        return (root + 1) / 2;
    }
}
