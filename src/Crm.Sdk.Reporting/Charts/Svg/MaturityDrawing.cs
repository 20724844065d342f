using System.Globalization;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="MaturityChart"/>: a scale for each area. Ring, dot and diamond are of three sizes, so that each is seen when they coincide.</summary>
internal sealed class MaturityDrawing
{
    private const int NarrowBelow = 480;
    private const decimal Edge = 4;
    private const decimal WideRow = 34;
    private const decimal NarrowRow = 46;
    private const decimal NameSize = 12;
    private const decimal LineHeight = 14;
    private const decimal LevelSize = 10.5m;
    private const decimal LevelLine = 13;
    private const decimal Margin = 26;
    private const decimal DotRadius = 4;
    private const decimal RingRadius = 7.5m;
    private const decimal DiamondRadius = 11.5m;

    private readonly MaturityChart _profile;
    private readonly SvgOptions _options;
    private readonly Canvas _canvas;
    private readonly Legend _legend;
    private readonly bool _isNarrow;
    private readonly decimal _left;
    private readonly decimal _right;

    public MaturityDrawing(MaturityChart profile, SvgOptions options, Canvas canvas)
    {
        _profile = profile;
        _options = options;
        _canvas = canvas;
        _isNarrow = options.Width < NarrowBelow;
        _legend = LegendOf(profile, options.Width, options.Words);
        (_left, _right) = Sides(profile, options.Width);
    }

    public static int Height(MaturityChart profile, int width) => (int)Math.Ceiling(
        (2 * Edge) + LegendOf(profile, width, ChartWords.English).Height + 6 + (Math.Max(1, profile.Areas.Count) * (width < NarrowBelow ? NarrowRow : WideRow)) + FootHeight(profile, width));

    public void Draw()
    {
        _legend.Draw(_canvas, Edge, Edge);
        decimal top = Edge + _legend.Height + 6, foot = FootHeight(_profile, _options.Width);
        if (_profile.Areas.Count == 0)
        {
            _canvas.Text(_options.Width / 2m, Math.Min(_options.Height, (top + _options.Height) / 2), _options.Words.NoData, Style.Label, Anchor.Middle, isStrong: true);
            return;
        }

        decimal row = Math.Max(2, Math.Min(_isNarrow ? NarrowRow : WideRow, (_options.Height - top - foot - Edge) / _profile.Areas.Count));
        decimal bottom = top + (row * _profile.Areas.Count);
        Scale(top, bottom);
        for (int i = 0; i < _profile.Areas.Count; i++)
        {
            Area(_profile.Areas[i], top + (row * i), row);
        }
    }

    private static Legend LegendOf(MaturityChart profile, int width, ChartWords words)
    {
        (bool Shown, Style Style, LegendMark Mark, string Text)[] all =
        [
            (profile.Areas.Any(a => a.Self is not null), Style.Self, LegendMark.Dot, words.Self),
            (profile.Areas.Any(a => a.Evidence is not null), Style.Evidence, LegendMark.Dot, words.Evidence),
            (profile.Areas.Any(a => a.Wanted is not null), Style.Wanted, LegendMark.Diamond, words.Wanted),
        ];
        return new Legend(all.Where(e => e.Shown).Select(e => (e.Style, e.Mark, e.Text)), width - (2 * Edge));
    }

    private static (decimal Left, decimal Right) Sides(MaturityChart profile, int width)
    {
        decimal name = width < NarrowBelow ? 0 : Math.Min(width * 0.34m, profile.Areas.Select(a => TextSize.Width(a.Name, NameSize)).DefaultIfEmpty(0).Max());
        decimal left = Edge + name + Margin;
        return (left, Math.Max(left + 8, width - Edge - Margin));
    }

    private static IReadOnlyList<string> Level(MaturityChart profile, int level, int width)
    {
        (decimal left, decimal right) = Sides(profile, width);
        decimal most = Math.Max(2 * (Margin + 2), (right - left) / (MaturityChart.Highest - 1)) - 6;
        string number = level.ToString(CultureInfo.InvariantCulture);
        // At the ends a name has the margin only on one side.
        bool isEnd = level is MaturityChart.Lowest or MaturityChart.Highest;
        return profile.Levels.Count == 0 ? [number] : [number, .. TextSize.Wrap(profile.Levels[level - 1], isEnd ? Math.Min(most, 2 * (Margin + 14)) : most, 2, LevelSize)];
    }

    private static decimal FootHeight(MaturityChart profile, int width) =>
        6 + (LevelLine * Enumerable.Range(MaturityChart.Lowest, MaturityChart.Highest).Max(l => Level(profile, l, width).Count));

    private decimal X(Rational level) => _left + ((_right - _left) * (decimal)((level - MaturityChart.Lowest) / (MaturityChart.Highest - MaturityChart.Lowest)).ToScaled(6) / 1_000_000m);

    private void Scale(decimal top, decimal bottom)
    {
        for (int level = MaturityChart.Lowest; level <= MaturityChart.Highest; level++)
        {
            decimal x = X(level), foot = bottom + 4;
            _canvas.Line(x, top, x, bottom, Style.Grid);
            foreach (string line in Level(_profile, level, _options.Width))
            {
                foot += LevelLine;
                decimal half = TextSize.Width(line, LevelSize) / 2;
                _canvas.Text(Math.Clamp(x, Math.Min(half, _options.Width / 2m), Math.Max(_options.Width - half, _options.Width / 2m)), Math.Min(foot, _options.Height), line, Style.Label, Anchor.Middle, size: LevelSize);
            }
        }
    }

    private void Area(MaturityArea area, decimal top, decimal row)
    {
        decimal y = _isNarrow ? top + (row * 0.66m) : top + (row / 2);
        IReadOnlyList<string> name = TextSize.Wrap(area.Name, _isNarrow ? _options.Width - (2 * Edge) : _left - Margin + 6 - Edge, _isNarrow || row < 2 * LineHeight ? 1 : 2, NameSize);
        decimal foot = _isNarrow ? top + Math.Min(13, row * 0.4m) : y + 4 - ((name.Count - 1) * LineHeight / 2);
        foreach (string line in name)
        {
            _canvas.Text(Edge, foot, line, Style.Ink, isStrong: _isNarrow, size: NameSize);
            foot += LineHeight;
        }

        _canvas.Line(_left, y, _right, y, Style.Grid);
        if (area is { Self: not null, Evidence: not null } && area.Self.Value != area.Evidence.Value)
        {
            _canvas.Line(X(area.Self.Value), y, X(area.Evidence.Value), y, Style.Gap);
        }

        if (area.Wanted is not null)
        {
            _canvas.Diamond(X(area.Wanted.Value), y, Math.Min(DiamondRadius, row / 2), Style.Wanted);
        }

        if (area.Self is not null)
        {
            _canvas.Circle(X(area.Self.Value), y, Math.Min(RingRadius, row / 2), Style.Self);
        }

        if (area.Evidence is not null)
        {
            _canvas.Circle(X(area.Evidence.Value), y, Math.Min(DotRadius, row / 2), Style.Evidence);
        }

        if (area is { Self: null, Evidence: null, Wanted: null })
        {
            _canvas.Text((_left + _right) / 2, y + 4, _options.Words.NoData, Style.Label, Anchor.Middle, isStrong: true);
        }
    }
}
