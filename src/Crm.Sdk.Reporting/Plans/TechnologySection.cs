using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
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
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Technology is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(TechnologyPlan part, PlanContext context) =>
    [
        .. PlanWords.Table("Tools", part.Tools,
            (new("Tool"), r => r.Name),
            (new("Purpose"), r => r.Purpose),
            (new("Fit", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Fit)),
            (new("Gaps"), r => string.Join("; ", r.Gaps)),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. Candidates(part),
        .. PlanWords.Table("What has to work together", part.Integrations,
            (new("From"), r => r.From),
            (new("To"), r => r.To),
            (new("Data"), r => r.Data),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
    ];

    /// <summary>Each candidate with what it scored by criterion, and which one was chosen.</summary>
    private static IEnumerable<ReportBlock> Candidates(TechnologyPlan part)
    {
        SelectionRanking ranking = SelectionRanking.Of(part);
        if (ranking.Ranks.Count == 0)
        {
            return PlanWords.Table("Candidates", part.Candidates, (new("Candidate"), c => c.Name), (new("Cost", ColumnAlignment.End), c => PlanWords.Amount(c.Cost)));
        }

        return
        [
            new ReportTable(
                "Candidates",
                [
                    new("Candidate"), .. part.Criteria.Select(c => new TableColumn(c.Title, ColumnAlignment.End, $"weight {PlanWords.Number(c.Weight)}")),
                    new("Score", ColumnAlignment.End, "of 5"), new("Cost", ColumnAlignment.End),
                ],
                ranking.Ranks.Select(r => r.Candidate).Select(c => (IEnumerable<TableCell>)
                [
                    new TableCell(c.Name, c.Key == part.Chosen ? new StatusBadge("chosen", ReportTone.Good) : null),
                    .. part.Criteria.Select(k => c.Scores.FirstOrDefault(s => s.Criterion == k.Key) is { } score ? new TableCell(PlanWords.Number(score.Score), null, score.Note ?? "") : "-"),
                    ranking.Ranks.First(r => r.Candidate == c).Score.ToString(2), PlanWords.Amount(c.Cost),
                ])),
            .. PlanWords.Table("How much the first place depends on a weight", ranking.Sensitivities,
                (new("Criterion"), r => r.Criterion.Title),
                (new("Its share", ColumnAlignment.End), r => PlanWords.Share(r.Share)),
                (new("First place stays", ColumnAlignment.End), r => $"{PlanWords.Share(r.From)} to {PlanWords.Share(r.To)}"),
                (new("Else first"), r => string.Join(" or ", new[] { r.Below, r.Above }.OfType<string>().Distinct().Select(k => part.Candidates.First(c => c.Key == k).Name)))),
        ];
    }
}
