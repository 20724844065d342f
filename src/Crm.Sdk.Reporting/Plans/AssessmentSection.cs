using System.Globalization;
using Crm.Sdk.Assessments;
using Crm.Sdk.Plans;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>The assessment: what people answered beside what the facts show, and what follows from it. The base of the fourteen sections.</summary>
public sealed class AssessmentSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.Assessment;

    /// <inheritdoc/>
    public string Heading => "Where we stand";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Assessment is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(AssessmentPart part, PlanContext context) =>
    [
        .. context.Status.Assessments.SelectMany(Profile),
        .. PlanWords.Table("What we are able to do", part.Capabilities,
            (new("Capability"), r => r.Title),
            (new("Kind"), r => PlanWords.Of(r.Area)),
            (new("Today", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Level)),
            (new("Wanted", ColumnAlignment.End, "of 5"), r => PlanWords.Number(r.Wanted)),
            (new("Evidence"), r => PlanNames.Evidence(r.Evidence, context))),
        .. PlanWords.Table("What we need", [.. part.Needs.OrderBy(n => n.Priority)],
            (new("Need"), r => r.Statement),
            (new("Priority"), r => r.Priority == NeedPriority.Wont ? "not now" : PlanWords.Of(r.Priority)),
            (new("Because"), r => PlanNames.Evidence(r.Evidence, context))),
        .. PlanWords.Table("Gaps", part.Gaps,
            (new("Where"), r => PlanNames.Area(r.Area, context)),
            (new("Today"), r => r.Current),
            (new("Wanted"), r => r.Desired),
            (new("What closing it brings"), r => r.Opportunity ?? ""),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("Where others are", part.Benchmarks,
            (new("Finding"), r => r.Title),
            (new("Value", ColumnAlignment.End), r => PlanWords.Number(r.Value)),
            (new("Source"), r => r.Source),
            (new("Asked"), r => r.Sample ?? ""),
            (new("Day"), r => PlanWords.Day(r.Day))),
    ];

    private static IEnumerable<ReportBlock> Profile(MaturityProfile profile)
    {
        if (profile.Score is null)
        {
            yield break;
        }

        yield return new ReportParagraph(string.Create(CultureInfo.InvariantCulture,
            $"{profile.Assessment.Title}, {profile.Assessment.Day:uuuu-MM-dd}: {profile.InWords}. Facts answer {PlanWords.Share(profile.EvidenceShare)} of the questions; where they do, they count."));
        yield return new ReportFigure(new MaturityChart(
            profile.Assessment.Title, "What people think, and what the facts show.", profile.Areas.Select(a => new MaturityArea(a.Area.Title, Value(a.SelfRating), Value(a.EvidenceLevel), null))));
        foreach (ReportBlock table in PlanWords.Table("Questions that people and facts answer differently", [.. profile.Overrated],
            (new("Question"), r => r.Question.Text),
            (new("People", ColumnAlignment.End), r => PlanWords.Number(r.SelfRating!.Value)),
            (new("Facts", ColumnAlignment.End), r => PlanWords.Number(r.EvidenceLevel!.Value)),
            (new("Which say"), r => r.Question.Levels[r.EvidenceLevel!.Value - 1])))
        {
            yield return table;
        }
    }

    private static ChartValue? Value(decimal? level) => level is { } known ? decimal.Round(known, 2) : null;
}
