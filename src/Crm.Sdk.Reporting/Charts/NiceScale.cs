using System.Numerics;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>An axis whose marks are numbers that people count in: 1, 2, 2.5 or 5 times a power of ten.</summary>
/// <remarks>Immutable and exact: the marks cover the data without rounding, for numbers of any size.</remarks>
public sealed class NiceScale
{
    private static readonly Rational[] Steps = [1, 2, new(5, 2), 5, 10];

    private NiceScale(Rational low, Rational high, Rational step)
    {
        Low = low;
        High = high;
        Step = step;
        int count = (int)((high - low) / step).Numerator;
        Ticks = [.. Enumerable.Range(0, count + 1).Select(i => low + (step * i))];
    }

    /// <summary>The first mark, at or below all data.</summary>
    public Rational Low { get; }

    /// <summary>The last mark, at or above all data; above <see cref="Low"/>.</summary>
    public Rational High { get; }

    /// <summary>The distance of two marks, above zero.</summary>
    public Rational Step { get; }

    /// <summary>The marks from <see cref="Low"/> to <see cref="High"/>; each is a whole multiple of <see cref="Step"/>.</summary>
    public IReadOnlyList<Rational> Ticks { get; }

    /// <summary>An axis for data from <paramref name="least"/> to <paramref name="greatest"/>.</summary>
    /// <param name="least">The least value.</param>
    /// <param name="greatest">The greatest value, not below <paramref name="least"/>. When they are equal the axis begins or ends at zero.</param>
    /// <param name="intervals">About how many intervals, 1 to 20; at most one more is made.</param>
    /// <param name="wholeOnly">Whether marks must be whole numbers, as for counts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="greatest"/> or <paramref name="intervals"/> is out of range.</exception>
    public static NiceScale Cover(Rational least, Rational greatest, int intervals, bool wholeOnly = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(greatest, least);
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(intervals, 20);
        if (least == greatest)
        {
            greatest = least.Sign == 0 ? Rational.One : least.Sign < 0 ? Rational.Zero : greatest;
            least = least.Sign > 0 ? Rational.Zero : least;
        }

        Rational step = StepFrom((greatest - least) / intervals, wholeOnly);
        return new NiceScale(Down(least / step) * step, -(Down(-(greatest / step)) * step), step);
    }

    private static Rational StepFrom(Rational atLeast, bool wholeOnly)
    {
        if (wholeOnly && atLeast < 1)
        {
            return 1;
        }

        Rational power = PowerOfTenUpTo(atLeast);
        return Steps.Select(s => s * power).First(s => s >= atLeast && (!wholeOnly || s.IsInteger));
    }

    /// <summary>The greatest power of ten that is not above a positive value.</summary>
    private static Rational PowerOfTenUpTo(Rational value)
    {
        int exponent = Digits(value.Numerator) - Digits(value.Denominator);
        Rational power = exponent >= 0 ? BigInteger.Pow(10, exponent) : new Rational(1, BigInteger.Pow(10, -exponent));
        return power > value ? power / 10 : power;
    }

    private static int Digits(BigInteger value) => value.ToString().Length;

    private static Rational Down(Rational value)
    {
        BigInteger towardsZero = value.ToScaled(0, Rounding.Down);
        return value.Sign < 0 && !value.IsInteger ? towardsZero - 1 : towardsZero;
    }
}
