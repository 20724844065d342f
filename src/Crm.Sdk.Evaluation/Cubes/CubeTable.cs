using System.Text;

namespace Crm.Sdk.Evaluation.Cubes;

/// <summary>Writes a cube as a table of plain text, for consoles and samples.</summary>
/// <remarks>
/// A row for each combination of members of the axes that have more than their total, a column for each metric with its unit below
/// its name; with periods across, a row for each metric and combination and a column for each period. A missing value is a dash and
/// its reason, a value of a period that is not over has a star. Lines end with a line feed and have no spaces at their end; control
/// characters in labels are written as escapes. The same cube always gives the same text.
/// </remarks>
public static class CubeTable
{
    private const string OpenNote = "* the period is not over; the value will change";

    /// <summary>Writes a cube.</summary>
    /// <param name="cube">The cube.</param>
    /// <param name="periodsAcross">Whether periods are columns; ignored when the cube is not cut into periods.</param>
    public static string Write(Cube cube, bool periodsAcross = false)
    {
        ArgumentNullException.ThrowIfNull(cube);
        int across = periodsAcross ? Enumerable.Range(0, cube.Axes.Count).FirstOrDefault(a => IsCut(cube.Axes[a]) && cube.Axes[a].Kind == AxisKind.Period, -1) : -1;
        List<string[]> lines = across < 0 ? MetricsAcross(cube) : PeriodsAcross(cube, across);
        int labels = Enumerable.Range(0, cube.Axes.Count).Count(a => a != across && IsCut(cube.Axes[a])) + (across < 0 ? 0 : 2);
        string table = Aligned(lines, labels, headLines: across < 0 ? 2 : 1);
        bool open = Enumerable.Range(0, cube.Metrics.Count).Any(m => cube.CellsOf(m).Any(c => c.Flags.HasFlag(CellFlags.Open)));
        return open ? $"{table}{OpenNote}\n" : table;
    }

    private static bool IsCut(CubeAxis axis) => axis.Members.Count > 1;

    private static string UnitName(Cube cube, int metric) => cube.Metrics[metric].Unit.Name is "number" ? "" : cube.Metrics[metric].Unit.Name;

    private static List<string[]> MetricsAcross(Cube cube)
    {
        int[] axes = [.. Enumerable.Range(0, cube.Axes.Count).Where(a => IsCut(cube.Axes[a]))];
        CellFormat[] formats = [.. cube.Metrics.Select((_, m) => CellFormat.Of(cube, m))];
        var lines = new List<string[]>
        {
            (string[])[.. axes.Select(a => cube.Axes[a].Name), .. cube.Metrics.Select(m => m.Name)],
            (string[])[.. axes.Select(_ => ""), .. cube.Metrics.Select((_, m) => UnitName(cube, m))],
        };
        for (int i = 0; i < cube.CellCount; i++)
        {
            int[] position = cube.PositionOf(i);
            lines.Add([.. axes.Select(a => cube.Axes[a].Members[position[a]].Label), .. formats.Select((f, m) => f.Text(cube.CellsOf(m)[i]))]);
        }

        return lines;
    }

    private static List<string[]> PeriodsAcross(Cube cube, int across)
    {
        int[] axes = [.. Enumerable.Range(0, cube.Axes.Count).Where(a => a != across && IsCut(cube.Axes[a]))];
        IReadOnlyList<AxisMember> periods = cube.Axes[across].Members;
        var lines = new List<string[]> { (string[])["metric", "unit", .. axes.Select(a => cube.Axes[a].Name), .. periods.Select(p => p.Label)] };
        for (int m = 0; m < cube.Metrics.Count; m++)
        {
            CellFormat format = CellFormat.Of(cube, m);
            for (int i = 0; i < cube.CellCount; i++)
            {
                int[] position = cube.PositionOf(i);
                if (position[across] == 0)
                {
                    lines.Add([cube.Metrics[m].Name, UnitName(cube, m), .. axes.Select(a => cube.Axes[a].Members[position[a]].Label),
                        .. periods.Select((_, p) => format.Text(CellAt(cube, m, position, across, p)))]);
                }
            }
        }

        return lines;
    }

    private static Cell CellAt(Cube cube, int metric, int[] position, int across, int period)
    {
        int[] at = [.. position];
        at[across] = period;
        return cube[metric, at];
    }

    private static string Aligned(List<string[]> lines, int labels, int headLines)
    {
        int columns = lines[0].Length;
        string[][] cells = [.. lines.Select(l => l.Select(ConsoleText.Printable).ToArray())];
        bool[] starred = [.. Enumerable.Range(0, columns).Select(c => c >= labels && cells.Skip(headLines).Any(l => l[c].EndsWith('*')))];
        // A star stands behind the column of digits, not in it.
        for (int c = labels; c < columns; c++)
        {
            for (int l = headLines; starred[c] && l < cells.Length; l++)
            {
                cells[l][c] += cells[l][c].EndsWith('*') ? "" : " ";
            }
        }

        int[] widths = [.. Enumerable.Range(0, columns).Select(c => cells.Max(l => ConsoleText.Width(l[c])))];
        var text = new StringBuilder();
        for (int l = 0; l < cells.Length; l++)
        {
            if (l == headLines)
            {
                Line(text, [.. widths.Select(w => new string('-', w))], widths, labels: columns);
            }

            if (l == 0 || l >= headLines || cells[l].Any(c => c.Trim().Length > 0))
            {
                Line(text, cells[l], widths, labels);
            }
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths, int labels)
    {
        int start = text.Length;
        for (int c = 0; c < cells.Length; c++)
        {
            string space = new(' ', widths[c] - ConsoleText.Width(cells[c]));
            text.Append(c == 0 ? "" : "  ").Append(c < labels ? cells[c] + space : space + cells[c]);
        }

        while (text.Length > start && text[^1] == ' ')
        {
            text.Length--;
        }

        text.Append('\n');
    }
}
