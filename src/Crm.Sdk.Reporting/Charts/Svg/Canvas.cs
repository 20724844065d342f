using System.Globalization;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Where a piece of text stands at its position.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Writes shapes. Positions are decimals, so that every machine writes the same digits.</summary>
internal sealed class Canvas
{
    public const decimal FontSize = 12;

    private readonly MarkupWriter _markup = new();

    public static string Pixels(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    public void Line(decimal x1, decimal y1, decimal x2, decimal y2, Style style) => _markup.Empty(
        "line", ("class", style.Class), ("x1", Pixels(x1)), ("y1", Pixels(y1)), ("x2", Pixels(x2)), ("y2", Pixels(y2)),
        ("stroke", style.Stroke), ("stroke-width", Width(style)), ("stroke-dasharray", style.Dash));

    /// <summary>A line through points, or a closed shape when the style has a fill.</summary>
    public void Path(IEnumerable<(decimal X, decimal Y)> points, Style style)
    {
        bool closed = style.Stroke is null;
        string path = "M" + string.Join(" L", points.Select(p => $"{Pixels(p.X)} {Pixels(p.Y)}")) + (closed ? " Z" : "");
        _markup.Empty(
            "path", ("class", style.Class), ("d", path), ("fill", style.Fill), ("fill-opacity", style.Opacity), ("stroke", style.Stroke),
            ("stroke-width", closed ? null : Width(style)), ("stroke-dasharray", style.Dash),
            ("stroke-linejoin", closed ? null : "round"), ("stroke-linecap", closed ? null : "round"));
    }

    public void Rect(decimal x, decimal y, decimal width, decimal height, Style style, decimal radius = 0) => _markup.Empty(
        "rect", ("class", style.Class), ("x", Pixels(x)), ("y", Pixels(y)), ("width", Pixels(width)), ("height", Pixels(height)),
        ("rx", radius == 0 ? null : Pixels(radius)), ("fill", style.Fill), ("fill-opacity", style.Opacity));

    public void Circle(decimal x, decimal y, decimal radius, Style style) => _markup.Empty(
        "circle", ("class", style.Class), ("cx", Pixels(x)), ("cy", Pixels(y)), ("r", Pixels(radius)),
        ("fill", style.Fill), ("stroke", style.Stroke), ("stroke-width", Width(style)));

    /// <summary>One line of text with its foot at <paramref name="y"/>. A strong text has a rim of the ground's colour, to be read over lines.</summary>
    public void Text(decimal x, decimal y, string text, Style style, Anchor anchor = Anchor.Start, bool isStrong = false) => _markup.Element(
        "text", text, ("class", style.Class), ("x", Pixels(x)), ("y", Pixels(y)), ("fill", style.Fill),
        ("text-anchor", anchor switch { Anchor.Middle => "middle", Anchor.End => "end", _ => null }),
        ("font-weight", isStrong ? "600" : null),
        ("stroke", isStrong ? "#ffffff" : null), ("stroke-width", isStrong ? "4" : null), ("stroke-linejoin", isStrong ? "round" : null),
        ("paint-order", isStrong ? "stroke" : null));

    public override string ToString() => _markup.ToString();

    private static string? Width(Style style) => style.Stroke is null ? null : style.Width.ToString(CultureInfo.InvariantCulture);
}
