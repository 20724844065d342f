using System.Globalization;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Writes shapes as elements of SVG.</summary>
internal static class SvgShapes
{
    private const string RimColour = "#ffffff";

    public static string Pixels(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    public static void Write(MarkupWriter markup, Shape shape)
    {
        switch (shape)
        {
            case LineShape line:
                Write(markup, line);
                break;
            case PathShape path:
                Write(markup, path);
                break;
            case RectShape rect:
                Write(markup, rect);
                break;
            case CircleShape circle:
                Write(markup, circle);
                break;
            case TextShape text:
                Write(markup, text);
                break;
        }
    }

    private static void Write(MarkupWriter markup, LineShape line)
    {
        Style style = line.Style;
        markup.Empty(
            "line", ("class", style.Class), ("x1", Pixels(line.From.X)), ("y1", Pixels(line.From.Y)), ("x2", Pixels(line.To.X)), ("y2", Pixels(line.To.Y)),
            ("stroke", style.Stroke), ("stroke-opacity", style.Opacity), ("stroke-width", Width(style)), ("stroke-dasharray", style.Dash));
    }

    private static void Write(MarkupWriter markup, PathShape path)
    {
        Style style = path.Style;
        string way = "M" + string.Join(" L", path.Points.Select(p => $"{Pixels(p.X)} {Pixels(p.Y)}")) + (path.IsClosed ? " Z" : "");
        bool hasStroke = style.Stroke is not null;
        markup.Empty(
            "path", ("class", style.Class), ("d", way), ("fill", style.Fill), ("fill-opacity", style.Opacity), ("stroke", style.Stroke),
            ("stroke-width", Width(style)), ("stroke-dasharray", style.Dash),
            ("stroke-linejoin", hasStroke ? "round" : null), ("stroke-linecap", hasStroke ? "round" : null));
    }

    private static void Write(MarkupWriter markup, RectShape rect)
    {
        Style style = rect.Style;
        markup.Empty(
            "rect", ("class", style.Class), ("x", Pixels(rect.X)), ("y", Pixels(rect.Y)), ("width", Pixels(rect.Width)), ("height", Pixels(rect.Height)),
            ("rx", rect.Radius == 0 ? null : Pixels(rect.Radius)), ("fill", style.Fill), ("fill-opacity", style.Opacity),
            ("stroke", style.Stroke), ("stroke-width", Width(style)), ("stroke-dasharray", style.Stroke is null ? null : style.Dash));
    }

    private static void Write(MarkupWriter markup, CircleShape circle) => markup.Empty(
        "circle", ("class", circle.Style.Class), ("cx", Pixels(circle.Centre.X)), ("cy", Pixels(circle.Centre.Y)), ("r", Pixels(circle.Radius)),
        ("fill", circle.Style.Fill), ("stroke", circle.Style.Stroke), ("stroke-width", Width(circle.Style)));

    private static void Write(MarkupWriter markup, TextShape text) => markup.Element(
        "text", text.Text, ("class", text.Style.Class), ("x", Pixels(text.At.X)), ("y", Pixels(text.At.Y)), ("fill", text.Style.Fill),
        ("text-anchor", text.Anchor switch { Anchor.Middle => "middle", Anchor.End => "end", _ => null }),
        ("font-size", text.FontSize == Canvas.FontSize ? null : Pixels(text.FontSize)),
        ("font-weight", text.IsBold ? "600" : null),
        ("stroke", text.HasRim ? RimColour : null), ("stroke-width", text.HasRim ? "4" : null), ("stroke-linejoin", text.HasRim ? "round" : null),
        ("paint-order", text.HasRim ? "stroke" : null));

    private static string? Width(Style style) => style.Stroke is null ? null : style.Width.ToString(CultureInfo.InvariantCulture);
}
