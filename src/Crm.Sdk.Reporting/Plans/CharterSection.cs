using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The charter: what CRM means here, what is promised to whom, who has a part, what it shall bring. The base of the fourteen sections.</summary>
public sealed class CharterSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Charter;

    /// <inheritdoc/>
    public string Heading => "What CRM means here";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Charter is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(CrmCharter part, PlanContext context) =>
    [
        .. part.Definition is { } definition ? [new ReportMarkdown(definition)] : Array.Empty<ReportBlock>(),
        .. part.WhyCustomersCome is { } why ? [new ReportMarkdown($"**Why customers come**\n\n{why}")] : Array.Empty<ReportBlock>(),
        .. PlanWords.Table("What is promised", part.ValuePropositions,
            (new("Segment"), r => PlanNames.Segment(r.Segment, context)),
            (new("Promise"), r => r.Statement)),
        .. PlanWords.Table("What it is believed to bring", part.Benefits,
            (new("Belief"), r => r.Statement),
            (new("Metric"), r => PlanNames.Metric(r.Metric, context)),
            (new("Expected", ColumnAlignment.End), r => ObjectiveWords.Brief(r.Metric is null ? null : context.Engine.Model.Metrics.GetValueOrDefault(r.Metric), r.Expected)),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("What shall come out of it", part.Outcomes,
            (new("Outcome"), r => r.Statement),
            (new("Kind"), r => PlanWords.Of(r.Output)),
            (new("Shown by"), r => PlanNames.Metrics(r.Metrics, context))),
        .. PlanWords.Table("Who has a part", part.Stakeholders,
            (new("Name"), r => r.Name),
            (new("Part"), r => PlanWords.Of(r.Role)),
            (new("Department"), r => r.Department ?? ""),
            (new("Note"), r => r.Note ?? "")),
    ];
}
