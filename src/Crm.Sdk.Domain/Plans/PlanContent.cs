using Crm.Sdk.Assessments;
using Crm.Sdk.DataGovernance;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans;

/// <summary>
/// What a plan holds beside what people write in its sections: a part for most of them, each null until somebody begins it. Parts are
/// data only; what is wrong with them is told by the checks of a plan, not by an exception.
/// </summary>
public sealed record PlanContent
{
    /// <summary>What CRM means here: the base of all sections.</summary>
    public CrmCharter? Charter { get; init; }

    /// <summary>What was found when the organisation looked at itself.</summary>
    public AssessmentPart? Assessment { get; init; }

    /// <summary>Section 2: which objectives the plan has. While it is null, all objectives of the tenant are those of the plan.</summary>
    public PlanObjectives? Objectives { get; init; }

    /// <summary>Section 3.</summary>
    public CustomerAnalysis? Customers { get; init; }

    /// <summary>Section 4.</summary>
    public CrmStrategy? Strategy { get; init; }

    /// <summary>Section 5.</summary>
    public TechnologyPlan? Technology { get; init; }

    /// <summary>Section 6.</summary>
    public DataManagementPlan? Data { get; init; }

    /// <summary>Section 7.</summary>
    public CommunicationPlan? Communication { get; init; }

    /// <summary>Section 8.</summary>
    public ProcessPlan? Processes { get; init; }

    /// <summary>Section 9.</summary>
    public PeoplePlan? People { get; init; }

    /// <summary>Section 10.</summary>
    public MonitoringPlan? Monitoring { get; init; }

    /// <summary>Section 11.</summary>
    public PlanBudget? Budget { get; init; }

    /// <summary>Section 12.</summary>
    public PlanTimeline? Timeline { get; init; }

    /// <summary>Section 13.</summary>
    public RiskRegister? Risks { get; init; }

    /// <summary>Section 14.</summary>
    public ReviewPlan? Review { get; init; }
}
