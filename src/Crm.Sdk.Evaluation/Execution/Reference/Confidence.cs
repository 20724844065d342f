using System.Numerics;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>The bounds of a share in exact fractions, as its formula is written; <see cref="BoundConfidence"/> has it.</summary>
internal static class Confidence
{
    /// <summary>The bounds.</summary>
    /// <param name="confidence">The interval.</param>
    /// <param name="valueOf">What a count is in the cell.</param>
    public static (Rational Low, Rational High) Of(BoundConfidence confidence, Func<BoundExpression, Rational> valueOf)
    {
        Rational n = valueOf(confidence.Whole), z = confidence.Deviations, p = valueOf(confidence.Part) / n;
        Rational middle, square, least;
        if (confidence.Against is { } against)
        {
            Rational d = valueOf(against) / n;
            (middle, square, least) = (p - d, z * z * (p + d - ((p - d) * (p - d))) / n, -Rational.One);
        }
        else
        {
            Rational spread = Rational.One + (z * z / n);
            middle = (p + (z * z / (2 * n))) / spread;
            square = z * z * ((p * (Rational.One - p) / n) + (z * z / (4 * n * n))) / (spread * spread);
            least = Rational.Zero;
        }

        Rational centre = middle.Round(BoundConfidence.Places), half = Root(square);
        Rational low = centre - half < least ? least : centre - half, high = centre + half > Rational.One ? Rational.One : centre + half;
        Rational one = low * confidence.Factor, other = high * confidence.Factor;
        return one < other ? (one, other) : (other, one);
    }

    // Digit by digit: the largest number of that many places whose square is no larger, and one more where half of the last place fits too.
    private static Rational Root(Rational square)
    {
        Rational root = Rational.Zero;
        Rational step = Rational.One;
        for (int place = 0; place <= BoundConfidence.Places; place++, step /= 10)
        {
            while ((root + step) * (root + step) <= square)
            {
                root += step;
            }
        }

        Rational last = step * 10, next = root + (last / 2);
        return next * next <= square ? root + last : root;
    }
}
