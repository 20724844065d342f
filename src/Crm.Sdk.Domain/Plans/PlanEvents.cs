using Crm.Sdk.Aggregates;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Plans;

/// <summary>A plan was begun.</summary>
public sealed record PlanDrafted : DomainEvent
{
    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The first day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The first day after it.</summary>
    public required LocalDate To { get; init; }

    /// <summary>The periods in which metrics are shown.</summary>
    public required Grain Grain { get; init; }
}

/// <summary>Somebody wrote in a section.</summary>
public sealed record PlanSectionWritten : DomainEvent
{
    /// <summary>The key of the section.</summary>
    public required string Section { get; init; }

    /// <summary>The text; empty for none.</summary>
    public required string Markdown { get; init; }
}

/// <summary>It was said which metrics are watched and which segments a plan is about.</summary>
public sealed record PlanScoped : DomainEvent
{
    /// <summary>The metrics.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The segments.</summary>
    public required IReadOnlyList<string> Segments { get; init; }
}

/// <summary>A day was set on which a plan is reviewed.</summary>
public sealed record PlanReviewSet : DomainEvent
{
    /// <summary>The day.</summary>
    public required LocalDate Day { get; init; }
}

/// <summary>A review of a plan was held.</summary>
public sealed record PlanReviewed : DomainEvent
{
    /// <summary>The day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>What was decided.</summary>
    public required string Decision { get; init; }
}

/// <summary>A plan was named, owned or timed anew.</summary>
public sealed record PlanRestated : DomainEvent
{
    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The first day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The first day after it.</summary>
    public required LocalDate To { get; init; }

    /// <summary>The periods in which metrics are shown.</summary>
    public required Grain Grain { get; init; }
}

/// <summary>What a plan holds was changed.</summary>
public sealed record PlanContentRevised : DomainEvent
{
    /// <summary>What it holds from now on.</summary>
    public required PlanContent Content { get; init; }

    /// <summary>Why it was changed.</summary>
    public required string Reason { get; init; }

    /// <summary>What changed, item by item.</summary>
    public required IReadOnlyList<PlanChange> Changes { get; init; }
}

/// <summary>Somebody answers for a section from now on.</summary>
public sealed record PlanSectionAssigned : DomainEvent
{
    /// <summary>The key of the section.</summary>
    public required string Section { get; init; }

    /// <summary>Who.</summary>
    public required string Owner { get; init; }
}

/// <summary>A section was given to those concerned to be read.</summary>
public sealed record PlanSectionSubmitted : DomainEvent
{
    /// <summary>The key of the section.</summary>
    public required string Section { get; init; }
}

/// <summary>Somebody approved a section as it is.</summary>
public sealed record PlanSectionApproved : DomainEvent
{
    /// <summary>The key of the section.</summary>
    public required string Section { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>What was said; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>The plan does without a section.</summary>
public sealed record PlanSectionWaived : DomainEvent
{
    /// <summary>The key of the section.</summary>
    public required string Section { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>A plan was given to those concerned to be read.</summary>
public sealed record PlanSubmitted : DomainEvent;

/// <summary>A plan is carried out from now on.</summary>
public sealed record PlanPublished : DomainEvent;

/// <summary>A plan is over.</summary>
public sealed record PlanRetired : DomainEvent
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>A plan was taken over as a document has it.</summary>
public sealed record PlanTakenOver : DomainEvent
{
    /// <summary>All that it holds from now on.</summary>
    public required PlanBody Plan { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
