using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws charts as SVG 1.1: no scripts, no fonts, nothing to load.</summary>
/// <remarks>
/// The same chart and options give the same text. Each shape has a class, by which a page colours it, and presentation attributes,
/// which hold where no style sheet does. The picture has the role of an image, a title, and a description with its numbers.
/// </remarks>
public static class SvgRenderer
{
    /// <summary>The height in pixels at which a picture of a chart is neither crowded nor empty: a timeline grows with its rows, a trend does not.</summary>
    /// <param name="chart">What is to be drawn.</param>
    /// <param name="width">The width of the picture, 40 to 4000.</param>
    /// <returns>From 16 to 4000.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is out of range.</exception>
    public static int HeightOf(Chart chart, int width = 640)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, SvgOptions.MinWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, SvgOptions.MaxLength);
        return ChartDrawing.Height(chart, width);
    }

    /// <summary>Draws a chart.</summary>
    /// <param name="chart">What to draw.</param>
    /// <param name="options">Size, ids and words; null for the defaults.</param>
    /// <returns>One <c>svg</c> element, well-formed as XML and as part of an HTML page.</returns>
    public static string Render(Chart chart, SvgOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(chart);
        options ??= new SvgOptions();
        var shapes = new MarkupWriter();
        foreach (Shape shape in ChartDrawing.Shapes(chart, options))
        {
            SvgShapes.Write(shapes, shape);
        }

        string summary = chart.Summary(options.Words);
        string titleId = options.IdPrefix + "_title", descriptionId = options.IdPrefix + "_desc";
        return new MarkupWriter()
            .Start(
                "svg",
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("class", "chart"),
                ("viewBox", $"0 0 {options.Width} {options.Height}"),
                ("width", options.IsEmbedded ? null : options.Width.ToString()),
                ("height", options.IsEmbedded ? null : options.Height.ToString()),
                ("role", "img"),
                ("aria-labelledby", $"{titleId} {descriptionId}"),
                ("font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"),
                ("font-size", SvgShapes.Pixels(Canvas.FontSize)))
            .Element("title", chart.Title, ("id", titleId))
            .Element("desc", chart.Description.Length == 0 ? summary : $"{chart.Description} {summary}", ("id", descriptionId))
            .Raw(shapes.ToString())
            .End()
            .ToString();
    }
}
