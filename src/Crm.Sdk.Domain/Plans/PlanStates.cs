using NodaTime;

namespace Crm.Sdk.Plans;

/// <summary>What people wrote in a section.</summary>
public sealed record PlanText
{
    /// <summary>The key of the section.</summary>
    public required string Section { get; init; }

    /// <summary>The text.</summary>
    public required string Markdown { get; init; }
}

/// <summary>A review of a plan.</summary>
public sealed record PlanReview
{
    /// <summary>The day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>What was decided; null when it was not held yet.</summary>
    public string? Decision { get; init; }

    /// <summary>When it was held; null when it was not yet.</summary>
    public Instant? HeldAt { get; init; }
}

/// <summary>Where a plan stands.</summary>
public enum PlanState
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>Those concerned read it.</summary>
    InReview,

    /// <summary>It is carried out.</summary>
    Published,

    /// <summary>It is over, or another took its place.</summary>
    Retired,
}

/// <summary>Where a section stands.</summary>
public enum SectionStatus
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>Those concerned read it.</summary>
    InReview,

    /// <summary>Somebody approved it as it is.</summary>
    Agreed,

    /// <summary>The plan does without it, on purpose.</summary>
    Waived,
}

/// <summary>Who answers for a section, and whether it is agreed. A section of which nothing is known is a draft of nobody.</summary>
public sealed record SectionState
{
    /// <summary>The key of the section.</summary>
    public required string Section { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Where it stands.</summary>
    public SectionStatus Status { get; init; }

    /// <summary>Who approved it as it is. A change of the section takes them away; the log keeps them.</summary>
    public IReadOnlyList<SectionApproval> Approvals { get; init => field = value ?? []; } = [];

    /// <summary>Whether it was agreed or waived before it changed: then it waits for a new approval. False again when it is.</summary>
    public bool WasAgreed { get; init; }

    /// <summary>Why the plan does without it; null when it does not.</summary>
    public string? WaivedBecause { get; init; }
}

/// <summary>Somebody approved a section.</summary>
public sealed record SectionApproval
{
    /// <summary>Who, by the host's name for the user.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>What was said; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>A change of what a plan holds.</summary>
public sealed record PlanRevision
{
    /// <summary>Counts up from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What changed, item by item.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init => field = value ?? []; } = [];
}

/// <summary>What happened to a value of a plan.</summary>
public enum PlanChangeKind
{
    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It is no longer there.</summary>
    Removed,

    /// <summary>It is another one.</summary>
    Changed,

    /// <summary>The same items stand in another order.</summary>
    Moved,
}

/// <summary>One value of a plan that differs from before.</summary>
public sealed record PlanChange
{
    /// <summary>Where: names with dots, items by their keys, as in <c>budget.lines[licences].owner</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What happened.</summary>
    public required PlanChangeKind Kind { get; init; }

    /// <summary>The former value as JSON; null when there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The present value as JSON; null when there is none.</summary>
    public string? After { get; init; }
}
