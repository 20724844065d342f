namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>What short keys in a picture mean: below it, in two columns where there is room.</summary>
internal sealed class KeyList
{
    private const int TwoColumnsFrom = 480;
    private const decimal FontSize = 11.5m;
    private const decimal LineHeight = 15;
    private const decimal EntryGap = 4;
    private const decimal ColumnGap = 16;
    private const decimal BoldFactor = 1.08m;
    private const int MostLines = 3;

    private readonly (string Key, IReadOnlyList<string> Lines)[][] _columns;
    private readonly decimal _columnWidth;
    private readonly decimal _keyWidth;

    public KeyList(IReadOnlyList<(string Key, string Text)> entries, decimal width)
    {
        int columns = width >= TwoColumnsFrom ? 2 : 1;
        _columnWidth = columns == 2 ? (width - ColumnGap) / 2 : width;
        _keyWidth = Math.Min(_columnWidth / 3, (entries.Select(e => TextSize.Width(e.Key, FontSize)).DefaultIfEmpty(0).Max() * BoldFactor) + 8);
        _columns =
        [
            .. entries.Chunk(Math.Max(1, (entries.Count + columns - 1) / columns))
                .Select(c => c.Select(e => (e.Key, TextSize.Wrap(e.Text, _columnWidth - _keyWidth, MostLines, FontSize))).ToArray()),
        ];
    }

    public decimal Height => _columns.Select(c => c.Sum(e => (e.Lines.Count * LineHeight) + EntryGap)).DefaultIfEmpty(0).Max();

    /// <summary>Draws as many entries as have room above <paramref name="bottom"/>.</summary>
    public void Draw(Canvas canvas, decimal left, decimal top, decimal bottom)
    {
        decimal x = left;
        foreach ((string Key, IReadOnlyList<string> Lines)[] column in _columns)
        {
            decimal y = top;
            foreach ((string key, IReadOnlyList<string> lines) in column.TakeWhile(_ => y + LineHeight <= bottom))
            {
                canvas.Text(x, y + 12, TextSize.Fit(key, (_keyWidth - 4) / BoldFactor, FontSize), Style.Ink, isBold: true, size: FontSize);
                foreach (string line in lines.TakeWhile(_ => y + LineHeight <= bottom))
                {
                    canvas.Text(x + _keyWidth, y + 12, line, Style.Label, size: FontSize);
                    y += LineHeight;
                }

                y += EntryGap;
            }

            x += _columnWidth + ColumnGap;
        }
    }
}
