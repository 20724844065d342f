using System.Text;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class LimitTests
{
    [Fact]
    public void A_text_of_a_mebi_character_is_read_and_a_longer_one_is_a_finding()
    {
        string full = "metric a = 1".PadRight(1 << 20);

        CrmParser.Parse(full).IsValid.Should().BeTrue();
        CrmParser.Parse(full + " ").Findings.Should().ContainSingle().Which.Code.Should().Be("CRM1001");
    }

    [Fact]
    public void Ten_thousand_declarations_are_read_and_one_more_is_a_finding()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++)
        {
            text.Append("metric m").Append(i).Append(" = 1\n");
        }

        CrmDocument document = CrmParser.Parse(text.ToString()).ThrowIfInvalid();

        document.Declarations.Should().HaveCount(10_000);
        CrmJson.Read(CrmJson.Write(document)).IsValid.Should().BeTrue();
        CrmParser.Parse(text + "metric more = 1").Findings.Should().ContainSingle().Which.Code.Should().Be("CRM1021");
    }

    [Theory]
    [InlineData("(", "x", ")")]
    [InlineData("abs(", "x", ")")]
    [InlineData("sum(each c : ", "x", ")")]
    [InlineData("not ", "x", "")]
    [InlineData("1 + (", "x", ")")]
    public void Sixty_four_levels_are_read_and_one_more_is_a_finding(string open, string inner, string close)
    {
        string Nested(int depth) =>
            "metric a = " + string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));

        RoundTrip(CrmParser.Parse(Nested(64)).ThrowIfInvalid());
        CrmParser.Parse(Nested(65)).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM1052");
        CrmParser.Parse(Nested(50_000)).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM1052");
    }

    [Theory]
    [InlineData(" or x")]
    [InlineData(" + x")]
    [InlineData(" now")]
    public void A_chain_of_255_operations_is_read_and_a_longer_one_is_a_finding(string link)
    {
        string Chain(int length) => "metric a = x" + string.Concat(Enumerable.Repeat(link, length));

        RoundTrip(CrmParser.Parse(Chain(255)).ThrowIfInvalid());
        CrmParser.Parse(Chain(256)).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM1052");
        CrmParser.Parse(Chain(200_000)).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM1052");
    }

    [Fact]
    public void The_highest_trees_fit_into_a_small_stack()
    {
        // Operations inside calls, as high as both limits allow.
        string inner = "x";
        for (int i = 0; i < 62; i++)
        {
            inner = $"abs(x + {inner} * y + z)";
        }

        string text = $"metric a = sum(each c : {inner})";
        InSmallStack(() => RoundTrip(CrmParser.Parse(text).ThrowIfInvalid()));
    }

    [Fact]
    public void JSON_that_is_nested_too_deep_is_a_finding() => InSmallStack(() =>
    {
        string deep = string.Concat(Enumerable.Repeat("""{"kind":"not","operand":""", 500));
        string json = $$"""{"declarations":[{"kind":"metric","name":"a","value":{{deep}}{"kind":"name","name":"x"}{{new string('}', 500)}}}],"format":"crm-definitions/1"}""";

        CrmJson.Read(json).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM1108");
        CrmJson.Read(new string('[', 100_000)).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM1101");
    });

    [Fact]
    public void At_most_a_hundred_findings_are_listed_and_the_last_says_that_there_are_more()
    {
        string text = string.Concat(Enumerable.Repeat("metric a = foo(1)\n", 150));

        IReadOnlyList<Finding> findings = CrmParser.Parse(text).Findings;

        findings.Should().HaveCount(100);
        findings[^1].Code.Should().Be("CRM1099");
        CrmParser.Parse(new string(';', 10) + string.Concat(Enumerable.Repeat("; 'a\n", 90))).Findings.Should().HaveCount(100);
    }

    private static void RoundTrip(CrmDocument document)
    {
        string json = CrmJson.Write(document);
        CrmJson.Write(CrmJson.Read(json).ThrowIfInvalid()).Should().Be(json);
        CrmJson.Write(CrmParser.Parse(CrmPrinter.Print(document)).ThrowIfInvalid()).Should().Be(json);
    }

    private static void InSmallStack(Action check)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(check), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        failure.Should().BeNull();
    }
}
