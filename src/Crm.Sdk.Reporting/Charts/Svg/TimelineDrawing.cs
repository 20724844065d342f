using System.Globalization;
using NodaTime;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="TimelineChart"/>: names at the left, or above where it is narrow; bars by the day; days of delay at the right.</summary>
internal sealed class TimelineDrawing
{
    private const int NarrowBelow = 480;
    private const decimal Edge = 4;
    private const decimal MarkRow = 22;
    private const decimal WideRow = 30;
    private const decimal NarrowRow = 42;
    private const decimal NameSize = 11.5m;
    private const decimal BoldFactor = 1.08m;
    private const decimal LineHeight = 13;
    private const decimal SlipColumn = 40;
    private const decimal HalfBar = 6.5m;
    private const decimal HalfGhost = 9.5m;
    private const decimal Tip = 7.5m;
    private const decimal Elbow = 7;

    private readonly TimelineChart _chart;
    private readonly SvgOptions _options;
    private readonly Canvas _canvas;
    private readonly Legend _legend;
    private readonly TimelineAxis? _axis;
    private readonly Dictionary<string, int> _rowOf = [];
    private readonly bool _isNarrow;
    private readonly decimal _left;
    private readonly decimal _right;
    private readonly decimal _top;
    private readonly decimal _row;

    public TimelineDrawing(TimelineChart chart, SvgOptions options, Canvas canvas)
    {
        _chart = chart;
        _options = options;
        _canvas = canvas;
        _isNarrow = options.Width < NarrowBelow;
        _legend = LegendOf(chart, options.Width, options.Words);
        _top = Edge + _legend.Height + MarkRow + 4;
        _row = chart.Rows.Count == 0 ? WideRow : Math.Min(RowHeight(chart, options.Width), Math.Max(4, (options.Height - _top - Edge) / chart.Rows.Count));
        _left = Edge + (_isNarrow ? 2 : NameWidth + 10);
        _right = options.Width - Edge - (chart.Rows.Any(r => r.Slip != 0) ? SlipColumn : 10);
        for (int i = 0; i < chart.Rows.Count; i++)
        {
            _rowOf[chart.Rows[i].Key] = i;
        }

        if (chart.Rows.Count > 0)
        {
            LocalDate first = chart.Rows.Min(r => r.AgreedFrom is { } a && a < r.From ? a : r.From), last = chart.Rows.Max(r => r.AgreedTo is { } a && a > r.To ? a : r.To);
            _axis = new TimelineAxis(first, last, _left + Tip, _right - Tip);
        }
    }

    private decimal NameWidth => Math.Min(
        _options.Width * 0.36m,
        _chart.Rows.Select(r => TextSize.Width(r.Name, NameSize) * (r.Kind == TimelineRowKind.Phase ? BoldFactor : 1)).DefaultIfEmpty(0).Max());

    private decimal Bottom => _top + (_row * _chart.Rows.Count);

    public static int Height(TimelineChart chart, int width) =>
        (int)Math.Ceiling((2 * Edge) + LegendOf(chart, width, ChartWords.English).Height + MarkRow + 4 + (Math.Max(1, chart.Rows.Count) * RowHeight(chart, width)));

    public void Draw()
    {
        _legend.Draw(_canvas, Edge, Edge);
        if (_axis is null)
        {
            _canvas.Text(_options.Width / 2m, (_top + _options.Height) / 2, _options.Words.NoData, Style.Label, Anchor.Middle, isStrong: true);
            return;
        }

        for (int i = 0; i < _chart.Rows.Count; i++)
        {
            if (_chart.Rows[i].Kind == TimelineRowKind.Phase)
            {
                _canvas.Rect(Edge, _top + (_row * i), _options.Width - (2 * Edge), _row, Style.Stripe, radius: 4);
            }
        }

        Marks();
        Links();
        for (int i = 0; i < _chart.Rows.Count; i++)
        {
            Name(_chart.Rows[i], _top + (_row * i));
            Bar(_chart.Rows[i], Middle(i));
        }
    }

    private static decimal RowHeight(TimelineChart chart, int width) =>
        width >= NarrowBelow ? WideRow : NarrowRow + (chart.Rows.Any(r => TextSize.Width(r.Name, NameSize) * BoldFactor > NarrowName(width)) ? LineHeight : 0);

    private static decimal NarrowName(int width) => width - (2 * Edge) - 8;

    private static Legend LegendOf(TimelineChart chart, int width, ChartWords words)
    {
        bool isCritical = chart.Rows.Any(r => r.IsCritical);
        (bool Shown, Style Style, LegendMark Mark, string Text)[] all =
        [
            (chart.Rows.Any(r => r.Kind == TimelineRowKind.Action), Style.Action, LegendMark.Box, words.Action),
            (chart.Rows.Any(r => r.Kind == TimelineRowKind.Milestone), Style.Milestone, LegendMark.Diamond, words.Milestone),
            (isCritical, Style.Critical, LegendMark.Box, words.Critical),
            (chart.Rows.Any(IsMoved), Style.Ghost, LegendMark.Box, words.Agreed),
            (IsTodayInside(chart), Style.Today, LegendMark.Line, $"{words.Today} {chart.Today?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}"),
        ];
        return new Legend(all.Where(e => e.Shown).Select(e => (e.Style, e.Mark, e.Text)), width - (2 * Edge));
    }

    private static bool IsMoved(TimelineRow row) => row.AgreedTo is { } to && (to != row.To || (row.Kind == TimelineRowKind.Action && row.AgreedFrom != row.From));

    private static bool IsTodayInside(TimelineChart chart) =>
        chart.Today is { } today && chart.Rows.Count > 0 && today >= chart.Rows.Min(r => r.From) && today <= chart.Rows.Max(r => r.To);

