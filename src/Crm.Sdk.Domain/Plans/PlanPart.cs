using Crm.Sdk.Assessments;
using Crm.Sdk.DataGovernance;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans;

/// <summary>A part of what a plan holds.</summary>
/// <param name="Name">Its name in JSON and in paths; its file is called so.</param>
/// <param name="Type">The type.</param>
/// <param name="Section">The section that it belongs to.</param>
internal sealed record PlanPart(string Name, Type Type, string Section)
{
    /// <summary>All parts, in the order of the plan.</summary>
    public static IReadOnlyList<PlanPart> All { get; } =
    [
        new("charter", typeof(CrmCharter), PlanSectionKeys.Charter), new("assessment", typeof(AssessmentPart), PlanSectionKeys.Assessment),
        new("objectives", typeof(PlanObjectives), PlanSectionKeys.Objectives), new("customers", typeof(CustomerAnalysis), PlanSectionKeys.CustomerAnalysis),
        new("strategy", typeof(CrmStrategy), PlanSectionKeys.Strategy), new("technology", typeof(TechnologyPlan), PlanSectionKeys.Technology),
        new("data", typeof(DataManagementPlan), PlanSectionKeys.DataManagement), new("communication", typeof(CommunicationPlan), PlanSectionKeys.Communication),
        new("processes", typeof(ProcessPlan), PlanSectionKeys.Processes), new("people", typeof(PeoplePlan), PlanSectionKeys.Training),
        new("monitoring", typeof(MonitoringPlan), PlanSectionKeys.PerformanceMetrics), new("budget", typeof(PlanBudget), PlanSectionKeys.Budget),
        new("timeline", typeof(PlanTimeline), PlanSectionKeys.Timeline), new("risks", typeof(RiskRegister), PlanSectionKeys.Risks),
        new("review", typeof(ReviewPlan), PlanSectionKeys.Review),
    ];
}
