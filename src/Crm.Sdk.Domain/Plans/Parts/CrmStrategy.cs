using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Parts;

/// <summary>How the organisation goes about its customers: the ten steps, the metrics it has, and what each segment gets.</summary>
public sealed record CrmStrategy
{
    /// <summary>What was done in the ten steps.</summary>
    public IReadOnlyList<StrategyStepRecord> Steps { get; init => field = value ?? []; } = [];

    /// <summary>The metrics that departments have today.</summary>
    public IReadOnlyList<MetricInventoryItem> Inventory { get; init => field = value ?? []; } = [];

    /// <summary>What each segment gets.</summary>
    public IReadOnlyList<SegmentStrategy> Segments { get; init => field = value ?? []; } = [];

    /// <summary>How staying is rewarded.</summary>
    public IReadOnlyList<LoyaltyProgram> Loyalty { get; init => field = value ?? []; } = [];
}

/// <summary>The ten steps to a CRM strategy, in order.</summary>
public enum StrategyStep
{
    /// <summary>Look at the strategy of the business: CRM serves it.</summary>
    EvaluateBusinessStrategy,

    /// <summary>Gather the metrics that departments are measured by.</summary>
    CollateMetrics,

    /// <summary>Hear from customers, partners and frontline what hurts customers.</summary>
    HearPain,

    /// <summary>Measure the state of relationships, and how much attention customers get.</summary>
    MeasureRelationships,

    /// <summary>Find out what matters most to customers.</summary>
    FindPriorities,

    /// <summary>Set objectives of acquisition, development and retention for each segment.</summary>
    SetObjectives,

    /// <summary>Say what each segment gets: products, prices, communication, service.</summary>
    OutlineSegmentStrategies,

    /// <summary>Choose the metrics that show whether the strategy is carried out.</summary>
    DefineMonitoring,

    /// <summary>Tie those metrics to the objectives of the business.</summary>
    MapToCorporateObjectives,

    /// <summary>Judge whether data, processes and people can deliver it.</summary>
    AssessCapabilities,
}

/// <summary>What was done in one of the ten steps.</summary>
public sealed record StrategyStepRecord
{
    /// <summary>The step.</summary>
    public required StrategyStep Step { get; init; }

    /// <summary>The day on which people called it done; null while they do not.</summary>
    public LocalDate? DoneOn { get; init; }

    /// <summary>What was done: documents, keys of the plan, addresses.</summary>
    public IReadOnlyList<string> Evidence { get; init => field = value ?? []; } = [];

    /// <summary>What to know about it; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>A part of the organisation that meets customers.</summary>
public enum Department
{
    /// <summary>It sells.</summary>
    Sales,

    /// <summary>It helps.</summary>
    Service,

    /// <summary>It is heard.</summary>
    Marketing,

    /// <summary>It does something else.</summary>
    Other,
}

/// <summary>A metric that a department has today, good or bad.</summary>
public sealed record MetricInventoryItem : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What the department calls it.</summary>
    public required string Title { get; init; }

    /// <summary>The department.</summary>
    public required Department Department { get; init; }

    /// <summary>The metric of the definitions that says the same; null while there is none.</summary>
    public string? Metric { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Where it comes from; null when nobody knows.</summary>
    public string? System { get; init; }

    /// <summary>How much it is believed: 1 for not at all to 5 for wholly.</summary>
    public required int Trust { get; init; }

    /// <summary>Whether those who lead the organisation look at it.</summary>
    public bool IsExecutive { get; init; }
}

/// <summary>What a segment gets that others do not.</summary>
public sealed record SegmentStrategy : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The segment, by its name in definitions.</summary>
    public required string Segment { get; init; }

    /// <summary>What it is offered; null for the same as others.</summary>
    public string? Products { get; init; }

    /// <summary>At what prices.</summary>
    public string? Pricing { get; init; }

    /// <summary>How and how often it is spoken to.</summary>
    public string? Communication { get; init; }

    /// <summary>How it is helped.</summary>
    public string? Service { get; init; }
}

/// <summary>How staying is rewarded.</summary>
public sealed record LoyaltyProgram : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The segment; null for all customers.</summary>
    public string? Segment { get; init; }

    /// <summary>What staying brings.</summary>
    public required string Reward { get; init; }

    /// <summary>The metric that shows whether it works, by its name in definitions; null for none.</summary>
    public string? Metric { get; init; }
}
