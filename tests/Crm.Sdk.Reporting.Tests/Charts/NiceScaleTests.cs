using System.Numerics;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Values;
using FsCheck.Xunit;

namespace Crm.Sdk.Reporting.Tests.Charts;

public sealed class NiceScaleTests
{
    private static readonly Rational[] NiceDigits = [1, 2, new(5, 2), 5, 10];

    [Property]
    public void Marks_are_nice_and_cover_the_data(long a, long b, byte scale, byte intervals, bool wholeOnly)
    {
        Rational first = Rational.FromScaled(a, scale % 30), second = new(new BigInteger(b) * BigInteger.Pow(10, scale % 40), 7);
        (Rational least, Rational greatest) = first < second ? (first, second) : (second, first);
        int wanted = 1 + (intervals % 20);

        NiceScale axis = NiceScale.Cover(least, greatest, wanted, wholeOnly);

        axis.Low.Should().BeLessThanOrEqualTo(least);
        axis.High.Should().BeGreaterThanOrEqualTo(greatest);
        axis.Ticks.Should().HaveCountLessThanOrEqualTo(wanted + 2).And.HaveCountGreaterThanOrEqualTo(2);
        axis.Ticks.Should().OnlyContain(t => (t / axis.Step).IsInteger, "marks are multiples of the step");
        axis.Ticks.Zip(axis.Ticks.Skip(1), (x, y) => y - x).Should().OnlyContain(d => d == axis.Step);
        NiceDigits.Should().Contain(LeadingDigits(axis.Step));
        if (wholeOnly)
        {
            axis.Ticks.Should().OnlyContain(t => t.IsInteger);
        }
    }

    [Theory]
    [InlineData(0, 100, 4, "0 25 50 75 100")]
    [InlineData(0, 9, 5, "0 2 4 6 8 10")]
    [InlineData(-30, 70, 5, "-40 -20 0 20 40 60 80")]
    [InlineData(0, 0, 2, "0 0.5 1")]
    [InlineData(42, 42, 3, "0 20 40 60")]
    [InlineData(-42, -42, 3, "-60 -40 -20 0")]
    public void Marks_are_those_that_a_person_would_choose(long least, long greatest, int intervals, string marks) =>
        string.Join(' ', NiceScale.Cover(least, greatest, intervals).Ticks).Should().Be(marks);

    [Fact]
    public void Data_in_the_wrong_order_are_refused()
    {
        Action act = () => NiceScale.Cover(2, 1, 4);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static Rational LeadingDigits(Rational step)
    {
        while (step >= 10)
        {
            step /= 10;
        }

        while (step < 1)
        {
            step *= 10;
        }

        return step;
    }
}
