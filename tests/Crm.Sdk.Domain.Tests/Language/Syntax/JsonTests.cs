using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class JsonTests
{
    /// <summary>The value of a metric, the code of the finding, its path, and the characters at its span.</summary>
    public static TheoryData<string, string, string?, string> BrokenValues { get; } = new()
    {
        { """{"kind":"nam","name":"x"}""", "CRM1106", "declarations[0].value.kind", "\"nam\"" },
        { """{"kind":"name"}""", "CRM1104", "declarations[0].value", """{"kind":"name"}""" },
        { """{"kind":"name","name":"a b"}""", "CRM1106", "declarations[0].value.name", "\"a b\"" },
        { """{"kind":"name","name":"x","nmae":1}""", "CRM1103", "declarations[0].value.nmae", "1" },
        { """{"kind":"name","name":"x","name":"y"}""", "CRM1109", "declarations[0].value.name", "\"y\"" },
        { """{"kind":"name","name":3}""", "CRM1105", "declarations[0].value.name", "3" },
        { "null", "CRM1105", "declarations[0].value", "null" },
        { """{"kind":"number","value":"1.50"}""", "CRM1106", "declarations[0].value.value", "\"1.50\"" },
        { """{"kind":"number","value":"1e3"}""", "CRM1106", "declarations[0].value.value", "\"1e3\"" },
        { """{"kind":"number","value":1}""", "CRM1105", "declarations[0].value.value", "1" },
        { """{"kind":"date","value":"2026-02-30"}""", "CRM1106", "declarations[0].value.value", "\"2026-02-30\"" },
        { """{"count":-1,"kind":"duration","unit":"days"}""", "CRM1106", "declarations[0].value.count", "-1" },
        { """{"count":1,"kind":"duration","unit":"day"}""", "CRM1106", "declarations[0].value.unit", "\"day\"" },
        { """{"kind":"text","value":"a\u0000"}""", "CRM1106", "declarations[0].value.value", """{"kind":"text","value":"a\u0000"}""" },
        { """{"items":[],"kind":"in","operand":{"kind":"name","name":"x"}}""", "CRM1106", "declarations[0].value.items", """{"items":[],"kind":"in","operand":{"kind":"name","name":"x"}}""" },
        { """{"items":[{"kind":"name","name":"y"}],"kind":"in","operand":{"kind":"name","name":"x"}}""", "CRM1050", "declarations[0].value.items[0]", """{"kind":"name","name":"y"}""" },
        { """{"arguments":[{"kind":"name","name":"y"}],"function":"rond","kind":"call"}""", "CRM1106", "declarations[0].value.function", "\"rond\"" },
        { """{"arguments":[{"kind":"name","name":"y"}],"function":"min","kind":"call"}""", "CRM1108", "declarations[0]", "*" },
        { """{"kind":"filtered","operand":{"kind":"name","name":"y"}}""", "CRM1104", "declarations[0].value", """{"kind":"filtered","operand":{"kind":"name","name":"y"}}""" },
        { """{"by":"t","kind":"filtered","operand":{"kind":"number","value":"1"}}""", "CRM1045", "declarations[0].value.operand", """{"kind":"number","value":"1"}""" },
        { """{"aggregate":"percentile","kind":"aggregate","operand":{"kind":"name","name":"y"}}""", "CRM1104", "declarations[0].value", "*" },
        { """{"aggregate":"percentile","kind":"aggregate","operand":{"kind":"name","name":"y"},"share":"2"}""", "CRM1106", "declarations[0].value.share", "\"2\"" },
        { """{"aggregate":"sum","kind":"aggregate","operand":{"kind":"name","name":"y"},"share":"1"}""", "CRM1103", "declarations[0].value.share", "\"1\"" },
        { """{"entity":"c","kind":"each"}""", "CRM1051", "declarations[0].value", """{"entity":"c","kind":"each"}""" },
        { """{"aggregate":"sum","kind":"aggregate","operand":{"entity":"c","includingEmpty":false,"kind":"each"}}""", "CRM1105", "declarations[0].value.operand.includingEmpty", "false" },
    };

    [Theory]
    [MemberData(nameof(BrokenValues))]
    public void A_broken_value_is_a_finding_with_its_path_and_its_span(string value, string code, string? path, string at)
    {
        string json = $$"""{"declarations":[{"kind":"metric","name":"größe","value":{{value}}}],"format":"crm-definitions/1"}""";

        Finding first = CrmJson.Read(json, "f.json").Findings[0];

        first.Code.Should().Be(code, first.ToString());
        first.Place.Path.Should().Be(path);
        first.Place.Source.Should().Be("f.json");
        first.Mend.Should().NotBeEmpty();
        TextSpan span = first.Place.Span!.Value;
        if (at != "*")
        {
            json.Substring(span.Start, span.Length).Should().Be(at);
        }
    }

    [Theory]
    [InlineData("", "CRM1101")]
    [InlineData("{", "CRM1101")]
    [InlineData("{} {}", "CRM1101")]
    [InlineData("{\"declarations\":[],}", "CRM1101")]
    [InlineData("// no comments\n{}", "CRM1101")]
    [InlineData("\"\\ud800\"", "CRM1101")]
    [InlineData("[]", "CRM1105")]
    [InlineData("{}", "CRM1104")]
    [InlineData("{\"declarations\":[]}", "CRM1104")]
    [InlineData("{\"declarations\":[],\"format\":\"crm-definitions/2\"}", "CRM1107")]
    [InlineData("{\"declarations\":{},\"format\":\"crm-definitions/1\"}", "CRM1105")]
    [InlineData("{\"declarations\":[],\"format\":\"crm-definitions/1\",\"x\":1}", "CRM1103")]
    [InlineData("{\"declarations\":[{\"kind\":\"cube\"}],\"format\":\"crm-definitions/1\"}", "CRM1106")]
    public void A_broken_document_is_a_finding(string json, string code) => CrmJson.Read(json).Findings[0].Code.Should().Be(code);

    [Theory]
    [InlineData("""{"kind":"dim","name":"a","type":"Text"}""", "CRM1106", ".type")]
    [InlineData("""{"kind":"dim","name":"a","type":"money(EUR,2)"}""", "CRM1106", ".type")]
    [InlineData("""{"kind":"dim","name":"a","type":"text","default":true}""", "CRM1108", null)]
    [InlineData("""{"fold":true,"kind":"dim","name":"a","type":"int"}""", "CRM1108", null)]
    [InlineData("""{"kind":"time","name":"a","type":"text"}""", "CRM1108", null)]
    [InlineData("""{"kind":"ref","name":"a","type":"text"}""", "CRM1103", ".type")]
    [InlineData("""{"kind":"key","name":"a","type":"text"}""", "CRM1106", ".kind")]
    public void A_broken_field_is_a_finding(string field, string code, string? path)
    {
        string json = $$"""{"declarations":[{"fields":[{{field}}],"key":{"name":"id"},"kind":"fact","name":"f","shape":"event"}],"format":"crm-definitions/1"}""";

        Finding first = CrmJson.Read(json).Findings[0];

        first.Code.Should().Be(code, first.ToString());
        first.Place.Path.Should().Be("declarations[0]" + (path is null ? "" : ".fields[0]" + path));
    }

    [Fact]
    public void A_malformed_text_is_located()
    {
        FindingPlace place = CrmJson.Read("{\n \"größe\": ?\n}").Findings[0].Place;

        (place.Line, place.Column).Should().Be((2, 11));
    }

    [Fact]
    public void White_space_and_the_order_of_properties_are_free()
    {
        const string Json = """
            {
              "format": "crm-definitions/1",
              "declarations": [ { "value": { "name": "b", "kind": "name" }, "name": "a", "kind": "metric" } ]
            }
            """;

        CrmPrinter.Print(CrmJson.Read(Json).ThrowIfInvalid()).Should().Be("metric a = b\n");
    }

    [Fact]
    public void Strings_are_escaped_no_more_than_JSON_asks_for() =>
        CrmJson.Write(CrmParser.Parse("metric a \"<é>😀\\\"\\\\\t\" = 1").ThrowIfInvalid().Declarations[0])
            .Should().Be("""{"kind":"metric","name":"a","title":"<é>😀\"\\\t","value":{"kind":"number","value":"1"}}""");
}
