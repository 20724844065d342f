using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Objectives;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The objectives: what each is for, where it stands, where it is heading, and whether it is SMART.</summary>
public sealed class ObjectivesSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => "objectives";

    /// <inheritdoc/>
    public string Heading => "Objectives and goals";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var blocks = new List<ReportBlock>();
        if (context.Objectives.Count > 0)
        {
            blocks.Add(new ReportTable(
                "Objectives",
                [new("Objective"), new("Status"), new("Baseline", ColumnAlignment.End), new("Now", ColumnAlignment.End), new("Target", ColumnAlignment.End),
                    new("Progress", ColumnAlignment.End), new("Time gone", ColumnAlignment.End), new("Heading for", ColumnAlignment.End)],
                context.Objectives.Select(o => (IEnumerable<TableCell>)
                [
                    o.Objective.Plan.Title, new TableCell("", ObjectiveWords.Badge(o.Status)), ObjectiveWords.Shown(o, o.Objective.Evidence.Baseline?.Value), ObjectiveWords.Shown(o, o.Current?.Value),
                    ObjectiveWords.BriefTarget(o), ObjectiveWords.Share(o.Progress), ObjectiveWords.Share(o.Pace), ObjectiveWords.Shown(o, o.Forecast?.Value),
                ]),
                "Heading for: the forecast for the last day."));
        }

        if (context.Objectives.Any(o => o.Checks.Count > 0))
        {
            blocks.Add(new ReportTable(
                "Are they SMART?", [new("Objective"), .. "SMART".Select(letter => new TableColumn(Name(letter), ColumnAlignment.Center))],
                context.Objectives.Select(o => (IEnumerable<TableCell>)
                [
                    o.Objective.Plan.Title,
                    .. "SMART".Select(letter => new TableCell("", o.Checks.FirstOrDefault(c => c.Letter == letter) is { Holds: true } ? new StatusBadge("yes", ReportTone.Good) : new StatusBadge("no", ReportTone.Warning))),
                ])));
        }

        if (context.Plan.Content.Objectives is { } part)
        {
            blocks.AddRange(ObjectiveTables.Of(part, context));
            blocks.AddRange(PlanFigures.Alignment(context) is { } alignment ? [alignment] : []);
        }

        foreach (ObjectiveReport o in context.Objectives)
        {
            blocks.Add(new ReportSection($"objective-{o.Objective.Key:N}", o.Objective.Plan.Title, Of(o, context), ObjectiveWords.Badge(o.Status)));
        }

        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(blocks);
    }

    private static IEnumerable<ReportBlock> Of(ObjectiveReport o, PlanContext context)
    {
        ObjectivePlan plan = o.Objective.Plan;
        var serves = context.BusinessObjectives.Where(b => plan.Serves.Contains(b.Id)).Select(b => b.Title).ToList();
        yield return new KeyValueList(
            new KeyValueItem("Kind", plan.Kind.ToString()),
            new KeyValueItem("Segment", ObjectiveWords.SegmentOf(o, context)),
            new KeyValueItem("Answers for it", plan.Owner.Length == 0 ? "nobody" : PlanNames.Person(plan.Owner, context)),
            new KeyValueItem("Metric", o.Metric?.Title ?? plan.Metric),
            new KeyValueItem("Time", $"{plan.From:uuuu-MM-dd} to {plan.To.PlusDays(-1):uuuu-MM-dd}"),
            new KeyValueItem("Serves", serves.Count == 0 ? "no business objective" : string.Join("; ", serves)));
        if (ObjectiveWords.Trend(o) is { } figure)
        {
            yield return figure;
        }

        if (ObjectiveWords.SoFar(o) is { } soFar)
        {
            yield return soFar;
        }

        if (o.Forecast is { } forecast)
        {
            yield return new ReportParagraph($"Heading for {ObjectiveWords.Shown(o, forecast.Value)}{ObjectiveWords.Interval(o)}, {ObjectiveWords.Verdict(o)}: {forecast.Basis}.{string.Concat(forecast.Caveats.Select(c => $" {c}"))}");
        }

        // A definition that changed is among both.
        if (o.Findings.Union(o.Risks).ToList() is { Count: > 0 } findings)
        {
            yield return new FindingList(findings.Select(ReportFinding.From));
        }

        yield return new ReportParagraph(string.Join(" ", o.Checks.Select(c => $"{Name(c.Letter)}{(c.Holds ? "" : ", missing")}: {Named(c.Evidence, o, context)}")));
    }

    // The checks know people by what they are called in definitions and files.
    private static string Named(string evidence, ObjectiveReport report, PlanContext context) =>
        new[] { report.Objective.Plan.Owner, report.Objective.Evidence.Override?.By }.FirstOrDefault(who => who is { Length: > 0 } && evidence.StartsWith($"{who} ", StringComparison.Ordinal)) is { } known
            ? PlanNames.Person(known, context) + evidence[known.Length..] : evidence;

    private static string Name(char letter) => letter switch { 'S' => "Specific", 'M' => "Measurable", 'A' => "Achievable", 'R' => "Relevant", _ => "Time-bound" };
}
