using Crm.Sdk.Plans;
using Crm.Sdk.Reporting.Documents;
using NodaTime;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The reviews: which are held with what they decided, which is next, which is overdue.</summary>
public sealed class ReviewSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => "review";

    /// <inheritdoc/>
    public string Heading => "Review";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        LocalDate today = context.Calendar.DayOf(context.Now);
        IReadOnlyList<PlanReview> reviews = context.Plan.Reviews;
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(reviews.Count == 0 ? [] :
        [
            new ReportTable("Reviews", [new("Day"), new("Status"), new("Decision")], reviews.Select(r => (IEnumerable<TableCell>)
            [
                $"{r.Day:uuuu-MM-dd}",
                new TableCell("", r.Decision is not null ? new StatusBadge("held", ReportTone.Good) : r.Day < today ? new StatusBadge("overdue", ReportTone.Warning) : new StatusBadge("to come", ReportTone.Neutral)),
                r.Decision ?? "",
            ])),
        ]);
    }
}
