using System.Globalization;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="PriorityChart"/>: importance upwards, performance to the right, the four fields named in their corners.</summary>
/// <remarks>Points have their names beside them; where one would have to stand too far off, all have numbers, and a list below says what they are.</remarks>
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
    private const int RingsOfNames = 3;
    private const int RingsOfNumbers = 16;

    private readonly PriorityChart _chart;
    private readonly SvgOptions _options;
    private readonly Canvas _canvas;
    private readonly KeyList _list;

    public PriorityDrawing(PriorityChart chart, SvgOptions options, Canvas canvas)
    {
        _chart = chart;
        _options = options;
        _canvas = canvas;
        _list = new KeyList([.. chart.Items.Select((item, i) => (Number(i), item.Name))], options.Width - (2 * Edge));
    }

    /// <summary>The height of a picture: of the field, and of the list where there must be one.</summary>
    public static int Height(PriorityChart chart, int width, int plot)
    {
        var drawing = new PriorityDrawing(chart, new SvgOptions(width, plot), new Canvas());
        return chart.Items.Count == 0 || drawing.Names(drawing.PlotOf(plot)) is not null ? plot : plot + (int)Math.Ceiling(drawing._list.Height);
    }

    public void Draw()
    {
        if (_chart.Items.Count == 0)
        {
            _canvas.Text(_options.Width / 2m, _options.Height / 2m, _options.Words.NoData, Style.Label, Anchor.Middle, isStrong: true);
            return;
        }

        Plot plot = PlotOf(_options.Height);
        List<Label>? labels = Names(plot);
        if (labels is null)
        {
            plot = PlotOf(_options.Height - _list.Height);
            labels = Numbers(plot);
            _list.Draw(_canvas, Edge, plot.Bottom + (2 * AxisRow), _options.Height);
        }

        Frame(plot);
        foreach (Label label in labels.Where(l => l.IsFar))
        {
            (decimal x, decimal y) = label.Area.Nearest(label.Point);
            _canvas.Line(label.Point.X, label.Point.Y, x, y, Style.Axis);
        }

        foreach ((decimal x, decimal y) in plot.Points)
        {
            _canvas.Circle(x, y, DotRadius, Style.Dot);
        }

        foreach (Label label in labels)
        {
            for (int l = 0; l < label.Lines.Count; l++)
            {
                _canvas.Text(label.Area.Left, label.Area.Top + (NameLine * l) + 10.5m, label.Lines[l], Style.Ink, size: NameSize);
            }
        }
    }

    private static string Number(int item) => (item + 1).ToString(CultureInfo.InvariantCulture);

    private Plot PlotOf(decimal height)
    {
        decimal top = Edge + AxisRow, bottom = Math.Max(top + (2 * FieldRow) + 20, height - (2 * AxisRow) - Edge);
        static int Marks(decimal length) => Math.Clamp((int)(length / DistancePerMark), 2, 8);
        var upwards = Axis.Around(_chart.Items.Select(i => i.Importance).Append(_chart.ImportanceFrom!), _chart.Format, Marks(bottom - top));
        decimal left = Edge + upwards.Ticks.Max(t => TextSize.Width(t.Text)) + 8, right = Math.Max(left + 20, _options.Width - Edge - 8);
        var across = Axis.Around(_chart.Items.Select(i => i.Performance).Append(_chart.PerformanceFrom!), _chart.Format, Marks(right - left));
        var plot = new Plot { Left = left, Top = top, Right = right, Bottom = bottom, Upwards = upwards, Across = across };
        plot.Middle = (plot.X(across.Share(_chart.PerformanceFrom!)), plot.Y(upwards.Share(_chart.ImportanceFrom!)));
        plot.Points = [.. _chart.Items.Select(i => (plot.X(across.Share(i.Performance)), plot.Y(upwards.Share(i.Importance))))];
        return plot;
    }

    /// <summary>Places for the names of all points near them, each in the field of its point; null when there is none for one.</summary>
    private List<Label>? Names(Plot plot)
    {
        int[] given = [.. Enumerable.Range(0, plot.Points.Count)];
        int[][] orders = [given, [.. given.OrderBy(i => plot.Points[i].Y)], [.. given.OrderByDescending(i => plot.Points[i].Y)], [.. given.OrderBy(i => plot.Points[i].X)], [.. given.OrderByDescending(i => plot.Points[i].X)]];
        return orders.Select(o => Labels(plot, o, i => TextSize.Wrap(_chart.Items[i].Name, Math.Min(150, _options.Width * 0.3m), 2, NameSize), plot.FieldOf, RingsOfNames))
            .FirstOrDefault(l => l.Count == plot.Points.Count);
    }

    private static List<Label> Numbers(Plot plot) =>
        Labels(plot, Enumerable.Range(0, plot.Points.Count), i => [Number(i)], _ => plot.Inside, RingsOfNumbers);

    private static List<Label> Labels(
        Plot plot, IEnumerable<int> order, Func<int, IReadOnlyList<string>> text, Func<(decimal X, decimal Y), LabelPlacer.Area> within, int rings)
    {
        var places = new LabelPlacer();
        places.KeepLine(plot.Middle.X - 2, plot.Top, 4, plot.Bottom - plot.Top);
        places.KeepLine(plot.Left, plot.Middle.Y - 2, plot.Right - plot.Left, 4);
        foreach ((decimal x, decimal y) in plot.Points)
        {
            places.Keep(x - DotRadius - 1, y - DotRadius - 1, 2 * (DotRadius + 1), 2 * (DotRadius + 1));
        }

        var labels = new List<Label>();
        foreach (int i in order)
        {
            IReadOnlyList<string> lines = text(i);
            (decimal X, decimal Y) point = plot.Points[i];
            if (places.Place(point, lines.Max(l => TextSize.Width(l, NameSize)), lines.Count * NameLine, within(point), rings) is { } place)
            {
                labels.Add(new Label { Point = point, Area = place.Text, Lines = lines, IsFar = place.IsFar });
            }
        }

        return labels;
    }

    private string WithUnit(string word) => _chart.Format.Unit.Length == 0 ? word : $"{word} ({_chart.Format.Unit})";

    private void Frame(Plot plot)
    {
        (decimal left, decimal top, decimal right, decimal bottom) = (plot.Left, plot.Top, plot.Right, plot.Bottom);
        ChartWords words = _options.Words;
        _canvas.Rect(left, top, plot.Middle.X - left, plot.Middle.Y - top, Style.Medium with { Stroke = null });
        _canvas.Text(Edge, Edge + 12, WithUnit(words.Importance), Style.Label, isBold: true);
        _canvas.Text(right, bottom + AxisRow + 14, WithUnit(words.Performance), Style.Label, Anchor.End, isBold: true);
        foreach ((decimal share, string text) in plot.Upwards.Ticks)
        {
            _canvas.Text(left - 6, plot.Y(share) + 4, text, Style.Label, Anchor.End);
        }

        foreach ((decimal share, string text) in plot.Across.Ticks)
        {
            decimal x = plot.X(share), half = TextSize.Width(text) / 2;
            _canvas.Line(x, bottom, x, bottom + 4, Style.Axis);
            _canvas.Text(Math.Min(x, _options.Width - half), bottom + 17, text, Style.Label, Anchor.Middle);
        }

        _canvas.Line(left, bottom, right, bottom, Style.Axis);
        _canvas.Line(left, top, left, bottom, Style.Axis);
        _canvas.Line(plot.Middle.X, top, plot.Middle.X, bottom, Style.Link with { Dash = "5 4" });
        _canvas.Line(left, plot.Middle.Y, right, plot.Middle.Y, Style.Link with { Dash = "5 4" });
        void Field(decimal x, decimal y, string text, Anchor anchor, decimal width, Style style) =>
            _canvas.Text(x, y, TextSize.Fit(text, Math.Max(0, width - 14) / BoldFactor, FieldSize), style, anchor, isBold: true, size: FieldSize);

        decimal before = plot.Middle.X - left, behind = right - plot.Middle.X;
        Field(left + 8, top + 16, words.Concentrate, Anchor.Start, before, Style.MediumText);
        Field(right - 6, top + 16, words.KeepUp, Anchor.End, behind, Style.Label);
        Field(left + 8, bottom - 8, words.LowPriority, Anchor.Start, before, Style.Label);
        Field(right - 6, bottom - 8, words.Overkill, Anchor.End, behind, Style.Label);
    }

    /// <summary>Where things lie. The names of fields have rows of their own above and below the points.</summary>
    private sealed class Plot
    {
        public required decimal Left { get; init; }

        public required decimal Top { get; init; }

        public required decimal Right { get; init; }

        public required decimal Bottom { get; init; }

        public required Axis Upwards { get; init; }

        public required Axis Across { get; init; }

        public (decimal X, decimal Y) Middle { get; set; }

        public IReadOnlyList<(decimal X, decimal Y)> Points { get; set; } = [];

        public LabelPlacer.Area Inside => new(Left + 4, Top + FieldRow - 4, Right - 4, Bottom - FieldRow + 4);

        public decimal X(decimal share) => Left + 10 + ((Right - Left - 20) * share);

        public decimal Y(decimal share) => Bottom - FieldRow - ((Bottom - Top - (2 * FieldRow)) * share);

        public LabelPlacer.Area FieldOf((decimal X, decimal Y) point)
        {
            (bool isBefore, bool isAbove) = (point.X < Middle.X, point.Y < Middle.Y);
            return new(isBefore ? Left + 4 : Middle.X, isAbove ? Top + FieldRow - 4 : Middle.Y, isBefore ? Middle.X : Right - 4, isAbove ? Middle.Y : Bottom - FieldRow + 4);
        }
    }

    /// <summary>A text near its point.</summary>
    private sealed class Label
    {
        public required (decimal X, decimal Y) Point { get; init; }

        public required LabelPlacer.Area Area { get; init; }

        public required IReadOnlyList<string> Lines { get; init; }

        public required bool IsFar { get; init; }
    }
}
