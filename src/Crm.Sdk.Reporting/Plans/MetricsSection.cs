using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Plans;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Plans;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The metrics that are watched, period by period.</summary>
public sealed class MetricsSection : IPlanSection
{
    // More columns than this are not read by anybody; the later ones matter.
    private const int MostPeriods = 12;

    /// <inheritdoc/>
    public string Key => "performance-metrics";

    /// <inheritdoc/>
    public string Heading => "Performance metrics";

    internal static string TitleOf(BoundMetric metric) => metric.Title ?? metric.Name;

    private static string Shown(KpiStatus kpi, Rational? value) => ObjectiveWords.Shown(kpi.Metric, value);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        CrmPlan plan = context.Plan;
        var blocks = new List<ReportBlock>();
        List<string> known = [.. plan.Metrics.Where(context.Engine.Model.Metrics.ContainsKey)];
        if (known.Count > 0)
        {
            // Before the plan has begun, the year before it is what there is to see.
            (LocalDate from, LocalDate to, bool isBefore) = context.Seen;
            var query = new MetricQuery
            {
                Metrics = known, From = from, To = to, Grain = plan.Grain, Calendar = context.Calendar, Now = context.Now,
            };
            if (context.Engine.Bind(query) is { IsValid: false, Findings: var findings })
            {
                return [new FindingList(findings.Select(f => new ReportFinding(f.Severity, $"{f.Message} {f.Mend}", code: f.Code)))];
            }

            Cube cube = await context.Engine.EvaluateAsync(query, cancellationToken: cancellationToken);
            var periods = context.Calendar.Periods(from, to, plan.Grain);
            int begun = periods.TakeWhile(p => p.From < context.Now).Count(), first = Math.Max(0, begun - MostPeriods);
            blocks.Add(new ReportTable(
                begun > MostPeriods ? $"Metrics of the last {MostPeriods} periods" : isBefore ? "Metrics by period, the year before the plan" : "Metrics by period",
                [new("Metric"), .. periods.Skip(first).Take(begun - first).Select(p => new TableColumn(p.Label, ColumnAlignment.End)), new("Total", ColumnAlignment.End)],
                cube.Metrics.Select((metric, m) =>
                {
                    var format = CellFormat.Of(cube, m);
                    return (IEnumerable<TableCell>)
                    [
                        TitleOf(metric), .. Enumerable.Range(first, begun - first).Select(p => TableCell.FromCell(cube[m, p, 0], format)), TableCell.FromCell(cube[m, periods.Count, 0], format, ""),
                    ];
                })));
        }

        blocks.AddRange(PlanWords.Table("What is watched", context.Status.Kpis,
            (new("Metric"), k => new TableCell(PlanNames.Metric(k.Kpi.Metric, context), null, k.Kpi.Why ?? "")),
            (new("Says of customers"), k => k.Kpi.Outcome is { } outcome ? PlanWords.Of(outcome) : ""),
            (new("Period"), k => k.Period?.Label ?? ""),
            (new("Value", ColumnAlignment.End), k => Shown(k, k.Value)),
            (new("Before", ColumnAlignment.End), k => Shown(k, k.Before)),
            (new("Expected", ColumnAlignment.End), k => new TableCell(k.Kpi.Expected is { } expected ? ObjectiveWords.Brief(k.Metric, expected) : "", k.IsExpected == false ? new StatusBadge("look into it", ReportTone.Warning) : null)),
            (new("Owner"), k => PlanWords.Owner(k.Kpi.Owner, context))));
        if (plan.Metrics.Except(known, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            blocks.Add(new FindingList(missing.Select(m => new ReportFinding(FindingSeverity.Warning, $"The plan watches '{m}', which is not defined. {Suggestion.Mend(m, context.Engine.Model.Metrics.Keys)}"))));
        }

        return blocks;
    }
}
