using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Parts;

/// <summary>The metrics that tell whether the plan works, who looks at them and how often.</summary>
public sealed record MonitoringPlan
{
    /// <summary>The metrics.</summary>
    public IReadOnlyList<KpiSelection> Kpis { get; init => field = value ?? []; } = [];
}

/// <summary>What a metric says of how it goes for customers, not for the organisation.</summary>
public enum CustomerOutcome
{
    /// <summary>How content they are.</summary>
    Satisfaction,

    /// <summary>How easy it is for them.</summary>
    Effort,

    /// <summary>Whether they come again and speak well.</summary>
    Loyalty,

    /// <summary>Whether they stay.</summary>
    Retention,

    /// <summary>How fast and well they are helped.</summary>
    Service,
}

/// <summary>A metric that the plan is told by.</summary>
public sealed record KpiSelection : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The metric, by its name in definitions.</summary>
    public required string Metric { get; init; }

    /// <summary>What it says of how it goes for customers; null when it says nothing of that.</summary>
    public CustomerOutcome? Outcome { get; init; }

    /// <summary>Whether those who lead the organisation look at it.</summary>
    public bool IsExecutive { get; init; }

    /// <summary>The department that it measures; null for all.</summary>
    public Department? Department { get; init; }

    /// <summary>How often it is looked at.</summary>
    public required Grain Cadence { get; init; }

    /// <summary>Who looks; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>The objective that it belongs to, by its key in the plan; null for none.</summary>
    public string? Objective { get; init; }

    /// <summary>The values that need nobody's attention; null when nobody said. It cannot be relative, as there is no baseline.</summary>
    public TargetExpression? Expected { get; init; }

    /// <summary>Why it was chosen; null when nobody said.</summary>
    public string? Why { get; init; }
}
