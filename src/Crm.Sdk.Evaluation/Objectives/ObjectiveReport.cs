using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>How an objective is doing.</summary>
public enum ObjectiveStatus
{
    /// <summary>It is a draft.</summary>
    Draft,

    /// <summary>It was given up.</summary>
    Cancelled,

    /// <summary>Its first day is to come.</summary>
    NotStarted,

    /// <summary>It has begun, and the first period that it is judged by is not over yet.</summary>
    Pending,

    /// <summary>Its metric has no value to judge it by.</summary>
    NoData,

    /// <summary>Its target is reached now. Until its end it may still be lost again. A limit on what adds up is reached at the end only.</summary>
    Achieved,

    /// <summary>It has come at least as far as its time; the value of a last period is held against the time until the end of that period.</summary>
    OnTrack,

    /// <summary>It has come less far than its time, but not much less.</summary>
    AtRisk,

    /// <summary>It has come much less far than its time, or backwards, or past a target that has an upper and a lower end.</summary>
    OffTrack,

    /// <summary>Its time is over and its target was not reached.</summary>
    Missed,
}

/// <summary>A value of an objective's metric.</summary>
public sealed record ObjectivePoint
{
    /// <summary>The period that it is of.</summary>
    public required ReportingPeriod Period { get; init; }

    /// <summary>The cell, with reason and flags.</summary>
    public required Cell Cell { get; init; }

    /// <summary>The value in the unit of targets: shares as fractions, durations in the unit of the metric; null when there is none.</summary>
    public Rational? Value { get; init; }

    /// <summary>Whether the period had ended.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>What is known of an objective as of an instant. Nothing in it was entered by hand but the plan.</summary>
public sealed record ObjectiveReport
{
    /// <summary>The objective.</summary>
    public required SmartObjective Objective { get; init; }

    /// <summary>As of when.</summary>
    public required Instant Now { get; init; }

    /// <summary>The metric; null when the model has none of that name.</summary>
    public BoundMetric? Metric { get; init; }

    /// <summary>How it is doing.</summary>
    public required ObjectiveStatus Status { get; init; }

    /// <summary>The value that it is judged by; null when there is none.</summary>
    public ObjectivePoint? Current { get; init; }

    /// <summary>The values of the metric over the year before its beginning and until now, a point a period.</summary>
    public IReadOnlyList<ObjectivePoint> History { get; init; } = [];

    /// <summary>The values that reach the target; null when the target needs a baseline and there is none.</summary>
    public TargetRange? Target { get; init; }

    /// <summary>
    /// How much of the way from the baseline to the target is gone: 0 at the baseline, 1 at the target, negative when it went
    /// backwards; null without value or baseline, or when the baseline reaches the target already. What adds up to date, such as
    /// customers won so far, begins at nothing instead of at the baseline.
    /// </summary>
    public Rational? Progress { get; init; }

    /// <summary>How much of its time is gone, from 0 to 1: the progress that its pace curve has today. On a straight line that is the share of its days.</summary>
    public required Rational Pace { get; init; }

    /// <summary>The progress that the curve has at the end of the period of <see cref="Current"/>, which progress is held against; null without current value.</summary>
    public Rational? Expected { get; init; }

    /// <summary>The curve that pace is told by: a straight line also where the plan asks for the year before and there is none, which a finding says.</summary>
    public PaceCurve PaceCurve { get; init; }

    /// <summary>Where it would end; null when nothing can be said.</summary>
    public ObjectiveForecast? Forecast { get; init; }

    /// <summary>The five checks, in the order S, M, A, R, T.</summary>
    public required IReadOnlyList<SmartCheck> Checks { get; init; }

    /// <summary>Why it may not be reached, or why that cannot be told; none for what is not pursued or is over.</summary>
    public IReadOnlyList<Finding> Risks { get; init; } = [];

    /// <summary>What to know about it beside that; errors where it cannot be judged.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>One of the five checks of an objective.</summary>
public sealed record SmartCheck
{
    /// <summary>One of S, M, A, R and T.</summary>
    public required char Letter { get; init; }

    /// <summary>Whether it holds.</summary>
    public required bool Holds { get; init; }

    /// <summary>What it rests on, or what is missing.</summary>
    public required string Evidence { get; init; }
}
