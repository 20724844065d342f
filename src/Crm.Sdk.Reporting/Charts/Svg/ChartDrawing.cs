namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Finds the drawing of a chart, and the sizes at which charts are shown.</summary>
internal static class ChartDrawing
{
    /// <summary>How wide pictures are that fill a page.</summary>
    public const int PageWidth = 640;

    /// <summary>How wide pictures are on a telephone.</summary>
    public const int PhoneWidth = 320;

    private const int ColumnWidth = 500;

    /// <summary>The shapes of a chart.</summary>
    public static IReadOnlyList<Shape> Shapes(Chart chart, SvgOptions options)
    {
        var canvas = new Canvas();
        if (!options.IsEmbedded)
        {
            canvas.Rect(0, 0, options.Width, options.Height, Style.Ground);
        }

        switch (chart)
        {
            case TrendChart trend:
                new TrendDrawing(trend, options, canvas).Draw();
                break;
            case BulletChart bullet:
                BulletDrawing.Draw(bullet, options, canvas);
                break;
            case Sparkline sparkline:
                SparklineDrawing.Draw(sparkline, options, canvas);
                break;
            case TimelineChart timeline:
                new TimelineDrawing(timeline, options, canvas).Draw();
                break;
            case RiskMatrix matrix:
                new RiskMatrixDrawing(matrix, options, canvas).Draw();
                break;
            case PriorityChart priorities:
                new PriorityDrawing(priorities, options, canvas).Draw();
                break;
            case AlignmentGraph graph:
                new AlignmentDrawing(graph, options, canvas).Draw();
                break;
            case MaturityChart profile:
                new MaturityDrawing(profile, options, canvas).Draw();
                break;
            case CohortHeatMap map:
                new HeatMapDrawing(map, options, canvas).Draw();
                break;
            default:
                throw new ArgumentException($"There is no drawing of a {chart.GetType().Name}.", nameof(chart));
        }

        return canvas.Shapes;
    }

    /// <summary>Whether a chart takes the whole width of a page, alone in its row.</summary>
    public static bool IsFull(Chart chart) => chart is TimelineChart or AlignmentGraph or CohortHeatMap or MaturityChart;

    /// <summary>Whether a chart cannot be made as narrow as a telephone, so that it has to be moved sideways there.</summary>
    public static bool Scrolls(Chart chart) => chart is AlignmentGraph || (chart is CohortHeatMap map && HeatMapDrawing.LeastWidth(map) > PhoneWidth);

    /// <summary>The size of a chart on a screen and on paper.</summary>
    public static (int Width, int Height) Wide(Chart chart)
    {
        int width = chart switch
        {
            AlignmentGraph graph => Math.Max(PageWidth, AlignmentDrawing.LeastWidth(graph)),
            CohortHeatMap map => Math.Max(PageWidth, HeatMapDrawing.LeastWidth(map)),
            _ => IsFull(chart) ? PageWidth : ColumnWidth,
        };
        return (width, Height(chart, width));
    }

    /// <summary>The size of a chart on a telephone.</summary>
    public static (int Width, int Height) Narrow(Chart chart) => Scrolls(chart) ? Wide(chart) : (PhoneWidth, Height(chart, PhoneWidth));

    /// <summary>The height at which a chart of a width is neither crowded nor empty.</summary>
    public static int Height(Chart chart, int width)
    {
        bool isNarrow = width < 400;
        int height = chart switch
        {
            BulletChart => isNarrow ? 124 : 100,
            Sparkline => 60,
            TimelineChart timeline => TimelineDrawing.Height(timeline, width),
            RiskMatrix matrix => RiskMatrixDrawing.Height(matrix, width),
            PriorityChart priorities => PriorityDrawing.Height(priorities, width, isNarrow ? 340 : 400),
            AlignmentGraph graph => AlignmentDrawing.Height(graph, width),
            MaturityChart profile => MaturityDrawing.Height(profile, width),
            CohortHeatMap map => HeatMapDrawing.Height(map, width),
            _ => isNarrow ? 260 : 280,
        };
        return Math.Min(height, SvgOptions.MaxLength);
    }
}
