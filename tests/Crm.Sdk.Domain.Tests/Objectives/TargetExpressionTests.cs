using System.Text.Json;
using Crm.Sdk.Objectives;
using Crm.Sdk.Values;
using FsCheck.Xunit;

namespace Crm.Sdk.Domain.Tests.Objectives;

public sealed class TargetExpressionTests
{
    [Theory]
    [InlineData(">= 85 %", "AtLeast", null, "0.85", null)]
    [InlineData("at least 200", "AtLeast", null, "200", null)]
    [InlineData(">=-12.5", "AtLeast", null, "-12.5", null)]
    [InlineData("<= 48", "AtMost", null, null, "48")]
    [InlineData("at most 0.5%", "AtMost", null, null, "0.005")]
    [InlineData("<= -3 %", "AtMost", null, null, "-0.03")]
    [InlineData("between 3 % and 4 %", "Between", null, "0.03", "0.04")]
    [InlineData("between -4 and -3", "Between", null, "-4", "-3")]
    [InlineData("between 0.03 and 4 %", "Between", null, "0.03", "0.04")]
    [InlineData("between 5 and 5", "Between", null, "5", "5")]
    [InlineData("+5 %", "Relative", "200", "210", null)]
    [InlineData("-5 %", "Relative", "200", null, "190")]
    [InlineData("+5 %", "Relative", "-200", "-190", null)] // up is towards more, also below nothing
    [InlineData("-5 %", "Relative", "-200", null, "-210")]
    [InlineData("+ 12.5 %", "Relative", "0.4", "0.45", null)]
    [InlineData("+100 %", "Relative", "3", "6", null)]
    [InlineData("-3 points", "Points", "200", null, "197")]
    [InlineData("+1 point", "Points", "7.5", "8.5", null)]
    [InlineData("  +3 points ", "Points", "-1", "2", null)]
    public void A_text_means_a_range(string text, string kind, string? baseline, string? low, string? high)
    {
        var target = TargetExpression.Parse(text);

        TargetRange range = target.Resolve(Number(baseline), isPercentage: false)!;

        (target.Kind.ToString(), range.Low, range.High).Should().Be((kind, Number(low), Number(high)));
        target.NeedsBaseline.Should().Be(baseline is not null);
    }

    [Theory]
    [InlineData("+3 points", "0.82", "0.85", null)]
    [InlineData("-0.5 points", "0.82", null, "0.815")]
    [InlineData("+5 %", "0.8", "0.84", null)] // a share of the baseline, not points
    public void Points_of_a_percentage_are_hundredths(string text, string baseline, string? low, string? high)
    {
        TargetRange range = TargetExpression.Parse(text).Resolve(Number(baseline), isPercentage: true)!;

        (range.Low, range.High).Should().Be((Number(low), Number(high)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("85 %")]
    [InlineData("> 85")]
    [InlineData("+5")]
    [InlineData("5 points")]
    [InlineData(">= 85 points")]
    [InlineData(">= 1e3")]
    [InlineData(">= 1,000")]
    [InlineData(">= 85 % 3")]
    [InlineData("between 3 %")]
    [InlineData("+5 % points")]
    [InlineData(">= ٨٥")]
    public void What_is_no_target_is_refused_with_what_may_be_written(string text) =>
        FluentActions.Invoking(() => TargetExpression.Parse(text)).Should().Throw<FormatException>().WithMessage("*is no target. Write '>= 85 %', '<= 48', 'between 3 % and 4 %'*");

    [Theory]
    [InlineData("between 4 % and 3 %", "*ends before it begins*")]
    [InlineData("between 3 and 4 %", "*ends before it begins*")]
    [InlineData("+0 %", "*changes nothing*")]
    [InlineData("-0.00 points", "*changes nothing*")]
    public void A_target_that_says_nothing_is_refused(string text, string message) =>
        FluentActions.Invoking(() => TargetExpression.Parse(text)).Should().Throw<FormatException>().WithMessage(message);

    [Theory]
    [InlineData("+5 %")]
    [InlineData("-3 points")]
    public void A_change_without_a_baseline_is_no_range(string text) => TargetExpression.Parse(text).Resolve(null, false).Should().BeNull();

    [Fact]
    public void A_share_of_nothing_is_no_range() =>
        TargetExpression.Parse("+5 %").Resolve(0, false).Should().BeNull("5 % more than nothing would be reached before anything was done");

    [Theory]
    [InlineData("+5 %")]
    [InlineData("between 3 % and 4 %")]
    public void JSON_keeps_the_text(string text)
    {
        var objective = JsonSerializer.Deserialize<TargetExpression>(JsonSerializer.Serialize(TargetExpression.Parse(text)))!;

        objective.Should().Be(TargetExpression.Parse(text));
        FluentActions.Invoking(() => JsonSerializer.Deserialize<TargetExpression>("\"soon\"")).Should().Throw<JsonException>().WithMessage("*is no target*");
    }

    [Property(MaxTest = 2_000)]
    public bool The_goal_reaches_the_target_and_is_the_nearest_that_does(int kind, int first, int second, int start, bool isPercentage)
    {
        (int low, int high) = (Math.Min(first, second), Math.Max(first, second));
        string text = (kind & 7) switch
        {
            0 => $">= {first}", 1 => $"<= {first} %", 2 => $"between {low} and {high}", 3 => $"between {low} % and {high} %",
            4 => $"+{Math.Abs((long)first) + 1} %", 5 => $"-{Math.Abs((long)first) + 1} %", 6 => $"+{Math.Abs((long)first) + 1}.5 points", _ => $"-{Math.Abs((long)first) + 1} points",
        };
        var from = new Rational(start, 7);
        TargetRange? range = TargetExpression.Parse(text).Resolve(from, isPercentage);
        if (range is null)
        {
            return start == 0;
        }

        Rational goal = range.GoalFrom(from), halfway = (goal + from) / 2;
        return range.Contains(goal) && (range.Contains(from) ? goal == from : !range.Contains(halfway));
    }

    private static Rational? Number(string? text) => text is null ? null : Rational.TryParse(text, out Rational value) ? value : throw new FormatException(text);
}
