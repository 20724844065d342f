using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Objectives;
using Crm.Sdk.Values;
using FsCheck.Xunit;

namespace Crm.Sdk.Domain.Tests.Objectives;

public sealed class TargetAllocationTests
{
    [Theory]
    [InlineData("100", "1 1 1", "1", "34 33 33")]
    [InlineData("100", "1 1 1", "0.01", "33.34 33.33 33.33")]
    [InlineData("101", "1 2 3", "1", "17 34 50")] // 16.83, 33.67 and 50.5: the largest two of what is lost
    [InlineData("-100", "1 1 1", "1", "-34 -33 -33")]
    [InlineData("2", "0 1 0 1 1", "1", "0 1 0 1 0")]
    [InlineData("0", "1 2", "1", "0 0")]
    [InlineData("10.5", "1 1", "1", "5.5 5")] // half a unit has to be somewhere
    [InlineData("10.5", "1 1 1", "1", "4 3.5 3")] // behind the one that got the last whole unit
    [InlineData("7", "5", "1", "7")]
    public void A_total_is_split_by_the_largest_remainder(string total, string weights, string unit, string parts) =>
        string.Join(' ', TargetAllocation.Split(Number(total), [.. weights.Split(' ').Select(Number)], Number(unit))!).Should().Be(parts);

    [Fact]
    public void Weights_of_nothing_split_nothing_and_those_below_are_refused()
    {
        TargetAllocation.Split(5, [0, 0], 1).Should().BeNull();
        TargetAllocation.Split(5, [], 1).Should().BeNull();
        FluentActions.Invoking(() => TargetAllocation.Split(5, [1, -1], 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => TargetAllocation.Split(5, [1], 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Property]
    public void Parts_add_up_and_each_is_within_a_unit_of_its_share(int total, ushort[] weights)
    {
        Rational[] shares = [.. weights.Select(w => (Rational)w)];
        Rational all = shares.Aggregate(Rational.Zero, (sum, w) => sum + w), unit = new(1, 100), whole = new(total, 7);

        IReadOnlyList<Rational>? parts = TargetAllocation.Split(whole, shares, unit);

        (parts is null).Should().Be(all.IsZero);
        if (parts is not null)
        {
            parts.Aggregate(Rational.Zero, (sum, p) => sum + p).Should().Be(whole);
            parts.Zip(shares, (p, w) => (p - (whole * w / all)).Abs()).Should().OnlyContain(d => d < unit * 2);
            parts.Count(p => !(p / unit).IsInteger).Should().BeLessThanOrEqualTo(1);
            parts.Zip(shares).Should().OnlyContain(x => !x.Second.IsZero || x.First.IsZero);
        }
    }

    [Property]
    public void Progress_is_0_at_the_start_and_1_at_the_goal(int start, int change, bool isShare)
    {
        var range = TargetRange.Of(change < 0 ? TargetBound.AtMost : TargetBound.AtLeast, isShare ? TargetForm.Relative : TargetForm.Points, change, 0, start, isPercentage: false);
        if (range is null || range.Contains(start))
        {
            (change == 0 || (isShare && start == 0)).Should().BeTrue();
            return;
        }

        range.Progress(start, start).Should().Be(Rational.Zero);
        range.Progress(range.GoalFrom(start), start).Should().Be(Rational.One);
        range.Remaining(range.GoalOf(start)).Should().BeNull("nothing is missing at the goal");
    }

    [Theory]
    [InlineData("10", null, "4", "10", "6")]
    [InlineData("10", null, "10", "10", null)]
    [InlineData("10", null, "11", "10", null)]
    [InlineData(null, "10", "4", "10", "6")]
    [InlineData(null, "10", "12", "10", null)]
    [InlineData("5", "10", "3", "5", "2")]
    [InlineData("5", "10", "7", "5", null)]
    [InlineData("5", "10", "12", "10", null)]
    public void A_value_is_held_against_one_end(string? low, string? high, string value, string goal, string? remaining)
    {
        TargetRange range = TargetRange.Between(low is null ? null : Number(low), high is null ? null : Number(high));

        range.GoalOf(Number(value)).Should().Be(Number(goal));
        range.Remaining(Number(value))?.ToString().Should().Be(remaining);
    }

    [Fact]
    public void A_target_without_an_end_is_refused() => FluentActions.Invoking(() => TargetRange.Between(null, null)).Should().Throw<ArgumentException>();

    private static Rational Number(string text) => Rational.TryParse(text, out Rational value) ? value : throw new FormatException(text);
}
