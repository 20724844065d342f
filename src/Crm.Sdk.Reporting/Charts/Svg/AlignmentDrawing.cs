namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws an <see cref="AlignmentGraph"/>: columns of boxes, lines between them, a marked box with its mark in words.</summary>
internal sealed class AlignmentDrawing
{
    private const decimal Edge = 4;
    private const decimal LeastBox = 100;
    private const decimal LeastGap = 29;
    private const decimal Pad = 7;
    private const decimal NameSize = 11;
    private const decimal NameLine = 13.5m;
    private const decimal KindSize = 10;
    private const decimal KindLine = 13;
    private const decimal HeadSize = 11.5m;
    private const decimal HeadLine = 14;
    private const decimal BoxGap = 11;
    private const decimal PassHeight = 4;
    private const decimal BoldFactor = 1.08m;
    private const int MostNameLines = 4;
    private const int MostMarkLines = 2;
    private const int CurveSteps = 14;
    private const decimal SideWay = 10;

    private readonly AlignmentGraph _graph;
    private readonly SvgOptions _options;
    private readonly Canvas _canvas;
    private readonly GraphLayout _layout;
    private readonly Dictionary<GraphLayout.Place, (decimal Top, decimal Height)> _places = [];
    private readonly decimal _box;
    private readonly decimal _gap;

    public AlignmentDrawing(AlignmentGraph graph, SvgOptions options, Canvas canvas)
    {
        _graph = graph;
        _options = options;
        _canvas = canvas;
        _layout = new GraphLayout(graph);
        (_box, _gap) = Widths(graph, options.Width);
    }

    public static int LeastWidth(AlignmentGraph graph) => (int)((graph.Columns.Count * LeastBox) + ((graph.Columns.Count - 1) * LeastGap) + (2 * Edge));

    public static int Height(AlignmentGraph graph, int width)
    {
        (decimal box, _) = Widths(graph, width);
        var layout = new GraphLayout(graph);
        decimal tallest = layout.Columns.Max(c => c.Sum(p => HeightOf(p, box)) + (Math.Max(0, c.Count - 1) * BoxGap));
        return (int)Math.Ceiling((2 * Edge) + HeadHeight(graph, box) + Math.Max(tallest, 40));
    }

    public void Draw()
    {
        decimal top = Edge + HeadHeight(_graph, _box), height = _options.Height - top - Edge;
        for (int c = 0; c < _layout.Columns.Count; c++)
        {
            decimal foot = Edge + HeadSize;
            foreach (string line in Heading(_graph.Columns[c], _box))
            {
                _canvas.Text(Left(c) + (_box / 2), foot, line, Style.Label, Anchor.Middle, isBold: true, size: HeadSize);
                foot += HeadLine;
            }

            Stack(_layout.Columns[c], top, height);
        }

        if (_graph.Nodes.Count == 0)
        {
            _canvas.Text(_options.Width / 2m, Math.Min(_options.Height, top + (Math.Max(0, height) / 2)), _options.Words.NoData, Style.Label, Anchor.Middle, isStrong: true);
        }

        foreach ((IReadOnlyList<GraphLayout.Place> places, bool isBackward) in _layout.Ways)
        {
            Way(places, isBackward);
        }

        foreach (GraphLayout.Place place in _layout.Columns.SelectMany(c => c).Where(p => p.Node is not null))
        {
            Box(place);
        }
    }

    private static (decimal Box, decimal Gap) Widths(AlignmentGraph graph, int width)
    {
        int columns = graph.Columns.Count;
        decimal inner = Math.Max(columns * 4, width - (2 * Edge));
        if (columns == 1)
        {
            return (Math.Max(4, inner - SideWay), 0);
        }

        // A box takes a little more of what is left over than the room between.
        decimal box = Math.Min(190, inner * LeastBox / ((columns * LeastBox) + ((columns - 1) * LeastGap)));
        return (box, (inner - (columns * box)) / (columns - 1));
    }

    private static IReadOnlyList<string> Heading(string text, decimal box) => TextSize.Wrap(text, box / BoldFactor, 2, HeadSize);

    private static decimal HeadHeight(AlignmentGraph graph, decimal box) => (graph.Columns.Max(c => Heading(c, box).Count) * HeadLine) + 8;

    private static IReadOnlyList<string> Name(GraphNode node, decimal box) => TextSize.Wrap(node.Name, box - (2 * Pad), MostNameLines, NameSize);

    private static IReadOnlyList<string> Mark(GraphNode node, decimal box) => TextSize.Wrap(node.Mark, (box - (2 * Pad)) / BoldFactor, MostMarkLines, KindSize);

