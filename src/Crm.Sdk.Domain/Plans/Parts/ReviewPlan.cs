using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Parts;

/// <summary>How often the plan is reviewed, what was found and what was changed. When reviews are held is in the plan itself.</summary>
public sealed record ReviewPlan
{
    /// <summary>How often; null when nobody said.</summary>
    public Grain? Cadence { get; init; }

    /// <summary>What reviews found.</summary>
    public IReadOnlyList<ReviewFinding> Findings { get; init => field = value ?? []; } = [];

    /// <summary>What was changed because of it.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init => field = value ?? []; } = [];

    /// <summary>What is done about what customers said.</summary>
    public IReadOnlyList<FeedbackAction> Actions { get; init => field = value ?? []; } = [];
}

/// <summary>Something that a review found.</summary>
public sealed record ReviewFinding : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The day of the review.</summary>
    public required LocalDate Review { get; init; }

    /// <summary>What was found, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>The objective that it is about, by its key in the plan; null for the plan as a whole.</summary>
    public string? Objective { get; init; }
}

/// <summary>Something that was changed because of a review.</summary>
public sealed record Adjustment : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The day of the review.</summary>
    public required LocalDate Review { get; init; }

    /// <summary>What was changed.</summary>
    public required string What { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>Who changes it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>By when; null for at once.</summary>
    public LocalDate? Due { get; init; }

    /// <summary>When it was changed; null while it is not.</summary>
    public LocalDate? Done { get; init; }
}

/// <summary>What is done about something that customers said, so that they hear of it again.</summary>
public sealed record FeedbackAction : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What was said, by the key of a voice or of a pain point.</summary>
    public required string Voice { get; init; }

    /// <summary>What is done.</summary>
    public required string What { get; init; }

    /// <summary>Who does it.</summary>
    public required string Owner { get; init; }

    /// <summary>By when.</summary>
    public required LocalDate Due { get; init; }

    /// <summary>What came of it; null while it is open.</summary>
    public string? Outcome { get; init; }
}
