using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class IntervalTests
{
    [Theory]
    [InlineData("fact s interval key deal from entered to left {\n}")]
    [InlineData("fact s interval key deal to opportunity from since date to until overlapping {\n  measure amount money(USD)\n}")]
    [InlineData("fact s interval key from from from to to {\n}")]
    [InlineData("fact deal entity key id {\n  dim stage text history deal_stage\n  dim owner text fold history deal_owner.person default now\n}")]
    [InlineData("fact deal entity key id {\n  dim stage text history `fold` default now\n  dim mood text history\n  dim odd text history `measure`.x\n}")]
    public void A_text_in_canonical_form_is_printed_as_it_was_read_and_so_is_its_json(string text)
    {
        CrmDocument document = CrmParser.Parse(text).ThrowIfInvalid();

        CrmPrinter.Print(document).Should().Be(text + "\n");
        CrmPrinter.Print(CrmJson.Read(CrmJson.Write(document)).ThrowIfInvalid()).Should().Be(text + "\n");
    }

    [Fact]
    public void The_key_of_an_interval_is_its_entity_and_its_ends()
    {
        var fact = (FactDeclaration)CrmParser.Parse("fact s interval key deal to opportunity from since date to until { }").ThrowIfInvalid().Declarations[0];

        fact.Shape.Should().Be(FactShape.Interval);
        (fact.Key.Name, fact.Key.Role, fact.Key.Type.Target).Should().Be(("deal", FieldRole.Reference, "opportunity"));
        (fact.Interval!.From.Name, fact.Interval.To.Name, fact.Interval.From.Type.ToString(), fact.Interval.MayOverlap).Should().Be(("since", "until", "date", false));
    }

    [Theory]
    [InlineData("fact s interval key deal { }", "CRM1070")]
    [InlineData("fact s interval key deal from entered { }", "CRM1070")]
    [InlineData("fact s intervl key deal from entered to left { }", "CRM1024")]
    [InlineData("fact s entity key id { dim stage text default now }", "CRM1071")]
    [InlineData("fact s entity key id { dim stage text history x default now default then }", "CRM1030")]
    public void What_is_missing_or_out_of_place_is_a_finding(string text, string code) =>
        CrmParser.Parse(text).Findings[0].Code.Should().Be(code);

    [Fact]
    public void Reading_then_is_the_default_and_is_not_written() =>
        CrmPrinter.Print(CrmParser.Parse("fact s entity key id { dim stage text history x default then }").ThrowIfInvalid())
            .Should().Be("fact s entity key id {\n  dim stage text history x\n}\n");
}
