namespace Crm.Sdk.Import.Conversion;

/// <summary>Reads decimal numbers exactly, without floating point and without allocation.</summary>
/// <remarks>
/// A number is an optional sign, digits, an optional fraction and an optional exponent. Where the format has a group sign, the
/// whole part may be cut into groups of exactly three digits, so that <c>1,5</c> is never read as fifteen.
/// </remarks>
internal static class ExactNumber
{
    private const int NoRounding = -1;

    /// <summary>Reads a count of 10^-<paramref name="scale"/>.</summary>
    /// <param name="text">The number.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="scale">Decimal places that are kept.</param>
    /// <param name="round">Decimal places to which a longer fraction is rounded, half away from zero; -1 refuses a fraction longer than the scale.</param>
    /// <param name="value">The count.</param>
    public static CellProblem Parse(ReadOnlySpan<char> text, NumberFormat format, int scale, int round, out long value)
    {
        if (TrySimple(text, format.Point, round > NoRounding ? Math.Min(round, scale) : scale, scale, out value))
        {
            return CellProblem.None;
        }

        CellProblem problem = Read(text, format, out Number number);
        return problem != CellProblem.None ? problem : ToScale(number, scale, round, out value);
    }

    /// <summary>Reads a count of units that are each <paramref name="unit"/> of what is stored, such as hours as microseconds.</summary>
    public static CellProblem ParseUnits(ReadOnlySpan<char> text, NumberFormat format, long unit, int round, out long value)
    {
        value = 0;
        CellProblem problem = Read(text, format, out Number number);
        if (problem != CellProblem.None)
        {
            return problem;
        }

        if (round > NoRounding)
        {
            number = number.Rounded(round);
        }

        if (number.Digits > Int128.MaxValue / unit)
        {
            return CellProblem.TooLarge;
        }

        return ToScale(new Number(number.Digits * unit, number.Decimals, number.IsNegative, number.IsCut), 0, NoRounding, out value);
    }

    // Sign, at most 18 digits and a fraction that fits: nearly every number of nearly every file.
    private static bool TrySimple(ReadOnlySpan<char> text, char point, int most, int scale, out long value)
    {
        value = 0;
        int i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        bool negative = i == 1;
        if (text.Length == i || text.Length > 18)
        {
            return false;
        }

        long number = 0;
        int decimals = -1;
        for (; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                number = (number * 10) + digit;
                decimals += decimals >= 0 ? 1 : 0;
            }
            else if (text[i] == point && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                return false;
            }
        }

        if (text.Length - (negative ? 1 : 0) == (decimals >= 0 ? 1 : 0))
        {
            return false;
        }

        if (decimals > most)
        {
            return false;
        }

        int missing = scale - Math.Max(decimals, 0);

        for (; missing > 0; missing--)
        {
            if (number > long.MaxValue / 10)
            {
                return false;
            }

            number *= 10;
        }

        value = negative ? -number : number;
        return true;
    }

    private static CellProblem Read(ReadOnlySpan<char> text, NumberFormat format, out Number number)
    {
        number = default;
        int i = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        bool negative = i == 1 && text[0] == '-';
        Int128 digits = 0;
        bool any = false, cut = false, tooLarge = false;
        int sinceGroup = 0, groups = 0, decimals = 0;
        for (; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                any = true;
                sinceGroup++;
                tooLarge |= digits > (Int128.MaxValue - 9) / 10;
                digits = tooLarge ? digits : (digits * 10) + digit;
            }
            else if (format.IsGroup(text[i]) && (groups == 0 ? sinceGroup is > 0 and <= 3 : sinceGroup == 3))
            {
                groups++;
                sinceGroup = 0;
            }
            else
            {
                break;
            }
        }

        if (groups > 0 && sinceGroup != 3)
        {
            return CellProblem.NotANumber;
        }

        if (i < text.Length && text[i] == format.Point)
        {
            int zeros = 0;
            for (i++; i < text.Length && (uint)(text[i] - '0') <= 9; i++)
            {
                any = true;
                int digit = text[i] - '0';
                if (digit == 0)
                {
                    zeros++;
                    continue;
                }

                for (zeros++; zeros > 0 && !cut; zeros--)
                {
                    cut = digits > (Int128.MaxValue - 9) / 10;
                    decimals += cut ? 0 : 1;
                    digits = cut ? digits : digits * 10;
                }

                digits += cut ? 0 : digit;
                zeros = 0;
            }
        }

        if (!any)
        {
            return CellProblem.NotANumber;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            if (!TryExponent(text[(i + 1)..], out int exponent))
            {
                return CellProblem.NotANumber;
            }

            decimals -= exponent;
            i = text.Length;
        }

        number = new Number(digits, decimals, negative, cut);
        return i < text.Length ? CellProblem.NotANumber : tooLarge ? CellProblem.TooLarge : CellProblem.None;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        int i = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        if (text.Length == i || text.Length - i > 4)
        {
            return false;
        }

        bool negative = i == 1 && text[0] == '-';
        for (; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                return false;
            }

            exponent = (exponent * 10) + (int)digit;
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }

    private static CellProblem ToScale(Number number, int scale, int round, out long value)
    {
        value = 0;
        if (round > NoRounding)
        {
            number = number.Rounded(Math.Min(round, scale));
        }

        number = number.Trimmed(scale);
        if (number.IsCut || number.Decimals > scale)
        {
            return CellProblem.TooManyDecimals;
        }

        Int128 digits = number.Digits;
        for (int missing = scale - number.Decimals; missing > 0 && digits != 0; missing--)
        {
            if (digits > long.MaxValue)
            {
                return CellProblem.TooLarge;
            }

            digits *= 10;
        }

        digits = number.IsNegative ? -digits : digits;
        if (digits < long.MinValue || digits > long.MaxValue)
        {
            return CellProblem.TooLarge;
        }

        value = (long)digits;
        return CellProblem.None;
    }

    /// <summary>A number as digits and the count of those behind the point; cut when further digits other than 0 were left out.</summary>
    private readonly struct Number(Int128 digits, int decimals, bool isNegative, bool isCut)
    {
        public Int128 Digits { get; } = digits;

        public int Decimals { get; } = decimals;

        public bool IsNegative { get; } = isNegative;

        public bool IsCut { get; } = isCut;

        public Number Trimmed(int decimals)
        {
            Int128 rest = Digits;
            int count = Decimals;
            for (; count > decimals && !IsCut && rest % 10 == 0 && rest != 0; count--)
            {
                rest /= 10;
            }

            return new Number(rest, rest == 0 && !IsCut ? 0 : count, IsNegative, IsCut);
        }

        // Half away from zero. Digits that were cut off lie behind the last one kept, so they never decide.
        public Number Rounded(int decimals)
        {
            if (Decimals <= decimals)
            {
                return new Number(Digits, Decimals, IsNegative, false);
            }

            Int128 rest = Digits;
            Int128 last = 0;
            for (int drop = Decimals - decimals; drop > 0 && (rest != 0 || last != 0); drop--)
            {
                last = rest % 10;
                rest /= 10;
            }

            return new Number(rest + (last >= 5 ? 1 : 0), decimals, IsNegative, false);
        }
    }
}
