using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Plans;

/// <summary>All that a plan is, as data: what a plan directory holds and what is taken over from one.</summary>
public sealed record PlanBody
{
    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers for it, by the host's name for the user.</summary>
    public required string Owner { get; init; }

    /// <summary>The first day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The first day after it.</summary>
    public required LocalDate To { get; init; }

    /// <summary>The periods in which its metrics are shown.</summary>
    public required Grain Grain { get; init; }

    /// <summary>Where it stands.</summary>
    public PlanState State { get; init; }

    /// <summary>Why it is over; null when it is not.</summary>
    public string? RetiredBecause { get; init; }

    /// <summary>The metrics that are watched, by their names in definitions.</summary>
    public IReadOnlyList<string> Metrics { get; init => field = value ?? []; } = [];

    /// <summary>The segments that it is about, by their names in definitions.</summary>
    public IReadOnlyList<string> Segments { get; init => field = value ?? []; } = [];

    /// <summary>What people wrote, by section.</summary>
    public IReadOnlyList<PlanText> Texts { get; init => field = value ?? []; } = [];

    /// <summary>Who answers for each section, and whether it is agreed.</summary>
    public IReadOnlyList<SectionState> Sections { get; init => field = value ?? []; } = [];

    /// <summary>The reviews, by day.</summary>
    public IReadOnlyList<PlanReview> Reviews { get; init => field = value ?? []; } = [];

    /// <summary>What its parts hold.</summary>
    public PlanContent Content { get; init => field = value ?? new PlanContent(); } = new();

    /// <summary>How what it holds came to be, the first change first.</summary>
    public IReadOnlyList<PlanRevision> Revisions { get; init => field = value ?? []; } = [];
}
