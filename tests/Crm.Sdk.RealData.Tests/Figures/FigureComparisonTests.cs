using System.Text.Json;
using Crm.Sdk.Samples.RealData.Figures;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.RealData.Tests.Figures;

public sealed class FigureComparisonTests
{
    private const string Published = """{ "won": 3, "by/name": { "Ann": [1, "x"] }, "none": [] }""";

    private static readonly FigureLeaf[] Right =
        [Leaf("/won", 3), Leaf("/by~1name/Ann/0", 1), FigureLeaf.Label("/by~1name/Ann/1", "x"), FigureLeaf.EmptyList("/none")];

    [Fact]
    public void A_figure_is_equal_when_every_leaf_is() => Differences(Right).Should().BeEmpty();

    [Fact]
    public void A_leaf_that_is_published_and_not_given_differs() =>
        Differences(Right[1..]).Should().ContainSingle().Which.Should().Be(new FigureDifference { Pointer = "/won", Expected = "3", Got = "nothing" });

    [Fact]
    public void A_leaf_that_is_given_and_not_published_differs() =>
        Differences([.. Right, Leaf("/lost", 2)]).Should().ContainSingle()
            .Which.Should().Be(new FigureDifference { Pointer = "/lost", Expected = "nothing", Got = "2" });

    [Fact]
    public void A_leaf_that_is_given_twice_differs() =>
        Differences([.. Right, Leaf("/won", 3)]).Should().ContainSingle().Which.Got.Should().Be("3 and 3");

    [Fact]
    public void A_leaf_of_another_value_differs() =>
        Differences([Leaf("/won", 4), .. Right[1..]]).Should().ContainSingle().Which.Got.Should().Be("4");

    [Fact]
    public void An_item_where_the_published_list_is_empty_differs() =>
        Differences([.. Right[..3], FigureLeaf.Label("/none/0", "x")]).Select(d => d.Pointer).Should().Equal("/none", "/none/0");

    private static IReadOnlyList<FigureDifference> Differences(FigureLeaf[] leaves) =>
        FigureComparison.Differences(JsonDocument.Parse(Published).RootElement, leaves);

    private static FigureLeaf Leaf(string pointer, Rational value) => FigureLeaf.Number(pointer, value, new LeafSource(), DateTimeZone.Utc);
}
