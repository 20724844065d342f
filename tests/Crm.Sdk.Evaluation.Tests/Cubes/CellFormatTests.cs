using Crm.Sdk.Evaluation.Cubes;
using static Crm.Sdk.Evaluation.Tests.Cubes.CubeSpecimen;

namespace Crm.Sdk.Evaluation.Tests.Cubes;

public sealed class CellFormatTests
{
    [Theory]
    [InlineData("sales.revenue", 1234, 1, "1234", "1234.00")]
    [InlineData("sales.revenue", -5, 1000, "-0.005", "-0.01")]
    [InlineData("sales.per_order", 100, 3, "100/3", "33.33")]
    [InlineData("sales.paid_share", 2, 3, "200/3", "66.7%")]
    [InlineData("sales.paid_share", 1, 4, "25", "25.0%")]
    [InlineData("sales.ratio", 2, 3, "2/3", "0.667")]
    [InlineData("sales.units", 7, 1, "7", "7")]
    [InlineData("sales.units", 7, 2, "3.5", "3.50")]
    [InlineData("sales.delay", 129_600_000_000, 1, "1.5", "1.5")]
    [InlineData("sales.delay", 86_400_000_000, 7, "1/7", "0.1")]
    [InlineData("customers.first", 20_000, 1, "20000", "2024-10-04")]
    [InlineData("customers.first", -3, 2, "-1.5", "1969-12-30")]
    [InlineData("orders.last", 1_771_156_800_999_999, 1, "1771156800999999", "2026-02-15T12:00:00Z")]
    public void A_value_is_written_exactly_and_for_people(string metric, long numerator, long denominator, string exact, string shown)
    {
        Cell cell = Of(numerator, denominator);
        var format = new CellFormat(Model.Metrics[metric].Unit, [cell]);

        format.Exact(cell).Should().Be(exact);
        format.Shown(cell).Should().Be(shown);
        format.Text(cell).Should().Be(shown);
    }

    [Fact]
    public void Plain_numbers_of_one_metric_have_the_same_decimal_places()
    {
        Cell[] cells = [Of(7), Of(7, 2)];
        var format = new CellFormat(Model.Metrics["sales.units"].Unit, cells);

        cells.Select(format.Shown).Should().Equal("7.00", "3.50");
    }

    [Theory]
    [InlineData(CellReason.NoRows, "- no rows")]
    [InlineData(CellReason.EmptyDenominator, "- empty denominator")]
    [InlineData(CellReason.ZeroDenominator, "- zero denominator")]
    [InlineData(CellReason.NotYetObservable, "- not yet")]
    [InlineData(CellReason.Suppressed, "- too few")]
    public void A_missing_value_says_why(CellReason reason, string text)
    {
        var format = new CellFormat(Model.Metrics["sales.units"].Unit, []);

        format.Text(Without(reason)).Should().Be(text);
        format.Shown(Without(reason)).Should().BeNull();
        format.Exact(Without(reason)).Should().BeNull();
    }

    [Fact]
    public void Every_reason_has_words() =>
        Enum.GetValues<CellReason>().Where(r => r != CellReason.None).Select(CellFormat.Words).Should().OnlyContain(w => w.Length > 0).And.OnlyHaveUniqueItems();

    [Fact]
    public void A_cell_that_will_change_has_a_star() =>
        new CellFormat(Model.Metrics["sales.revenue"].Unit, []).Text(Of(1, flags: CellFlags.Open)).Should().Be("1.00*");
}
