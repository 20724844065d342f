using System.Globalization;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Charts.Svg;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>Writes a chart as a group of drawn shapes, which is sharp at any size and needs no picture file beside it.</summary>
/// <remarks>
/// Word 2010 and later and LibreOffice draw it; an older program shows the summary in words instead. Lengths are English metric units, of which a pixel has 9525.
/// </remarks>
internal sealed class DocxPicture(MarkupWriter writer, ChartWords words)
{
    private const int UnitsPerPixel = 9525;
    private const decimal Ascent = 0.93m;
    private const decimal LineHeight = 1.3m;
    private const decimal RoomForText = 1.2m;
    private const decimal HalfPointsPerPixel = 1.5m;
    private const int Whole = 100_000;
    private const string Group = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";

    private int _ids;
    private decimal _scale = 1;

    /// <summary>Writes a run with a picture.</summary>
    /// <param name="chart">What to draw.</param>
    /// <param name="size">The size of the picture in pixels.</param>
    /// <param name="widest">How wide it may stand on the paper, in pixels; what is wider is drawn smaller.</param>
    public void Write(Chart chart, (int Width, int Height) size, decimal widest)
    {
        _scale = Math.Min(1, widest / size.Width);
        string summary = chart.Summary(words), description = chart.Description.Length == 0 ? summary : $"{chart.Description} {summary}";
        string width = Units(size.Width), height = Units(size.Height);
        writer.Start("w:r").Start("mc:AlternateContent").Start("mc:Choice", ("Requires", "wpg"))
            .Start("w:drawing").Start("wp:inline", ("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0"))
            .Empty("wp:extent", ("cx", width), ("cy", height))
            .Empty("wp:docPr", ("id", NextId()), ("name", chart.Title), ("descr", description), ("title", chart.Title)).Empty("wp:cNvGraphicFramePr")
            .Start("a:graphic").Start("a:graphicData", ("uri", Group)).Start("wpg:wgp").Empty("wpg:cNvGrpSpPr")
            .Start("wpg:grpSpPr").Start("a:xfrm").Empty("a:off", ("x", "0"), ("y", "0")).Empty("a:ext", ("cx", width), ("cy", height))
            .Empty("a:chOff", ("x", "0"), ("y", "0")).Empty("a:chExt", ("cx", width), ("cy", height)).End().End();
        foreach (Shape shape in ChartDrawing.Shapes(chart, new SvgOptions(size.Width, size.Height, words: words)))
        {
            Write(shape);
        }

        writer.End().End().End().End().End().End().Start("mc:Fallback").Element("w:t", $"[{chart.Title}]").End().End().End();
    }

    private static string Number(decimal value) => Math.Round(value, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);

    private static string Color(string color) => color.TrimStart('#').ToUpperInvariant();

    private string Units(decimal pixels) => Number(pixels * _scale * UnitsPerPixel);

    private string NextId() => (++_ids).ToString(CultureInfo.InvariantCulture);

    private void Write(Shape shape)
    {
        switch (shape)
        {
            case LineShape line:
                Path([line.From, line.To], isClosed: false, line.Style);
                break;
            case PathShape path:
                Path(path.Points, path.IsClosed, path.Style);
                break;
            case RectShape rect:
                Start(rect.X, rect.Y, rect.Width, rect.Height);
                Preset(rect.Radius == 0 ? "rect" : "roundRect", rect.Radius == 0 ? null : Math.Min(Whole / 2, rect.Radius * Whole / Math.Max(0.1m, Math.Min(rect.Width, rect.Height))));
                Fill(rect.Style);
                Stroke(rect.Style);
                End();
                break;
            case CircleShape circle:
                Start(circle.Centre.X - circle.Radius, circle.Centre.Y - circle.Radius, 2 * circle.Radius, 2 * circle.Radius);
                Preset("ellipse", null);
                Fill(circle.Style);
                Stroke(circle.Style);
                End();
                break;
            case TextShape text:
                Write(text);
                break;
        }
    }

    private void Path(IReadOnlyList<(decimal X, decimal Y)> points, bool isClosed, Style style)
    {
        decimal left = points.Min(p => p.X), top = points.Min(p => p.Y);
        decimal width = points.Max(p => p.X) - left, height = points.Max(p => p.Y) - top;
        Start(left, top, width, height);
        writer.Start("a:custGeom").Empty("a:avLst").Empty("a:gdLst").Empty("a:ahLst").Empty("a:cxnLst").Empty("a:rect", ("l", "0"), ("t", "0"), ("r", "r"), ("b", "b"))
            .Start("a:pathLst").Start("a:path", ("w", Units(width)), ("h", Units(height)), ("fill", isClosed ? null : "none"));
        for (int i = 0; i < points.Count; i++)
        {
            writer.Start(i == 0 ? "a:moveTo" : "a:lnTo").Empty("a:pt", ("x", Units(points[i].X - left)), ("y", Units(points[i].Y - top))).End();
        }

        if (isClosed)
        {
            writer.Empty("a:close");
        }

        writer.End().End().End();
        if (isClosed)
        {
            Fill(style);
        }
        else
        {
            writer.Empty("a:noFill");
        }

        Stroke(style);
        End();
    }

