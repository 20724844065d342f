using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Time;
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

/// <summary>Generated JSON of the events and of the parts of the state.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter)])]
[JsonSerializable(typeof(PlanDrafted))]
[JsonSerializable(typeof(PlanSectionWritten))]
[JsonSerializable(typeof(PlanScoped))]
[JsonSerializable(typeof(PlanReviewSet))]
[JsonSerializable(typeof(PlanReviewed))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(List<PlanText>))]
[JsonSerializable(typeof(List<PlanReview>))]
internal sealed partial class PlanJson : JsonSerializerContext;
