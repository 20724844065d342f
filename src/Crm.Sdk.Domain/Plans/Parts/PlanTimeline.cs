using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Parts;

/// <summary>What is done when: phases, actions and milestones, and what waits for what.</summary>
public sealed record PlanTimeline
{
    /// <summary>The phases.</summary>
    public IReadOnlyList<RolloutPhase> Phases { get; init => field = value ?? []; } = [];

    /// <summary>What is done.</summary>
    public IReadOnlyList<ActionItem> Actions { get; init => field = value ?? []; } = [];

    /// <summary>What is reached.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init => field = value ?? []; } = [];
}

/// <summary>A stretch of the plan.</summary>
public sealed record RolloutPhase : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The first day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The first day after.</summary>
    public required LocalDate To { get; init; }
}

/// <summary>Something that is done.</summary>
public sealed record ActionItem : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What is done.</summary>
    public required string Title { get; init; }

    /// <summary>Who does it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>The phase, by its key; null for none.</summary>
    public string? Phase { get; init; }

    /// <summary>The first day, as planned today.</summary>
    public required LocalDate Start { get; init; }

    /// <summary>The last day of the work, as planned today: the day by whose evening it is done. The first day for what takes one day.</summary>
    public required LocalDate Due { get; init; }

    /// <summary>The last day of the work when the plan was agreed; null when that is the present one.</summary>
    public LocalDate? Agreed { get; init; }

    /// <summary>The last day of the work as it was; null while it is not done.</summary>
    public LocalDate? Done { get; init; }

    /// <summary>The actions and milestones that have to be done before, by their keys: it begins no earlier than the day after.</summary>
    public IReadOnlyList<string> After { get; init => field = value ?? []; } = [];

    /// <summary>The objectives that it serves, by their keys in the plan.</summary>
    public IReadOnlyList<string> Objectives { get; init => field = value ?? []; } = [];

    /// <summary>What it is paid from, by the key of a line of the budget; null for nothing.</summary>
    public string? BudgetLine { get; init; }
}

/// <summary>Something that is reached on a day.</summary>
public sealed record Milestone : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What is reached.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>The phase, by its key; null for none.</summary>
    public string? Phase { get; init; }

    /// <summary>The day, as planned today.</summary>
    public required LocalDate Due { get; init; }

    /// <summary>The day when the plan was agreed; null when that is the present one.</summary>
    public LocalDate? Agreed { get; init; }

    /// <summary>When it was reached; null while it is not.</summary>
    public LocalDate? Done { get; init; }

    /// <summary>The actions and milestones that have to be done before, by their keys: it is reached on their last day at the earliest.</summary>
    public IReadOnlyList<string> After { get; init => field = value ?? []; } = [];
}
