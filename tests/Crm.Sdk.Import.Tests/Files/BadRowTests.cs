using System.Text;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Tests.Files;

public sealed class BadRowTests
{
    private const string Good = "A,2011-02-28T10:00:00Z,2011-02-28,c1,p1,web,true,1,1.50,2.25,0.5\n";
    private const string AlsoGood = "Z,,,,,,,,,,\n";

    private static readonly BoundMapping Mapping = OrderFile.Mapping(OrderFile.AllColumns);

    /// <summary>A record between two good ones (line 3 unless said), the code of its finding, the field, and a word of the message or mend.</summary>
    public static TheoryData<string, string, int, string> BadRecords => new()
    {
        { "B,,,,,,,,,\n", ImportCodes.TooFewFields, 11, "10 fields, the header 11" },
        { "B\n", ImportCodes.TooFewFields, 2, "1 field, the header 11" },
        { "B,,,,,,,,,,,\n", ImportCodes.TooManyFields, 12, "12 fields" },
        { "B,,,,\"p\"x,,,,,,\n", ImportCodes.StrayQuote, 5, "Double the quotes" },
        { "B,,,,p\0,,,,,,\n", ImportCodes.NulCharacter, 5, "'p\\u0000'" },
        { "B,,,,,,,x,,,\n", ImportCodes.NotANumber, 8, "'x'" },
        { "B,,,,,,,1.5,,,\n", ImportCodes.TooManyDecimals, 8, "round" },
        { "B,,,,,,,9223372036854775808,,,\n", ImportCodes.NumberTooLarge, 8, "too large" },
        { "B,,,,,,,,1.505,,\n", ImportCodes.TooManyDecimals, 9, "1.505" },
        { "B,,,,,,,,\"1,505.00\",,\n", ImportCodes.NotANumber, 9, "group" },
        { "B,,,,,,,,,--1,\n", ImportCodes.NotANumber, 10, "money(EUR)" },
        { "B,,,,,,,,,,soon\n", ImportCodes.NotANumber, 11, "soon" },
        { "B,,2011-02-30,,,,,,,,\n", ImportCodes.NotADate, 3, "2011-02-30" },
        { "B,,2011-02-28T10:00:00Z,,,,,,,,\n", ImportCodes.NotADate, 3, "dates" },
        { "B,28/02/2011,,,,,,,,,\n", ImportCodes.NotADate, 2, "dates" },
        { "B,2011-02-28T24:00:00Z,,,,,,,,,\n", ImportCodes.NotADate, 2, "24:00" },
        { "B,,,,,,yes,,,,\n", ImportCodes.NotABoolean, 7, "booleans" },
        { ",,,,p,,,,,,\n", ImportCodes.MissingKey, 1, "key" },
        { "A,,,,,,,,,,\n", ImportCodes.DuplicateKey, 1, "'A'" },
        { "B,,,,,,,,\"1\n2\",,\n", ImportCodes.NotANumber, 9, "'1\\u000A2'" },
        { "B,,,,,,,a😀" + new string('b', 80) + ",,,\n", ImportCodes.NotANumber, 8, "'a😀" + new string('b', 56) + "…'" },
    };

    [Theory]
    [MemberData(nameof(BadRecords))]
    public async Task A_bad_record_is_a_finding_with_its_place_and_the_others_are_kept(string record, string code, int field, string word)
    {
        ImportResult result = await OrderFile.ImportAsync(Mapping, OrderFile.Header + "\n" + Good + record + AlsoGood);

        Finding finding = result.Report.Findings.Should().ContainSingle().Subject;
        finding.Code.Should().Be(code);
        finding.Severity.Should().Be(FindingSeverity.Error);
        finding.Place.Source.Should().Be("orders.csv");
        finding.Place.Line.Should().Be(3);
        finding.Place.Column.Should().Be(field);
        finding.Place.Path.Should().Be(field <= 11 ? OrderFile.Header.Split(',')[field - 1] : null);
        (finding.Message + " " + finding.Mend).Should().Contain(word);
        finding.Mend.Should().NotBeEmpty();
        OrderFile.Values(result.Table!, "id").Should().Equal("A", "Z");
        (result.Report.RowsRead, result.Report.Accepted, result.Report.Rejected, result.Report.Skipped).Should().Be((3, 2, 1, 0));
        result.Report.CountsByCode.Should().Equal(new Dictionary<string, long> { [code] = 1 });
    }

    [Fact]
    public async Task Accepted_rows_hold_exactly_what_the_file_says()
    {
        ImportResult result = await OrderFile.ImportAsync(Mapping, OrderFile.Header + "\n" + Good + "B,x,,,,,,,,,\n" + AlsoGood);

        string[] fields = [.. OrderFile.Schema.Fields.Select(f => f.Name)];
        fields.Select(f => OrderFile.Values(result.Table!, f)[0]).Should().Equal(
            "A", 1_298_887_200_000_000, 15_033L, "c1", "p1", "web", 1L, 1L, 150L, 225L, 1_800_000_000L);
        fields.Skip(1).Select(f => OrderFile.Values(result.Table!, f)[1]).Should().OnlyContain(v => v == null);
        result.Report.NullsByField["id"].Should().Be(0);
        result.Report.NullsByField.Where(p => p.Key != "id").Should().OnlyContain(p => p.Value == 1);
    }

