using System.Globalization;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="PriorityChart"/>: importance upwards, performance to the right, the four fields named in their corners.</summary>
internal sealed class PriorityDrawing
{
    private const decimal Edge = 4;
    private const decimal AxisRow = 20;
    private const decimal FieldRow = 24;
    private const decimal NameSize = 11.5m;
    private const decimal NameLine = 13.5m;
    private const decimal FieldSize = 11;
    private const decimal BoldFactor = 1.08m;
    private const decimal DotRadius = 4.5m;
    private const decimal DistancePerMark = 60;

    private readonly PriorityChart _chart;
    private readonly SvgOptions _options;
    private readonly Canvas _canvas;

    public PriorityDrawing(PriorityChart chart, SvgOptions options, Canvas canvas)
    {
        _chart = chart;
        _options = options;
        _canvas = canvas;
    }

    public void Draw()
    {
        ChartWords words = _options.Words;
        if (_chart.Items.Count == 0)
        {
            _canvas.Text(_options.Width / 2m, _options.Height / 2m, words.NoData, Style.Label, Anchor.Middle, isStrong: true);
            return;
        }

        decimal top = Edge + AxisRow, bottom = Math.Max(top + (2 * FieldRow) + 20, _options.Height - (2 * AxisRow) - Edge);
        int Marks(decimal length) => Math.Clamp((int)(length / DistancePerMark), 2, 8);
        var upwards = Axis.Over(_chart.Items.Select(i => i.Importance).Append(_chart.ImportanceFrom!), _chart.Format, Marks(bottom - top), fromZero: false);
        decimal left = Edge + upwards.Ticks.Max(t => TextSize.Width(t.Text)) + 8, right = Math.Max(left + 20, _options.Width - Edge - 8);
        var across = Axis.Over(_chart.Items.Select(i => i.Performance).Append(_chart.PerformanceFrom!), _chart.Format, Marks(right - left), fromZero: false);
        decimal X(ChartValue value) => left + 10 + ((right - left - 20) * across.Share(value));
        decimal Y(ChartValue value) => bottom - FieldRow - ((bottom - top - (2 * FieldRow)) * upwards.Share(value));

        decimal midX = X(_chart.PerformanceFrom!), midY = Y(_chart.ImportanceFrom!);
        _canvas.Rect(left, top, midX - left, midY - top, Style.Medium with { Stroke = null });
        _canvas.Text(Edge, Edge + 12, WithUnit(words.Importance), Style.Label, isBold: true);
        _canvas.Text(right, bottom + AxisRow + 14, WithUnit(words.Performance), Style.Label, Anchor.End, isBold: true);
        foreach ((decimal share, string text) in upwards.Ticks)
        {
            _canvas.Text(left - 6, bottom - FieldRow - ((bottom - top - (2 * FieldRow)) * share) + 4, text, Style.Label, Anchor.End);
        }

        foreach ((decimal share, string text) in across.Ticks)
        {
            decimal x = left + 10 + ((right - left - 20) * share), half = TextSize.Width(text) / 2;
            _canvas.Line(x, bottom, x, bottom + 4, Style.Axis);
            _canvas.Text(Math.Min(x, _options.Width - half), bottom + 17, text, Style.Label, Anchor.Middle);
        }

        _canvas.Line(left, bottom, right, bottom, Style.Axis);
        _canvas.Line(left, top, left, bottom, Style.Axis);
        _canvas.Line(midX, top, midX, bottom, Style.Link with { Dash = "5 4" });
        _canvas.Line(left, midY, right, midY, Style.Link with { Dash = "5 4" });
        Fields(left, top, right, bottom, midX);
        Items(new LabelPlacer(left + 4, top + FieldRow - 4, right - 4, bottom - FieldRow + 4), [.. _chart.Items.Select(i => (X(i.Performance), Y(i.Importance)))]);
    }

    private string WithUnit(string word) => _chart.Format.Unit.Length == 0 ? word : $"{word} ({_chart.Format.Unit})";

    private void Fields(decimal left, decimal top, decimal right, decimal bottom, decimal middle)
    {
        ChartWords words = _options.Words;
        void Field(decimal x, decimal y, string text, Anchor anchor, decimal width, Style style) =>
            _canvas.Text(x, y, TextSize.Fit(text, Math.Max(0, width - 14) / BoldFactor, FieldSize), style, anchor, isBold: true, size: FieldSize);

        Field(left + 8, top + 16, words.Concentrate, Anchor.Start, middle - left, Style.MediumText);
        Field(right - 6, top + 16, words.KeepUp, Anchor.End, right - middle, Style.Label);
        Field(left + 8, bottom - 8, words.LowPriority, Anchor.Start, middle - left, Style.Label);
        Field(right - 6, bottom - 8, words.Overkill, Anchor.End, right - middle, Style.Label);
    }

    private void Items(LabelPlacer places, (decimal X, decimal Y)[] points)
    {
        foreach ((decimal x, decimal y) in points)
        {
            places.Keep(x - DotRadius - 1, y - DotRadius - 1, 2 * (DotRadius + 1), 2 * (DotRadius + 1));
        }

        int left = 0;
        var texts = new List<(decimal X, decimal Y, IReadOnlyList<string> Lines)>();
        for (int i = 0; i < points.Length; i++)
        {
            IReadOnlyList<string> lines = TextSize.Wrap(_chart.Items[i].Name, Math.Min(150, _options.Width * 0.3m), 2, NameSize);
            decimal width = lines.Max(l => TextSize.Width(l, NameSize)), height = lines.Count * NameLine;
            if (places.Place(points[i], width, height) is not { } place)
            {
                left++;
                continue;
            }

            if (place.IsFar)
            {
                _canvas.Line(points[i].X, points[i].Y, Math.Clamp(points[i].X, place.X, place.X + width), Math.Clamp(points[i].Y, place.Y, place.Y + height), Style.Axis);
            }

            texts.Add((place.X, place.Y, lines));
        }

        foreach ((decimal x, decimal y) in points)
        {
            _canvas.Circle(x, y, DotRadius, Style.Dot);
        }

        foreach ((decimal x, decimal y, IReadOnlyList<string> lines) in texts)
        {
            for (int l = 0; l < lines.Count; l++)
            {
                _canvas.Text(x, y + (NameLine * l) + 10.5m, lines[l], Style.Ink, size: NameSize);
            }
        }

        if (left > 0)
        {
            string more = $"{left.ToString(CultureInfo.InvariantCulture)} {_options.Words.More}";
            _canvas.Text(Edge, _options.Height - Edge, TextSize.Fit(more, _options.Width - (2 * Edge), FieldSize), Style.Label, size: FieldSize);
        }
    }
}
