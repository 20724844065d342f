using System.Globalization;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="CohortHeatMap"/>: a cell for each value with its number, the darker the greater.</summary>
internal sealed class HeatMapDrawing
{
    private const decimal Edge = 4;
    private const decimal CellHeight = 28;
    private const decimal LeastCell = 36;
    private const decimal HeadRow = 22;
    private const decimal TextHeight = 11.5m;
    private const decimal ColumnGap = 10;
    private const decimal MostName = 140;

    // Between these the ink has more than 4.5:1 on the shade, in light and in dark.
    private const decimal Faintest = 0.05m;
    private const decimal Strongest = 0.42m;

    private readonly CohortHeatMap _map;
    private readonly SvgOptions _options;
    private readonly Canvas _canvas;
    private readonly Rational[] _known;

    public HeatMapDrawing(CohortHeatMap map, SvgOptions options, Canvas canvas)
    {
        _map = map;
        _options = options;
        _canvas = canvas;
        _known = [.. map.Cohorts.SelectMany(c => c.Values).OfType<ChartValue>().Select(v => v.Value)];
    }

    public static int LeastWidth(CohortHeatMap map)
    {
        decimal widest = map.Cohorts.SelectMany(c => c.Values).OfType<ChartValue>().Select(v => TextSize.Width(map.Format.Bare(v), TextHeight))
            .Concat(map.Offsets.Select(o => TextSize.Width(o, TextHeight))).DefaultIfEmpty(0).Max();
        return (int)Math.Min(SvgOptions.MaxLength, Math.Ceiling((2 * Edge) + Names(map) + Sizes(map) + (map.Offsets.Count * Math.Max(LeastCell, widest + 8))));
    }

    public static int Height(CohortHeatMap map, int width) =>
        (int)Math.Ceiling((2 * Edge) + LegendOf(map, width, ChartWords.English).Height + 6 + HeadRow + (Math.Max(1, map.Cohorts.Count) * CellHeight));

    public void Draw()
    {
        Legend legend = LegendOf(_map, _options.Width, _options.Words);
        legend.Draw(_canvas, Edge, Edge);
        decimal top = Edge + legend.Height + 6 + HeadRow;
        if (_map.Cohorts.Count == 0)
        {
            _canvas.Text(_options.Width / 2m, Math.Min(_options.Height, (top + _options.Height) / 2), _options.Words.NoData, Style.Label, Anchor.Middle, isStrong: true);
            return;
        }

        decimal names = Names(_map), left = Edge + names + Sizes(_map);
        decimal width = Math.Max(1, (_options.Width - Edge - left) / _map.Offsets.Count);
        decimal height = Math.Max(2, Math.Min(CellHeight, (_options.Height - top - Edge) / _map.Cohorts.Count));
        _canvas.Text(Edge, top - 8, TextSize.Fit(_options.Words.Cohort, names, TextHeight), Style.Label, isBold: true, size: TextHeight);
        if (Sizes(_map) > 0)
        {
            _canvas.Text(left - ColumnGap, top - 8, _options.Words.Size, Style.Label, Anchor.End, isBold: true, size: TextHeight);
        }

        for (int c = 0; c < _map.Offsets.Count; c++)
        {
            _canvas.Text(left + (width * (c + 0.5m)), top - 8, TextSize.Fit(_map.Offsets[c], width - 2, TextHeight), Style.Label, Anchor.Middle, isBold: true, size: TextHeight);
        }

        for (int r = 0; r < _map.Cohorts.Count; r++)
        {
            CohortRow cohort = _map.Cohorts[r];
            decimal y = top + (height * r), foot = y + (height / 2) + 4;
            _canvas.Text(Edge, foot, TextSize.Fit(cohort.Name, names - ColumnGap, TextHeight), Style.Ink, size: TextHeight);
            _canvas.Text(left - ColumnGap, foot, cohort.Size, Style.Label, Anchor.End, size: TextHeight);
            for (int c = 0; c < cohort.Values.Count; c++)
            {
                Cell(cohort.Values[c], left + (width * c) + 1, y + 1, width - 2, height - 2, foot);
            }
        }
    }

    private static decimal Names(CohortHeatMap map) =>
        Math.Min(MostName, map.Cohorts.Select(c => TextSize.Width(c.Name, TextHeight)).Append(TextSize.Width(ChartWords.English.Cohort, TextHeight) * 1.08m).Max()) + ColumnGap;

    private static decimal Sizes(CohortHeatMap map) =>
        map.Cohorts.All(c => c.Size.Length == 0) ? 0 : map.Cohorts.Select(c => TextSize.Width(c.Size, TextHeight)).Append(TextSize.Width(ChartWords.English.Size, TextHeight) * 1.08m).Max() + ColumnGap;

    private static Legend LegendOf(CohortHeatMap map, int width, ChartWords words)
    {
        ChartValue[] known = [.. map.Cohorts.SelectMany(c => c.Values).OfType<ChartValue>().OrderBy(v => v.Value)];
        List<(Style, LegendMark, string)> entries = known.Length == 0 ? [] :
            [(Shade(Faintest), LegendMark.Box, map.Format.Text(known[0])), (Shade(Strongest), LegendMark.Box, map.Format.Text(known[^1]))];
        if (map.Cohorts.Any(c => c.Values.Contains(null)))
        {
            entries.Add((Style.Hatch, LegendMark.Hatch, words.Unknown));
        }

        return new Legend(entries, width - (2 * Edge));
    }

    private static Style Shade(decimal share) => Style.Band with { Opacity = share.ToString("0.##", CultureInfo.InvariantCulture) };

    private void Cell(ChartValue? value, decimal x, decimal y, decimal width, decimal height, decimal foot)
    {
        (width, height) = (Math.Max(0.5m, width), Math.Max(0.5m, height));
        if (value is null)
        {
            _canvas.Hatch(x, y, width, height, Style.Hatch);
            return;
        }

        (Rational least, Rational greatest) = (_known.Min(), _known.Max());
        decimal share = least == greatest ? 0.5m : (decimal)((value.Value - least) / (greatest - least)).ToScaled(6) / 1_000_000m;
        _canvas.Rect(x, y, width, height, Shade(Faintest + ((Strongest - Faintest) * share)), radius: 3);
        _canvas.Text(x + (width / 2), foot, TextSize.Fit(_map.Format.Bare(value), width, TextHeight), Style.Ink, Anchor.Middle, size: TextHeight);
    }
}
