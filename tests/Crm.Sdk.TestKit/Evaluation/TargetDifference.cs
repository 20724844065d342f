using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Targets;

namespace Crm.Sdk.TestKit.Evaluation;

/// <summary>Compares reports of targets in every field of every cell.</summary>
public static class TargetDifference
{
    /// <summary>The first difference in words, or null when the reports are equal.</summary>
    public static string? Find(IReadOnlyList<TargetReport> expected, IReadOnlyList<TargetReport> actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        string[] first = [.. expected.Select(Text)], second = [.. actual.Select(Text)];
        int at = Enumerable.Range(0, Math.Max(first.Length, second.Length)).FirstOrDefault(i => i >= first.Length || i >= second.Length || first[i] != second[i], -1);
        return at < 0 ? null : $"expected {first.ElementAtOrDefault(at)}\ngot {second.ElementAtOrDefault(at)}";
    }

    /// <summary>A report with all its cells.</summary>
    public static string Text(TargetReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        IEnumerable<string> periods = report.Periods.Select(p => $"\n  {p.Period.Label}: {p.Range?.Low}..{p.Range?.High} {p.Goal} {p.Actual} {p.Attainment}");
        Cell?[] cells = [report.BaselineCell, report.Goal, report.Actual, report.Attainment, report.Progress, report.Remaining, report.Pace, report.Expected];
        return $"{report.Target.Name} [{string.Join(", ", report.Members)}] {report.Range?.Low}..{report.Range?.High} {report.IsReached} {report.Baseline}\n  {string.Join("\n  ", cells.AsEnumerable())}{string.Concat(periods)}";
    }
}
