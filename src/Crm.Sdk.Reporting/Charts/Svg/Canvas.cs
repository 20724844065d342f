namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Collects the shapes of a picture, the first at the bottom. Positions are decimals, so that every machine writes the same digits.</summary>
internal sealed class Canvas
{
    public const decimal FontSize = 12;

    private readonly List<Shape> _shapes = [];

    public IReadOnlyList<Shape> Shapes => _shapes;

    public void Line(decimal x1, decimal y1, decimal x2, decimal y2, Style style) =>
        _shapes.Add(new LineShape { From = (x1, y1), To = (x2, y2), Style = style });

    /// <summary>A line through points, or a closed shape when the style has no stroke.</summary>
    public void Path(IEnumerable<(decimal X, decimal Y)> points, Style style) =>
        _shapes.Add(new PathShape { Points = [.. points], IsClosed = style.Stroke is null, Style = style });

    /// <summary>A closed shape, whatever its style.</summary>
    public void Polygon(IEnumerable<(decimal X, decimal Y)> points, Style style) =>
        _shapes.Add(new PathShape { Points = [.. points], IsClosed = true, Style = style });

    /// <summary>A square on its tip.</summary>
    public void Diamond(decimal x, decimal y, decimal radius, Style style) =>
        Polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], style);

    public void Rect(decimal x, decimal y, decimal width, decimal height, Style style, decimal radius = 0) =>
        _shapes.Add(new RectShape { X = x, Y = y, Width = width, Height = height, Radius = radius, Style = style });

    public void Circle(decimal x, decimal y, decimal radius, Style style) =>
        _shapes.Add(new CircleShape { Centre = (x, y), Radius = radius, Style = style });

    /// <summary>Slanting lines over a rectangle: something that is not known.</summary>
    public void Hatch(decimal x, decimal y, decimal width, decimal height, Style style, decimal distance = 7)
    {
        for (decimal offset = distance; offset < width + height; offset += distance)
        {
            // From the left or lower side up to the upper or right one.
            (decimal, decimal) from = offset <= height ? (x, y + offset) : (x + offset - height, y + height);
            (decimal, decimal) to = offset <= width ? (x + offset, y) : (x + width, y + offset - width);
            Line(from.Item1, from.Item2, to.Item1, to.Item2, style);
        }
    }

    /// <summary>One line of text with its foot at <paramref name="y"/>. A strong text is bold and has a rim of the ground's colour, to be read over lines.</summary>
    public void Text(decimal x, decimal y, string text, Style style, Anchor anchor = Anchor.Start, bool isStrong = false, bool isBold = false, decimal size = FontSize, bool hasRim = false) =>
        _shapes.Add(new TextShape { At = (x, y), Text = text, Style = style, Anchor = anchor, IsBold = isStrong || isBold, HasRim = isStrong || hasRim, FontSize = size });
}
