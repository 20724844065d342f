using System.Numerics;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Shares whole numbers by weights: rounded down, and the rest one by one to the largest remainders, the earlier first.</summary>
internal static class Parts
{
    public static BigInteger[] Of(BigInteger amount, long[] weights)
    {
        BigInteger all = BigInteger.Zero;
        foreach (long weight in weights)
        {
            all += weight;
        }

        BigInteger size = BigInteger.Abs(amount), given = BigInteger.Zero;
        var parts = new BigInteger[weights.Length];
        var remainders = new (BigInteger Left, int At)[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            parts[i] = BigInteger.DivRem(size * weights[i], all, out BigInteger rest);
            remainders[i] = (rest, i);
            given += parts[i];
        }

        Array.Sort(remainders, (a, b) => a.Left == b.Left ? a.At.CompareTo(b.At) : b.Left.CompareTo(a.Left));
        for (int i = 0; given < size; i++, given++)
        {
            parts[remainders[i].At]++;
        }

        return amount.Sign < 0 ? Array.ConvertAll(parts, p => -p) : parts;
    }
}
