using Crm.Sdk.Values;

namespace Crm.Sdk.Assessments;

/// <summary>Questions by which an organisation looks at how it deals with customers. Shipped as data, and replaceable.</summary>
public sealed record AssessmentTemplate : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Counts up with each change of its questions; answers are of a version.</summary>
    public required int Version { get; init; }

    /// <summary>What is looked at.</summary>
    public IReadOnlyList<AssessmentArea> Areas { get; init => field = value ?? []; } = [];
}

/// <summary>A part of what is looked at.</summary>
public sealed record AssessmentArea : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>How much it counts beside the others: more than 0.</summary>
    public required decimal Weight { get; init; }

    /// <summary>The questions.</summary>
    public IReadOnlyList<AssessmentQuestion> Questions { get; init => field = value ?? []; } = [];
}

/// <summary>A question that is answered with a level from 1 to 5.</summary>
public sealed record AssessmentQuestion : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The question.</summary>
    public required string Text { get; init; }

    /// <summary>How much it counts beside the others of its area: more than 0.</summary>
    public required decimal Weight { get; init; }

    /// <summary>What the five levels mean, from the lowest; five texts.</summary>
    public IReadOnlyList<string> Levels { get; init => field = value ?? []; } = [];

    /// <summary>How the facts of the system answer it; null when they cannot.</summary>
    public EvidenceRule? Evidence { get; init; }
}

/// <summary>How a metric answers a question: by the highest level whose bound it reaches.</summary>
public sealed record EvidenceRule
{
    /// <summary>The metric, by its name in definitions. A model that lacks it gives no evidence.</summary>
    public required string Metric { get; init; }

    /// <summary>What the metric has to reach for the levels 2, 3, 4 and 5; four numbers that rise, or that fall when less is better.</summary>
    public IReadOnlyList<decimal> Bounds { get; init => field = value ?? []; } = [];
}
