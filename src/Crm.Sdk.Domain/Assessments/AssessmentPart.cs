using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Assessments;

/// <summary>What an organisation found when it looked at how it deals with customers.</summary>
public sealed record AssessmentPart
{
    /// <summary>What was answered.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init => field = value ?? []; } = [];

    /// <summary>Questions of its own, beside those of the SDK.</summary>
    public IReadOnlyList<AssessmentTemplate> Templates { get; init => field = value ?? []; } = [];

    /// <summary>What it is able to do.</summary>
    public IReadOnlyList<Capability> Capabilities { get; init => field = value ?? []; } = [];

    /// <summary>What it needs.</summary>
    public IReadOnlyList<Need> Needs { get; init => field = value ?? []; } = [];

    /// <summary>Where it is not where it wants to be.</summary>
    public IReadOnlyList<PracticeGap> Gaps { get; init => field = value ?? []; } = [];

    /// <summary>Where others are.</summary>
    public IReadOnlyList<Benchmark> Benchmarks { get; init => field = value ?? []; } = [];
}

/// <summary>What an organisation must be able to do to carry out a strategy.</summary>
public enum CapabilityArea
{
    /// <summary>Have the data.</summary>
    CustomerData,

    /// <summary>Know and keep the processes.</summary>
    Processes,

    /// <summary>Take up new tools.</summary>
    TechnologyReadiness,
}

/// <summary>Something that an organisation has to be able to do.</summary>
public sealed record Capability : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What it is.</summary>
    public required string Title { get; init; }

    /// <summary>What it is a case of.</summary>
    public required CapabilityArea Area { get; init; }

    /// <summary>How well it is done: 1 for not at all to 5 for as well as anybody.</summary>
    public required int Level { get; init; }

    /// <summary>How well it has to be done, from 1 to 5.</summary>
    public required int Wanted { get; init; }

    /// <summary>Where it can be seen.</summary>
    public IReadOnlyList<string> Evidence { get; init => field = value ?? []; } = [];
}

/// <summary>How much something is needed.</summary>
public enum NeedPriority
{
    /// <summary>Without it the plan fails.</summary>
    Must,

    /// <summary>Without it the plan is poor.</summary>
    Should,

    /// <summary>It would be good.</summary>
    Could,

    /// <summary>Not this time.</summary>
    Wont,
}

/// <summary>Something that the organisation needs.</summary>
public sealed record Need : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>Where, by the key of an area of a template.</summary>
    public required string Area { get; init; }

    /// <summary>What, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>How much.</summary>
    public required NeedPriority Priority { get; init; }

    /// <summary>Why: keys of the plan, documents.</summary>
    public IReadOnlyList<string> Evidence { get; init => field = value ?? []; } = [];

    /// <summary>The objectives that it serves, by their keys in the plan.</summary>
    public IReadOnlyList<string> Objectives { get; init => field = value ?? []; } = [];
}

/// <summary>Where the organisation is not where it wants to be.</summary>
public sealed record PracticeGap : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>Where: service, marketing, sales, support, or the key of an area of a template.</summary>
    public required string Area { get; init; }

    /// <summary>How it is.</summary>
    public required string Current { get; init; }

    /// <summary>How it shall be.</summary>
    public required string Desired { get; init; }

    /// <summary>What closing it would bring; null when nobody said.</summary>
    public string? Opportunity { get; init; }

    /// <summary>Who closes it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>The need that it is the cause of, by its key; null for none.</summary>
    public string? Need { get; init; }
}

/// <summary>Where others are: a number with its source.</summary>
public sealed record Benchmark : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What it says.</summary>
    public required string Title { get; init; }

    /// <summary>Who found it.</summary>
    public required string Source { get; init; }

    /// <summary>When it was found or published.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>Who was asked; null when it is not known.</summary>
    public string? Sample { get; init; }

    /// <summary>The number; shares as fractions.</summary>
    public required decimal Value { get; init; }

    /// <summary>The metric that it is about, by its name in definitions; null for none.</summary>
    public string? Metric { get; init; }
}
