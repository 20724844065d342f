using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The plan on one screen: how its objectives are doing, and what needs somebody.</summary>
public sealed class SummarySection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => "executive-summary";

    /// <inheritdoc/>
    public string Heading => "Executive summary";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var blocks = new List<ReportBlock>();
        var active = context.Objectives.Where(o => o.Status is not (ObjectiveStatus.Draft or ObjectiveStatus.Cancelled)).ToList();
        if (active.Count > 0)
        {
            int well = active.Count(o => o.Status is ObjectiveStatus.Achieved or ObjectiveStatus.OnTrack or ObjectiveStatus.NotStarted);
            blocks.Add(new ReportParagraph($"{well} of {active.Count} objectives are where they should be. {string.Join(" ", active.Select(Sentence))}"));
            blocks.Add(new KpiTiles(active.Select(o => new KpiTile(
                o.Objective.Plan.Title, ObjectiveWords.Shown(o, o.Current?.Value), note: $"target {ObjectiveWords.Target(o)}", status: ObjectiveWords.Badge(o.Status)))));
        }

        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(blocks);
    }

    private static string Sentence(ObjectiveReport o)
    {
        string title = $"\u201c{o.Objective.Plan.Title}\u201d";
        return o.Status switch
        {
            ObjectiveStatus.Achieved => $"{title} is achieved.",
            ObjectiveStatus.OnTrack => $"{title} is on track: {ObjectiveWords.Share(o.Progress)} of the way in {ObjectiveWords.Share(o.Pace)} of the time.",
            ObjectiveStatus.AtRisk or ObjectiveStatus.OffTrack => $"{title} is behind: {ObjectiveWords.Share(o.Progress)} of the way in {ObjectiveWords.Share(o.Pace)} of the time"
                + (o.Forecast is { } f ? $", heading for {ObjectiveWords.Shown(o, f.Value)} instead of {ObjectiveWords.Target(o)}." : "."),
            ObjectiveStatus.Missed => $"{title} was missed.",
            ObjectiveStatus.NoData => $"{title} cannot be judged: its metric has no value.",
            _ => $"{title} begins on {o.Objective.Plan.From:uuuu-MM-dd}.",
        };
    }
}
