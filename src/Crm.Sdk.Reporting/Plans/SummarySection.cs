using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Objectives;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Time;
using NodaTime;

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
            blocks.Add(new ReportParagraph(string.Join(" ", Sentences(active, context))));
            blocks.Add(new KpiTiles(active.Select(Tile)));
        }

        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(blocks);
    }

    private static IEnumerable<string> Sentences(List<ObjectiveReport> active, PlanContext context)
    {
        var judged = active.Where(o => o.Status is not (ObjectiveStatus.Pending or ObjectiveStatus.NotStarted)).ToList();
        if (judged.Count > 0)
        {
            int well = judged.Count(o => o.Status is ObjectiveStatus.Achieved or ObjectiveStatus.OnTrack);
            yield return $"{well} of {judged.Count} objectives are where they should be.";
        }

        foreach (ObjectiveReport report in judged)
        {
            yield return Sentence(report);
        }

        // What nothing can be said of yet is told in one sentence, with the day from which on it can.
        var begun = active.Where(o => o.Status == ObjectiveStatus.Pending).ToList();
        if (begun.Count > 0)
        {
            LocalDate day = begun.Min(o => EndOfFirst(o.Objective.Plan, context.Calendar));
            yield return $"{Count(begun.Count, active.Count)} begun and {(begun.Count == 1 ? "is" : "are")} judged when {(begun.Count == 1 ? "its" : "their")} first period is over, from {day:uuuu-MM-dd} on.";
        }

        var later = active.Where(o => o.Status == ObjectiveStatus.NotStarted).ToList();
        if (later.Count > 0)
        {
            yield return $"{Count(later.Count, active.Count)} still to begin, from {later.Min(o => o.Objective.Plan.From):uuuu-MM-dd} on.";
        }
    }

    private static string Count(int some, int all) => (some, all) switch
    {
        (1, 1) => "The objective has",
        (1, _) => "One objective has",
        _ when some == all => $"All {all} objectives have",
        _ => $"{some} objectives have",
    };

    private static LocalDate EndOfFirst(ObjectivePlan plan, ReportingCalendar calendar)
    {
        LocalDate floor = calendar.Floor(plan.From, plan.Grain), start = floor == plan.From ? floor : calendar.Next(floor, plan.Grain);
        return calendar.Next(start, plan.Grain);
    }

    private static KpiTile Tile(ObjectiveReport o)
    {
        bool isFirst = o.Current is null && o.Objective.Evidence.Baseline is not null;
        return new KpiTile(
            o.Objective.Plan.Title, ObjectiveWords.Shown(o, isFirst ? o.Objective.Evidence.Baseline!.Value : o.Current?.Value),
            note: $"{(isFirst ? $"in {o.Objective.Evidence.Baseline!.Period}; " : "")}target {ObjectiveWords.Target(o)}", status: ObjectiveWords.Badge(o.Status));
    }

    // A limit has no way to go.
    private static string Way(ObjectiveReport o) => o.Progress is null
        ? $"{ObjectiveWords.Shown(o, o.Current?.Value)}, target {ObjectiveWords.Target(o)}, with {ObjectiveWords.Share(o.Pace)} of the time gone"
        : $"{ObjectiveWords.Share(o.Progress)} of the way in {ObjectiveWords.Share(o.Pace)} of the time";

    private static string Sentence(ObjectiveReport o)
    {
        string title = $"\u201c{o.Objective.Plan.Title}\u201d";
        return o.Status switch
        {
            ObjectiveStatus.Achieved => $"{title} is achieved.",
            ObjectiveStatus.OnTrack => $"{title} is on track: {Way(o)}.",
            ObjectiveStatus.AtRisk or ObjectiveStatus.OffTrack => $"{title} is behind: {Way(o)}" + (o.Forecast is { } f ? $", heading for {ObjectiveWords.Shown(o, f.Value)}, {ObjectiveWords.Verdict(o)}." : "."),
            ObjectiveStatus.Missed => $"{title} was missed.",
            _ => $"{title} cannot be judged: its metric has no value.",
        };
    }
}
