using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Plans;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>A plan with all that its sections may look at, as of one instant.</summary>
public sealed class PlanContext
{
    /// <summary>The plan.</summary>
    public required CrmPlan Plan { get; init; }

    /// <summary>How the plan is doing: all that follows from its parts and from the facts.</summary>
    public required PlanStatus Status { get; init; }

    /// <summary>Definitions and facts.</summary>
    public required MetricEngine Engine { get; init; }

    /// <summary>Members of segments.</summary>
    public required SegmentExplorer Segments { get; init; }

    /// <summary>The objectives, each with how it is doing.</summary>
    public required IReadOnlyList<ObjectiveReport> Objectives { get; init; }

    /// <summary>The business objectives that they serve.</summary>
    public required IReadOnlyList<BusinessObjective> BusinessObjectives { get; init; }

    /// <summary>Says which day it is.</summary>
    public required ReportingCalendar Calendar { get; init; }

    /// <summary>As of when.</summary>
    public required Instant Now { get; init; }

    /// <summary>The time that there is something to see of: the plan's, or the year before it while it has not begun and the calendar knows that year.</summary>
    internal (LocalDate From, LocalDate To, bool IsBefore) Seen =>
        Now > Calendar.StartOf(Plan.From) || LocalDate.Max(Plan.From.PlusYears(-1), Calendar.FirstDay) is var from && from >= Plan.From ? (Plan.From, Plan.To, false) : (from, Plan.From, true);

    /// <summary>Loads all that a plan's sections may look at.</summary>
    /// <param name="session">A session of the tenant.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="engine">Definitions, those of the tenant's segments among them, and facts.</param>
    /// <param name="segments">Members of segments, over the same facts.</param>
    /// <param name="calendar">Says which day it is.</param>
    /// <param name="now">As of when.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async ValueTask<PlanContext> LoadAsync(
        CrmSession session, CrmPlan plan, MetricEngine engine, SegmentExplorer segments, ReportingCalendar calendar, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(plan);
        return await OfAsync(await session.ToDocumentAsync(plan, cancellationToken), engine, segments, calendar, now, cancellationToken);
    }

    /// <summary>All that the sections of a plan may look at, from the plan as data.</summary>
    /// <param name="document">The plan with its objectives.</param>
    /// <param name="engine">Definitions, those of the tenant's segments among them, and facts.</param>
    /// <param name="segments">Members of segments, over the same facts.</param>
    /// <param name="calendar">Says which day it is.</param>
    /// <param name="now">As of when.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async ValueTask<PlanContext> OfAsync(
        PlanDocument document, MetricEngine engine, SegmentExplorer segments, ReportingCalendar calendar, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        PlanStatus status = await new PlanTracker(engine, calendar).StatusAsync(document, now, cancellationToken);
        return new PlanContext
        {
            Plan = CrmPlan.TakeOver(document.Id, document.Plan, "report", now), Status = status, Engine = engine, Segments = segments, Calendar = calendar, Now = now,
            Objectives = [.. status.Objectives.OrderBy(o => o.Objective.Plan.Title, StringComparer.Ordinal)],
            BusinessObjectives = [.. document.Business.OrderBy(b => b.Due).Select(b => BusinessObjective.State(b.Id, b.Title, b.Owner, b.Due, now, b.Parent))],
        };
    }
}
