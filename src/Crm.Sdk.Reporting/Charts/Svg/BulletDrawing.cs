namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="BulletChart"/>: a track, a bar from zero, a stroke for the target, a thin one for the baseline.</summary>
internal static class BulletDrawing
{
    private const decimal Edge = 4;
    private const decimal MarkRow = 22;
    private const decimal DistancePerMark = 90;

    public static void Draw(BulletChart chart, SvgOptions options, Canvas canvas)
    {
        ChartWords words = options.Words;
        (ChartValue? Value, Style Style, string Word)[] parts =
            [(chart.Actual, Style.Bar, words.Actual), (chart.Target, Style.Target, words.Target), (chart.Baseline, Style.Baseline, words.Baseline)];
        var legend = new Legend(
            parts.Select(p => (p.Style, p.Value is null ? words.NoData : $"{p.Word} {chart.Format.Text(p.Value)}", Shown: p.Value is not null || p.Style == Style.Bar))
                .Where(p => p.Shown)
                .Select(p => (p.Style, p.Item2)),
            options.Width - (2 * Edge));
        legend.Draw(canvas, Edge, Edge);

        decimal top = Edge + legend.Height + 8, bottom = Math.Max(top + 8, options.Height - MarkRow);
        ChartValue[] known = [.. parts.Select(p => p.Value).OfType<ChartValue>()];
        if (known.Length == 0)
        {
            canvas.Rect(Edge, top, options.Width - (2 * Edge), bottom - top, Style.Track, radius: 3);
            return;
        }

        var axis = Axis.Over(known, chart.Format, Math.Clamp((int)(options.Width / DistancePerMark), 2, 8), fromZero: true);
        decimal margin = Edge + (axis.Ticks.Max(t => TextSize.Width(t.Text)) / 2);
        decimal X(decimal share) => margin + ((options.Width - (2 * margin)) * share);

        canvas.Rect(X(0), top, X(1) - X(0), bottom - top, Style.Track, radius: 3);
        foreach ((decimal share, string text) in axis.Ticks)
        {
            canvas.Line(X(share), bottom, X(share), bottom + 4, Style.Axis);
            canvas.Text(X(share), bottom + 17, text, Style.Label, Anchor.Middle);
        }

        decimal height = bottom - top;
        if (chart.Actual is not null)
        {
            decimal zero = X(axis.ZeroShare), end = X(axis.Share(chart.Actual));
            canvas.Rect(Math.Min(zero, end), top + (height * 0.28m), Math.Max(1, Math.Abs(end - zero)), height * 0.44m, Style.Bar, radius: 1);
        }

        if (chart.Baseline is not null)
        {
            decimal x = X(axis.Share(chart.Baseline));
            canvas.Line(x, top, x, bottom, Style.Baseline with { Width = 2, Dash = "2 3" });
        }

        if (chart.Target is not null)
        {
            decimal x = X(axis.Share(chart.Target));
            canvas.Line(x, top - 3, x, bottom + 1, Style.Target with { Width = 3.5m });
        }
    }
}
