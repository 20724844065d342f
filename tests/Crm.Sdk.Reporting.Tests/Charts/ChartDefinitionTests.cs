using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Tests.Charts;

public sealed class ChartDefinitionTests
{
    [Theory]
    [InlineData("0.1", "10.0%")]
    [InlineData("-1234.5678", "-123,456.8%")]
    public void A_share_is_written_as_a_percentage(string value, string text)
    {
        Rational.TryParse(value, out Rational number).Should().BeTrue();

        ValueFormat.Percent().Text(number).Should().Be(text);
    }

    [Fact]
    public void An_amount_has_the_places_of_its_currency_and_its_code() =>
        ValueFormat.Money(Currency.Get("EUR")).Text(1_234_567.005m).Should().Be("1,234,567.01 EUR");

    [Fact]
    public void A_text_that_is_given_is_kept_and_gets_the_unit() =>
        ValueFormat.Number(0, "hours").Text(new ChartValue(5, "about 5")).Should().Be("about 5 hours");

    [Theory]
    [InlineData("0")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    public void A_decimal_becomes_a_value_without_loss(string text)
    {
        ChartValue value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        value.Value.ToString().Should().Be(text);
    }

    [Fact]
    public void A_prediction_outside_of_its_range_is_refused()
    {
        Action outside = () => TrendPoint.Predicted("a", 3, 4, 5);
        Action half = () => TrendPoint.Predicted("a", 3, 2);

        outside.Should().Throw<ArgumentException>();
        half.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_pace_that_leads_beyond_the_points_is_refused()
    {
        Action act = () => _ = new TrendChart("t", "", [TrendPoint.Gap("a")], ValueFormat.Number(), pace: new PaceLine(0, 1, 1, 2));

        act.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_pace_goes_straight_from_start_to_due()
    {
        var pace = new PaceLine(1, 10, 5, 20);

        Enumerable.Range(0, 7).Select(i => pace.At(i)?.ToString()).Should().Equal(null, "10", "12.5", "15", "17.5", "20", null);
    }

    [Fact]
    public void A_trend_says_in_words_what_it_shows() =>
        new TrendChart("t", "", [TrendPoint.Actual("Jan", 3, isOpen: true), TrendPoint.Predicted("Feb", 4)], ValueFormat.Number(), 5, 1)
            .Summary(ChartWords.English).Should().Be("Latest: 3 (Jan, period still open). Baseline: 1. Target: 5. Forecast: 4 (Feb).");

    [Fact]
    public void A_trend_says_within_which_range_it_expects_what_and_how_sure_it_is()
    {
        var chart = new TrendChart("t", "", [TrendPoint.Actual("Jan", 3), TrendPoint.Predicted("Feb", 4, 2, 6), TrendPoint.Predicted("Mar", 5, 1, 9)], ValueFormat.Number(0, "h"), rangeName: "95% range");

        chart.Summary(ChartWords.English).Should().Be("Latest: 3 h (Jan). Forecast: 5 h (Mar). 95% range: 1 – 9.");
        chart.Data(ChartWords.English).Headings.Should().Equal("Period", "Actual (h)", "Forecast (h)", "95% range (h)");
    }

    [Fact]
    public void A_trend_without_values_says_so() =>
        new TrendChart("t", "", [], ValueFormat.Number()).Summary(ChartWords.English).Should().Be("No data.");

    [Fact]
    public void The_table_of_a_trend_has_the_columns_that_hold_something()
    {
        ChartData data = new TrendChart(
            "t", "", [TrendPoint.Actual("Jan", 3), TrendPoint.Gap("Feb", "no rows"), TrendPoint.Predicted("Mar", 4, 2, 6)], ValueFormat.Number(0, "h"), 5)
            .Data(ChartWords.English);

        data.Headings.Should().Equal("Period", "Actual (h)", "Forecast (h)", "Range (h)", "Note");
        data.Rows.Select(r => string.Join('|', r)).Should().Equal("Jan|3|||", "Feb||||no rows", "Mar||4|2 – 6|");
        data.Remark.Should().Be("Target: 5 h");
    }

    [Fact]
    public void A_series_ends_with_the_last_value_of_a_period_that_is_over() =>
        new TrendChart("t", "", [TrendPoint.Gap("a"), TrendPoint.Actual("b", 1), TrendPoint.Gap("c"), TrendPoint.Actual("o", 9, isOpen: true), TrendPoint.Predicted("d", 2)], ValueFormat.Number())
            .Series.Select(v => v?.ToString()).Should().Equal(null, "1");

    [Fact]
    public void A_line_of_characters_spans_its_values_and_keeps_gaps()
    {
        Sparkline.Characters([1, 2, null, 8]).Should().Be("▁▂·█");
        Sparkline.Characters([5, 5]).Should().Be("▅▅");
        Sparkline.Characters([null]).Should().Be("·");
        Sparkline.Characters([]).Should().BeEmpty();
    }

    [Fact]
    public void A_cell_without_a_value_is_a_gap_with_its_reason()
    {
        var format = new CellFormat(TestUnits.Percent, []);
        var missing = new Cell { Reason = CellReason.ZeroDenominator };
        var open = new Cell { Value = new Rational(1, 8), Flags = CellFlags.Open };

        TrendPoint.FromCell("Mar", new Cell { Value = -12_345 }, format).Value!.Text.Should().Be("-1,234,500.0%");
        TrendPoint.FromCell("Jan", missing, format).Should().Match<TrendPoint>(p => p.Value == null && p.Note == "zero denominator");
        TrendPoint.FromCell("Feb", open, format).Should().Match<TrendPoint>(p => p.Value!.Text == "12.5%" && p.IsOpen);
    }
}
