using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Crm.Sdk.Evaluation.Columns;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Loops over columns of codes, eight rows at a time.</summary>
internal static class CodeKernels
{
    private const int MostCodes = 4;

    /// <summary>
    /// Where a condition over one field holds, when it does so for few codes and is null for null alone; else null.
    /// </summary>
    /// <param name="truth">For each code 0 for null, 1 for true, 2 for false.</param>
    /// <param name="codes">A code a row.</param>
    public static TruthVector? Find(byte[] truth, int[] codes)
    {
        int[] wanted = [.. Enumerable.Range(0, truth.Length).Where(c => truth[c] == 1)];
        bool plain = truth.Length > 0 && truth[0] == 0 && !truth.AsSpan(1).Contains((byte)0);
        return plain && wanted.Length <= MostCodes ? Find(wanted, codes) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TruthVector Find(int[] wanted, int[] codes)
    {
        var isTrue = new BitMask(codes.Length);
        var isFalse = new BitMask(codes.Length);
        Span<Vector256<int>> sought = stackalloc Vector256<int>[wanted.Length];
        for (int i = 0; i < wanted.Length; i++)
        {
            sought[i] = Vector256.Create(wanted[i]);
        }

        int whole = codes.Length >> 6;
        for (int word = 0; word < whole; word++)
        {
            ulong t = 0, nulls = 0;
            for (int part = 0; part < 8; part++)
            {
                Vector256<int> eight = Vector256.Create(codes.AsSpan((word << 6) + (part << 3), 8));
                Vector256<int> hit = Vector256<int>.Zero;
                foreach (Vector256<int> code in sought)
                {
                    hit |= Vector256.Equals(eight, code);
                }

                t |= (ulong)hit.ExtractMostSignificantBits() << (part << 3);
                nulls |= (ulong)Vector256.Equals(eight, Vector256<int>.Zero).ExtractMostSignificantBits() << (part << 3);
            }

            isTrue.Words[word] = t;
            isFalse.Words[word] = ~(t | nulls);
        }

        for (int row = whole << 6; row < codes.Length; row++)
        {
            bool hit = wanted.AsSpan().Contains(codes[row]);
            isTrue[row] = hit;
            isFalse[row] = !hit && codes[row] != 0;
        }

        return new TruthVector(isTrue, isFalse);
    }
}
