using Crm.Sdk.Objectives;
using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Parts;

/// <summary>Which objectives a plan has, what each does for the organisation, and what is not pursued.</summary>
public sealed record PlanObjectives
{
    /// <summary>The business objectives that the plan serves.</summary>
    public IReadOnlyList<PlannedBusinessObjective> Business { get; init => field = value ?? []; } = [];

    /// <summary>The SMART objectives.</summary>
    public IReadOnlyList<PlannedObjective> Objectives { get; init => field = value ?? []; } = [];

    /// <summary>What each objective does for a business objective, and how much.</summary>
    public IReadOnlyList<ObjectiveAlignment> Alignments { get; init => field = value ?? []; } = [];

    /// <summary>What is left out on purpose.</summary>
    public IReadOnlyList<NotPursued> NotPursued { get; init => field = value ?? []; } = [];

    /// <summary>Whose work the objectives are.</summary>
    public IReadOnlyList<WorkPlanLink> WorkPlans { get; init => field = value ?? []; } = [];

    /// <summary>Whose pay depends on them.</summary>
    public IReadOnlyList<CompensationLink> Compensation { get; init => field = value ?? []; } = [];
}

/// <summary>A business objective under a name that people can type.</summary>
public sealed record PlannedBusinessObjective : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The objective.</summary>
    public required BusinessObjectiveId Id { get; init; }
}

/// <summary>A SMART objective under a name that people can type.</summary>
public sealed record PlannedObjective : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The objective.</summary>
    public required ObjectiveId Id { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<ObjectiveTheme> Themes { get; init => field = value ?? []; } = [];
}

/// <summary>What a SMART objective does for a business objective.</summary>
public sealed record ObjectiveAlignment : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The SMART objective, by its key in the plan.</summary>
    public required string Objective { get; init; }

    /// <summary>The business objective, by its key in the plan.</summary>
    public required string Business { get; init; }

    /// <summary>How much of the business objective it carries, from 0 to 1; null when nobody said.</summary>
    public decimal? Weight { get; init; }

    /// <summary>Why it does; null when nobody said.</summary>
    public string? Rationale { get; init; }
}

/// <summary>A kind of objective that a segment has none of, on purpose.</summary>
public sealed record NotPursued : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The segment, by its name in definitions.</summary>
    public required string Segment { get; init; }

    /// <summary>The kind.</summary>
    public required ObjectiveKind Kind { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>Whose work an objective is.</summary>
public sealed record WorkPlanLink : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The person or the role.</summary>
    public required string Who { get; init; }

    /// <summary>The objective, by its key in the plan.</summary>
    public required string Objective { get; init; }

    /// <summary>How much of the work of that person, from 0 to 1.</summary>
    public required decimal Weight { get; init; }

    /// <summary>The work plan, as the host names it; null for none.</summary>
    public string? Reference { get; init; }
}

/// <summary>Whose pay depends on an objective. What is paid stays with the host.</summary>
public sealed record CompensationLink : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The person or the role.</summary>
    public required string Who { get; init; }

    /// <summary>The objective, by its key in the plan.</summary>
    public required string Objective { get; init; }

    /// <summary>How much of the variable pay, from 0 to 1.</summary>
    public required decimal Weight { get; init; }

    /// <summary>The pay plan, as the host names it.</summary>
    public required string Reference { get; init; }
}
