namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="TrendChart"/>: legend on top, marks at the left, periods below, the last value in words.</summary>
internal sealed class TrendDrawing
{
    private const decimal Edge = 4;
    private const decimal PeriodRow = 24;
    private const decimal DistancePerMark = 44;
    private const decimal LabelGap = 12;
    private const decimal LineHeight = 15;
    private const decimal BoldFactor = 1.08m;
    private const int MostDots = 16;
    private const int SegmentsNearLabel = 4;
    private const int StepsPerSegment = 12;
    private const int OutsideWeight = 100;

    private readonly TrendChart _chart;
    private readonly SvgOptions _options;
    private readonly Canvas _canvas;
    private readonly Legend _legend;
    private readonly Axis? _axis;
    private readonly decimal _left;
    private readonly decimal _right;
    private readonly decimal _top;
    private readonly decimal _bottom;

    public TrendDrawing(TrendChart chart, SvgOptions options, Canvas canvas)
    {
        _chart = chart;
        _options = options;
        _canvas = canvas;
        _legend = new Legend(LegendEntries(), options.Width - (2 * Edge));
        _top = Edge + _legend.Height + (chart.Format.Unit.Length > 0 ? 30 : 14);
        _bottom = Math.Max(_top + 20, options.Height - PeriodRow - Edge);
        ChartValue[] values = [.. Values()];
        if (values.Length > 0)
        {
            _axis = Axis.Over(values, chart.Format, Math.Clamp((int)((_bottom - _top) / DistancePerMark), 2, 8), fromZero: false);
        }

        _left = Edge + (_axis?.Ticks.Max(t => TextSize.Width(t.Text)) ?? 0) + 8;
        _right = options.Width - Edge - 14;
    }

    private IReadOnlyList<TrendPoint> Points => _chart.Points;

    public void Draw()
    {
        _legend.Draw(_canvas, Edge, Edge);
        if (_axis is null)
        {
            NoData();
            return;
        }

        Marks();
        Periods();
        Forecast();
        Across(_chart.Baseline, Style.Baseline);
        Across(_chart.Target, Style.Target);
        if (_chart.Pace is { } pace)
        {
            _canvas.Path([(X(pace.From), Y(pace.Start)), (X(pace.To), Y(pace.Due))], Style.Pace);
        }

        Measured();
        if (_chart.LastMeasured >= 0)
        {
            LastValue(_chart.LastMeasured);
        }
        else if (Points.All(p => p.Forecast is null))
        {
            NoData();
        }
    }

    private IEnumerable<(Style Style, string Text)> LegendEntries()
    {
        ChartWords words = _options.Words;
        (bool Shown, Style Style, string Text)[] all =
        [
            (_chart.LastMeasured >= 0, Style.Actual, words.Actual),
            (_chart.Target is not null, Style.Target, $"{words.Target} {Text(_chart.Target)}"),
            (_chart.Pace is not null, Style.Pace, words.Pace),
            (_chart.Baseline is not null, Style.Baseline, $"{words.Baseline} {Text(_chart.Baseline)}"),
            (Points.Any(p => p.Forecast is not null), Style.Forecast, words.Forecast),
            (Points.Any(p => p.Low is not null), Style.Band, _chart.Range(words)),
        ];
        return all.Where(e => e.Shown).Select(e => (e.Style, e.Text));
    }

    private IEnumerable<ChartValue> Values() =>
        new[] { _chart.Target, _chart.Baseline, _chart.Pace?.Start, _chart.Pace?.Due }
            .Concat(Points.SelectMany(p => new[] { p.Value, p.Forecast, p.Low, p.High }))
            .OfType<ChartValue>();

    private string Text(ChartValue? value) => value is null ? "" : _chart.Format.Text(value);

    private decimal X(int point) => Points.Count == 1
        ? (_left + _right) / 2
        : _left + 10 + ((_right - _left - 20) * point / (Points.Count - 1));

    private decimal Y(ChartValue value) => _bottom - ((_bottom - _top) * _axis!.Share(value));

    private void NoData() => _canvas.Text(
        (_left + _right) / 2, (_top + _bottom) / 2, _options.Words.NoData, Style.Label, Anchor.Middle, isStrong: true);

    private void Marks()
    {
        if (_chart.Format.Unit.Length > 0)
        {
            _canvas.Text(Edge, _top - 16, TextSize.Fit(_chart.Format.Unit, _options.Width - (2 * Edge)), Style.Label);
        }

        foreach ((decimal share, string text) in _axis!.Ticks)
        {
            decimal y = _bottom - ((_bottom - _top) * share);
            _canvas.Line(_left, y, _right, y, share == 0 ? Style.Axis : Style.Grid);
            _canvas.Text(_left - 6, y + 4, text, Style.Label, Anchor.End);
        }
    }

    private void Periods()
    {
        if (Points.Count == 0)
        {
            return;
        }

        string[] labels = [.. Points.Select(p => TextSize.Fit(p.Label, Math.Min(110, _options.Width / 3m)))];
        decimal widest = labels.Max(l => TextSize.Width(l)) + LabelGap;
        decimal distance = Points.Count == 1 ? widest : X(1) - X(0);
        int every = Math.Max(1, (int)Math.Ceiling(widest / Math.Max(distance, 0.01m)));
        for (int i = 0; i < labels.Length; i++)
        {
            // The last period is named when there is room for it behind the last regular one.
            bool isNamed = i % every == 0 || (i == labels.Length - 1 && i % every * distance >= widest);
            if (isNamed)
            {
                decimal half = TextSize.Width(labels[i]) / 2;
                _canvas.Line(X(i), _bottom, X(i), _bottom + 4, Style.Axis);
                _canvas.Text(Math.Clamp(X(i), Edge + half, Math.Max(Edge + half, _options.Width - half)), _bottom + 18, labels[i], Style.Label, Anchor.Middle);
            }
        }
    }