    private static decimal HeightOf(GraphLayout.Place place, decimal box) => place.Node is not { } node
        ? PassHeight
        : (2 * Pad) - 2 + (node.Kind.Length > 0 ? KindLine : 0) + (Name(node, box).Count * NameLine) + (Mark(node, box).Count * KindLine);

    private decimal Left(int column) => Edge + ((_box + _gap) * column);

    /// <summary>Puts the places of a column below each other, spread over the height; in too little height they lie closer.</summary>
    private void Stack(IReadOnlyList<GraphLayout.Place> column, decimal top, decimal height)
    {
        decimal sum = column.Sum(p => HeightOf(p, _box));
        decimal gap = Math.Min(3 * BoxGap, (Math.Max(0, height) - sum) / Math.Max(1, column.Count));
        decimal y = top + Math.Max(0, (height - sum - (gap * (column.Count - 1))) / 2);
        if (gap < 0)
        {
            gap = column.Count > 1 ? Math.Max(0, height - HeightOf(column[^1], _box)) / (column.Count - 1) : 0;
            foreach (GraphLayout.Place place in column)
            {
                _places[place] = (Math.Min(y, _options.Height), Math.Min(HeightOf(place, _box), Math.Max(0, _options.Height - y)));
                y += gap;
            }

            return;
        }

        foreach (GraphLayout.Place place in column)
        {
            decimal own = HeightOf(place, _box);
            _places[place] = (y, own);
            y += own + gap;
        }
    }

    private decimal Middle(GraphLayout.Place place) => _places[place].Top + (_places[place].Height / 2);

    private void Box(GraphLayout.Place place)
    {
        GraphNode node = place.Node!;
        (decimal top, decimal height) = _places[place];
        decimal x = Left(place.Column), foot = top + Pad + 8;
        _canvas.Rect(x, top, _box, height, node.Mark.Length > 0 ? Style.Marked : Style.Paper, radius: 5);
        void Line(string text, Style style, decimal size, decimal line, bool isBold = false)
        {
            _canvas.Text(x + Pad, Math.Min(foot, _options.Height), text, style, isBold: isBold, size: size);
            foot += line;
        }

        if (node.Kind.Length > 0)
        {
            Line(TextSize.Fit(node.Kind, _box - (2 * Pad), KindSize), Style.Label, KindSize, KindLine);
        }

        foreach (string line in Name(node, _box))
        {
            Line(line, Style.Ink, NameSize, NameLine);
        }

        foreach (string line in Mark(node, _box))
        {
            Line(line, Style.MediumText, KindSize, KindLine, isBold: true);
        }
    }

    private void Way(IReadOnlyList<GraphLayout.Place> places, bool isBackward)
    {
        (GraphLayout.Place first, GraphLayout.Place last) = (places[0], places[^1]);
        decimal start = Left(first.Column) + _box, end = Left(last.Column);
        if (first.Column == last.Column)
        {
            // In the gap before the column; before the first there is none.
            int side = first.Column == 0 ? 1 : -1;
            decimal foot = side > 0 ? start : end, away = foot + (side * SideWay);
            _canvas.Path([(foot, Middle(first)), (away, Middle(first)), (away, Middle(last)), (foot + (side * 3), Middle(last))], Style.Link);
            Head(foot, Middle(last), side);
            return;
        }

        var points = new List<(decimal X, decimal Y)>();
        for (int i = 0; i + 1 < places.Count; i++)
        {
            decimal from = Left(places[i].Column) + _box, to = Left(places[i + 1].Column);
            Curve(points, (from, Middle(places[i])), (to, Middle(places[i + 1])));
        }

        if (isBackward)
        {
            points[0] = (points[0].X + 3, points[0].Y);
        }
        else
        {
            points[^1] = (points[^1].X - 3, points[^1].Y);
        }

        _canvas.Path(points, Style.Link);
        Head(isBackward ? start : end, isBackward ? Middle(first) : Middle(last), isBackward ? 1 : -1);
    }

    /// <summary>An S between two points: 3t² - 2t³ of the way down after t of the way to the right.</summary>
    private static void Curve(List<(decimal X, decimal Y)> points, (decimal X, decimal Y) from, (decimal X, decimal Y) to)
    {
        for (int step = 0; step <= CurveSteps; step++)
        {
            decimal t = (decimal)step / CurveSteps;
            points.Add((from.X + ((to.X - from.X) * t), from.Y + ((to.Y - from.Y) * t * t * (3 - (2 * t)))));
        }
    }

    private void Head(decimal x, decimal y, int side) => _canvas.Polygon([(x, y), (x + (side * 6), y - 3.5m), (x + (side * 6), y + 3.5m)], Style.Arrow);
}
