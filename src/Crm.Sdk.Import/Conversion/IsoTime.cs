namespace Crm.Sdk.Import.Conversion;

/// <summary>A date, perhaps with a time and an offset, as read from one of the ISO 8601 forms.</summary>
internal readonly struct IsoTime
{
    private static ReadOnlySpan<byte> MonthLengths => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private IsoTime(int year, int month, int day, long nanosecondOfDay, bool hasTime, int? offsetSeconds)
    {
        Year = year;
        Month = month;
        Day = day;
        NanosecondOfDay = nanosecondOfDay;
        HasTime = hasTime;
        OffsetSeconds = offsetSeconds;
    }

    public int Year { get; }

    public int Month { get; }

    public int Day { get; }

    public long NanosecondOfDay { get; }

    public bool HasTime { get; }

    /// <summary>Seconds ahead of UTC, or null when the text names no offset.</summary>
    public int? OffsetSeconds { get; }

    /// <summary>Days since 1970-01-01, counted in years that begin in March so that a leap day comes last.</summary>
    public long Days
    {
        get
        {
            int year = Month <= 2 ? Year - 1 : Year;
            int fromMarch = (Month + 9) % 12;
            long dayOfYear = (((153 * fromMarch) + 2) / 5) + Day - 1;
            return (365L * year) + FloorDivide(year, 4) - FloorDivide(year, 100) + FloorDivide(year, 400) + dayOfYear - 719_468;
        }
    }

    /// <summary>
    /// Reads <c>2011-02-28</c>, then optionally <c>T</c> or a space, <c>HH:mm</c>, seconds, a fraction of up to nine digits, and
    /// <c>Z</c> or an offset such as <c>+01:00</c>, <c>+0100</c> or <c>+01</c>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IsoTime time)
    {
        time = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out int year) || !TryDigits(text.Slice(5, 2), out int month) || !TryDigits(text.Slice(8, 2), out int day)
            || month is < 1 or > 12 || day < 1 || day > LengthOf(year, month))
        {
            return false;
        }

        if (text.Length == 10)
        {
            time = new IsoTime(year, month, day, 0, false, null);
            return true;
        }

        text = text[10..];
        if (text[0] is not ('T' or 't' or ' ') || !TryClock(text[1..], out long nanoseconds, out text) || !TryOffset(text, out int? offset))
        {
            return false;
        }

        time = new IsoTime(year, month, day, nanoseconds, true, offset);
        return true;
    }

    private static bool TryClock(ReadOnlySpan<char> text, out long nanoseconds, out ReadOnlySpan<char> rest)
    {
        nanoseconds = 0;
        rest = default;
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text[..2], out int hour) || !TryDigits(text.Slice(3, 2), out int minute)
            || hour > 23 || minute > 59)
        {
            return false;
        }

        text = text[5..];
        int second = 0;
        long fraction = 0;
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!TryDigits(text.Slice(1, 2), out second) || second > 59)
            {
                return false;
            }

            text = text[3..];
            if (text.Length > 1 && text[0] is '.' or ',')
            {
                int digits = 1;
                for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
                {
                    fraction = digits <= 9 ? (fraction * 10) + (text[digits] - '0') : fraction;
                }

                if (digits is 1 or > 10)
                {
                    return false;
                }

                for (int i = digits; i <= 9; i++)
                {
                    fraction *= 10;
                }

                text = text[digits..];
            }
        }

        nanoseconds = ((((hour * 60L) + minute) * 60) + second) * 1_000_000_000 + fraction;
        rest = text;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int? seconds)
    {
        seconds = null;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text is "Z" or "z")
        {
            seconds = 0;
            return true;
        }

        if (text[0] is not ('+' or '-') || text.Length is not (3 or 5 or 6) || (text.Length == 6 && text[3] != ':'))
        {
            return false;
        }

        int minute = 0;
        if (!TryDigits(text.Slice(1, 2), out int hour) || (text.Length > 3 && !TryDigits(text[^2..], out minute)) || hour > 18 || minute > 59)
        {
            return false;
        }

        seconds = ((hour * 60) + minute) * (text[0] == '-' ? -60 : 60);
        return true;
    }

    private static int LengthOf(int year, int month) =>
        month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : MonthLengths[month - 1];

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (char c in text)
        {
            uint digit = (uint)(c - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + (int)digit;
        }

        return true;
    }

    private static long FloorDivide(int value, int divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
