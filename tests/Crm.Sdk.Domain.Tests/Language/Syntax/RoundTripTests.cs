using System.Text.Json;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.TestKit.Language;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class RoundTripTests
{
    private const int Documents = 2_000;

    [Fact]
    public void Reading_what_was_printed_gives_the_same_tree_and_the_same_hashes()
    {
        for (int seed = 0; seed < Documents; seed++)
        {
            CrmDocument drawn = new SyntaxGenerator(new Random(seed)).Document();
            string text = CrmPrinter.Print(drawn);

            Checked<CrmDocument> read = CrmParser.Parse(text);

            read.Findings.Should().BeEmpty("seed {0} printed:\n{1}", seed, text);
            CrmJson.Write(read.Value!).Should().Be(CrmJson.Write(drawn), "seed {0} printed:\n{1}", seed, text);
            read.Value!.Declarations.Select(CrmJson.Hash).Should().Equal(drawn.Declarations.Select(CrmJson.Hash));
            CrmPrinter.Print(read.Value!).Should().Be(text);
        }
    }

    [Fact]
    public void Reading_written_JSON_gives_the_same_JSON()
    {
        for (int seed = 0; seed < Documents; seed++)
        {
            CrmDocument drawn = new SyntaxGenerator(new Random(seed)).Document();
            string json = CrmJson.Write(drawn);

            Checked<CrmDocument> read = CrmJson.Read(json);

            read.Findings.Should().BeEmpty("seed {0} wrote {1}", seed, json);
            CrmJson.Write(read.Value!).Should().Be(json);
            CrmPrinter.Print(read.Value!).Should().Be(CrmPrinter.Print(drawn));
        }
    }

    [Fact]
    public void Canonical_JSON_is_JSON_with_sorted_properties()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            using JsonDocument json = JsonDocument.Parse(CrmJson.Write(new SyntaxGenerator(new Random(seed)).Document()));

            ShouldBeSorted(json.RootElement);
        }
    }

    [Fact]
    public void Every_span_of_a_tree_lies_inside_its_text_and_reads_as_the_node()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            string text = CrmPrinter.Print(new SyntaxGenerator(new Random(seed)).Document());
            foreach (Declaration declaration in CrmParser.Parse(text).ThrowIfInvalid().Declarations)
            {
                string part = text.Substring(declaration.Span.Start, declaration.Span.Length);

                part.Should().Be(CrmPrinter.Print(declaration));
                text.Substring(declaration.NameSpan.Start, declaration.NameSpan.Length).Should().Be(declaration is MetricDeclaration named ? named.Label : declaration.Name);
                if (declaration is MetricDeclaration metric)
                {
                    string value = text.Substring(metric.Value.Span.Start, metric.Value.Span.Length);
                    CrmJson.Write(CrmParser.ParseExpression(value).ThrowIfInvalid()).Should().Be(CrmJson.Write(metric.Value));
                }
            }
        }
    }

    [Fact]
    public void Spans_and_comments_take_no_part_in_the_hash()
    {
        Declaration plain = CrmParser.Parse("metric a=sum(order.net)").ThrowIfInvalid().Declarations[0];
        Declaration airy = CrmParser.Parse("\n// revenue\n  metric a  // net\n = ( sum( order.net ) )\n", "other").ThrowIfInvalid().Declarations[0];

        CrmJson.Hash(airy).Should().Be(CrmJson.Hash(plain));
        CrmJson.Hash(plain).Should().Be("9aae8ab274e03bfef36d6c0c997eda4d2f35cc174535ac56efe6db0ac39c7b62");
    }

    private static void ShouldBeSorted(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            element.EnumerateObject().Select(p => p.Name).Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
        }

        IEnumerable<JsonElement> children = element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(p => p.Value),
            JsonValueKind.Array => element.EnumerateArray(),
            _ => [],
        };
        foreach (JsonElement child in children)
        {
            ShouldBeSorted(child);
        }
    }
}
