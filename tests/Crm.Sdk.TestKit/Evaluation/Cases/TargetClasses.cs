using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>The things that are to occur in made-up targets, and how they are recognised.</summary>
public static class TargetClasses
{
    private static readonly CellReason[] Reasons =
        [CellReason.NoRows, CellReason.EmptyDenominator, CellReason.ZeroDenominator, CellReason.NotYetObservable, CellReason.NotComparable, CellReason.Suppressed, CellReason.Inapplicable];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Enum.GetNames<TargetBound>().Select(b => $"bound: {b}"), .. Enum.GetNames<TargetForm>().Select(f => $"form: {f}"), .. Enum.GetNames<TargetAlgebra>().Select(a => $"metric: {a}"),
        .. Enum.GetNames<AllocationKind>().Select(k => $"allocation: {k}"), "allocation: several periods", "allocation: rolled up", "allocation: a part below 0", "allocation: no weights", "allocation: pair",
        "time: named period", "time: days", "time: last day", "time: with a baseline", "time: before", "time: within", "time: after",
        "of: segment", "of: filter", "of: members", "of: a member without a baseline", "baseline: frozen",
        "answer: reached", "answer: missed", "answer: backwards", "answer: part of the way", "answer: open", "answer: empty", .. Reasons.Select(r => $"reason: {r}"),
    ];

    /// <summary>What a report shows.</summary>
    public static IEnumerable<string> Of(TargetReport report, TargetQuery query)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(query);
        TargetDeclaration target = report.Target.Declaration;
        (string Name, bool Occurs)[] seen =
        [
            ($"bound: {target.Goal.Bound}", true), ($"form: {target.Goal.Form}", true), ($"metric: {report.Target.Algebra}", true),
            ($"allocation: {target.Allocation?.Kind}", target.Allocation is not null), ("allocation: several periods", report.Periods.Count > 1),
            ("allocation: rolled up", query.Grain is { } grain && grain != target.Allocation?.Grain), ("allocation: a part below 0", report.Periods.Any(p => p.Goal.Value < 0)),
            ("allocation: no weights", report.Goal.Value is not null && report.Periods.Any(p => p.Goal.Value is null)), ("allocation: pair", report.Periods.Count > 0 && target.Goal.Low.Of is not null),
            ("time: named period", target.Period?.Label is not null), ("time: days", target.Period?.First is not null), ("time: last day", report.Times.IsRolling),
            ("time: with a baseline", target.Period is not null && target.Baseline is not null), ("time: before", report.Pace.Value!.Value.IsZero),
            ("time: within", report.Pace.Value.Value > 0 && report.Pace.Value.Value < 1), ("time: after", report.Pace.Value.Value == 1),
            ("of: segment", target.Segment is not null), ("of: filter", target.Where is not null), ("of: members", report.Members.Count > 0),
            ("of: a member without a baseline", report is { Members.Count: > 0, BaselineCell.Rows: 0, Actual.Rows: > 0 }), ("baseline: frozen", query.Baselines.Any(b => b.Target == target.Name)),
            ("answer: reached", report.IsReached == true), ("answer: missed", report.IsReached == false), ("answer: backwards", report.Progress.Value < 0),
            ("answer: part of the way", report.Progress.Value > 0 && report.Progress.Value < 1), ("answer: open", report.Actual.Flags.HasFlag(CellFlags.Open)), ("answer: empty", report.Actual.Flags.HasFlag(CellFlags.Empty)),
            .. new[] { report.Goal, report.Actual, report.Attainment, report.Progress, report.Remaining }.Select(c => ($"reason: {c.Reason}", c.Reason != CellReason.None && Reasons.Contains(c.Reason))),
        ];
        return seen.Where(s => s.Occurs).Select(s => s.Name);
    }
}
