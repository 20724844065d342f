using System.Text;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>Writes reports of targets as plain text for people: what is to be reached, how far it is, and below it the periods.</summary>
/// <remarks>Values are rounded as in tables; a star stands behind what will change. Lines end with a line feed.</remarks>
public static class TargetText
{
    /// <summary>Writes reports; none gives the empty text.</summary>
    public static string Write(IReadOnlyList<TargetReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return string.Join('\n', reports.Select(Write));
    }

    /// <summary>A share in percent with one decimal place, or <c>-</c> and why there is none; a star behind one that will change.</summary>
    public static string Share(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        string text = cell.Value is { } value ? $"{(value * 100).ToString(1)}%" : $"{CellFormat.Missing} {CellFormat.Words(cell.Reason)}";
        return cell.Flags.HasFlag(CellFlags.Open) ? text + "*" : text;
    }

    private static string Write(TargetReport report)
    {
        var format = FormatOf(report);
        var text = new StringBuilder(report.Target.Name);
        text.Append(report.Target.Title is { } title ? $" \"{title}\"" : "").Append($": {report.Target.Declaration.Metric.FullName}");
        text.Append(report.Target.Segment is { } segment ? $" of {segment.Name}" : "").Append(string.Concat(report.Members.Select(m => $", {ConsoleText.Printable(m)}")));
        text.Append($", {report.Times.Period.Label}, {Goal(report, format)}{Unit(report)}\n");
        Line("actual", format.Text(report.Actual));
        Line("attainment", Share(report.Attainment));
        Line("progress", Share(report.Progress) + (report.BaselineCell is { } baseline ? $" from {format.Text(baseline)} in {report.Times.Baseline!.Label}" : ""));
        Line("remaining", format.Text(report.Remaining));
        Line("expected", $"{format.Text(report.Expected)} by now, {Share(report.Pace)}");
        string[][] rows = [["period", "target", "actual", "attainment"], .. report.Periods.Select(p => (string[])[p.Period.Label, format.Text(p.Goal), format.Text(p.Actual), Share(p.Attainment)])];
        int[] widths = [.. Enumerable.Range(0, 4).Select(i => rows.Max(r => r[i].Length))];
        foreach (string[] row in rows.Skip(report.Periods.Count == 0 ? 1 : 0))
        {
            text.Append("  ").Append(row[0].PadRight(widths[0])).Append(string.Concat(row.Skip(1).Select((c, i) => "  " + c.PadLeft(widths[i + 1])))).Append('\n');
        }

        foreach (Validation.Finding finding in report.Findings)
        {
            text.Append($"  {finding}\n");
        }

        return text.ToString();

        void Line(string name, string value) => text.Append($"  {name.PadRight(10)}  {value}\n");
    }

    private static CellFormat FormatOf(TargetReport report) => new(report.Target.Metric.Unit,
        [report.Goal, report.Actual, report.Expected, .. report.Periods.SelectMany(p => (Cell[])[p.Goal, p.Actual])]);

    private static string Goal(TargetReport report, CellFormat format)
    {
        if (report.Range is not { } range)
        {
            return format.Text(report.Goal);
        }

        string Shown(Rational? value) => format.Shown(new Cell { Value = value })!;
        return report.Target.Declaration.Goal.Bound switch
        {
            TargetBound.AtLeast => $"at least {Shown(range.Low)}",
            TargetBound.AtMost => $"at most {Shown(range.High)}",
            _ => $"between {Shown(range.Low)} and {Shown(range.High)}",
        };
    }

    private static string Unit(TargetReport report) => report.Target.Metric.Unit.Name is "number" or "percent" ? "" : $" {report.Target.Metric.Unit.Name}";
}
