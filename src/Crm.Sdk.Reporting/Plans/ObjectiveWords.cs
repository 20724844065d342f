using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>How objectives are told in words, numbers and charts.</summary>
internal static class ObjectiveWords
{
    private static readonly Rational LargeAmount = 10_000;

    public static StatusBadge Badge(ObjectiveStatus status) => status switch
    {
        ObjectiveStatus.Achieved => new StatusBadge("achieved", ReportTone.Good),
        ObjectiveStatus.OnTrack => new StatusBadge("on track", ReportTone.Good),
        ObjectiveStatus.AtRisk => new StatusBadge("at risk", ReportTone.Warning),
        ObjectiveStatus.OffTrack => new StatusBadge("off track", ReportTone.Bad),
        ObjectiveStatus.Missed => new StatusBadge("missed", ReportTone.Bad),
        ObjectiveStatus.NoData => new StatusBadge("no data", ReportTone.Warning),
        ObjectiveStatus.NotStarted => new StatusBadge("not started", ReportTone.Information),
        ObjectiveStatus.Pending => new StatusBadge("begun", ReportTone.Information),
        ObjectiveStatus.Cancelled => new StatusBadge("given up", ReportTone.Neutral),
        _ => new StatusBadge("draft", ReportTone.Neutral),
    };

    /// <summary>How the values of an objective are written: they are in the unit of its metric already, shares as fractions.</summary>
    /// <param name="metric">The metric; null when there is none of that name.</param>
    /// <param name="values">The values that are written together: large amounts are written without cents, which nobody reads, and whole numbers as such.</param>
    public static ValueFormat FormatOf(BoundMetric? metric, params IReadOnlyCollection<Rational> values) => metric is null ? ValueFormat.Number(2)
        : metric.Unit.Name == "percent" ? ValueFormat.Percent()
        : metric.Unit.Name == "ratio" ? ValueFormat.Number(3)
        : metric.Unit.Name == "count" ? ValueFormat.Number(0)
        : metric.Unit.Type.Kind switch
        {
            DataKind.Money => ValueFormat.Money(metric.Unit.Type.Currency!, values.Any(v => v.Abs() >= LargeAmount) ? 0 : null),
            DataKind.Duration => ValueFormat.Number(1, metric.Unit.Name),
            DataKind.Integer => ValueFormat.Number(0, ValueFormat.NameOf(metric.Unit)),
            _ => ValueFormat.Number(values.All(v => v.IsInteger) ? 0 : 2, ValueFormat.NameOf(metric.Unit)),
        };

    public static string Shown(BoundMetric? metric, Rational? value) => value is { } v ? FormatOf(metric, v).Text(v) : "-";

    public static string Shown(ObjectiveReport report, Rational? value) => Shown(report.Metric, value);

    /// <summary>The interval of the forecast, in brackets behind its value; empty where none is known.</summary>
    public static string Interval(ObjectiveReport report) =>
        report.Forecast is { Low: { } low, High: { } high } && low != high ? $" (with 95 % from {Shown(report, low)} to {Shown(report, high)})" : "";

    /// <summary>What the forecast says of the target: a target of which the interval holds a part is open, wherever the middle lies.</summary>
    public static string Verdict(ObjectiveReport report)
    {
        ObjectiveForecast forecast = report.Forecast!;
        if (report.Target is not { } target || forecast is not { Low: { } low, High: { } high })
        {
            return forecast.ReachesTarget ? "which reaches the target" : "which does not reach the target";
        }

        bool misses = (target.Low is { } least && high < least) || (target.High is { } most && low > most);
        return misses ? "which does not reach the target"
            : target.Contains(low) && target.Contains(high) ? "which reaches the target"
            : $"with which the target is open, and {(forecast.ReachesTarget ? "rather reached than not" : "rather missed than reached")}";
    }

    public static string Share(Rational? share) => share is { } s ? ValueFormat.Percent(0).Text(s) : "-";

