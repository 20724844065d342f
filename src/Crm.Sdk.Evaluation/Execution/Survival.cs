using System.Numerics;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>
/// The estimate of Kaplan and Meier (Journal of the American Statistical Association 53, 1958): the share that lasts longer than a
/// length, where of some it is only known that they last longer than they have so far. Walks over the lengths once, and keeps the product
/// as two whole numbers. The lengths are in order; several metrics read one list side by side.
/// </summary>
internal static class Survival
{
    /// <summary>The share that lasts longer than a length.</summary>
    public static Rational At(List<(BigInteger Length, bool HasEnded)> lengths, Rational at, int scale)
    {
        (BigInteger above, BigInteger below) = (BigInteger.One, BigInteger.One);
        foreach ((BigInteger length, int ended, int atRisk) in Steps(lengths))
        {
            if (Rational.FromScaled(length, scale) > at)
            {
                break;
            }

            (above, below) = (above * (atRisk - ended), below * atRisk);
        }

        return new Rational(above, below);
    }

    /// <summary>The shortest length by which a share, in 1/10000, has ended; null when so many have not.</summary>
    public static Rational? Until(List<(BigInteger Length, bool HasEnded)> lengths, int share, int scale)
    {
        (BigInteger above, BigInteger below) = (BigInteger.One, BigInteger.One);
        foreach ((BigInteger length, int ended, int atRisk) in Steps(lengths))
        {
            (above, below) = (above * (atRisk - ended), below * atRisk);
            if (above * 10_000 <= below * (10_000 - share))
            {
                return Rational.FromScaled(length, scale);
            }
        }

        return null;
    }

    // Each length at which something ended, how many did, and how many had lasted until then. Who ends and who is lost from sight at one
    // length were both there until then.
    private static IEnumerable<(BigInteger Length, int Ended, int AtRisk)> Steps(List<(BigInteger Length, bool HasEnded)> lengths)
    {
        for (int i = 0; i < lengths.Count;)
        {
            int first = i, ended = 0;
            for (; i < lengths.Count && lengths[i].Length == lengths[first].Length; i++)
            {
                ended += lengths[i].HasEnded ? 1 : 0;
            }

            if (ended > 0)
            {
                yield return (lengths[first].Length, ended, lengths.Count - first);
            }
        }
    }
}
