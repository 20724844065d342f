using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="Sparkline"/>: the line, and a dot at its last value.</summary>
internal static class SparklineDrawing
{
    private const decimal Edge = 4;

    public static void Draw(Sparkline chart, SvgOptions options, Canvas canvas)
    {
        Rational[] known = [.. chart.Series.OfType<ChartValue>().Select(v => v.Value)];
        if (known.Length == 0)
        {
            canvas.Text(options.Width / 2m, (options.Height / 2m) + 4, TextSize.Fit(options.Words.NoData, options.Width), Style.Label, Anchor.Middle);
            return;
        }

        (Rational least, Rational greatest) = (known.Min(), known.Max());
        decimal width = options.Width - (2 * Edge), height = options.Height - (2 * Edge);
        int count = chart.Series.Count;
        decimal Share(Rational value) => least == greatest ? 0.5m : (decimal)((value - least) / (greatest - least)).ToScaled(6) / 1_000_000m;
        (decimal X, decimal Y) At(int i) =>
            (count == 1 ? Edge + width : Edge + (width * i / (count - 1)), Edge + (height * (1 - Share(chart.Series[i]!.Value))));

        var run = new List<(decimal X, decimal Y)>();
        int last = 0;
        for (int i = 0; i <= count; i++)
        {
            if (i < count && chart.Series[i] is not null)
            {
                run.Add(At(i));
                last = i;
                continue;
            }

            if (run.Count > 1)
            {
                canvas.Path(run, Style.Actual with { Width = 1.75m });
            }
            else if (run.Count == 1)
            {
                canvas.Circle(run[0].X, run[0].Y, 1.5m, Style.Dot with { Width = 0 });
            }

            run.Clear();
        }

        (decimal x, decimal y) = At(last);
        canvas.Circle(x, y, 3, Style.Dot with { Width = 1 });
    }
}