    private void Across(ChartValue? value, Style style)
    {
        if (value is not null)
        {
            _canvas.Line(_left, Y(value), _right, Y(value), style);
        }
    }

    private void Forecast()
    {
        int last = _chart.LastMeasured;
        for (int i = last + 1; i < Points.Count; i++)
        {
            TrendPoint point = Points[i];
            bool followsMeasured = i == last + 1 && last >= 0;
            TrendPoint? before = i > 0 ? Points[i - 1] : null;
            ChartValue? from = followsMeasured ? before!.Value : before?.Forecast;
            if (point.Forecast is null || from is null)
            {
                continue;
            }

            if (point.Low is not null && (followsMeasured || before!.Low is not null))
            {
                ChartValue low = before!.Low ?? from, high = before.High ?? from;
                _canvas.Path([(X(i - 1), Y(high)), (X(i), Y(point.High!)), (X(i), Y(point.Low)), (X(i - 1), Y(low))], Style.Band);
            }

            _canvas.Path([(X(i - 1), Y(from)), (X(i), Y(point.Forecast))], Style.Forecast);
        }

        for (int i = 0; i < Points.Count; i++)
        {
            if (Points[i].Forecast is { } forecast)
            {
                _canvas.Circle(X(i), Y(forecast), 2.5m, Style.DotOpen);
            }
        }
    }

    private void Measured()
    {
        var run = new List<(decimal X, decimal Y)>();
        for (int i = 0; i <= Points.Count; i++)
        {
            ChartValue? value = i < Points.Count ? Points[i].Value : null;
            if (value is not null && !Points[i].IsOpen)
            {
                run.Add((X(i), Y(value)));
                continue;
            }

            if (value is not null && run.Count > 0)
            {
                _canvas.Path([run[^1], (X(i), Y(value))], Style.ActualOpen);
            }

            if (run.Count > 1)
            {
                _canvas.Path(run, Style.Actual);
            }

            run.Clear();
            if (value is not null)
            {
                run.Add((X(i), Y(value)));
            }
        }

        for (int i = 0; i < Points.Count; i++)
        {
            if (Points[i].Value is { } value && (Points.Count <= MostDots || i == _chart.LastMeasured || IsAlone(i) || Points[i].IsOpen))
            {
                _canvas.Circle(X(i), Y(value), i == _chart.LastMeasured ? 4.5m : 3, Points[i].IsOpen ? Style.DotOpen : Style.Dot);
            }
        }
    }

    private bool IsAlone(int i) => (i == 0 || Points[i - 1].Value is null) && (i == Points.Count - 1 || Points[i + 1].Value is null);

    /// <summary>Writes the last value near its dot, where the fewest lines run.</summary>
    private void LastValue(int last)
    {
        ChartValue value = Points[last].Value!;
        string text = Text(value);
        if (TextSize.Width(text) * BoldFactor > (_options.Width - _left) * 0.6m && value.Text is null)
        {
            text = _axis!.Brief(value);
        }

        text = TextSize.Fit(text, _options.Width / BoldFactor);
        decimal half = TextSize.Width(text) * BoldFactor / 2;
        decimal x = Math.Clamp(X(last), Math.Min(_left + half, _options.Width / 2m), Math.Max(_options.Width - half - 2, _options.Width / 2m));
        decimal y = Y(value);
        decimal[] feet = [y - 11, y + 20, y - 24, y + 32];
        decimal foot = feet.MinBy(f => Obstacles(last, x - half, x + half, f - LineHeight, f + 3));
        _canvas.Text(x, foot, text, Style.Value, Anchor.Middle, isStrong: true);
    }

    /// <summary>How much a text in a rectangle would stand in the way, or be in the way of.</summary>
    private int Obstacles(int last, decimal left, decimal right, decimal top, decimal bottom)
    {
        bool IsHit(decimal x, decimal y) => x >= left && x <= right && y >= top && y <= bottom;

        int outside = top < _top - LineHeight - 2 || bottom > _bottom + 2 ? OutsideWeight : 0;
        int across = new[] { _chart.Target, _chart.Baseline, _chart.Pace?.At(last) }.OfType<ChartValue>().Count(v => Y(v) > top && Y(v) < bottom);
        int own = 0;
        for (int i = Math.Max(0, last - SegmentsNearLabel); i < Math.Min(Points.Count - 1, last + SegmentsNearLabel); i++)
        {
            if ((Points[i].Value ?? Points[i].Forecast) is { } from && (Points[i + 1].Value ?? Points[i + 1].Forecast) is { } to)
            {
                (decimal x1, decimal y1, decimal x2, decimal y2) = (X(i), Y(from), X(i + 1), Y(to));
                bool isHit = Enumerable.Range(0, StepsPerSegment)
                    .Any(s => IsHit(x1 + ((x2 - x1) * s / StepsPerSegment), y1 + ((y2 - y1) * s / StepsPerSegment)));
                own += isHit ? 1 : 0;
            }
        }

        return outside + (across * 2) + own;
    }
}
