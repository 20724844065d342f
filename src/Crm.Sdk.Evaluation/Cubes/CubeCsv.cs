using System.Buffers;
using System.Globalization;

namespace Crm.Sdk.Evaluation.Cubes;

/// <summary>Writes a cube as CSV (RFC 4180): a line for each cell, in the order of metrics and then of the axes.</summary>
/// <remarks>
/// The columns are the metric, its title and unit, for each axis the label and the kind of the member, and then what the cell holds:
/// <c>value</c> without loss and <c>shown</c> rounded, both in the unit; <c>low</c> and <c>high</c>, where a metric has an interval of confidence; <c>numerator</c>, <c>denominator</c>, <c>n</c>, <c>rows</c>,
/// <c>reason</c>, <c>flags</c> (between spaces), and the <c>hash</c> of the definition. A text that a spreadsheet would take for a
/// formula gets an apostrophe in front; numbers are left as they are.
/// </remarks>
public static class CubeCsv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a cube.</summary>
    public static void Write(Cube cube, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(cube);
        ArgumentNullException.ThrowIfNull(output);
        Line(output, ["metric", "title", "unit", .. cube.Axes.SelectMany(a => (string[])[Text(a.Name), Text(a.Name + ".kind")]),
            "value", "shown", .. HasBounds(cube) ? (string[])["low", "high"] : [], "numerator", "denominator", "n", "rows", "reason", "flags", "hash"]);
        for (int m = 0; m < cube.Metrics.Count; m++)
        {
            CellFormat format = CellFormat.Of(cube, m);
            for (int i = 0; i < cube.CellCount; i++)
            {
                Line(output, Fields(cube, m, i, format));
            }
        }
    }

    private static IEnumerable<string> Fields(Cube cube, int m, int index, CellFormat format)
    {
        var metric = cube.Metrics[m];
        int[] position = cube.PositionOf(index);
        Cell cell = cube.CellsOf(m)[index];
        yield return metric.Name;
        yield return Text(metric.Title ?? "");
        yield return metric.Unit.Name;
        for (int a = 0; a < position.Length; a++)
        {
            AxisMember member = cube.Axes[a].Members[position[a]];
            yield return Text(member.Label);
            yield return CellFormat.Code(member.Kind);
        }

        yield return format.Exact(cell) ?? "";
        yield return format.Shown(cell) ?? "";
        if (HasBounds(cube))
        {
            yield return (cell.Low * metric.Unit.Factor)?.ToString() ?? "";
            yield return (cell.High * metric.Unit.Factor)?.ToString() ?? "";
        }

        yield return cell.Numerator.ToString();
        yield return cell.Denominator.ToString();
        yield return cell.N.ToString(CultureInfo.InvariantCulture);
        yield return cell.Rows.ToString(CultureInfo.InvariantCulture);
        yield return cell.Reason == CellReason.None ? "" : CellFormat.Code(cell.Reason);
        yield return string.Join(' ', CellFormat.Codes(cell.Flags));
        yield return metric.Hash;
    }

    private static bool HasBounds(Cube cube) => cube.Metrics.Any(m => m.Confidence is not null);

    // OWASP, CSV injection: what makes a spreadsheet read a field as a formula.
    internal static string Text(string text) => text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;

    /// <summary>Writes a line of fields.</summary>
    internal static void Line(TextWriter output, IEnumerable<string> fields)
    {
        bool first = true;
        foreach (string field in fields)
        {
            output.Write(first ? "" : ",");
            output.Write(field.AsSpan().ContainsAny(Quoted) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field);
            first = false;
        }

        output.Write("\r\n");
    }
}
