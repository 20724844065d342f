using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class SnapshotTests
{
    [Theory]
    [InlineData("fact s snapshot key account at day date {\n}")]
    [InlineData("fact s snapshot key account to customer at seen {\n  measure amount money(USD)\n}")]
    [InlineData("fact s snapshot key seller, month, currency at said date {\n  time month date planned\n  dim currency text\n}")]
    [InlineData("fact s snapshot key at, by at at {\n}")]
    [InlineData("metric m = sum(s.x) at start.carry(30 days)")]
    [InlineData("metric m = sum(s.x by month).lag(1 month) + sum(s.x).exact() + sum(s.x).lastNonEmpty() + sum(s.x).carry(period)")]
    public void A_text_in_canonical_form_is_printed_as_it_was_read_and_so_is_its_json(string text)
    {
        CrmDocument document = CrmParser.Parse(text).ThrowIfInvalid();

        CrmPrinter.Print(document).Should().Be(text + "\n");
        CrmPrinter.Print(CrmJson.Read(CrmJson.Write(document)).ThrowIfInvalid()).Should().Be(text + "\n");
    }

    [Fact]
    public void The_key_of_a_snapshot_is_its_entity_its_other_fields_and_its_time()
    {
        var fact = (FactDeclaration)CrmParser.Parse("fact s snapshot key seller to person, month at said date { time month date }").ThrowIfInvalid().Declarations[0];

        fact.Shape.Should().Be(FactShape.Snapshot);
        (fact.Key.Name, fact.Key.Role, fact.Key.Type.Target).Should().Be(("seller", FieldRole.Reference, "person"));
        fact.Snapshot!.Parts.Select(p => p.FullName).Should().Equal("month");
        (fact.Snapshot.At.Name, fact.Snapshot.At.Type.ToString()).Should().Be(("said", "date"));
    }

    [Theory]
    [InlineData("fact s snapshot key account { }", "CRM1080", "A snapshot says when a row was taken: at day date.")]
    [InlineData("fact s snapshot key account, { }", "CRM1022", "")]
    [InlineData("fact s snapshto key account at day { }", "CRM1024", "Did you mean 'snapshot'?")]
    public void What_is_missing_is_a_finding(string text, string code, string mend)
    {
        Finding finding = CrmParser.Parse(text).Findings[0];

        finding.Code.Should().Be(code);
        finding.Mend.Contains(mend, StringComparison.Ordinal).Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"declarations":[{"key":{"name":"a"},"kind":"fact","name":"s","shape":"snapshot"}],"format":"crm-definitions/1"}""", "CRM1104")]
    [InlineData("""{"declarations":[{"key":{"at":"d","name":"a","parts":[1]},"kind":"fact","name":"s","shape":"snapshot"}],"format":"crm-definitions/1"}""", "CRM1105")]
    [InlineData("""{"declarations":[{"key":{"at":"d","name":"a","parts":["x y"]},"kind":"fact","name":"s","shape":"snapshot"}],"format":"crm-definitions/1"}""", "CRM1106")]
    [InlineData("""{"declarations":[{"key":{"at":"d","name":"a"},"kind":"fact","name":"s","shape":"event"}],"format":"crm-definitions/1"}""", "CRM1103")]
    public void Json_that_is_none_is_a_finding(string json, string code) =>
        CrmJson.Read(json).Findings.Should().Contain(f => f.Code == code);
}
