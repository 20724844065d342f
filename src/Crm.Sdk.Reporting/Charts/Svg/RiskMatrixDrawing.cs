using Crm.Sdk.Plans.Analysis;
using System.Globalization;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Draws a <see cref="RiskMatrix"/>: five by five cells with their level in words, the keys of risks in them, and below what the keys mean.</summary>
internal sealed class RiskMatrixDrawing
{
    private const decimal Edge = 4;
    private const decimal AxisRow = 20;
    private const decimal StepColumn = 22;
    private const decimal LevelSize = 10;
    private const decimal LevelRow = 18;
    private const decimal LeastCell = 42;
    private const decimal ChipSize = 11;
    private const decimal ChipHeight = 17;
    private const decimal ChipGap = 3;
    private const decimal BoldFactor = 1.08m;

    private readonly RiskMatrix _matrix;
    private readonly SvgOptions _options;
    private readonly Canvas _canvas;

    public RiskMatrixDrawing(RiskMatrix matrix, SvgOptions options, Canvas canvas)
    {
        _matrix = matrix;
        _options = options;
        _canvas = canvas;
    }

    public static int Height(RiskMatrix matrix, int width) => (int)Math.Ceiling(
        (2 * Edge) + AxisRow + (CellHeight(matrix, width) * RiskMatrix.Steps) + (2 * AxisRow) + ListOf(matrix, width).Height);

    public void Draw()
    {
        decimal top = Edge + AxisRow, left = Edge + StepColumn;
        KeyList list = ListOf(_matrix, _options.Width);
        decimal height = Math.Max(4, Math.Min(CellHeight(_matrix, _options.Width), (_options.Height - top - (2 * AxisRow) - Edge - list.Height) / RiskMatrix.Steps));
        decimal width = CellWidth(_options.Width), bottom = top + (height * RiskMatrix.Steps);
        ChartWords words = _options.Words;
        _canvas.Text(Edge, Edge + 12, words.Probability, Style.Label, isBold: true);
        for (int step = 1; step <= RiskMatrix.Steps; step++)
        {
            string number = step.ToString(CultureInfo.InvariantCulture);
            _canvas.Text(left - 8, bottom - (height * (step - 0.5m)) + 4, number, Style.Label, Anchor.End);
            _canvas.Text(left + (width * (step - 0.5m)), bottom + 15, number, Style.Label, Anchor.Middle);
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
            {
                Cell(step, impact, left + (width * (impact - 1)), bottom - (height * step), width, height);
            }
        }

        _canvas.Text(left + (width * RiskMatrix.Steps), bottom + AxisRow + 12, words.Impact, Style.Label, Anchor.End, isBold: true);
        list.Draw(_canvas, Edge, bottom + (2 * AxisRow), _options.Height);
    }

    private static decimal CellWidth(int width) => Math.Max(2, (width - (2 * Edge) - StepColumn) / RiskMatrix.Steps);

    private static decimal CellHeight(RiskMatrix matrix, int width)
    {
        int rows = matrix.Risks.GroupBy(r => (r.Probability, r.Impact)).Select(g => Chips(g, CellWidth(width)).Select(c => c.Row).Max() + 1).DefaultIfEmpty(0).Max();
        return Math.Max(LeastCell, LevelRow + (rows * (ChipHeight + ChipGap)) + 4);
    }

    /// <summary>The keys of a cell in rows that are as wide as it.</summary>
    private static List<(int Row, decimal X, decimal Width, string Text)> Chips(IEnumerable<RiskPoint> risks, decimal cell)
    {
        var chips = new List<(int, decimal, decimal, string)>();
        decimal x = 0, most = cell - (2 * ChipGap) - 2;
        int row = 0;
        foreach (RiskPoint risk in risks)
        {
            string text = TextSize.Fit(risk.Key, Math.Max(8, (most - 8) / BoldFactor), ChipSize);
            decimal width = (TextSize.Width(text, ChipSize) * BoldFactor) + 8;
            if (x > 0 && x + width > most)
            {
                (x, row) = (0, row + 1);
            }

            chips.Add((row, x, width, text));
            x += width + ChipGap;
        }

        return chips;
    }

    private static KeyList ListOf(RiskMatrix matrix, int width) => new([.. matrix.Risks.Select(r => (r.Key, r.Name))], width - (2 * Edge));

    private void Cell(int probability, int impact, decimal x, decimal y, decimal width, decimal height)
    {
        RiskLevel level = RiskExposure.LevelOf(probability, impact);
        (Style ground, Style text) = level switch
        {
            RiskLevel.High => (Style.High, Style.HighText),
            RiskLevel.Medium => (Style.Medium, Style.MediumText),
            _ => (Style.Low, Style.LowText),
        };
        _canvas.Rect(x, y, width, height, ground, radius: 4);
        if (height >= LevelRow)
        {
            _canvas.Text(x + 6, y + 12, TextSize.Fit(RiskMatrix.Word(_options.Words, level), width - 10, LevelSize), text, size: LevelSize);
        }

        foreach ((int row, decimal at, decimal wide, string key) in Chips(_matrix.Risks.Where(r => r.Probability == probability && r.Impact == impact), width))
        {
            decimal top = Math.Min(y + LevelRow + (row * (ChipHeight + ChipGap)), y + height - 2);
            _canvas.Rect(x + ChipGap + 1 + at, top, wide, Math.Min(ChipHeight, y + height - top), Style.Paper, radius: 4);
            _canvas.Text(x + ChipGap + 1 + at + (wide / 2), Math.Min(top + 12.5m, _options.Height), key, Style.Ink, Anchor.Middle, isBold: true, size: ChipSize);
        }
    }
}
