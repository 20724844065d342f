using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The reviews with what they decided and found, what is done otherwise since, and who agreed to which section.</summary>
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
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>([.. Reviews(context), .. Found(context.Plan.Content.Review ?? new ReviewPlan(), context), .. Sections(context)]);
    }

    private static IEnumerable<ReportBlock> Reviews(PlanContext context) => PlanWords.Table("Reviews", context.Plan.Reviews,
        (new("Day"), r => PlanWords.Day(r.Day)),
        (new("Status"), r => new TableCell("", r.Decision is not null ? new StatusBadge("held", ReportTone.Good)
            : r.Day < context.Status.Today ? new StatusBadge("overdue", ReportTone.Warning) : new StatusBadge("to come", ReportTone.Neutral))),
        (new("Decision"), r => r.Decision ?? ""));

    private static IEnumerable<ReportBlock> Found(ReviewPlan part, PlanContext context) =>
    [
        .. PlanWords.Table("What reviews found", part.Findings,
            (new("Review"), r => PlanWords.Day(r.Review)),
            (new("Finding"), r => r.Statement),
            (new("Objective"), r => PlanNames.Objective(r.Objective, context))),
        .. PlanWords.Table("What is done otherwise since", part.Adjustments,
            (new("Review"), r => PlanWords.Day(r.Review)),
            (new("Adjustment"), r => r.What),
            (new("Because"), r => r.Why),
            (new("By"), r => PlanWords.Day(r.Due)),
            (new("Done"), r => PlanWords.Done(r.Done, r.Due, context)),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("What customers said and what became of it", part.Actions,
            (new("What is done"), r => r.What),
            (new("By"), r => PlanWords.Day(r.Due)),
            (new("Outcome"), r => r.Outcome is { } outcome ? outcome : PlanWords.Done(null, r.Due, context)),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
    ];

    private static IEnumerable<ReportBlock> Sections(PlanContext context) => PlanWords.Table(
        "Who agreed to what", [.. context.Plan.Sections.Where(s => s.Owner is not null || s.Status != SectionStatus.Draft)],
        (new("Section"), s => s.Section.Replace('-', ' ')),
        (new("Status"), s => Status(s)),
        (new("Approved by"), s => string.Join(", ", s.Approvals.Select(a => $"{PlanNames.Person(a.By, context)}, {PlanWords.Day(context.Calendar.DayOf(a.At))}"))),
        (new("Owner"), s => PlanWords.Owner(s.Owner, context)));

    private static TableCell Status(SectionState section) => section.Status switch
    {
        SectionStatus.Agreed => new TableCell("", new StatusBadge("agreed", ReportTone.Good)),
        SectionStatus.InReview => new TableCell("", new StatusBadge("being read", ReportTone.Information)),
        SectionStatus.Waived => new TableCell("", new StatusBadge("done without", ReportTone.Neutral), section.WaivedBecause ?? ""),
        _ => new TableCell("", new StatusBadge("draft", ReportTone.Neutral)),
    };
}
