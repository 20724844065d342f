using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>Communication: who hears what, by which channel, how often and on which ground.</summary>
public sealed class CommunicationSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Communication;

    /// <inheritdoc/>
    public string Heading => "Communication";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Communication is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(CommunicationPlan part, PlanContext context) =>
        PlanWords.Table("What is said to whom", part.Items,
            (new("Item"), r => r.Title),
            (new("To"), r => r.Segment is null ? PlanWords.Of(r.Audience) : $"{PlanWords.Of(r.Audience)}: {PlanNames.Segment(r.Segment, context)}"),
            (new("Channel"), r => r.Channel),
            (new("How often"), r => r.Cadence is { } cadence ? $"each {PlanWords.Of(cadence)}" : "once"),
            (new("From"), r => PlanWords.Day(r.Starts)),
            (new("Purpose"), r => r.Purpose ?? ""),
            (new("Message"), r => r.Message),
            (new("Read by", ColumnAlignment.End), r => part.Acknowledgements.Count(a => a.Item == r.Key) is > 0 and var count ? PlanWords.Number(count) : ""),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context)));
}
