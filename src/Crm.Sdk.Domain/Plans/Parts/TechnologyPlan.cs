using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Parts;

/// <summary>The tools that there are, the choice of new ones and what they are joined to.</summary>
public sealed record TechnologyPlan
{
    /// <summary>The tools of today.</summary>
    public IReadOnlyList<ToolInventoryItem> Tools { get; init => field = value ?? []; } = [];

    /// <summary>What new ones are judged by.</summary>
    public IReadOnlyList<SelectionCriterion> Criteria { get; init => field = value ?? []; } = [];

    /// <summary>What could be bought or built.</summary>
    public IReadOnlyList<TechnologyCandidate> Candidates { get; init => field = value ?? []; } = [];

    /// <summary>The candidate that was chosen, by its key; null while none is.</summary>
    public string? Chosen { get; init; }

    /// <summary>What is joined to what.</summary>
    public IReadOnlyList<SystemIntegration> Integrations { get; init => field = value ?? []; } = [];
}

/// <summary>A tool that is used today.</summary>
public sealed record ToolInventoryItem : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is used for.</summary>
    public required string Purpose { get; init; }

    /// <summary>How well it fits: 1 for not at all to 5 for wholly.</summary>
    public required int Fit { get; init; }

    /// <summary>What it cannot do.</summary>
    public IReadOnlyList<string> Gaps { get; init => field = value ?? []; } = [];

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>Something that candidates are judged by.</summary>
public sealed record SelectionCriterion : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>How much it counts beside the others: more than 0. Only the ratio of weights matters.</summary>
    public required decimal Weight { get; init; }
}

/// <summary>Something that could be bought or built.</summary>
public sealed record TechnologyCandidate : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>How well it meets each criterion.</summary>
    public IReadOnlyList<CandidateScore> Scores { get; init => field = value ?? []; } = [];

    /// <summary>What it costs over the time of the plan; null when it is not known.</summary>
    public Money? Cost { get; init; }
}

/// <summary>How well a candidate meets a criterion.</summary>
public sealed record CandidateScore
{
    /// <summary>The criterion, by its key.</summary>
    public required string Criterion { get; init; }

    /// <summary>From 0 for not at all to 5 for wholly.</summary>
    public required decimal Score { get; init; }

    /// <summary>Why; null when nobody said.</summary>
    public string? Note { get; init; }
}

/// <summary>Data that goes from one system to another.</summary>
public sealed record SystemIntegration : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The system that has it, by the name of a tool or candidate.</summary>
    public required string From { get; init; }

    /// <summary>The system that gets it.</summary>
    public required string To { get; init; }

    /// <summary>What goes.</summary>
    public required string Data { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }
}
