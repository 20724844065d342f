namespace Crm.Sdk.Plans;

/// <summary>The keys of the fourteen sections of a plan, and of the two parts that they stand on. Hosts may have more.</summary>
public static class PlanSectionKeys
{
    /// <summary>What CRM means here: not one of the fourteen, the base of them.</summary>
    public const string Charter = "charter";

    /// <summary>What was found when the organisation looked at itself: not one of the fourteen, the base of them.</summary>
    public const string Assessment = "assessment";

    /// <summary>Section 1: the plan on one screen.</summary>
    public const string ExecutiveSummary = "executive-summary";

    /// <summary>Section 2: the objectives and goals.</summary>
    public const string Objectives = "objectives";

    /// <summary>Section 3: the customers, by segments.</summary>
    public const string CustomerAnalysis = "customer-analysis";

    /// <summary>Section 4: the strategy.</summary>
    public const string Strategy = "strategy";

    /// <summary>Section 5: technology and tools.</summary>
    public const string Technology = "technology";

    /// <summary>Section 6: data.</summary>
    public const string DataManagement = "data-management";

    /// <summary>Section 7: communication.</summary>
    public const string Communication = "communication";

    /// <summary>Section 8: processes.</summary>
    public const string Processes = "processes";

    /// <summary>Section 9: training and development.</summary>
    public const string Training = "training";

    /// <summary>Section 10: performance metrics.</summary>
    public const string PerformanceMetrics = "performance-metrics";

    /// <summary>Section 11: budget and resources.</summary>
    public const string Budget = "budget";

    /// <summary>Section 12: the timeline.</summary>
    public const string Timeline = "timeline";

    /// <summary>Section 13: risks and contingency.</summary>
    public const string Risks = "risks";

    /// <summary>Section 14: review and optimisation.</summary>
    public const string Review = "review";

    /// <summary>The fourteen, in order.</summary>
    public static IReadOnlyList<string> Fourteen { get; } =
    [
        ExecutiveSummary, Objectives, CustomerAnalysis, Strategy, Technology, DataManagement, Communication, Processes, Training, PerformanceMetrics, Budget, Timeline,
        Risks, Review,
    ];
}
