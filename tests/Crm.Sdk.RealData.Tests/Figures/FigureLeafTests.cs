using System.Text.Json;
using Crm.Sdk.Samples.RealData.Figures;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.RealData.Tests.Figures;

public sealed class FigureLeafTests
{
    [Theory]
    [InlineData(LeafForm.Number, 6, 2, 3, "0.666667", true)]
    [InlineData(LeafForm.Number, 6, 2, 3, "0.666666", false)]
    [InlineData(LeafForm.Number, 6, 57, 1, "57.0", true)]
    [InlineData(LeafForm.Number, 6, 57, 1, "\"57\"", false)]
    [InlineData(LeafForm.Number, 6, 1, 100_000, "1e-05", true)]
    [InlineData(LeafForm.Number, 0, 1, 2, "1", true)]
    [InlineData(LeafForm.Number, 0, -1, 2, "-1", true)]
    [InlineData(LeafForm.Number, 6, 0, 1, "false", false)]
    [InlineData(LeafForm.Text, 4, 5, 2, "\"2.5000\"", true)]
    [InlineData(LeafForm.Text, 4, 5, 2, "\"2.5\"", false)]
    [InlineData(LeafForm.Text, 4, 5, 2, "2.5000", false)]
    [InlineData(LeafForm.Decimal, 3, 5, 2, "\"2.50\"", true)]
    [InlineData(LeafForm.Decimal, 3, 5, 2, "\"2.501\"", false)]
    [InlineData(LeafForm.Decimal, 3, 5, 2, "\"much\"", false)]
    [InlineData(LeafForm.Boolean, 6, 1, 1, "true", true)]
    [InlineData(LeafForm.Boolean, 6, 0, 1, "true", false)]
    [InlineData(LeafForm.Boolean, 6, 2, 1, "true", false)]
    [InlineData(LeafForm.Date, 6, 365, 1, "\"1971-01-01\"", true)]
    [InlineData(LeafForm.Date, 6, 365, 1, "\"1971-01-02\"", false)]
    [InlineData(LeafForm.DateTime, 6, 60_000_000, 1, "\"1970-01-01T00:01:00\"", true)]
    [InlineData(LeafForm.DateTime, 6, 61_000_000, 1, "\"1970-01-01T00:01:00\"", false)]
    public void A_number_matches_exactly_in_its_form(LeafForm form, int scale, long numerator, long denominator, string published, bool matches)
    {
        var source = new LeafSource { As = form, Scale = scale };

        Number(new Rational(numerator, denominator), source).Matches(Json(published)).Should().Be(matches);
    }

    [Fact]
    public void A_place_without_a_value_matches_nothing() =>
        new[] { "null", "0", "\"\"", "[]" }.Should().NotContain(published => FigureLeaf.Missing("/a", "no value: NoRows").Matches(Json(published)));

    [Fact]
    public void A_local_time_is_read_in_the_zone_of_the_calendar()
    {
        var source = new LeafSource { As = LeafForm.DateTime };

        FigureLeaf leaf = FigureLeaf.Number("", 0, source, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

        leaf.Matches(Json("\"1970-01-01T01:00:00\"")).Should().BeTrue();
    }

    private static FigureLeaf Number(Rational value, LeafSource source) => FigureLeaf.Number("/a", value, source, DateTimeZone.Utc);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
