using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.DataGovernance;

/// <summary>Data that is needed, for what, by whom, and how good it has to be.</summary>
public sealed record DataRequirement : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What for, in one sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>The objectives that it serves, by their keys in the plan.</summary>
    public IReadOnlyList<string> Objectives { get; init => field = value ?? []; } = [];

    /// <summary>Who needs it, by the keys of stakeholders of the charter.</summary>
    public IReadOnlyList<string> Stakeholders { get; init => field = value ?? []; } = [];

    /// <summary>What one wants to know.</summary>
    public IReadOnlyList<InformationNeed> Needs { get; init => field = value ?? []; } = [];

    /// <summary>The fields.</summary>
    public IReadOnlyList<DataElementSpec> Elements { get; init => field = value ?? []; } = [];

    /// <summary>Where it is to come from, by the keys of sources.</summary>
    public IReadOnlyList<string> Sources { get; init => field = value ?? []; } = [];

    /// <summary>How good it has to be.</summary>
    public IReadOnlyList<QualityThreshold> Thresholds { get; init => field = value ?? []; } = [];

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>When the stakeholders agreed; null while they have not.</summary>
    public LocalDate? AgreedOn { get; init; }

    /// <summary>When it is looked at again; null for never.</summary>
    public LocalDate? ReviewOn { get; init; }
}

/// <summary>What one wants to know of customers.</summary>
public enum InformationNeed
{
    /// <summary>Who they are.</summary>
    Demographics,

    /// <summary>What they buy.</summary>
    Purchases,

    /// <summary>What they say and do with the organisation.</summary>
    Interactions,

    /// <summary>What they like.</summary>
    Preferences,

    /// <summary>What they think.</summary>
    Feedback,

    /// <summary>What is sold.</summary>
    Products,

    /// <summary>What happens around.</summary>
    Market,
}

/// <summary>What the values of a field are.</summary>
public enum ElementKind
{
    /// <summary>Text as people write it.</summary>
    Text,

    /// <summary>One of a few values.</summary>
    Category,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An amount of money.</summary>
    Money,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of a day.</summary>
    Time,

    /// <summary>Yes or no.</summary>
    Flag,
}

/// <summary>A field that is needed.</summary>
public sealed record DataElementSpec
{
    /// <summary>The field, as fact, a dot and field: <c>customer.country</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ElementKind Kind { get; init; }

    /// <summary>How they are written, such as ISO 3166; null for any.</summary>
    public string? Format { get; init; }

    /// <summary>In what unit; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether every row needs one.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>What makes data good.</summary>
public enum DataQualityDimension
{
    /// <summary>It says what is so.</summary>
    Accuracy,

    /// <summary>It is there.</summary>
    Completeness,

    /// <summary>It does not contradict itself.</summary>
    Consistency,

    /// <summary>It does not change without a cause.</summary>
    Reliability,

    /// <summary>It is young enough.</summary>
    Timeliness,

    /// <summary>It is of the form it should have.</summary>
    Validity,

    /// <summary>It is there once.</summary>
    Uniqueness,
}

/// <summary>How good data has to be in one respect.</summary>
public sealed record QualityThreshold
{
    /// <summary>In which respect.</summary>
    public required DataQualityDimension Dimension { get; init; }

    /// <summary>The share of it that has to be good, from 0 to 1.</summary>
    public required decimal AtLeast { get; init; }
}

/// <summary>How good data is in one respect, measured: the share of rows that are as a condition of the definition language says.</summary>
public sealed record DataQualityRule : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>In which respect.</summary>
    public required DataQualityDimension Dimension { get; init; }

    /// <summary>The rows, by the name of a fact in definitions.</summary>
    public required string Fact { get; init; }

    /// <summary>The condition that good rows meet, in the definition language, such as <c>country in ('DE', 'FR')</c>.</summary>
    public required string Holds { get; init; }

    /// <summary>The rows that are judged, as a condition; null for all.</summary>
    public string? Of { get; init; }

    /// <summary>The share that has to be good, from 0 to 1; null when nobody said.</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>Who mends what is not; null for nobody.</summary>
    public string? Owner { get; init; }
}
