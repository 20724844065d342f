using Crm.Sdk.Evaluation.Forecasts;

namespace Crm.Sdk.Evaluation.Tests.Forecasts;

/// <summary>Series whose continuation anybody can tell, the definition written out once more, and laws.</summary>
public sealed class SeriesForecastTests
{
    [Theory]
    [InlineData("5 5 5 5 5 5 5 5 5", 0, "0 0 1", 5)]
    [InlineData("0 0 0 0 0 0 0 0", 0, "1 1", 0)]
    [InlineData("1 2 3 4 5 6 7 8 9 10", 0, "0 0 1", 13)]
    [InlineData("1 2 3 4 5 6 7 8 9 10", 0, "1 1 1", 36)]
    [InlineData("1 2 3 4 5 6 7 8 9 10", 0, "1 0.5", 17)] // half of the second one
    [InlineData("30 27 24 21 18 15 12 9", 0, "0 1", 3)]
    [InlineData("10 20 30 40 10 20 30 40 10 20 30 40", 4, "1", 10)]
    [InlineData("10 20 30 40 10 20 30 40 10 20 30 40", 4, "1 1 1 1", 100)]
    [InlineData("10 20 30 40 14 24 34 44 18 28 38 48 22", 4, "0 0 1", 52)] // one more a period
    [InlineData("5 5 5 5 5 5 5 5", 4, "1", 5)]
    public void What_lies_on_a_line_or_in_a_season_goes_on_as_it_did(string values, int season, string weights, double expected)
    {
        SeriesForecast forecast = SeriesForecast.Of(Numbers(values), Numbers(weights), season)!;

        forecast.Mean.Should().BeApproximately(expected, 1e-9);
        forecast.Low.Should().BeApproximately(expected, 1e-9);
        forecast.High.Should().BeApproximately(expected, 1e-9);
        forecast.Season.Should().Be(values.StartsWith("10", StringComparison.Ordinal) ? season : 0, "no season is seen where nothing comes again");
    }

    [Fact]
    public void What_goes_to_and_fro_does_so_again_and_the_interval_holds_it()
    {
        double[] values = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 1.0 : 3.0)];
        SeriesForecast next = SeriesForecast.Of(values, [1])!, second = SeriesForecast.Of(values, [0, 1])!;

        next.Mean.Should().BeInRange(1, 1.2);
        second.Mean.Should().BeInRange(2.8, 3);
        (next.Low < 1 && next.High > 1 && second.Low < 3 && second.High > 3).Should().BeTrue();
        next.Kept.Should().BeLessThan(-0.8);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void A_series_that_is_too_short_is_not_forecast(int length, bool isForecast) =>
        (SeriesForecast.Of(Series.Wandering(1, length, 0.5), [1]) is not null).Should().Be(isForecast);

    [Theory]
    [InlineData(1, 12, 0.0, 1, 0)]
    [InlineData(2, 12, 1.0, 6, 0)]
    [InlineData(3, 30, 0.5, 4, 0)]
    [InlineData(4, 30, 0.9, 12, 0)]
    [InlineData(5, 30, -0.6, 3, 0)]
    [InlineData(6, 24, 0.5, 5, 4)]
    [InlineData(7, 40, 1.0, 8, 4)]
    [InlineData(8, 36, 0.3, 6, 12)]
    public void It_is_what_the_definition_says(int seed, int length, double share, int ahead, int season)
    {
        double[] wave = [.. Enumerable.Range(0, season).Select(i => 9 * Math.Sin(2 * Math.PI * i / season) + (i % 3))];
        double[] values = Series.Wandering(seed, length, share, wave);
        foreach (double[] weights in (double[][])[[.. Enumerable.Repeat(1.0, ahead)], [.. Enumerable.Repeat(0.0, ahead - 1), 1]])
        {
            SeriesForecast forecast = SeriesForecast.Of(values, weights, season)!;
            var definition = new ForecastByDefinition(values, weights, season);

            forecast.Season.Should().Be(season);
            forecast.Mean.Should().BeApproximately(definition.Mean, 1e-6 * Math.Abs(definition.Mean));
            definition.Below(forecast.Low).Should().BeApproximately(0.025, 1e-6);
            definition.Below(forecast.High).Should().BeApproximately(0.975, 1e-6);
        }
    }

    [Fact]
    public void Another_unit_and_another_zero_change_nothing_else()
    {
        double[] values = Series.Wandering(9, 30, 0.7);
        SeriesForecast plain = SeriesForecast.Of(values, [0, 0, 1])!, other = SeriesForecast.Of([.. values.Select(v => 1_000 - (20 * v))], [0, 0, 1])!;

        other.Mean.Should().BeApproximately(1_000 - (20 * plain.Mean), 1e-6);
        other.Low.Should().BeApproximately(1_000 - (20 * plain.High), 1e-6);
        other.High.Should().BeApproximately(1_000 - (20 * plain.Low), 1e-6);
    }

    [Fact]
    public void A_slope_that_is_added_comes_back()
    {
        double[] values = Series.Wandering(10, 30, 0.7);
        SeriesForecast flat = SeriesForecast.Of(values, [0, 0, 1])!, steep = SeriesForecast.Of([.. values.Select((v, i) => v + (4 * i))], [0, 0, 1])!;

        (steep.Mean - flat.Mean).Should().BeApproximately(4 * 32, 1e-6);
        (steep.High - steep.Low).Should().BeApproximately(flat.High - flat.Low, 1e-6);
    }

    [Fact]
    public void More_probability_needs_a_wider_interval_and_a_wider_one_is_further_ahead()
    {
        double[] values = Series.Wandering(11, 40, 1);
        double Width(int ahead, double level)
        {
            SeriesForecast f = SeriesForecast.Of(values, [.. new double[ahead - 1], 1], level: level)!;
            return f.High - f.Low;
        }

        Width(3, 0.5).Should().BeLessThan(Width(3, 0.9));
        Width(3, 0.9).Should().BeLessThan(Width(3, 0.99));
        Width(1, 0.95).Should().BeLessThan(Width(5, 0.95));
    }

    [Fact]
    public void No_more_than_the_last_values_are_looked_at()
    {
        double[] values = Series.Wandering(12, 300, 0.5);

        SeriesForecast.Of(values, [1]).Should().Be(SeriesForecast.Of(values[^SeriesForecast.MostValues..], [1]));
    }

    [Fact]
    public void What_is_no_number_is_refused()
    {
        double[] values = Series.Wandering(13, 20, 0.5);
        FluentActions.Invoking(() => SeriesForecast.Of([.. values, double.NaN], [1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SeriesForecast.Of(values, [0, 0])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SeriesForecast.Of(values, [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SeriesForecast.Of(values, [1], level: 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => SeriesForecast.Of(values, [1], season: -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(double.Parse)];
}
