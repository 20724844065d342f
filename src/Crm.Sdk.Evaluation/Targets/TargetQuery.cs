using Crm.Sdk.Objectives;
using Crm.Sdk.Rates;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>A question about targets: which, as of when, and by which calendar.</summary>
public sealed record TargetQuery
{
    /// <summary>The names of the targets; all of the model when there are none.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The level of the periods that are reported; null for the one at which a target is allocated. A coarser one adds up what was allocated.</summary>
    public Grain? Grain { get; init; }

    /// <summary>The calendar and zone in which days begin; of a target that says its calendar only the zone counts. UTC calendar years unless said.</summary>
    public ReportingCalendar Calendar { get; init; } = ReportingCalendar.Utc;

    /// <summary>The tables of exchange rates by which amounts are converted; none unless a metric converts.</summary>
    public IReadOnlyList<RateTable> Rates { get; init; } = [];

    /// <summary>The instant as of which the question is answered.</summary>
    public required Instant Now { get; init; }

    /// <summary>Answers from what was known at an instant; null for all that is known.</summary>
    public Instant? KnownAt { get; init; }

    /// <summary>Answers from what was known at a position of the log, in place of <see cref="KnownAt"/>; null for all that is known.</summary>
    public long? AtPosition { get; init; }

    /// <summary>Baselines that were frozen earlier: they stand though data changed since. A target without one starts from what its baseline is now; one that says no baseline has none.</summary>
    public IReadOnlyList<FrozenBaseline> Baselines { get; init; } = [];
}

/// <summary>The baseline of a target, kept when the target was set.</summary>
public sealed record FrozenBaseline
{
    /// <summary>The name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>The member of each dimension that the target is set per, by label; none for one that is set for all.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The value, as <see cref="TargetReport.Baseline"/> gave it.</summary>
    public required Baseline Baseline { get; init; }
}
