using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Plans;
using Crm.Sdk.Reporting.Documents;
using NodaTime;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The customers: how many are in each segment, and how the segments differ in the metrics of the plan.</summary>
public sealed class CustomersSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => "customer-analysis";

    /// <inheritdoc/>
    public string Heading => "Customer analysis";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        CrmPlan plan = context.Plan;
        List<string> segments = [.. plan.Segments.Where(context.Engine.Model.Segments.ContainsKey)];
        List<string> metrics = [.. plan.Metrics.Where(context.Engine.Model.Metrics.ContainsKey)];
        var blocks = new List<ReportBlock>();
        if (segments.Count > 0)
        {
            blocks.Add(new KpiTiles(segments.Select(s => new KpiTile(TitleOf(context, s), context.Segments.Members(s, context.Now, context.Calendar).Count.ToString("#,0"), note: "members now"))));
        }

        if (segments.Count > 0 && metrics.Count > 0)
        {
            // On its first day the plan has nothing to show yet: the year before it is what it begins from.
            (LocalDate from, LocalDate to, bool isBefore) = context.Seen;
            Cube cube = await context.Engine.EvaluateAsync(new MetricQuery
            {
                Metrics = metrics, From = from, To = to, Segments = segments, Calendar = context.Calendar, Now = context.Now,
            }, cancellationToken: cancellationToken);
            blocks.Add(new ReportTable(
                isBefore ? "Segments side by side, over the year before the plan" : "Segments side by side, over the time of the plan so far", [new("Metric"), .. segments.Append(null).Select(s => new TableColumn(s is null ? "All" : TitleOf(context, s), ColumnAlignment.End))],
                cube.Metrics.Select((metric, m) =>
                {
                    var format = CellFormat.Of(cube, m);
                    return (IEnumerable<TableCell>)[MetricsSection.TitleOf(metric), .. Enumerable.Range(0, segments.Count + 1).Select(s => TableCell.FromCell(cube[m, 0, s], format, ""))];
                })));
        }

        blocks.AddRange(plan.Content.Customers is { } part ? CustomerTables.Of(part, context) : []);
        return blocks;
    }

    private static string TitleOf(PlanContext context, string segment)
    {
        BoundSegment bound = context.Engine.Model.Segments[segment];
        return bound.Title ?? bound.Name;
    }
}
