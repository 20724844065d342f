using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Documents;
using NodaTime;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>Something that a section has to have before it says what it should.</summary>
public sealed record PlanRequirement
{
    /// <summary>What it has to have, as something to do.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it has it.</summary>
    public required bool IsMet { get; init; }
}

/// <summary>How much of what a section has to have is there.</summary>
public sealed record SectionCompleteness
{
    /// <summary>The key of the section.</summary>
    public required string Section { get; init; }

    /// <summary>Who answers for it, and whether it is agreed.</summary>
    public required SectionState State { get; init; }

    /// <summary>What it has to have.</summary>
    public required IReadOnlyList<PlanRequirement> Requirements { get; init; }

    /// <summary>The share that is there, from 0 to 1; 1 for a section that the plan does without.</summary>
    public decimal Share => IsWaived ? 1 : (decimal)Requirements.Count(r => r.IsMet) / Requirements.Count;

    /// <summary>Whether all is there, or the plan does without it.</summary>
    public bool IsComplete => IsWaived || Requirements.All(r => r.IsMet);

    private bool IsWaived => State.Status == SectionStatus.Waived;
}

/// <summary>What each section of a plan has to have, and has: the base first, then the fourteen in order.</summary>
public static class PlanCompleteness
{
    /// <summary>The sections of a plan.</summary>
    /// <param name="document">The plan with its objectives.</param>
    /// <param name="today">The day as of which reviews were to be held; null when that is not asked.</param>
    public static IReadOnlyList<SectionCompleteness> Of(PlanDocument document, LocalDate? today = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        var has = new PlanHas(document, today);
        (string Section, (string Text, bool IsMet)[] Requirements)[] sections =
        [
            (PlanSectionKeys.Charter, has.Charter()), (PlanSectionKeys.Assessment, has.Assessment()), (PlanSectionKeys.ExecutiveSummary, has.Summary()),
            (PlanSectionKeys.Objectives, has.Objectives()), (PlanSectionKeys.CustomerAnalysis, has.Customers()), (PlanSectionKeys.Strategy, has.Strategy()),
            (PlanSectionKeys.Technology, has.Technology()), (PlanSectionKeys.DataManagement, has.Data()), (PlanSectionKeys.Communication, has.Communication()),
            (PlanSectionKeys.Processes, has.Processes()), (PlanSectionKeys.Training, has.People()), (PlanSectionKeys.PerformanceMetrics, has.Monitoring()),
            (PlanSectionKeys.Budget, has.Budget()), (PlanSectionKeys.Timeline, has.Timeline()), (PlanSectionKeys.Risks, has.Risks()), (PlanSectionKeys.Review, has.Review()),
        ];
        return
        [
            .. sections.Select(s => new SectionCompleteness
            {
                Section = s.Section, State = document.Plan.Sections.FirstOrDefault(x => x.Section == s.Section) ?? new SectionState { Section = s.Section },
                Requirements = [.. s.Requirements.Select(r => new PlanRequirement { Text = r.Text, IsMet = r.IsMet })],
            }),
        ];
    }
}
