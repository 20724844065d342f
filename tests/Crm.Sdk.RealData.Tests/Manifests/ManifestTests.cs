using System.Text.Json;
using Crm.Sdk.Samples.RealData.Manifests;

namespace Crm.Sdk.RealData.Tests.Manifests;

public sealed class ManifestTests
{
    [Fact]
    public void A_text_is_short_for_a_metric() =>
        Parse("""{ "a": { "leaves": { "": "sales.won" } } }""").Figures["a"].Leaves[""].Metric.Should().Be("sales.won");

    [Fact]
    public void A_leaf_says_metric_part_members_and_form()
    {
        LeafSource leaf = Parse("""
            { "a": { "leaves": { "/x": { "metric": "m", "part": "numerator", "at": { "stage": "Won" }, "scale": 2, "as": "text" } } } }
            """).Figures["a"].Leaves["/x"];

        leaf.Should().BeEquivalentTo(new LeafSource
        {
            Metric = "m", Part = CellPart.Numerator, At = new Dictionary<string, string> { ["stage"] = "Won" }, Scale = 2, As = LeafForm.Text,
        });
    }

    [Theory]
    [InlineData("""{ "a": { } }""")]
    [InlineData("""{ "a": { "reason": "none", "leaves": { "": "m" } } }""")]
    [InlineData("""{ "a": { "reason": "one", "reason": "two" } }""")]
    [InlineData("""{ "a": { "leaves": { "": "m", "": "m" } } }""")]
    [InlineData("""{ "a": { "leaves": { "": { } } } }""")]
    [InlineData("""{ "a": { "leaves": { "": { "metric": "m", "use": "g" } } } }""")]
    [InlineData("""{ "a": { "leaves": { "": { "metric": "m", "part": "half" } } } }""")]
    [InlineData("""{ "a": { "leaves": { "": { "metric": "m", "tolerance": 0.1 } } } }""")]
    [InlineData("""{ "a": { "leaves": { "": { "list": { "of": ["x"] } } } } }""")]
    [InlineData("""{ "a": { "query": { }, "queries": { "b": { } }, "leaves": { "": "m" } } }""")]
    [InlineData("""{ "a": { "query": { "bye": ["x"] }, "leaves": { "": "m" } } }""")]
    public void What_is_no_manifest_is_refused(string figures) =>
        FluentActions.Invoking(() => Parse(figures)).Should().Throw<JsonException>();

    [Fact]
    public void Another_format_is_refused() =>
        FluentActions.Invoking(() => Manifest.Parse("""{ "format": "crm-manifest/2", "figures": {} }""")).Should().Throw<JsonException>();

    private static Manifest Parse(string figures) => Manifest.Parse($$"""{ "format": "crm-manifest/1", "figures": {{figures}} }""");
}
