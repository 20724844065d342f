using System.Globalization;
using System.Xml.Linq;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Charts.Svg;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Reporting.Tests.Charts.Svg;

/// <summary>How the pictures of a plan are drawn: all inside, no text on another, marks where they belong.</summary>
public sealed class PlanDrawingTests
{
    private const decimal FontSize = 12;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly LocalDate Monday = new(2026, 1, 5);

    public static TheoryData<string, int> Pictures
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string title in SampleCharts.All.Select(c => c.Title))
            {
                data.Add(title, 640);
                data.Add(title, 320);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_of_its_own_height_lies_inside_and_no_text_lies_on_another(string title, int width)
    {
        Chart chart = SampleCharts.All.Single(c => c.Title == title);
        int wide = chart is AlignmentGraph or CohortHeatMap ? 640 : width, height = SvgRenderer.HeightOf(chart, wide);
        XElement svg = Drawn(chart, wide, height);

        Corners(svg).Should().OnlyContain(p => p.X >= 0 && p.X <= wide && p.Y >= 0 && p.Y <= height);
        Texts(svg).Should().OnlyContain(t => t.Left >= -0.5m && t.Right <= wide + 0.5m, "no text is cut off");
        Overlapping(svg).Should().BeEmpty();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void A_picture_with_too_little_height_lies_inside_all_the_same(int height)
    {
        foreach (Chart chart in SampleCharts.All)
        {
            Action act = () => SvgRenderer.Render(chart, new SvgOptions(320, height));

            act.Should().NotThrow();
        }
    }

    [Fact]
    public void Bars_of_a_timeline_lie_by_the_day_and_what_was_agreed_is_an_empty_frame()
    {
        var chart = new TimelineChart("t", "",
        [
            TimelineRow.Action("a", "a", Monday, Monday.PlusDays(10)),
            TimelineRow.Action("b", "b", Monday.PlusDays(10), Monday.PlusDays(20), agreedTo: Monday.PlusDays(15), agreedFrom: Monday.PlusDays(5), after: ["a"], isCritical: true),
            TimelineRow.Milestone("m", "m", Monday.PlusDays(20), after: ["b"], isCritical: true),
        ]);
        XElement svg = Drawn(chart, 640, SvgRenderer.HeightOf(chart));

        // The first of each class is the sample in the legend.
        XElement first = Shapes(svg, "rect", "c-bar").Skip(1).Single(), second = Shapes(svg, "rect", "c-critical").Skip(1).Single(), ghost = Shapes(svg, "rect", "c-ghost").Skip(1).Single();
        (Number(first, "x") + Number(first, "width")).Should().BeApproximately(Number(second, "x"), 0.2m);
        Number(first, "width").Should().BeApproximately(Number(second, "width"), 0.2m).And.BeApproximately(Number(ghost, "width"), 0.2m);
        (Number(second, "x") - Number(ghost, "x")).Should().BeApproximately(Number(first, "width") / 2, 0.2m);
        ghost.Attribute("fill")!.Value.Should().Be("none");
        Shapes(svg, "path", "c-milestone-critical").Should().ContainSingle();
        Shapes(svg, "path", "c-ink-line").Should().ContainSingle("the way from one critical row to the next is marked");
        Shapes(svg, "path", "c-axis").Should().ContainSingle();
        Shapes(svg, "text", "c-bad").Single().Value.Should().Be("+5 d");
    }

    [Fact]
    public void Today_is_a_line_only_where_it_lies_in_the_plan()
    {
        TimelineChart On(LocalDate today) => new("t", "", [TimelineRow.Action("a", "a", Monday, Monday.PlusDays(10))], today);

        Shapes(Drawn(On(Monday.PlusDays(3)), 640, 200), "line", "c-today").Should().HaveCount(2, "one is in the legend");
        Shapes(Drawn(On(Monday.PlusDays(30)), 640, 200), "line", "c-today").Should().BeEmpty();
    }

    [Theory]
    [InlineData(14, "2026-01-05 2026-01-12 2026-01-19")]
    [InlineData(365, "2026-03 2026-05 2026-07 2026-09 2026-11 2027-01")]
    [InlineData(3650, "2028 2030 2032 2034 2036")]
    public void Marks_of_a_timeline_are_as_many_as_have_room(int days, string marks)
    {
        var chart = new TimelineChart("t", "", [TimelineRow.Action("a", "a", Monday, Monday.PlusDays(days))]);

        string.Join(' ', Shapes(Drawn(chart, 480, 200), "text", "c-label").Select(t => t.Value).Where(t => t.StartsWith("20", StringComparison.Ordinal))).Should().Be(marks);
    }

    [Fact]
    public void Each_cell_of_a_risk_matrix_says_its_level_and_each_risk_is_in_a_cell_and_in_the_list()
    {
        XElement svg = Drawn(SampleCharts.Risks, 640, SvgRenderer.HeightOf(SampleCharts.Risks));

        Texts(svg).GroupBy(t => t.Text).Where(g => g.Key is "Low" or "Medium" or "High").Select(g => $"{g.Key} {g.Count()}").Should().BeEquivalentTo("Low 10", "Medium 9", "High 6");
        Texts(svg).Count(t => t.Text == "R5").Should().Be(2);
    }

    [Fact]
    public void Points_have_their_names_beside_them_where_there_is_room()
    {
        XElement svg = Drawn(new PriorityChart("t", "", [new("North", 1, 9), new("South", 9, 1), new("East", 5, 5)], ValueFormat.Number()), 500, 400);

        Texts(svg).Select(t => t.Text).Should().Contain(["North", "South", "East"]).And.NotContain("1");
    }

    [Property(MaxTest = 60)]
    public void However_points_lie_no_name_lies_on_another(byte[] places)
    {
        var items = places.Chunk(2).Where(p => p.Length == 2).Take(40).Select((p, i) => new PriorityItem($"Something that matters {i}", (long)(p[0] % 20), (long)(p[1] % 20)));
        var chart = new PriorityChart("t", "", items, ValueFormat.Number());
        int height = SvgRenderer.HeightOf(chart, 500);
        XElement svg = Drawn(chart, 500, height);

        Overlapping(svg).Should().BeEmpty();
        Corners(svg).Should().OnlyContain(p => p.X >= 0 && p.X <= 500 && p.Y >= 0 && p.Y <= height);
    }

    [Property(MaxTest = 60)]
    public void However_a_graph_is_wired_its_boxes_do_not_overlap_and_no_line_runs_through_one(byte[] columns, byte[] wires)
    {
        GraphNode[] nodes = [.. columns.Take(20).Select((c, i) => new GraphNode($"n{i}", c % 5, $"Box number {i} with some words", i % 3 == 0 ? "kind" : "", i % 4 == 0 ? "no owner" : ""))];
        GraphEdge[] edges = nodes.Length == 0 ? [] : [.. wires.Chunk(2).Where(w => w.Length == 2).Take(30).Select(w => new GraphEdge(nodes[w[0] % nodes.Length].Key, nodes[w[1] % nodes.Length].Key))];
        var graph = new AlignmentGraph("t", "", ["one", "two", "three", "four", "five"], nodes, edges);
        XElement svg = Drawn(graph, 640, SvgRenderer.HeightOf(graph));
        Box[] boxes = [.. svg.Elements(Svg + "rect").Where(r => r.Attribute("class")!.Value is "c-paper" or "c-marked").Select(BoxOf)];

        boxes.Should().HaveCount(nodes.Length);
        boxes.SelectMany((a, i) => boxes.Skip(i + 1).Where(b => a.Meets(b))).Should().BeEmpty();
        Corners(svg).Should().OnlyContain(p => p.X >= 0 && p.X <= 640 && p.Y >= 0 && p.Y <= SvgRenderer.HeightOf(graph));
        svg.Elements(Svg + "path").Where(p => p.Attribute("stroke") is not null).SelectMany(PathPoints).Should().NotContain(p => boxes.Any(b => b.HasInside(p)), "lines run between the boxes");
    }

    [Fact]
    public void Lines_of_a_graph_do_not_cross_where_they_need_not()
    {
        // Given in an order in which all three would cross.
        var graph = new AlignmentGraph("t", "", ["a", "b"], [new("a1", 0, "a1"), new("a2", 0, "a2"), new("a3", 0, "a3"), new("b1", 1, "b1"), new("b2", 1, "b2"), new("b3", 1, "b3")], [new("a1", "b3"), new("a2", "b2"), new("a3", "b1")]);
        XElement svg = Drawn(graph, 640, SvgRenderer.HeightOf(graph));

        svg.Elements(Svg + "path").Where(p => p.Attribute("stroke") is not null).Select(p => PathPoints(p).ToArray()).Select(p => p[^1].Y - p[0].Y).Should().OnlyContain(d => d == 0);
    }

    [Fact]
    public void What_is_wrong_with_a_box_stands_in_it_in_words()
    {
        XElement svg = Drawn(SampleCharts.Alignment, 640, SvgRenderer.HeightOf(SampleCharts.Alignment));

        Shapes(svg, "rect", "c-marked").Should().HaveCount(3);
        Texts(svg).Select(t => t.Text).Should().Contain(["no baseline", "no owner"]);
    }

    [Fact]
    public void Three_marks_of_one_level_are_seen_inside_each_other()
    {
        XElement svg = Drawn(new MaturityChart("t", "", [new("x", 3, 3, 3)]), 640, 120);

        decimal ring = Number(Shapes(svg, "circle", "c-ring")[^1], "r"), dot = Number(Shapes(svg, "circle", "c-dot")[^1], "r");
        decimal[] diamond = [.. PathPoints(Shapes(svg, "path", "c-target")[^1]).Select(p => p.X)];
        dot.Should().BeLessThan(ring);
        ((diamond.Max() - diamond.Min()) / 2).Should().BeGreaterThan(ring);
        Shapes(svg, "circle", "c-ring")[^1].Attribute("fill")!.Value.Should().Be("none");
    }

    [Fact]
    public void A_cell_that_nobody_knows_is_hatched_one_that_is_yet_to_come_is_empty_and_the_rest_have_numbers()
    {
        XElement svg = Drawn(new CohortHeatMap("t", "", ["1", "2", "3"], [new("Jan", [10, null, 30]), new("Feb", [20])], ValueFormat.Number()), 400, 140);

        // Two shades and a hatch are samples in the legend.
        XElement[] cells = [.. Shapes(svg, "rect", "c-band").Skip(2)];
        cells.Should().HaveCount(3);
        cells.Select(c => decimal.Parse(c.Attribute("fill-opacity")!.Value, CultureInfo.InvariantCulture)).Should().Equal(0.05m, 0.42m, 0.24m);
        Shapes(svg, "line", "c-axis").Length.Should().BeGreaterThan(8);
        Texts(svg).Select(t => t.Text).Should().Contain(["10", "20", "30", "unknown"]);
    }

    [Property(EndSize = HostileText.Seeds)]
    public void Whatever_is_written_on_a_picture_its_shapes_stay_the_same(int seed)
    {
        var hostile = new HostileText(seed);
        Func<string> text = hostile.Next;
        Chart[] charts =
        [
            new TimelineChart(text(), text(), [TimelineRow.Phase("a", text(), Monday, Monday.PlusDays(9)), TimelineRow.Action("b", text(), Monday, Monday.PlusDays(5), note: text())]),
            new RiskMatrix(text(), text(), [new RiskPoint(text(), text(), 1, 5)]),
            new PriorityChart(text(), text(), [new PriorityItem(text(), 1, 5)], ValueFormat.Number(0, text())),
            new AlignmentGraph(text(), text(), [text()], [new GraphNode("a", 0, text(), text(), text())], []),
            new MaturityChart(text(), text(), [new MaturityArea(text(), 1, 2, 3)], [text(), text(), text(), text(), text()]),
            new CohortHeatMap(text(), text(), [text()], [new CohortRow(text(), [5], text())], ValueFormat.Number(0, text())),
        ];

        foreach (XElement svg in charts.Select(c => XElement.Parse(SvgRenderer.Render(c))))
        {
            svg.DescendantsAndSelf().Select(e => e.Name.LocalName).Distinct().Should().BeSubsetOf(["svg", "title", "desc", "rect", "line", "path", "circle", "text"]);
            svg.DescendantsAndSelf().Attributes().Select(a => a.Name.LocalName).Should().NotContain(n => n.StartsWith("on", StringComparison.Ordinal) || n == "href");
        }
    }

    private static XElement Drawn(Chart chart, int width, int height) => XElement.Parse(SvgRenderer.Render(chart, new SvgOptions(width, height, isEmbedded: true)));

    private static XElement[] Shapes(XElement svg, string name, string style) => [.. svg.Elements(Svg + name).Where(e => e.Attribute("class")!.Value == style)];

    private static decimal Number(XElement element, string attribute) => decimal.Parse(element.Attribute(attribute)?.Value ?? "0", CultureInfo.InvariantCulture);

    private static IEnumerable<(decimal X, decimal Y)> PathPoints(XElement path) => path.Attribute("d")!.Value
        .Split(['M', 'L', 'Z'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(p => p.Split(' ')).Select(p => (decimal.Parse(p[0], CultureInfo.InvariantCulture), decimal.Parse(p[1], CultureInfo.InvariantCulture)));

    private static IEnumerable<(decimal X, decimal Y)> Corners(XElement svg) => svg.Elements().SelectMany(e => e.Name.LocalName switch
    {
        "line" => [(Number(e, "x1"), Number(e, "y1")), (Number(e, "x2"), Number(e, "y2"))],
        "rect" => [(Number(e, "x"), Number(e, "y")), (Number(e, "x") + Number(e, "width"), Number(e, "y") + Number(e, "height"))],
        "circle" => [(Number(e, "cx") - Number(e, "r"), Number(e, "cy") - Number(e, "r")), (Number(e, "cx") + Number(e, "r"), Number(e, "cy") + Number(e, "r"))],
        "text" => [(Number(e, "x"), Number(e, "y"))],
        "path" => PathPoints(e),
        _ => Enumerable.Empty<(decimal, decimal)>(),
    });

    /// <summary>About where the letters of texts are: a little smaller than a browser makes them, so that what touches here overlaps there.</summary>
    private static IEnumerable<Box> Texts(XElement svg) => svg.Elements(Svg + "text").Select(t =>
    {
        decimal size = t.Attribute("font-size") is null ? FontSize : Number(t, "font-size");
        decimal width = t.Value.Length * size * 0.5m, x = Number(t, "x"), y = Number(t, "y");
        decimal left = t.Attribute("text-anchor")?.Value switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
        return new Box { Text = t.Value, Left = left, Top = y - (size * 0.7m), Right = left + width, Bottom = y + (size * 0.15m) };
    });

    private static IEnumerable<string> Overlapping(XElement svg)
    {
        Box[] texts = [.. Texts(svg)];
        return texts.SelectMany((a, i) => texts.Skip(i + 1).Where(b => a.Meets(b)).Select(b => $"'{a.Text}' and '{b.Text}'"));
    }

    private static Box BoxOf(XElement rect) => new()
    {
        Left = Number(rect, "x"), Top = Number(rect, "y"), Right = Number(rect, "x") + Number(rect, "width"), Bottom = Number(rect, "y") + Number(rect, "height"),
    };

    private sealed class Box
    {
        public string Text { get; init; } = "";

        public required decimal Left { get; init; }

        public required decimal Top { get; init; }

        public required decimal Right { get; init; }

        public required decimal Bottom { get; init; }

        public bool Meets(Box other) => Left < other.Right && Right > other.Left && Top < other.Bottom && Bottom > other.Top;

        public bool HasInside((decimal X, decimal Y) point) => point.X > Left + 0.5m && point.X < Right - 0.5m && point.Y > Top + 0.5m && point.Y < Bottom - 0.5m;
    }
}
