namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>What shows a kind of shape in a legend.</summary>
internal enum LegendMark
{
    Line,
    Box,
    Dot,
    Diamond,
    Hatch,
}

/// <summary>Names the lines of a chart above it, in as many rows as their texts need.</summary>
internal sealed class Legend
{
    private const decimal Sample = 22;
    private const decimal SampleGap = 6;
    private const decimal EntryGap = 18;
    private const decimal RowHeight = 18;

    private readonly List<(decimal X, decimal Y, Style Style, LegendMark Mark, string Text)> _entries = [];

    public Legend(IEnumerable<(Style Style, string Text)> entries, decimal width)
        : this(entries.Select(e => (e.Style, e.Style.Stroke is null ? LegendMark.Box : LegendMark.Line, e.Text)), width)
    {
    }

    public Legend(IEnumerable<(Style Style, LegendMark Mark, string Text)> entries, decimal width)
    {
        decimal x = 0, y = 0;
        foreach ((Style style, LegendMark mark, string full) in entries)
        {
            string text = TextSize.Fit(full, width - Sample - SampleGap);
            decimal entry = Sample + SampleGap + TextSize.Width(text);
            if (x > 0 && x + entry > width)
            {
                (x, y) = (0, y + RowHeight);
            }

            _entries.Add((x, y, style, mark, text));
            x += entry + EntryGap;
        }

        Height = _entries.Count == 0 ? 0 : y + RowHeight;
    }

    public decimal Height { get; }

    public void Draw(Canvas canvas, decimal left, decimal top)
    {
        foreach ((decimal x, decimal y, Style style, LegendMark mark, string text) in _entries)
        {
            decimal middle = top + y + (RowHeight / 2);
            Draw(canvas, left + x, middle, style, mark);
            canvas.Text(left + x + Sample + SampleGap, middle + 4, text, Style.Label);
        }
    }

    private static void Draw(Canvas canvas, decimal x, decimal middle, Style style, LegendMark mark)
    {
        switch (mark)
        {
            case LegendMark.Box:
                canvas.Rect(x, middle - 5, Sample, 10, style);
                break;
            case LegendMark.Dot:
                canvas.Circle(x + (Sample / 2), middle, 5, style);
                break;
            case LegendMark.Diamond:
                canvas.Diamond(x + (Sample / 2), middle, 6.5m, style);
                break;
            case LegendMark.Hatch:
                canvas.Hatch(x, middle - 6, Sample, 12, style);
                break;
            default:
                canvas.Line(x, middle, x + Sample, middle, style);
                break;
        }
    }
}