    private decimal Middle(int row) => _top + (_row * row) + (_isNarrow ? _row - Math.Min(14, _row / 2) : _row / 2);

    private void Marks()
    {
        foreach ((decimal x, string text) in _axis!.Marks())
        {
            _canvas.Line(x, _top, x, Bottom, Style.Grid);
            decimal half = TextSize.Width(text) / 2;
            _canvas.Text(Math.Clamp(x, Edge + half, _options.Width - half), _top - 8, text, Style.Label, Anchor.Middle);
        }

        _canvas.Line(Edge, Bottom, _options.Width - Edge, Bottom, Style.Grid);
        if (IsTodayInside(_chart))
        {
            decimal x = _axis.X(_chart.Today!.Value);
            _canvas.Line(x, _top - 4, x, Bottom, Style.Today);
        }
    }

    private void Name(TimelineRow row, decimal top)
    {
        bool isBold = row.Kind == TimelineRowKind.Phase;
        decimal width = (_isNarrow ? NarrowName(_options.Width) : NameWidth + 4) / (isBold ? BoldFactor : 1);
        int lines = _row < (_isNarrow ? NarrowRow + LineHeight : 2 * LineHeight) ? 1 : 2;
        IReadOnlyList<string> text = TextSize.Wrap(row.Name, width, lines, NameSize);
        decimal foot = _isNarrow ? top + Math.Min(15, _row * 0.4m) : top + (_row / 2) + 4 - ((text.Count - 1) * LineHeight / 2);
        foreach (string line in text)
        {
            _canvas.Text(Edge + 4, foot, line, Style.Ink, isBold: isBold, size: NameSize, hasRim: _isNarrow);
            foot += LineHeight;
        }
    }

    private void Bar(TimelineRow row, decimal y)
    {
        decimal from = _axis!.X(row.From), to = _axis.X(row.To);
        decimal shrink = Math.Min(1, _row / WideRow);
        switch (row.Kind)
        {
            case TimelineRowKind.Phase:
                _canvas.Rect(from, y - (4 * shrink), Math.Max(2, to - from), 5 * shrink, Style.Phase);
                _canvas.Polygon([(from, y), (from + 6, y), (from, y + (7 * shrink))], Style.Phase);
                _canvas.Polygon([(to, y), (to - 6, y), (to, y + (7 * shrink))], Style.Phase);
                return;
            case TimelineRowKind.Milestone:
                if (IsMoved(row))
                {
                    _canvas.Diamond(_axis.X(row.AgreedTo!.Value), y, Tip * shrink, Style.Ghost);
                }

                _canvas.Diamond(from, y, Tip * shrink, row.IsCritical ? Style.MilestoneCritical : Style.Milestone);
                break;
            default:
                if (IsMoved(row))
                {
                    decimal was = _axis.X(row.AgreedFrom!.Value);
                    _canvas.Rect(was, y - (HalfGhost * shrink), Math.Max(2, _axis.X(row.AgreedTo!.Value) - was), 2 * HalfGhost * shrink, Style.Ghost, radius: 3);
                }

                _canvas.Rect(from, y - (HalfBar * shrink), Math.Max(2, to - from), 2 * HalfBar * shrink, row.IsCritical ? Style.Critical : Style.Action, radius: 2);
                break;
        }

        if (row.Slip != 0)
        {
            string days = row.Slip.ToString("+0;-0", CultureInfo.InvariantCulture) + " d";
            _canvas.Text(_options.Width - Edge, y + 4, TextSize.Fit(days, SlipColumn - 2, NameSize), row.Slip > 0 ? Style.TodayText : Style.Label, Anchor.End, size: NameSize);
        }
    }

    private void Links()
    {
        var links = _chart.Rows.SelectMany(r => r.After.Where(k => k != r.Key).Select(k => (Before: _chart.Rows[_rowOf[k]], Row: r)))
            .OrderBy(l => l.Before.IsCritical && l.Row.IsCritical);
        foreach ((TimelineRow before, TimelineRow row) in links)
        {
            bool isCritical = before.IsCritical && row.IsCritical;
            Link(before, row, isCritical ? Style.LinkCritical : Style.Link, isCritical ? Style.ArrowCritical : Style.Arrow);
        }
    }

    /// <summary>From the end of a bar to the next: down on its start where it begins later, else around and in from its left.</summary>
    private void Link(TimelineRow before, TimelineRow row, Style line, Style head)
    {
        decimal y1 = Middle(_rowOf[before.Key]), y2 = Middle(_rowOf[row.Key]);
        decimal x1 = _axis!.X(before.To), start = _axis.X(row.From);
        decimal half = row.Kind == TimelineRowKind.Milestone ? Tip : HalfBar;
        decimal side = y2 > y1 ? -1 : 1;
        decimal above = row.Kind == TimelineRowKind.Milestone ? start : start + Math.Min(5, (_axis.X(row.To) - start) / 2);
        if (above >= x1)
        {
            decimal tip = y2 + (side * half);
            _canvas.Path([(x1, y1), (above, y1), (above, tip + (side * 3))], line);
            _canvas.Polygon([(above, tip), (above - 3.5m, tip + (side * 6)), (above + 3.5m, tip + (side * 6))], head);
            return;
        }

        decimal end = row.Kind == TimelineRowKind.Milestone ? start - Tip : start;
        decimal between = y2 + (side * _row / 2), turn = Math.Max(Edge, end - Elbow - 3);
        _canvas.Path([(x1, y1), (x1 + Elbow, y1), (x1 + Elbow, between), (turn, between), (turn, y2), (end - 3, y2)], line);
        _canvas.Polygon([(end, y2), (end - 6, y2 - 3.5m), (end - 6, y2 + 3.5m)], head);
    }
}
