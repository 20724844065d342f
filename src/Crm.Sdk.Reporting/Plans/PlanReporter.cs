using Crm.Sdk.Plans;
using Crm.Sdk.Reporting.Documents;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>Makes a document of a plan, to be rendered as a page or as Markdown.</summary>
public sealed class PlanReporter
{
    private static readonly ZonedDateTimePattern Stamp = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm z", null);

    private readonly PlanSections _sections;

    /// <summary>Creates a reporter.</summary>
    /// <param name="sections">The sections; null for those of the SDK.</param>
    public PlanReporter(PlanSections? sections = null) => _sections = sections ?? PlanSections.CreateStandard();

    /// <summary>Composes the document. Sections in which there is nothing to say and nothing is written are left out.</summary>
    /// <param name="context">The plan with all that its sections look at.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<ReportDocument> ComposeAsync(PlanContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        CrmPlan plan = context.Plan;
        var parts = new List<ReportBlock>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (IPlanSection section in _sections.All)
        {
            known.Add(section.Key);
            List<ReportBlock> blocks = [.. Written(plan, section.Key), .. await section.ComposeAsync(context, cancellationToken)];
            if (blocks.Count > 0)
            {
                parts.Add(new ReportSection(section.Key, section.Heading, blocks));
            }
        }

        foreach (PlanText text in plan.Texts.Where(t => !known.Contains(t.Section)))
        {
            parts.Add(new ReportSection(text.Section, text.Section.Replace('-', ' '), [new ReportMarkdown(text.Markdown)]));
        }

        return new ReportDocument(
            plan.Title, $"{plan.From:uuuu-MM-dd} to {plan.To.PlusDays(-1):uuuu-MM-dd}. {PlanNames.Person(plan.Owner, context)} answers for it. {State(plan.State)}", "en", Stamp.Format(context.Now.InZone(context.Calendar.Zone)), parts);
    }

    private static string State(PlanState state) => state switch
    {
        PlanState.Draft => "A draft.",
        PlanState.InReview => "Being read by those concerned.",
        PlanState.Published => "Published.",
        _ => "Retired.",
    };

    private static ReportBlock[] Written(CrmPlan plan, string section) => plan.TextOf(section) is { } text ? [new ReportMarkdown(text)] : [];
}