    [Fact]
    public async Task All_findings_of_a_row_are_given()
    {
        ImportResult result = await OrderFile.ImportAsync(Mapping, OrderFile.Header + "\n,x,x,,,,x,x,x,x,x\n");

        OrderFile.Codes(result.Report.Findings).Should().HaveCount(8);
        result.Report.Rejected.Should().Be(1);
    }

    [Fact]
    public async Task Lines_are_counted_as_an_editor_counts_them()
    {
        string csv = OrderFile.Header + "\r\n\r\nA,,,,\"two\r\nlines\",,,,,,\r\n\n" + "B,x,,,,,,,,,\r" + "C,,,,,,,\"y\n\n\",,,\nD,,z,,,,,,,,";

        ImportResult result = await OrderFile.ImportAsync(Mapping, csv);

        result.Report.Findings.Select(f => f.Place.Line).Should().Equal(6, 7, 10);
    }

    [Theory]
    [InlineData("B,,,,\"open,,,,,,\nC,,,,,,,,,,\n", 5)]
    [InlineData("B,,,,\"open\"\"", 5)]
    [InlineData("\"", 1)]
    [InlineData("B,\"", 2)]
    public async Task A_quote_that_is_open_at_the_end_says_that_the_file_is_cut_short(string tail, int field)
    {
        ImportResult result = await OrderFile.ImportAsync(Mapping, OrderFile.Header + "\n" + Good + tail);

        Finding finding = result.Report.Findings.Should().ContainSingle().Subject;
        finding.Code.Should().Be(ImportCodes.UnclosedQuote);
        (finding.Place.Line, finding.Place.Column).Should().Be((3, field));
        OrderFile.Values(result.Table!, "id").Should().Equal("A");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_named_and_shown()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(OrderFile.Header + "\n" + Good + "B,,,,caf"), 0xE9, .. Encoding.UTF8.GetBytes(",,,,,,\n" + AlsoGood)];

        ImportResult result = await CsvImporter.RunAsync(OrderFile.Source(Mapping, bytes));

        Finding finding = result.Report.Findings.Should().ContainSingle().Subject;
        finding.Code.Should().Be(ImportCodes.BadBytes);
        (finding.Place.Line, finding.Place.Column, finding.Place.Path).Should().Be((3, 5, "product"));
        finding.Message.Should().Contain("'caf\\xE9'");
        finding.Mend.Should().Contain("encoding");
        result.Report.Accepted.Should().Be(2);
    }

    [Fact]
    public async Task A_field_beyond_the_limit_is_rejected_and_reading_goes_on()
    {
        string csv = OrderFile.Header + "\nB,,,," + new string('x', 101) + ",,,,,,\n" + Good;

        ImportResult result = await OrderFile.ImportAsync(Mapping, csv, new ImportOptions { MaxFieldLength = 100 });

        Finding finding = result.Report.Findings.Should().ContainSingle().Subject;
        (finding.Code, finding.Place.Line, finding.Place.Column).Should().Be((ImportCodes.TooLong, 2, 5));
        OrderFile.Values(result.Table!, "id").Should().Equal("A");
    }

    [Theory]
    [InlineData("\"", "\"")]
    [InlineData("", "")]
    [InlineData("\"", "\n\r\n\"\"\"")]
    public async Task A_record_beyond_the_limit_is_passed_over_and_lines_stay_right(string open, string close)
    {
        string csv = OrderFile.Header + "\n" + Good + "B,,,," + open + new string('x', 200_000) + close + ",,,,,,\r\n" + "C,,bad,,,,,,,,\n" + AlsoGood;
        int inner = close.Contains('\n', StringComparison.Ordinal) ? 2 : 0;

        ImportResult result = await OrderFile.ImportAsync(Mapping, csv, new ImportOptions { MaxFieldLength = 1000 });

        result.Report.Findings.Select(f => (f.Code, f.Place.Line, f.Place.Column)).Should().Equal(
            (ImportCodes.TooLong, 3, 5), (ImportCodes.NotADate, 4 + inner, 3));
        OrderFile.Values(result.Table!, "id").Should().Equal("A", "Z");
    }

    [Fact]
    public async Task Only_the_first_findings_are_kept_and_all_are_counted()
    {
        string csv = OrderFile.Header + "\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},x,,,,,,,,,\n"));

        ImportReport report = (await OrderFile.ImportAsync(Mapping, csv, new ImportOptions { MaxFindings = 7 })).Report;

        report.Findings.Should().HaveCount(7);
        report.CountsByCode[ImportCodes.NotADate].Should().Be(50);
    }

    [Fact]
    public async Task Quotes_inside_an_unquoted_field_stand_for_themselves()
    {
        ImportResult result = await OrderFile.ImportAsync(OrderFile.Mapping("\"id\": \"id\", \"product\": \"product\""), "id,product\nA,12\" RULER\nB,\"12\"\" \"\"RULER\"\"\"\n");

        OrderFile.Values(result.Table!, "product").Should().Equal("12\" RULER", "12\" \"RULER\"");
    }
}
