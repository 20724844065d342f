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
    public static StatusBadge Badge(ObjectiveStatus status) => status switch
    {
        ObjectiveStatus.Achieved => new StatusBadge("achieved", ReportTone.Good),
        ObjectiveStatus.OnTrack => new StatusBadge("on track", ReportTone.Good),
        ObjectiveStatus.AtRisk => new StatusBadge("at risk", ReportTone.Warning),
        ObjectiveStatus.OffTrack => new StatusBadge("off track", ReportTone.Bad),
        ObjectiveStatus.Missed => new StatusBadge("missed", ReportTone.Bad),
        ObjectiveStatus.NoData => new StatusBadge("no data", ReportTone.Warning),
        ObjectiveStatus.NotStarted => new StatusBadge("not started", ReportTone.Information),
        ObjectiveStatus.Cancelled => new StatusBadge("given up", ReportTone.Neutral),
        _ => new StatusBadge("draft", ReportTone.Neutral),
    };

    /// <summary>How the values of an objective are written: they are in the unit of its metric already, shares as fractions.</summary>
    public static ValueFormat FormatOf(BoundMetric? metric) => metric is null ? ValueFormat.Number(2)
        : metric.Unit.Name == "percent" ? ValueFormat.Percent()
        : metric.Unit.Type.Kind == DataKind.Money ? ValueFormat.Money(metric.Unit.Type.Currency!)
        : metric.Unit.Name == "count" ? ValueFormat.Number(0)
        : ValueFormat.Number(1, metric.Unit.Name);

    public static string Shown(ObjectiveReport report, Rational? value) => value is { } v ? FormatOf(report.Metric).Text(v) : "-";

    /// <summary>The interval of the forecast, in brackets behind its value; empty where none is known.</summary>
    public static string Interval(ObjectiveReport report) =>
        report.Forecast is { Low: { } low, High: { } high } && low != high ? $" (with 95 % from {Shown(report, low)} to {Shown(report, high)})" : "";

    public static string Share(Rational? share) => share is { } s ? ValueFormat.Percent(0).Text(s) : "-";

    public static string Target(ObjectiveReport report) => report.Target is not { } range ? report.Objective.Plan.Target.ToString() : (range.Low, range.High) switch
    {
        ({ } low, { } high) => $"{Shown(report, low)} to {Shown(report, high)}",
        ({ } low, null) => $"at least {Shown(report, low)}",
        _ => $"at most {Shown(report, range.High)}",
    };

    /// <summary>The target in signs, for a table.</summary>
    public static string BriefTarget(ObjectiveReport report) => report.Target is not { } range ? report.Objective.Plan.Target.ToString() : (range.Low, range.High) switch
    {
        ({ } low, { } high) => $"{Shown(report, low)} \u2013 {Shown(report, high)}",
        ({ } low, null) => $"\u2265 {Shown(report, low)}",
        _ => $"\u2264 {Shown(report, range.High)}",
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
        List<TrendPoint> points = [.. report.History.Select(p => p.Value is { } value
            ? TrendPoint.Actual(p.Period.Label, value, !p.IsComplete)
            : TrendPoint.Gap(p.Period.Label, CellFormat.Words(p.Cell.Reason)))];
        bool isLevel = plan.Reading == ObjectiveReading.LastPeriod;
        Rational? baseline = report.Objective.Evidence.Baseline?.Value;
        ChartValue? target = isLevel && report.Target is { } range && baseline is { } from ? range.GoalFrom(from) : null;
        string description = isLevel
            ? $"Target {Target(report)} by {plan.To.PlusDays(-1):uuuu-MM-dd}."
            : $"Each period by itself; the objective counts all of them from {plan.From:uuuu-MM-dd}: {Shown(report, report.Current?.Value)} so far, target {Target(report)}.";
        if (isLevel && report.Forecast is { Low: { } low, High: { } high } forecast)
        {
            points.Add(TrendPoint.Predicted($"{plan.To.PlusDays(-1):uuuu-MM}", forecast.Value, low, high));
        }

        return new ReportFigure(new TrendChart(plan.Title, description, points, FormatOf(report.Metric), target, isLevel && baseline is { } b ? b : null));
    }
}
