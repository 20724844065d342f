using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Objectives.Sentences;

/// <summary>What a sentence says of an objective, and what it leaves open.</summary>
public sealed record ObjectiveDraft
{
    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>What it does with customers; null where the words do not tell.</summary>
    public ObjectiveKind? Kind { get; init; }

    /// <summary>The words that name what is measured; empty where there are none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The metrics that the words may mean, the likeliest first; none where nothing fits.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>What is to be reached, as it is read; null where the sentence has no amount.</summary>
    public TargetExpression? Target { get; init; }

    /// <summary>What it may mean instead: points where a share was read; null where it means one thing.</summary>
    public TargetExpression? OtherTarget { get; init; }

    /// <summary>The first day; null where no period is named.</summary>
    public LocalDate? From { get; init; }

    /// <summary>The day after the last; null where no period is named.</summary>
    public LocalDate? To { get; init; }

    /// <summary>The segment, by its name in definitions; null for all customers, and where it is not known.</summary>
    public string? Segment { get; init; }

    /// <summary>Who answers for it; null where nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>Which value of the metric counts: to date for what adds up.</summary>
    public ObjectiveReading Reading { get; init; }

    /// <summary>In which periods the metric is looked at: months, or weeks and days where there is little time.</summary>
    public Grain Grain { get; init; } = Grain.Month;

    /// <summary>What is missing, ambiguous or not understood, each with its place in the sentence and what to do; errors where there is no plan yet.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The plan of an objective as far as the sentence goes: the first metric, the target as it is read, nobody as owner where none is named, and no reviews yet.</summary>
    /// <returns>The plan; null while a finding is an error, or the kind is not known.</returns>
    public ObjectivePlan? ToPlan() =>
        Findings.Any(f => f.Severity == FindingSeverity.Error) || Kind is not { } kind || Target is null || From is not { } from || To is not { } to || Metrics.Count == 0 ? null : new ObjectivePlan
        {
            Title = Text, Kind = kind, Owner = Owner ?? "", Segment = Segment, Metric = Metrics[0], Reading = Reading, Grain = Grain, Target = Target, From = from, To = to,
        };
}
