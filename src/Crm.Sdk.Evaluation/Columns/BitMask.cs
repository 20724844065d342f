using System.Numerics;

namespace Crm.Sdk.Evaluation.Columns;

/// <summary>A bit a row.</summary>
internal sealed class BitMask
{
    public BitMask(int count, bool filled = false)
    {
        Count = count;
        Words = new ulong[(count + 63) >> 6];
        if (filled)
        {
            Array.Fill(Words, ulong.MaxValue);
            Trim();
        }
    }

    public int Count { get; }

    public ulong[] Words { get; }

    public bool this[int row]
    {
        get => (Words[row >> 6] >> (row & 63) & 1) != 0;
        set
        {
            ulong bit = 1UL << (row & 63);
            Words[row >> 6] = value ? Words[row >> 6] | bit : Words[row >> 6] & ~bit;
        }
    }

    public int PopCount()
    {
        int count = 0;
        foreach (ulong word in Words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>The rows that are in both.</summary>
    public static BitMask And(BitMask a, BitMask b) => Combine(a, b, static (x, y) => x & y);

    /// <summary>The rows that are in one or both.</summary>
    public static BitMask Or(BitMask a, BitMask b) => Combine(a, b, static (x, y) => x | y);

    /// <summary>The rows of <paramref name="a"/> that are not in <paramref name="b"/>.</summary>
    public static BitMask Except(BitMask a, BitMask b) => Combine(a, b, static (x, y) => x & ~y);

    /// <summary>The bits of word <paramref name="word"/> that lie in the rows from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public ulong Clipped(int word, int from, int to)
    {
        ulong bits = Words[word];
        int low = from - (word << 6), high = to - (word << 6);
        if (low > 0)
        {
            bits &= ulong.MaxValue << low;
        }

        return high < 64 ? bits & ((1UL << high) - 1) : bits;
    }

    private static BitMask Combine(BitMask a, BitMask b, Func<ulong, ulong, ulong> combine)
    {
        var result = new BitMask(a.Count);
        for (int i = 0; i < result.Words.Length; i++)
        {
            result.Words[i] = combine(a.Words[i], b.Words[i]);
        }

        return result;
    }

    private void Trim()
    {
        if ((Count & 63) != 0)
        {
            Words[^1] &= (1UL << (Count & 63)) - 1;
        }
    }
}
