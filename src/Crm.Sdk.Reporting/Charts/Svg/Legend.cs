namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Names the lines of a chart above it, in as many rows as their texts need.</summary>
internal sealed class Legend
{
    private const decimal Sample = 22;
    private const decimal SampleGap = 6;
    private const decimal EntryGap = 18;
    private const decimal RowHeight = 18;

    private readonly List<(decimal X, decimal Y, Style Style, string Text)> _entries = [];

    public Legend(IEnumerable<(Style Style, string Text)> entries, decimal width)
    {
        decimal x = 0, y = 0;
        foreach ((Style style, string full) in entries)
        {
            string text = TextSize.Fit(full, width - Sample - SampleGap);
            decimal entry = Sample + SampleGap + TextSize.Width(text);
            if (x > 0 && x + entry > width)
            {
                (x, y) = (0, y + RowHeight);
            }

            _entries.Add((x, y, style, text));
            x += entry + EntryGap;
        }

        Height = _entries.Count == 0 ? 0 : y + RowHeight;
    }

    public decimal Height { get; }

    public void Draw(Canvas canvas, decimal left, decimal top)
    {
        foreach ((decimal x, decimal y, Style style, string text) in _entries)
        {
            decimal middle = top + y + (RowHeight / 2);
            if (style.Stroke is null)
            {
                canvas.Rect(left + x, middle - 5, Sample, 10, style);
            }
            else
            {
                canvas.Line(left + x, middle, left + x + Sample, middle, style);
            }

            canvas.Text(left + x + Sample + SampleGap, middle + 4, text, Style.Label);
        }
    }
}
