using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>What people know of customers: where the organisation stands with them, what they want, where it hurts.</summary>
internal static class CustomerTables
{
    public static IEnumerable<ReportBlock> Of(CustomerAnalysis part, PlanContext context) =>
    [
        .. PlanWords.Table("Where we stand", part.Positions,
            (new("Segment"), r => PlanNames.Segment(r.Segment, context)),
            (new("Attention", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Focus)),
            (new("Told by"), r => PlanNames.Metrics(r.Metrics, context)),
            (new("Note"), r => r.Note ?? "")),
        .. PlanWords.Table("Who they are", part.Personas,
            (new("Persona"), r => r.Name),
            (new("Segment"), r => PlanNames.Segment(r.Segment, context)),
            (new("Needs"), r => string.Join("; ", r.Needs)),
            (new("Likes"), r => string.Join("; ", r.Preferences)),
            (new("Does"), r => string.Join("; ", r.Behaviours))),
        .. Priorities(part),
        .. PlanWords.Table("Where it hurts", [.. part.PainPoints.OrderByDescending(p => p.Severity * p.Frequency)],
            (new("Cause"), r => r.Cause),
            (new("Segment"), r => PlanNames.Segment(r.Segment, context)),
            (new("Severity", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Severity)),
            (new("Frequency", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Frequency)),
            (new("Said", ColumnAlignment.End, "times"), r => PlanWords.Number(r.Evidence.Count)),
            (new("What would end it"), r => r.Improvement ?? "")),
        .. part.Journeys.SelectMany(j => PlanWords.Table($"Journey: {j.Title}", j.Touchpoints,
            (new("Touchpoint"), r => r.Title),
            (new("Channel"), r => r.Channel),
            (new("Metric"), r => PlanNames.Metric(r.Metric, context)),
            (new("Friction"), r => r.Friction ?? ""),
            (new("What is done"), r => r.Improvement ?? ""))),
        .. PlanWords.Table("How they are heard", part.Programs,
            (new("Programme"), r => r.Title),
            (new("Way"), r => PlanWords.Of(r.Method)),
            (new("Who"), r => PlanWords.Of(r.Source)),
            (new("How often"), r => $"every {PlanWords.Of(r.Cadence)}"),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("What is known", part.Insights,
            (new("Insight"), r => r.Statement),
            (new("From"), r => PlanWords.Of(r.Source)),
            (new("Day"), r => PlanWords.Day(r.Day))),
        .. PlanWords.Table("Competitors", part.Competitors,
            (new("Name"), r => r.Name),
            (new("Better at"), r => string.Join("; ", r.Strengths)),
            (new("Worse at"), r => string.Join("; ", r.Weaknesses))),
    ];

    private static IEnumerable<ReportBlock> Priorities(CustomerAnalysis part)
    {
        IReadOnlyList<PlacedPriority> placed = PriorityMap.Of([.. part.Priorities.Where(p => p.Importance is >= 1 and <= 5 && p.Satisfaction is >= 1 and <= 5)]);
        if (placed.Count == 0)
        {
            return [];
        }

        decimal Mean(Func<CustomerPriority, decimal> value) => decimal.Round(placed.Average(p => value(p.Priority)), 2);
        return
        [
            new ReportFigure(new PriorityChart(
                "What matters to customers, and how content they are", "The lines are the means of what was asked.",
                placed.Select(p => new PriorityItem(p.Priority.Attribute, p.Priority.Importance, p.Priority.Satisfaction)), ValueFormat.Number(1), Mean(p => p.Importance), Mean(p => p.Satisfaction))),
            .. PlanWords.Table("Where to begin", placed,
                (new("What they look for"), r => r.Priority.Attribute),
                (new("Matters", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Priority.Importance)),
                (new("Content", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Priority.Satisfaction)),
                (new("What to do"), r => PlanWords.Of(r.Quadrant))),
        ];
    }
}