    private void Write(TextShape text)
    {
        decimal width = (TextSize.Width(text.Text, text.FontSize) * RoomForText) + 8, height = text.FontSize * LineHeight;
        decimal left = text.Anchor switch { Anchor.Middle => text.At.X - (width / 2), Anchor.End => text.At.X - width, _ => text.At.X };
        Start(left, text.At.Y - (text.FontSize * Ascent), width, height, isText: true);
        Preset("rect", null);
        writer.Empty("a:noFill").Start("a:ln").Empty("a:noFill").End().End();
        writer.Start("wps:txbx").Start("w:txbxContent").Start("w:p").Start("w:pPr").Empty("w:spacing", ("w:before", "0"), ("w:after", "0"), ("w:line", "240"), ("w:lineRule", "auto"))
            .Empty("w:jc", ("w:val", text.Anchor switch { Anchor.Middle => "center", Anchor.End => "right", _ => "left" })).End();
        string size = Number(text.FontSize * _scale * HalfPointsPerPixel);
        writer.Start("w:r").Start("w:rPr");
        if (text.IsBold)
        {
            writer.Empty("w:b");
        }

        writer.Empty("w:color", ("w:val", Color(text.Style.Fill))).Empty("w:sz", ("w:val", size)).Empty("w:szCs", ("w:val", size)).End()
            .Element("w:t", text.Text, ("xml:space", "preserve")).End().End().End().End();
        writer.Start("wps:bodyPr", ("wrap", "square"), ("lIns", "0"), ("tIns", "0"), ("rIns", "0"), ("bIns", "0"), ("anchor", "t")).Empty("a:noAutofit").End().End();
    }

    private void Start(decimal x, decimal y, decimal width, decimal height, bool isText = false) => writer
        .Start("wps:wsp").Empty("wps:cNvPr", ("id", NextId()), ("name", "")).Empty("wps:cNvSpPr", ("txBox", isText ? "1" : null))
        .Start("wps:spPr").Start("a:xfrm").Empty("a:off", ("x", Units(x)), ("y", Units(y))).Empty("a:ext", ("cx", Units(Math.Max(0, width))), ("cy", Units(Math.Max(0, height)))).End();

    private void End() => writer.End().Empty("wps:bodyPr").End();

    private void Preset(string shape, decimal? adjustment)
    {
        writer.Start("a:prstGeom", ("prst", shape)).Start("a:avLst");
        if (adjustment is not null)
        {
            writer.Empty("a:gd", ("name", "adj"), ("fmla", $"val {Number(adjustment.Value)}"));
        }

        writer.End().End();
    }

    private void Fill(Style style)
    {
        if (style.Fill == "none")
        {
            writer.Empty("a:noFill");
            return;
        }

        writer.Start("a:solidFill");
        Solid(style.Fill, style.Opacity);
        writer.End();
    }

    private void Stroke(Style style)
    {
        if (style.Stroke is null || style.Width == 0)
        {
            writer.Start("a:ln").Empty("a:noFill").End();
            return;
        }

        writer.Start("a:ln", ("w", Units(style.Width))).Start("a:solidFill");
        Solid(style.Stroke, style.Fill == "none" ? style.Opacity : null);
        writer.End();
        if (style.Dash is not null)
        {
            // Lengths of dashes are shares of the width of the line.
            decimal[] lengths = [.. style.Dash.Split(' ').Select(l => decimal.Parse(l, CultureInfo.InvariantCulture) * Whole / style.Width)];
            writer.Start("a:custDash").Empty("a:ds", ("d", Number(lengths[0])), ("sp", Number(lengths[1]))).End();
        }

        writer.Empty("a:round").End();
    }

    private void Solid(string color, string? opacity)
    {
        writer.Start("a:srgbClr", ("val", Color(color)));
        if (opacity is not null)
        {
            writer.Empty("a:alpha", ("val", Number(decimal.Parse(opacity, CultureInfo.InvariantCulture) * Whole)));
        }

        writer.End();
    }
}
