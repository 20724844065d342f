using System.Globalization;
using System.Numerics;

namespace Crm.Sdk.Values;

/// <summary>How a value that lies between two neighbours of a scale is rounded.</summary>
public enum Rounding
{
    /// <summary>To the nearest; a tie goes away from zero. The default everywhere.</summary>
    HalfAwayFromZero,

    /// <summary>To the nearest; a tie goes to the even neighbour.</summary>
    HalfEven,

    /// <summary>Towards zero.</summary>
    Down,
}

/// <summary>An exact fraction of two integers of any size, always in lowest terms with a positive denominator.</summary>
/// <remarks>Equality, order and arithmetic are exact. <c>default</c> is zero.</remarks>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger _denominator;

    /// <summary>Creates a fraction and reduces it.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A fraction has no zero denominator.");
        }

        if (denominator.IsOne || numerator.IsZero)
        {
            Numerator = numerator;
            _denominator = BigInteger.One;
            return;
        }

        if (Fits(numerator) && Fits(denominator))
        {
            long n = (long)numerator, d = (long)denominator, divisor = Gcd(Math.Abs(n), Math.Abs(d)) * Math.Sign(d);
            Numerator = n / divisor;
            _denominator = d / divisor;
        }
        else
        {
            BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
            if (denominator.Sign < 0)
            {
                divisor = -divisor;
            }

            Numerator = numerator / divisor;
            _denominator = denominator / divisor;
        }
    }

    /// <summary>Zero.</summary>
    public static Rational Zero => default;

    /// <summary>One.</summary>
    public static Rational One { get; } = new(BigInteger.One, BigInteger.One);

    /// <summary>The numerator in lowest terms; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator in lowest terms; positive.</summary>
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>Whether the value is zero.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>Whether the value is a whole number.</summary>
    public bool IsInteger => Denominator.IsOne;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>A decimal, exactly.</summary>
    public static Rational FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = new BigInteger(new decimal(bits[0], bits[1], bits[2], isNegative: value < 0, 0));
        return FromScaled(digits, (bits[3] >> 16) & 0xFF);
    }

    /// <summary>The value <paramref name="unscaled"/> / 10^<paramref name="scale"/>.</summary>
    public static Rational FromScaled(BigInteger unscaled, int scale) =>
        scale == 0 ? new Rational(unscaled, BigInteger.One) : new Rational(unscaled, PowerOfTen(scale));

    /// <summary>Reads a plain decimal number such as <c>-12.50</c>: digits, one optional point, one optional leading minus.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Rational value)
    {
        value = default;
        int point = text.IndexOf('.');
        int scale = point < 0 ? 0 : text.Length - point - 1;
        Span<char> digits = text.Length <= 128 ? stackalloc char[128] : new char[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (i == point)
            {
                continue;
            }

            if (!char.IsAsciiDigit(c) && !(c == '-' && i == 0))
            {
                return false;
            }

            digits[length++] = c;
        }

        bool hasDigit = length > 0 && char.IsAsciiDigit(digits[length - 1]);
        if (!hasDigit || point == 0 || (point > 0 && (scale == 0 || !char.IsAsciiDigit(text[point - 1]))))
        {
            return false;
        }

        value = FromScaled(BigInteger.Parse(digits[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), scale);
        return true;
    }

    /// <summary>The value as an integer count of 10^-<paramref name="scale"/>, rounded.</summary>
    public BigInteger ToScaled(int scale, Rounding rounding = Rounding.HalfAwayFromZero)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        BigInteger scaled = Numerator * PowerOfTen(scale);
        BigInteger quotient = BigInteger.DivRem(scaled, Denominator, out BigInteger remainder);
        if (remainder.IsZero || rounding == Rounding.Down)
        {
            return quotient;
        }

        int side = (BigInteger.Abs(remainder) * 2).CompareTo(Denominator);
        bool up = side > 0 || (side == 0 && (rounding == Rounding.HalfAwayFromZero || !quotient.IsEven));
        return up ? quotient + scaled.Sign : quotient;
    }

    /// <summary>The value rounded to <paramref name="scale"/> decimal places.</summary>
    public Rational Round(int scale, Rounding rounding = Rounding.HalfAwayFromZero) => FromScaled(ToScaled(scale, rounding), scale);

    /// <summary>The value with exactly <paramref name="scale"/> decimal places, rounded.</summary>
    public string ToString(int scale, Rounding rounding = Rounding.HalfAwayFromZero)
    {
        BigInteger scaled = ToScaled(scale, rounding);
        string digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture);
        if (scale > 0)
        {
            digits = digits.PadLeft(scale + 1, '0');
            digits = $"{digits[..^scale]}.{digits[^scale..]}";
        }

        return scaled.Sign < 0 ? "-" + digits : digits;
    }

    /// <summary>The value as a terminating decimal when it is one, else as <c>numerator/denominator</c>.</summary>
    public override string ToString() => TryGetScale(out int scale) ? ToString(scale) : $"{Numerator}/{Denominator}";

    /// <summary>The number of decimal places that writes the value exactly, if any does.</summary>
    /// <param name="scale">The smallest such number, or 0.</param>
    public bool TryGetScale(out int scale)
    {
        BigInteger rest = Denominator;
        int twos = 0, fives = 0;
        while (rest.IsEven)
        {
            rest >>= 1;
            twos++;
        }

        while (BigInteger.Remainder(rest, 5).IsZero)
        {
            rest /= 5;
            fives++;
        }

        scale = rest.IsOne ? Math.Max(twos, fives) : 0;
        return rest.IsOne;
    }

    /// <summary>The absolute value.</summary>
    public Rational Abs() => Sign < 0 ? -this : this;

    /// <inheritdoc/>
    public int CompareTo(Rational other) => Denominator == other.Denominator
        ? Numerator.CompareTo(other.Numerator)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>An integer as a fraction.</summary>
    public static implicit operator Rational(long value) => new(value, BigInteger.One);

    /// <summary>An integer as a fraction.</summary>
    public static implicit operator Rational(BigInteger value) => new(value, BigInteger.One);

    /// <summary>The sum.</summary>
    public static Rational operator +(Rational left, Rational right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    /// <summary>The difference.</summary>
    public static Rational operator -(Rational left, Rational right) => left + -right;

    /// <summary>The negative.</summary>
    public static Rational operator -(Rational value) => new(-value.Numerator, value.Denominator);

    /// <summary>The product.</summary>
    public static Rational operator *(Rational left, Rational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="right"/> is zero.</exception>
    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Equality of value.</summary>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <summary>Inequality of value.</summary>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <summary>Order by value.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Order by value.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Order by value.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Order by value.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    private static readonly BigInteger[] Powers = [.. Enumerable.Range(0, 19).Select(i => BigInteger.Pow(10, i))];

    private static BigInteger PowerOfTen(int scale) => scale < Powers.Length ? Powers[scale] : BigInteger.Pow(10, scale);

    // Without the smallest number, whose absolute value does not fit.
    private static bool Fits(BigInteger value) => value > long.MinValue && value <= long.MaxValue;

    private static long Gcd(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
