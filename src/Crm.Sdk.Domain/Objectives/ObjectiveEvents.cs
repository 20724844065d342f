using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using NodaTime;

namespace Crm.Sdk.Objectives;

/// <summary>What an objective lacks to be SMART.</summary>
public sealed record SmartGap
{
    /// <summary>One of S, M, A, R and T.</summary>
    public required char Letter { get; init; }

    /// <summary>What is missing, as something to do.</summary>
    public required string Missing { get; init; }
}

/// <summary>What an objective rests on.</summary>
/// <remarks>Equal when all is, the former targets one by one.</remarks>
public sealed record ObjectiveEvidence
{
    /// <summary>The value that it starts from; null when none is frozen.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>How often the past has seen such a change; null when nobody looked.</summary>
    public Feasibility? Feasibility { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public FeasibilityOverride? Override { get; init; }

    /// <summary>Targets that it had before.</summary>
    public IReadOnlyList<FormerTarget> FormerTargets { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public bool Equals(ObjectiveEvidence? other) =>
        other is not null && Baseline == other.Baseline && Feasibility == other.Feasibility && Override == other.Override && FormerTargets.SequenceEqual(other.FormerTargets);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Baseline, Feasibility, Override, FormerTargets.Count);
}

/// <summary>A target that an objective had.</summary>
public sealed record FormerTarget
{
    /// <summary>The target.</summary>
    public required TargetExpression Target { get; init; }

    /// <summary>Until when.</summary>
    public required Instant Until { get; init; }

    /// <summary>Why it was given up.</summary>
    public required string Reason { get; init; }
}

/// <summary>Somebody began to write an objective.</summary>
public sealed record ObjectiveDrafted : DomainEvent
{
    /// <summary>What is planned.</summary>
    public required ObjectivePlan Plan { get; init; }
}

/// <summary>A draft was planned anew.</summary>
public sealed record ObjectiveReplanned : DomainEvent
{
    /// <summary>What is planned.</summary>
    public required ObjectivePlan Plan { get; init; }
}

/// <summary>The value that an objective starts from was kept.</summary>
public sealed record BaselineFrozen : DomainEvent
{
    /// <summary>The baseline.</summary>
    public required Baseline Baseline { get; init; }
}

/// <summary>It was found out how often the past has seen such a change.</summary>
public sealed record FeasibilityAssessed : DomainEvent
{
    /// <summary>What was found.</summary>
    public required Feasibility Feasibility { get; init; }
}

/// <summary>Somebody answered for it that an objective is achievable.</summary>
public sealed record FeasibilityOverridden : DomainEvent
{
    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>An objective is pursued from now on.</summary>
public sealed record ObjectiveActivated : DomainEvent;

/// <summary>An active objective got another target.</summary>
public sealed record TargetRevised : DomainEvent
{
    /// <summary>The target.</summary>
    public required TargetExpression Target { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>An objective was given up.</summary>
public sealed record ObjectiveCancelled : DomainEvent
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>An objective was taken over as a document has it.</summary>
public sealed record ObjectiveTakenOver : DomainEvent
{
    /// <summary>What it is from now on.</summary>
    public required ObjectiveBody Objective { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>Generated JSON of the events and of the parts of the state.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter)])]
[JsonSerializable(typeof(ObjectivePlan))]
[JsonSerializable(typeof(ObjectiveEvidence))]
[JsonSerializable(typeof(ObjectiveDrafted))]
[JsonSerializable(typeof(ObjectiveReplanned))]
[JsonSerializable(typeof(BaselineFrozen))]
[JsonSerializable(typeof(FeasibilityAssessed))]
[JsonSerializable(typeof(FeasibilityOverridden))]
[JsonSerializable(typeof(ObjectiveActivated))]
[JsonSerializable(typeof(TargetRevised))]
[JsonSerializable(typeof(ObjectiveCancelled))]
[JsonSerializable(typeof(ObjectiveTakenOver))]
[JsonSerializable(typeof(ObjectiveBody))]
internal sealed partial class ObjectiveJson : JsonSerializerContext;
