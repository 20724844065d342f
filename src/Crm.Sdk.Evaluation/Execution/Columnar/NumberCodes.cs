namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Numbers the different values of a column from 1; 0 is null.</summary>
internal static class NumberCodes
{
    private const int LargestOffset = 1 << 24;

    // A set of bits over the codes must not be much longer than the column.
    private const int OffsetsPerRow = 16, SmallestOffset = 1 << 12;

    public static (int[] Codes, int Domain) Of(NumberVector numbers)
    {
        int[] codes = new int[numbers.Values.Length];
        (long low, long high) = numbers.Bounds;
        if (low > high)
        {
            return (codes, 1);
        }

        if ((Int128)high - low < Math.Clamp(codes.LongLength * OffsetsPerRow, SmallestOffset, LargestOffset))
        {
            for (int row = 0; row < codes.Length; row++)
            {
                codes[row] = numbers.IsNull(row) ? 0 : (int)(numbers.Values[row] - low) + 1;
            }

            return (codes, (int)(high - low) + 2);
        }

        var codeOf = new Dictionary<long, int>();
        for (int row = 0; row < codes.Length; row++)
        {
            if (numbers.IsNull(row))
            {
                continue;
            }

            if (!codeOf.TryGetValue(numbers.Values[row], out int code))
            {
                codeOf.Add(numbers.Values[row], code = codeOf.Count + 1);
            }

            codes[row] = code;
        }

        return (codes, codeOf.Count + 1);
    }
}
