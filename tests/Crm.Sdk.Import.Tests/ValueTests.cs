using Crm.Sdk.Facts;
using Crm.Sdk.Import.Findings;
using NodaTime;

namespace Crm.Sdk.Import.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("net", "1.5", "", 150)]
    [InlineData("net", "-0.07", "", -7)]
    [InlineData("net", "+3", "", 300)]
    [InlineData("net", ".5", "", 50)]
    [InlineData("net", "5.", "", 500)]
    [InlineData("net", "1.500000", "", 150)]
    [InlineData("net", "1e3", "", 100_000)]
    [InlineData("net", "1.5E-1", "", 15)]
    [InlineData("net", "-0", "", 0)]
    [InlineData("net", "0e9999", "", 0)]
    [InlineData("net", "0000000000000000000000000000000000000000000000.25", "", 25)]
    [InlineData("net", "92233720368547758.07", "", long.MaxValue)]
    [InlineData("net", "-92233720368547758.08", "", long.MinValue)]
    [InlineData("net", "1.234,5", "\"decimal\": \",\", \"group\": \".\"", 123_450)]
    [InlineData("net", "12,345,678.90", "\"group\": \",\"", 1_234_567_890)]
    [InlineData("net", "1 234.5", "\"group\": \" \"", 123_450)]
    [InlineData("net", "1\u00A0234\u202F567", "\"group\": \" \"", 123_456_700)]
    [InlineData("net", "9.80000019", "\"round\": 2", 980)]
    [InlineData("net", "2.345", "\"round\": 2", 235)]
    [InlineData("net", "-2.345", "\"round\": 2", -235)]
    [InlineData("net", "2.3449999999999999999999999999999999999999999999", "\"round\": 2", 234)]
    [InlineData("net", "0.005", "\"round\": 2", 1)]
    [InlineData("net", "0.004999", "\"round\": 2", 0)]
    [InlineData("net", "2.55", "\"round\": 1", 260)]
    [InlineData("net", "1e-400", "\"round\": 2", 0)]
    [InlineData("units", "6.0", "", 6)]
    [InlineData("units", "6.5", "\"round\": 0", 7)]
    [InlineData("fee", "1.25", "\"min\": 1.25, \"max\": 1.25", 125)]
    [InlineData("wait", "1.5", "\"unit\": \"hours\"", 5_400_000_000)]
    [InlineData("wait", "0.1", "\"unit\": \"days\"", 8_640_000_000)]
    [InlineData("wait", "0.000001", "\"unit\": \"seconds\"", 1)]
    [InlineData("wait", "90", "\"unit\": \"minutes\"", 5_400_000_000)]
    [InlineData("wait", "0.33333333333", "\"unit\": \"hours\", \"round\": 2", 1_188_000_000)]
    [InlineData("wait", "3", "\"unit\": \"days\", \"max\": 3", 259_200_000_000)]
    [InlineData("paid", "TRUE", "", 1)]
    [InlineData("paid", "No", "\"booleans\": {\"true\": [\"yes\"], \"false\": [\"no\"]}", 0)]
    [InlineData("day", "2012-02-29", "", 15_399)]
    [InlineData("day", "1969-12-31", "", -1)]
    [InlineData("day", "0001-01-01", "", -719_162)]
    [InlineData("day", "2011-02-28 23:59", "", 15_033)]
    [InlineData("day", "28/2/2011 23:59", "\"dates\": \"d/M/uuuu HH:mm\"", 15_033)]
    [InlineData("day", "28.02.11", "\"dates\": [\"yyyy-MM-dd\", \"dd.MM.yy\"]", 15_033)]
    public async Task A_number_is_read_exactly(string field, string text, string options, long expected)
    {
        ImportResult result = await OrderFile.ImportOneAsync(field, text, Unit(field, options));

        result.Report.Findings.Should().BeEmpty();
        OrderFile.Single(result, field).Should().Be(expected);
    }

    [Theory]
    [InlineData("net", "1,5", "\"group\": \",\"", ImportCodes.NotANumber)]
    [InlineData("net", "1,2345", "\"group\": \",\"", ImportCodes.NotANumber)]
    [InlineData("net", "1234,567", "\"group\": \",\"", ImportCodes.NotANumber)]
    [InlineData("net", ",123", "\"group\": \",\"", ImportCodes.NotANumber)]
    [InlineData("net", "1.2.3", "", ImportCodes.NotANumber)]
    [InlineData("net", "", "\"nulls\": [\"-\"]", ImportCodes.NotANumber)]
    [InlineData("net", ".", "", ImportCodes.NotANumber)]
    [InlineData("net", "-", "", ImportCodes.NotANumber)]
    [InlineData("net", "1e", "", ImportCodes.NotANumber)]
    [InlineData("net", "1e99999", "", ImportCodes.NotANumber)]
    [InlineData("net", "0x10", "", ImportCodes.NotANumber)]
    [InlineData("net", "٣", "", ImportCodes.NotANumber)]
    [InlineData("net", "NaN", "", ImportCodes.NotANumber)]
    [InlineData("net", "1e99", "", ImportCodes.NumberTooLarge)]
    [InlineData("net", "92233720368547758.08", "", ImportCodes.NumberTooLarge)]
    [InlineData("net", "1000000000000000000000000000000000000000000000", "", ImportCodes.NumberTooLarge)]
    [InlineData("net", "9.80000019", "", ImportCodes.TooManyDecimals)]
    [InlineData("net", "1e-400", "", ImportCodes.TooManyDecimals)]
    [InlineData("net", "11", "\"min\": 0, \"max\": 10", ImportCodes.OutsideRange)]
    [InlineData("net", "-0.01", "\"min\": 0, \"max\": 10", ImportCodes.OutsideRange)]
    [InlineData("wait", "0.0000001", "\"unit\": \"seconds\"", ImportCodes.TooManyDecimals)]
    [InlineData("wait", "300000000", "\"unit\": \"days\"", ImportCodes.NumberTooLarge)]
    [InlineData("day", "2011-02-30", "", ImportCodes.NotADate)]
    [InlineData("day", "1900-02-29", "", ImportCodes.NotADate)]
    [InlineData("day", "2011-13-01", "", ImportCodes.NotADate)]
    [InlineData("day", "2011-00-01", "", ImportCodes.NotADate)]
    [InlineData("day", "30/2/2011", "\"dates\": \"d/M/uuuu\"", ImportCodes.NotADate)]
    [InlineData("day", "2011-02-28", "\"dates\": \"d/M/uuuu\"", ImportCodes.NotADate)]
    [InlineData("day", "28/2/2011 10:00", "\"dates\": \"d/M/uuuu\"", ImportCodes.NotADate)]
    [InlineData("paid", "1", "", ImportCodes.NotABoolean)]
    public async Task A_value_that_cannot_be_kept_is_a_finding(string field, string text, string options, string code)
    {
        ImportResult result = await OrderFile.ImportOneAsync(field, text, Unit(field, options));

        result.Report.Findings.Should().ContainSingle().Which.Code.Should().Be(code);
        result.Report.Rejected.Should().Be(1);
    }

    [Theory]
    [InlineData("2011-07-01T10:00:00Z", "", "2011-07-01T10:00:00Z")]
    [InlineData("2011-07-01t10:00:00.1234567z", "", "2011-07-01T10:00:00.123456Z")]
    [InlineData("2011-07-01 10:00", "", "2011-07-01T09:00:00Z")]
    [InlineData("2011-07-01", "", "2011-06-30T23:00:00Z")]
    [InlineData("2011-07-01T10:00:00+02:00", "", "2011-07-01T08:00:00Z")]
    [InlineData("2011-07-01T10:00:00-0330", "", "2011-07-01T13:30:00Z")]
    [InlineData("2011-10-30 01:30", "", "2011-10-30T00:30:00Z")]
    [InlineData("1/7/2011 10:00", "\"dates\": \"d/M/uuuu HH:mm\"", "2011-07-01T09:00:00Z")]
    [InlineData("1/7/2011", "\"dates\": [\"d/M/uuuu HH:mm\", \"d/M/uuuu\"]", "2011-06-30T23:00:00Z")]
    [InlineData("1/7/2011 10:00 +05:30", "\"dates\": \"d/M/uuuu HH:mm o<+HH:mm>\"", "2011-07-01T04:30:00Z")]
    [InlineData("20110701T100000Z", "\"dates\": \"yyyyMMdd'T'HHmmss'Z'\"", "2011-07-01T10:00:00Z")]
    [InlineData("30/10/2011 01:30", "\"dates\": \"d/M/uuuu HH:mm\"", "2011-10-30T00:30:00Z")]
    [InlineData("7/1/2011 1:05 PM", "\"dates\": \"M/d/uuuu h:mm tt\", \"zone\": \"America/New_York\"", "2011-07-01T17:05:00Z")]
    public async Task A_moment_is_read_in_its_zone(string text, string options, string expected)
    {
        ImportResult result = await OrderFile.ImportOneAsync("at", text, options, "\"zone\": \"Europe/London\"");

        StorageForm.ToInstant((long)OrderFile.Single(result, "at")!).Should().Be(NodaTime.Text.InstantPattern.ExtendedIso.Parse(expected).Value);
    }

    [Theory]
    [InlineData("2011-03-27 01:30", "")]
    [InlineData("27/3/2011 01:30", "\"dates\": \"d/M/uuuu HH:mm\"")]
    public async Task A_local_time_that_the_clocks_skipped_is_a_finding(string text, string options)
    {
        ImportResult result = await OrderFile.ImportOneAsync("at", text, options, "\"zone\": \"Europe/London\"");

        result.Report.Findings.Should().ContainSingle().Which.Code.Should().Be(ImportCodes.SkippedTime);
    }

    [Fact]
    public async Task A_local_time_without_a_zone_is_in_universal_time() =>
        OrderFile.Single(await OrderFile.ImportOneAsync("at", "2011-03-27 01:30"), "at").Should().Be(StorageForm.Of(Instant.FromUtc(2011, 3, 27, 1, 30)));

    [Theory]
    [InlineData("source", "  WeB Shop ", "", "web shop")]
    [InlineData("product", "  WeB Shop ", "", "WeB Shop")]
    [InlineData("product", "  WeB Shop ", "\"trim\": false", "  WeB Shop ")]
    [InlineData("product", "GTXPro", "\"values\": {\"GTXPro\": \"GTX Pro\"}", "GTX Pro")]
    [InlineData("product", "other", "\"values\": {\"GTXPro\": \"GTX Pro\"}", "other")]
    [InlineData("product", "n/a", "\"values\": {\"n/a\": null}", null)]
    [InlineData("product", "n/a", "\"values\": {\"n/a\": null}, \"default\": \"none\"", "none")]
    [InlineData("product", "NULL", "\"nulls\": [\"\", \"NULL\"]", null)]
    [InlineData("product", "", "\"nulls\": [\"NULL\"]", "")]
    [InlineData("product", "", "\"default\": \"none\"", "none")]
    [InlineData("source", "", "\"default\": \"None\"", "none")]
    [InlineData("product", "C536379", "\"start\": 0, \"length\": 1", "C")]
    [InlineData("product", "C536379", "\"start\": 1", "536379")]
    [InlineData("product", "C", "\"start\": 1", null)]
    [InlineData("product", "C", "\"start\": 9, \"length\": 2", null)]
    [InlineData("product", "a😀b", "\"start\": 0, \"length\": 2", "a")]
    [InlineData("product", "a😀b", "\"start\": 2", "b")]
    [InlineData("product", "a,b\r\nc", "", "a,b\r\nc")]
    public async Task A_text_is_kept_as_the_mapping_says(string field, string text, string options, string? expected) =>
        OrderFile.Single(await OrderFile.ImportOneAsync(field, text, options), field).Should().Be(expected);

    [Fact]
    public async Task A_value_outside_the_range_can_become_null()
    {
        ImportResult result = await OrderFile.ImportOneAsync("units", "11", "\"min\": 0, \"max\": 10, \"outside\": \"null\"");

        OrderFile.Single(result, "units").Should().BeNull();
        result.Report.NullsByField["units"].Should().Be(1);
    }

    [Fact]
    public async Task Defaults_and_constants_are_read_in_the_form_of_their_column()
    {
        ImportResult result = await OrderFile.ImportAsync(
            OrderFile.Mapping("""
                "id": "id", "net": {"column": "net", "decimal": ",", "group": ".", "default": "1.234,5"}, "fee": {"constant": 2.5},
                "units": {"constant": "7"}, "paid": {"constant": true}, "day": {"constant": "2011-02-28"}, "source": {"constant": "Web"},
                "wait": {"constant": 1.5, "unit": "hours"}
                """),
            "id,net\nA,\n");

        OrderFile.Single(result, "net").Should().Be(123_450L);
        OrderFile.Single(result, "fee").Should().Be(250L);
        OrderFile.Single(result, "units").Should().Be(7L);
        OrderFile.Single(result, "paid").Should().Be(1L);
        OrderFile.Single(result, "day").Should().Be(15_033L);
        OrderFile.Single(result, "source").Should().Be("web");
        OrderFile.Single(result, "wait").Should().Be(5_400_000_000L);
    }

    [Fact]
    public async Task Columns_are_joined_without_those_that_are_null()
    {
        ImportResult result = await OrderFile.ImportAsync(
            OrderFile.Mapping("\"id\": \"id\", \"product\": {\"join\": [\"first\", \"last\"], \"separator\": \" \"}, \"at\": {\"join\": [\"d\", \"t\"]}"),
            "id,first,last,d,t\nA,Ada, Lovelace ,2011-02-28,10:00\nB,,Curie,2011-02-28,\nC,,,,\n");

        OrderFile.Values(result.Table!, "product").Should().Equal("Ada Lovelace", "Curie", null);
        OrderFile.Values(result.Table!, "at").Should().Equal(1_298_887_200_000_000, 1_298_851_200_000_000, null);
    }

    [Fact]
    public async Task One_column_can_fill_several_fields()
    {
        ImportResult result = await OrderFile.ImportAsync(
            OrderFile.Mapping("\"id\": \"no\", \"product\": {\"column\": \"no\", \"start\": 0, \"length\": 1}, \"units\": {\"column\": \"no\", \"start\": 1}"), "no\nC12\nD7\n");

        OrderFile.Values(result.Table!, "product").Should().Equal("C", "D");
        OrderFile.Values(result.Table!, "units").Should().Equal(12L, 7L);
    }

    private static string Unit(string field, string options) =>
        field == "wait" && !options.Contains("unit", StringComparison.Ordinal) ? "\"unit\": \"hours\"" : options;
}
