using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>Technology and tools: what there is, what is chosen from, what has to work together.</summary>
public sealed class TechnologySection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Technology;

    /// <inheritdoc/>
    public string Heading => "Technology and tools";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Technology is { } part ? [.. Blocks(part)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(TechnologyPlan part) =>
    [
        .. PlanWords.Table("Tools", part.Tools,
            (new("Tool"), r => r.Name),
            (new("Purpose"), r => r.Purpose),
            (new("Fit", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Fit)),
            (new("Gaps"), r => string.Join("; ", r.Gaps)),
            (new("Owner"), r => PlanWords.Owner(r.Owner))),
        .. Candidates(part),
        .. PlanWords.Table("What has to work together", part.Integrations,
            (new("From"), r => r.From),
            (new("To"), r => r.To),
            (new("Data"), r => r.Data),
            (new("Owner"), r => PlanWords.Owner(r.Owner))),
    ];

    /// <summary>Each candidate with what it scored by criterion, and which one was chosen.</summary>
    private static IEnumerable<ReportBlock> Candidates(TechnologyPlan part)
    {
        if (part.Candidates.Count == 0)
        {
            return [];
        }

        return
        [
            new ReportTable(
                "Candidates",
                [
                    new("Candidate"), .. part.Criteria.Select(c => new TableColumn(c.Title, ColumnAlignment.End, $"weight {PlanWords.Number(c.Weight)}")),
                    new("Cost", ColumnAlignment.End),
                ],
                part.Candidates.Select(c => (IEnumerable<TableCell>)
                [
                    new TableCell(c.Name, c.Key == part.Chosen ? new StatusBadge("chosen", ReportTone.Good) : null),
                    .. part.Criteria.Select(k => c.Scores.FirstOrDefault(s => s.Criterion == k.Key) is { } score ? new TableCell(PlanWords.Number(score.Score), null, score.Note ?? "") : "-"),
                    PlanWords.Amount(c.Cost),
                ])),
        ];
    }
}
