using NodaTime;

namespace Crm.Sdk.Objectives.Sentences;

/// <summary>What sentences about objectives may name, and the day on which they are read.</summary>
public sealed record ObjectiveVocabulary
{
    /// <summary>The day from which "within a year" counts.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>The metrics that there are.</summary>
    public IReadOnlyList<ObjectiveMetric> Metrics { get; init; } = [];

    /// <summary>The names of the segments that there are.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>The people who may own an objective, by the host's names; where there are none, any name will do.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];
}

/// <summary>What a sentence needs to know of a metric.</summary>
public sealed record ObjectiveMetric
{
    /// <summary>Its name in definitions.</summary>
    public required string Name { get; init; }

    /// <summary>Its title; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>Its unit, such as <c>percent</c>, <c>hours</c>, <c>EUR</c> or <c>count</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether more of it is better, or less; null where nobody said.</summary>
    public bool? MoreIsBetter { get; init; }

    /// <summary>Whether it grows from nothing with the objective, as customers won do, so that its value to date counts.</summary>
    public bool AddsUp { get; init; }

    /// <summary>Whether it is a share that is shown in percent, so that points are hundredths.</summary>
    public bool IsPercentage => Unit == "percent";
}
