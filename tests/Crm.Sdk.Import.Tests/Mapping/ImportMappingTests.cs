using Crm.Sdk.Facts;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Tests.Mapping;

public sealed class ImportMappingTests
{
    private const string Id = "\"id\": \"id\"";

    /// <summary>A mapping, the code of its finding, the path, and a word of its message or mend.</summary>
    public static TheoryData<string, string, string?, string> BrokenTexts => new()
    {
        { "", ImportCodes.NotJson, null, "not JSON" },
        { "{\n \"format\": \n}", ImportCodes.NotJson, null, "not JSON" },
        { "[1]", ImportCodes.WrongKind, null, "object" },
        { """{ "fact": "order", "columns": {} }""", ImportCodes.UnknownFormat, "format", "crm-mapping/1" },
        { """{ "format": "crm-mapping/2", "fact": "order", "columns": {} }""", ImportCodes.UnknownFormat, "format", "crm-mapping/1" },
        { """{ "format": "crm-mapping/1", "columns": {} }""", ImportCodes.MissingProperty, "fact", "fact" },
        { """{ "format": "crm-mapping/1", "fact": 7, "columns": {} }""", ImportCodes.WrongKind, "fact", "text" },
        { """{ "format": "crm-mapping/1", "fact": "order" }""", ImportCodes.MissingProperty, "columns", "List the fields" },
        { """{ "format": "crm-mapping/1", "fact": "order", "columns": [] }""", ImportCodes.WrongKind, "columns", "object" },
        { OrderFile.MappingText(Id, "\"delimeter\": \";\""), ImportCodes.UnknownProperty, "delimeter", "Did you mean 'delimiter'?" },
        { OrderFile.MappingText(Id, "\"onDuplicateKey\": \"keepfirst\""), ImportCodes.ValueNotAllowed, "onDuplicateKey", "Did you mean 'keepFirst'?" },
        { OrderFile.MappingText(Id, "\"fact\": \"order\""), ImportCodes.PropertyTwice, "fact", "twice" },
        { OrderFile.MappingText(Id, "\"encoding\": \"utf-88\""), ImportCodes.UnknownEncoding, "encoding", "Did you mean" },
        { OrderFile.MappingText(Id, "\"encoding\": \"utf-7\""), ImportCodes.UnknownEncoding, "encoding", "utf-8" },
        { OrderFile.MappingText(Id, "\"delimiter\": \"||\""), ImportCodes.ValueNotAllowed, "delimiter", "one character" },
        { OrderFile.MappingText(Id, "\"delimiter\": \"\\\"\""), ImportCodes.ValueNotAllowed, "delimiter", "one character" },
        { OrderFile.MappingText(Id, "\"zone\": \"Europe/Lodnon\""), ImportCodes.UnknownZone, "zone", "Did you mean 'Europe/London'?" },
        { OrderFile.MappingText(Id, "\"dates\": [\"yyyy-MM-dd\", \"yyyy-QQ\"]"), ImportCodes.BadDatePattern, "dates[1]", "yyyy-QQ" },
        { OrderFile.MappingText(Id, "\"dates\": \"HH:mm\""), ImportCodes.BadDatePattern, "dates[0]", "no year" },
        { OrderFile.MappingText(Id, "\"dates\": \"HH:mm\""), ImportCodes.BadDatePattern, "dates[0]", "Add one, as in 'dd.MM.uuuu'." },
        { OrderFile.MappingText(Id, "\"dates\": \"d.M.u\""), ImportCodes.BadDatePattern, "dates[0]", "Write uuuu or yy." },
        { OrderFile.MappingText(Id, "\"dates\": \"d.M.uu\""), ImportCodes.BadDatePattern, "dates[0]", "Write uuuu or yy." },
        { OrderFile.MappingText(Id, "\"dates\": \"d\""), ImportCodes.BadDatePattern, "dates[0]", "written out" },
        { OrderFile.MappingText(Id, "\"dates\": \"yyyy-MM-dd hh:mm\""), ImportCodes.BadDatePattern, "dates[0]", "tt" },
        { OrderFile.MappingText(Id, "\"dates\": 5"), ImportCodes.WrongKind, "dates", "list" },
        { OrderFile.MappingText(Id, "\"decimal\": \",\", \"group\": \",\""), ImportCodes.SettingsConflict, "decimal", "both" },
        { OrderFile.MappingText(Id, "\"booleans\": {\"true\": [\"Y\"], \"false\": [\"y\"]}"), ImportCodes.SettingsConflict, "booleans", "both" },
        { OrderFile.MappingText(Id, "\"booleans\": {\"yes\": [\"Y\"]}"), ImportCodes.UnknownProperty, "booleans.yes", "not known" },
        { OrderFile.MappingText("\"id\": 3"), ImportCodes.WrongKind, "columns.id", "column" },
        { OrderFile.MappingText("\"id\": {}"), ImportCodes.MissingProperty, "columns.id", "column" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"constant\": \"b\"}"), ImportCodes.SettingsConflict, "columns.id", "several" },
        { OrderFile.MappingText("\"id\": {\"colum\": \"a\"}"), ImportCodes.MissingProperty, "columns.id", "column" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"triim\": true}"), ImportCodes.UnknownProperty, "columns.id.triim", "Did you mean 'trim'?" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"trim\": \"yes\"}"), ImportCodes.WrongKind, "columns.id.trim", "true or false" },
        { OrderFile.MappingText("\"id\": {\"join\": []}"), ImportCodes.ValueNotAllowed, "columns.id.join", "at least one" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"separator\": \"-\"}"), ImportCodes.UnknownProperty, "columns.id.separator", "not known" },
        { OrderFile.MappingText("\"id\": {\"constant\": \"a\", \"start\": 1}"), ImportCodes.UnknownProperty, "columns.id.start", "not known" },
        { OrderFile.MappingText("\"id\": {\"rowNumber\": false}"), ImportCodes.ValueNotAllowed, "columns.id.rowNumber", "true" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"start\": -1}"), ImportCodes.ValueNotAllowed, "columns.id.start", "whole number" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"length\": 0}"), ImportCodes.ValueNotAllowed, "columns.id.length", "whole number" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"round\": 1.5}"), ImportCodes.ValueNotAllowed, "columns.id.round", "whole number" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"values\": {\"x\": 1}}"), ImportCodes.WrongKind, "columns.id.values.x", "text or null" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"unit\": \"weeks\"}"), ImportCodes.ValueNotAllowed, "columns.id.unit", "days" },
        { OrderFile.MappingText("\"id\": {\"column\": \"a\", \"min\": \"1\"}"), ImportCodes.WrongKind, "columns.id.min", "number" },
        { OrderFile.MappingText("\"id\": \"a\", \"id\": \"b\""), ImportCodes.PropertyTwice, "columns.id", "twice" },
    };

    /// <summary>The columns of a mapping that fits no order, the code, the path, and a word of its message or mend.</summary>
    public static TheoryData<string, string, string, string> Misfits => new()
    {
        { "\"product\": \"p\"", ImportCodes.KeyNotMapped, "columns", "rowNumber" },
        { Id + ", \"prodcut\": \"p\"", ImportCodes.UnknownField, "columns.prodcut", "Did you mean 'product'?" },
        { Id + ", \"Product\": \"p\"", ImportCodes.UnknownField, "columns.Product", "Did you mean 'product'?" },
        { Id + ", \"product\": {\"column\": \"p\", \"dates\": \"yyyy-MM-dd\"}", ImportCodes.OptionDoesNotFit, "columns.product.dates", "text" },
        { Id + ", \"net\": {\"column\": \"p\", \"unit\": \"days\"}", ImportCodes.OptionDoesNotFit, "columns.net.unit", "decimal(2)" },
        { Id + ", \"net\": {\"column\": \"p\", \"round\": 3}", ImportCodes.OptionDoesNotFit, "columns.net.round", "2" },
        { Id + ", \"day\": {\"column\": \"p\", \"zone\": \"Europe/London\"}", ImportCodes.OptionDoesNotFit, "columns.day.zone", "date" },
        { Id + ", \"product\": {\"column\": \"p\", \"min\": 1}", ImportCodes.OptionDoesNotFit, "columns.product.min", "text" },
        { Id + ", \"day\": {\"rowNumber\": true}", ImportCodes.OptionDoesNotFit, "columns.day.rowNumber", "date" },
        { Id + ", \"wait\": \"w\"", ImportCodes.MissingProperty, "columns.wait.unit", "unit" },
        { Id + ", \"units\": {\"column\": \"u\", \"outside\": \"null\"}", ImportCodes.MissingProperty, "columns.units.outside", "range" },
        { Id + ", \"units\": {\"column\": \"u\", \"min\": 5, \"max\": 1}", ImportCodes.SettingsConflict, "columns.units.min", "above" },
        { Id + ", \"units\": {\"column\": \"u\", \"max\": 1.5}", ImportCodes.BadMappingValue, "columns.units.max", "1.5" },
        { Id + ", \"units\": {\"constant\": \"many\"}", ImportCodes.BadMappingValue, "columns.units.constant", "many" },
        { Id + ", \"day\": {\"column\": \"d\", \"default\": \"2011-02-30\"}", ImportCodes.BadMappingValue, "columns.day.default", "2011-02-30" },
        { Id + ", \"day\": {\"column\": \"d\", \"default\": 20110228}", ImportCodes.BadMappingValue, "columns.day.default", "20110228" },
        { Id + ", \"paid\": {\"constant\": 1}", ImportCodes.BadMappingValue, "columns.paid.constant", "1" },
    };

    [Theory]
    [MemberData(nameof(BrokenTexts))]
    public void A_broken_mapping_gives_a_finding_with_its_path(string json, string code, string? path, string word)
    {
        Checked<ImportMapping> read = ImportMapping.Parse(json, "orders.json");

        read.IsValid.Should().BeFalse();
        Finding finding = read.Findings.Should().Contain(f => f.Code == code && f.Place.Path == path).Subject;
        (finding.Message + " " + finding.Mend).Should().Contain(word);
        finding.Place.Source.Should().Be("orders.json");
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_mapping_that_does_not_fit_its_fact_gives_a_finding_with_its_path(string columns, string code, string path, string word)
    {
        Checked<BoundMapping> bound = ImportMapping.Parse(OrderFile.MappingText(columns)).ThrowIfInvalid().Bind(OrderFile.Schema);

        bound.IsValid.Should().BeFalse();
        Finding finding = bound.Findings.Single(f => f.Severity == FindingSeverity.Error);
        finding.Code.Should().Be(code);
        finding.Place.Path.Should().Be(path);
        (finding.Message + " " + finding.Mend).Should().Contain(word);
    }

    [Fact]
    public void A_syntax_error_names_its_line()
    {
        Finding finding = ImportMapping.Parse("{\n  \"format\": \"crm-mapping/1\"\n  \"fact\": 1 }").Findings.Single();

        finding.Place.Line.Should().Be(3);
    }

    [Fact]
    public void Several_errors_are_found_at_once() => ImportMapping
        .Parse("""{ "format": "x", "zone": "Nowhere", "columns": { "id": 4 }, "more": 1 }""")
        .Findings.Should().HaveCount(5);

    [Fact]
    public void Comments_and_trailing_commas_are_allowed() => ImportMapping
        .Parse("""{ "format": "crm-mapping/1", /* which */ "fact": "order", "columns": { "id": "a", }, } // end""")
        .IsValid.Should().BeTrue();

    [Fact]
    public void A_field_that_is_not_mapped_is_one_warning()
    {
        Checked<BoundMapping> bound = ImportMapping.Parse(OrderFile.MappingText(Id)).ThrowIfInvalid().Bind(OrderFile.Schema);

        bound.IsValid.Should().BeTrue();
        bound.Findings.Should().HaveCount(OrderFile.Schema.Fields.Count - 1).And.OnlyContain(f => f.Code == ImportCodes.FieldNotMapped && f.Severity == FindingSeverity.Warning);
    }

    [Fact]
    public void A_mapping_of_another_fact_is_refused()
    {
        var other = new FactSchema("deal", FactShape.Event, [new("id", FieldRole.Key, Crm.Sdk.Values.DataType.Text)]);

        ImportMapping.Parse(OrderFile.MappingText(Id)).ThrowIfInvalid().Bind(other).Findings.Should().Contain(f => f.Code == ImportCodes.OtherFact);
    }

    [Fact]
    public void Rows_of_an_interval_without_a_key_of_their_own_are_not_imported()
    {
        var stay = new FactSchema("order", FactShape.Interval,
            [
                new("deal", FieldRole.Reference, Crm.Sdk.Values.DataType.Reference("deal")),
                new("came", FieldRole.Time, Crm.Sdk.Values.DataType.Date), new("went", FieldRole.Time, Crm.Sdk.Values.DataType.Date),
            ],
            new FactInterval("deal", "came", "went"));

        ImportMapping.Parse(OrderFile.MappingText("\"deal\": \"a\"")).ThrowIfInvalid().Bind(stay).Findings
            .Should().ContainSingle(f => f.Severity == FindingSeverity.Error).Which.Code.Should().Be(ImportCodes.KeyNotMapped);
    }

    [Fact]
    public void A_mapping_tells_what_it_says()
    {
        ImportMapping mapping = ImportMapping.Parse(
            OrderFile.MappingText("\"id\": \"a\", \"product\": {\"join\": [\"b\", \"c\"]}", "\"file\": \"orders.csv\", \"delimiter\": \"\\t\", \"encoding\": \"cp1252\", \"onDuplicateKey\": \"keepFirst\""))
            .ThrowIfInvalid();

        mapping.Fact.Should().Be("order");
        mapping.File.Should().Be("orders.csv");
        mapping.Delimiter.Should().Be('\t');
        mapping.Encoding.CodePage.Should().Be(1252);
        mapping.OnDuplicateKey.Should().Be(DuplicateKeyRule.KeepFirst);
        mapping.Columns.Select(c => c.Source).Should().Equal(ColumnSource.Column, ColumnSource.Join);
        mapping.Columns[1].Columns.Should().Equal("b", "c");
    }

    [Theory]
    [InlineData("ID", "Did you mean 'ID'?")]
    [InlineData("id ", "")]
    [InlineData("idd", "Did you mean 'idd'?")]
    [InlineData("zzzzzzz", "Known")]
    public void A_column_that_the_file_lacks_is_named_with_the_nearest(string header, string mend)
    {
        IReadOnlyList<Finding> findings = OrderFile.Mapping(Id).CheckHeader([header, "other"], "orders.csv");

        if (mend.Length == 0)
        {
            findings.Should().BeEmpty();
        }
        else
        {
            findings.Should().ContainSingle().Which.Mend.Should().Contain(mend == "Known" ? "Known here: other, zzzzzzz." : mend);
        }
    }

    [Fact]
    public void A_used_column_that_stands_twice_is_refused_and_an_unused_one_is_not()
    {
        OrderFile.Mapping(Id).CheckHeader(["id", "x", "x", "id"]).Should().ContainSingle().Which.Code.Should().Be(ImportCodes.ColumnTwice);
        OrderFile.Mapping(Id).CheckHeader(["id", "x", "x"]).Should().BeEmpty();
    }
}