    public static string Target(ObjectiveReport report) => report.Target is not { } range ? report.Objective.Plan.Target.ToString() : (range.Low, range.High) switch
    {
        ({ } low, { } high) => $"{Shown(report, low)} to {Shown(report, high)}",
        ({ } low, null) => $"at least {Shown(report, low)}",
        _ => $"at most {Shown(report, range.High)}",
    };

    /// <summary>The target in signs, for a table.</summary>
    public static string BriefTarget(ObjectiveReport report) => Brief(report.Metric, report.Target, report.Objective.Plan.Target);

    /// <summary>The values that are expected of a metric in signs, for a table.</summary>
    public static string Brief(BoundMetric? metric, TargetExpression target) => Brief(metric, metric is null ? null : target.Resolve(null, metric.Unit.Name == "percent"), target);

    private static string Brief(BoundMetric? metric, TargetRange? range, TargetExpression target) => range is null ? target.ToString() : (range.Low, range.High) switch
    {
        ({ } low, { } high) => $"{Shown(metric, low)} \u2013 {Shown(metric, high)}",
        ({ } low, null) => $"\u2265 {Shown(metric, low)}",
        _ => $"\u2264 {Shown(metric, range.High)}",
    };

    public static string SegmentOf(ObjectiveReport report, PlanContext context) => report.Objective.Plan.Segment is not { } segment ? "all customers"
        : context.Engine.Model.Segments.GetValueOrDefault(segment)?.Title ?? segment;

    /// <summary>The metric over time against the target.</summary>
    public static ReportFigure? Trend(ObjectiveReport report)
    {
        if (report.Metric is null || report.History.Count == 0)
        {
            return null;
        }

        ObjectivePlan plan = report.Objective.Plan;
        // A period that is open has hardly begun: drawn beside whole ones it would look like a fall.
        List<TrendPoint> points = [.. report.History.Where(p => p.IsComplete).Select(p => p.Value is { } value
            ? TrendPoint.Actual(p.Period.Label, value)
            : TrendPoint.Gap(p.Period.Label, CellFormat.Words(p.Cell.Reason)))];
        if (points.Count == 0)
        {
            return null;
        }

        bool isLevel = plan.Reading == ObjectiveReading.LastPeriod;
        Rational? baseline = report.Objective.Evidence.Baseline?.Value;
        ChartValue? target = !isLevel || report.Target is not { } range ? null : baseline is { } from ? range.GoalFrom(from) : (range.Low ?? range.High)!.Value;
        string description = isLevel
            ? $"Target {Target(report)} by {plan.To.PlusDays(-1):uuuu-MM-dd}."
            : $"Each period by itself; the objective counts all of them from {plan.From:uuuu-MM-dd}: {Shown(report, report.Current?.Value)} so far, target {Target(report)}.";
        if (isLevel && report.Forecast is { Low: { } low, High: { } high } forecast)
        {
            points.Add(TrendPoint.Predicted($"{plan.To.PlusDays(-1):uuuu-MM}", forecast.Value, low, high));
        }

        return new ReportFigure(new TrendChart(plan.Title, description, points, FormatOf(report.Metric, Values(report)), target, isLevel && baseline is { } b ? b : null));
    }

    /// <summary>What has come so far against the target, where it adds up over the time of the objective; null where it does not.</summary>
    public static ReportFigure? SoFar(ObjectiveReport report) =>
        report.Objective.Plan.Reading == ObjectiveReading.LastPeriod || report.Target is not { } range || report.Current?.Value is not { } value ? null
            : new ReportFigure(new BulletChart(
                "So far", report.Progress is null ? $"{Share(report.Pace)} of the time is gone." : $"{Share(report.Progress)} of the way in {Share(report.Pace)} of the time.",
                value, FormatOf(report.Metric, Values(report)), range.GoalOf(value)));

    private static List<Rational> Values(ObjectiveReport report) =>
        [.. report.History.Select(p => p.Value).Append(report.Current?.Value).Append(report.Target?.Low).Append(report.Target?.High).OfType<Rational>()];
}
