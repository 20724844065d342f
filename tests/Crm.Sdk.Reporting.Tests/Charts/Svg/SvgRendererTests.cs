using System.Globalization;
using System.Numerics;
using System.Xml.Linq;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Charts.Svg;
using Crm.Sdk.Values;
using FsCheck.Xunit;

namespace Crm.Sdk.Reporting.Tests.Charts.Svg;

public sealed class SvgRendererTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. Odd.Keys];

    private static Dictionary<string, Chart> Odd => new()
    {
        ["nothing"] = Trend(),
        ["gaps only"] = Trend(TrendPoint.Gap("a"), TrendPoint.Gap("b")),
        ["gaps and a target"] = new TrendChart("t", "", [TrendPoint.Gap("a")], ValueFormat.Number(), target: 5),
        ["one point"] = Trend(TrendPoint.Actual("a", 5)),
        ["one open point"] = Trend(TrendPoint.Actual("a", 5, isOpen: true)),
        ["all equal"] = Trend([.. Enumerable.Range(0, 9).Select(i => TrendPoint.Actual($"{i}", 7))]),
        ["all zero"] = Trend(TrendPoint.Actual("a", 0), TrendPoint.Actual("b", 0)),
        ["negative"] = Trend(TrendPoint.Actual("a", -5), TrendPoint.Actual("b", -500)),
        ["huge"] = Trend(TrendPoint.Actual("a", new ChartValue(BigInteger.Pow(10, 300))), TrendPoint.Actual("b", -1)),
        ["tiny"] = Trend(TrendPoint.Actual("a", new ChartValue(new Rational(1, BigInteger.Pow(10, 300)))), TrendPoint.Actual("b", 0)),
        ["forecast only"] = Trend(TrendPoint.Predicted("a", 1, 0, 2), TrendPoint.Predicted("b", 2), TrendPoint.Predicted("c", 3, 1, 9)),
        ["many points with long labels"] = Trend([.. Enumerable.Range(0, 400).Select(i => TrendPoint.Actual($"the period number {i}", i % 17))]),
        ["bullet without value"] = new BulletChart("t", "", null, ValueFormat.Number()),
        ["bullet without value with target"] = new BulletChart("t", "", null, ValueFormat.Number(), 5),
        ["bullet below zero"] = new BulletChart("t", "", -5, ValueFormat.Percent(), 5, -10),
        ["sparkline of nothing"] = new Sparkline("t", [], ValueFormat.Number()),
        ["sparkline of gaps"] = new Sparkline("t", [null, null], ValueFormat.Number()),
        ["sparkline of one"] = new Sparkline("t", [5], ValueFormat.Number()),
        ["sparkline with gaps"] = new Sparkline("t", [null, 1, 2, null, 3, null], ValueFormat.Number()),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Odd_data_are_drawn_inside_the_picture(string name)
    {
        foreach ((int width, int height) in new[] { (640, 320), (320, 260), (40, 16) })
        {
            XElement svg = XElement.Parse(SvgRenderer.Render(Odd[name], new SvgOptions(width, height)));

            svg.Attribute("viewBox")!.Value.Should().Be($"0 0 {width} {height}");
            (decimal X, decimal Y)[] points = [.. svg.Descendants().SelectMany(Points)];
            if (width >= 320)
            {
                points.Should().OnlyContain(p => p.X >= 0 && p.X <= width && p.Y >= 0 && p.Y <= height);
            }
        }
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("gaps only")]
    [InlineData("gaps and a target")]
    [InlineData("bullet without value")]
    [InlineData("sparkline of gaps")]
    public void A_chart_without_values_says_so(string name)
    {
        XElement svg = XElement.Parse(SvgRenderer.Render(Odd[name]));

        svg.Elements(Svg + "text").Select(t => t.Value).Should().Contain("No data");
        svg.Element(Svg + "desc")!.Value.Should().StartWith("No data");
    }

    [Fact]
    public void A_picture_has_a_name_and_its_numbers_in_words()
    {
        XElement svg = XElement.Parse(SvgRenderer.Render(
            new TrendChart("Revenue", "It grows.", [TrendPoint.Actual("Jan", 3)], ValueFormat.Number()), new SvgOptions(idPrefix: "r1")));

        svg.Attribute("role")!.Value.Should().Be("img");
        svg.Attribute("aria-labelledby")!.Value.Should().Be("r1_title r1_desc");
        svg.Element(Svg + "title")!.Should().Match<XElement>(t => t.Value == "Revenue" && t.Attribute("id")!.Value == "r1_title");
        svg.Element(Svg + "desc")!.Value.Should().Be("It grows. Latest: 3 (Jan).");
    }

    [Fact]
    public void A_gap_interrupts_the_line()
    {
        Chart chart = Trend(TrendPoint.Actual("a", 1), TrendPoint.Actual("b", 2), TrendPoint.Gap("c"), TrendPoint.Actual("d", 3), TrendPoint.Actual("e", 4));

        Shapes(chart, "path", "c-actual").Should().HaveCount(2);
    }

    [Fact]
    public void A_value_between_gaps_is_a_dot() =>
        Shapes(Trend(TrendPoint.Gap("a"), TrendPoint.Actual("b", 2), TrendPoint.Gap("c")), "circle", "c-dot").Should().ContainSingle();

    [Fact]
    public void An_open_period_is_hollow_and_the_way_to_it_is_dashed()
    {
        Chart chart = Trend(TrendPoint.Actual("a", 1), TrendPoint.Actual("b", 2), TrendPoint.Actual("c", 1, isOpen: true));

        Shapes(chart, "circle", "c-dot-open").Should().ContainSingle();
        Shapes(chart, "path", "c-actual").Where(p => p.Attribute("stroke-dasharray") is not null).Should().ContainSingle();
    }

    [Fact]
    public void A_forecast_begins_at_the_last_value_and_carries_its_range()
    {
        Chart chart = Trend(TrendPoint.Actual("a", 1), TrendPoint.Predicted("b", 2, 1, 3), TrendPoint.Predicted("c", 3, 1, 5));

        Shapes(chart, "path", "c-forecast").Should().HaveCount(2).And.OnlyContain(p => p.Attribute("stroke-dasharray") != null);
        Shapes(chart, "path", "c-band").Should().HaveCount(2);
    }

    [Fact]
    public void Names_of_periods_do_not_overlap()
    {
        XElement svg = XElement.Parse(SvgRenderer.Render(Odd["many points with long labels"], new SvgOptions(800, 300)));
        decimal[] places = [.. svg.Elements(Svg + "text").Where(t => t.Value.StartsWith("the period", StringComparison.Ordinal)).Select(t => Number(t, "x"))];

        places.Should().HaveCountGreaterThan(3);
        places.Zip(places.Skip(1), (a, b) => b - a).Should().OnlyContain(d => d > 80);
    }

    [Theory]
    [InlineData(250_000, "0 50k 100k 150k 200k 250k")]
    [InlineData(9_000, "0 2k 4k 6k 8k 10k")]
    [InlineData(7_000, "0 2,000 4,000 6,000 8,000")]
    [InlineData(3, "0 1 2 3")]
    [InlineData(42_000_000, "0 10M 20M 30M 40M 50M")]
    public void Marks_are_short(long greatest, string marks)
    {
        Chart chart = Trend(TrendPoint.Actual("x", 0), TrendPoint.Actual("y", greatest));

        string.Join(' ', XElement.Parse(SvgRenderer.Render(chart)).Elements(Svg + "text").Where(t => t.Attribute("text-anchor")?.Value == "end").Select(t => t.Value))
            .Should().Be(marks);
    }

    [Fact]
    public void Alone_a_picture_brings_its_ground_and_in_a_page_it_does_not()
    {
        SvgRenderer.Render(Odd["one point"]).Should().Contain("c-ground").And.Contain("width=\"640\"");
        SvgRenderer.Render(Odd["one point"], new SvgOptions(isEmbedded: true)).Should().NotContain("c-ground").And.NotContain("width=\"640\"");
    }

    [Theory]
    [InlineData(39, 300, "a")]
    [InlineData(640, 5000, "a")]
    [InlineData(640, 320, "1a")]
    [InlineData(640, 320, "a b")]
    public void Impossible_options_are_refused(int width, int height, string prefix)
    {
        Action act = () => _ = new SvgOptions(width, height, prefix);

        act.Should().Throw<ArgumentException>();
    }

    [Property(EndSize = HostileText.Seeds)]
    public void Whatever_is_written_on_a_chart_its_shapes_stay_the_same(int seed)
    {
        var hostile = new HostileText(seed);

        XElement svg = XElement.Parse(SvgRenderer.Render(Labelled(hostile.Next)));

        svg.DescendantsAndSelf().Select(e => e.Name.LocalName).Distinct()
            .Should().BeSubsetOf(["svg", "title", "desc", "rect", "line", "path", "circle", "text"]);
        svg.DescendantsAndSelf().Attributes().Select(a => a.Name.LocalName).Should().NotContain(n => n.StartsWith("on", StringComparison.Ordinal) || n == "href");
    }

    [Property]
    public void Every_trend_of_random_values_is_drawn_inside(int[] values, int? target)
    {
        var chart = new TrendChart(
            "t", "", values.Select((v, i) => v % 5 == 0 ? TrendPoint.Gap($"{i}") : TrendPoint.Actual($"{i}", v)), ValueFormat.Number(2, "EUR"), target is { } t ? t : null);

        XElement.Parse(SvgRenderer.Render(chart)).Descendants().SelectMany(Points)
            .Should().OnlyContain(p => p.X >= 0 && p.X <= 640 && p.Y >= 0 && p.Y <= 320);
    }

    private static TrendChart Trend(params TrendPoint[] points) => new("t", "", points, ValueFormat.Number());

    private static TrendChart Labelled(Func<string> text) => new(
        text(), text(), [TrendPoint.Actual(text(), new ChartValue(1, text())), TrendPoint.Gap(text(), text())], ValueFormat.Number(0, text()), 5, 1, new PaceLine(0, 1, 1, 5));

    private static XElement[] Shapes(Chart chart, string name, string style) =>
        [.. XElement.Parse(SvgRenderer.Render(chart)).Elements(Svg + name).Where(e => e.Attribute("class")!.Value == style)];

    private static decimal Number(XElement element, string attribute) =>
        decimal.Parse(element.Attribute(attribute)?.Value ?? "0", CultureInfo.InvariantCulture);

    private static IEnumerable<(decimal X, decimal Y)> Points(XElement shape) => shape.Name.LocalName switch
    {
        "line" => [(Number(shape, "x1"), Number(shape, "y1")), (Number(shape, "x2"), Number(shape, "y2"))],
        "rect" => [(Number(shape, "x"), Number(shape, "y")), (Number(shape, "x") + Number(shape, "width"), Number(shape, "y") + Number(shape, "height"))],
        "circle" => [(Number(shape, "cx"), Number(shape, "cy"))],
        "text" => [(Number(shape, "x"), Number(shape, "y"))],
        "path" => shape.Attribute("d")!.Value.Split(['M', 'L', 'Z'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.Split(' ')).Select(p => (decimal.Parse(p[0], CultureInfo.InvariantCulture), decimal.Parse(p[1], CultureInfo.InvariantCulture))),
        _ => [],
    };
}
