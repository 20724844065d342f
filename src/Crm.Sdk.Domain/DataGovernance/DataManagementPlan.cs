using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.DataGovernance;

/// <summary>Which data the plan needs, which there is, how good it is and who answers for it.</summary>
public sealed record DataManagementPlan
{
    /// <summary>What is needed.</summary>
    public IReadOnlyList<DataRequirement> Requirements { get; init => field = value ?? []; } = [];

    /// <summary>Where it comes from.</summary>
    public IReadOnlyList<DataSource> Sources { get; init => field = value ?? []; } = [];

    /// <summary>What there is.</summary>
    public IReadOnlyList<DataAsset> Assets { get; init => field = value ?? []; } = [];

    /// <summary>How its quality is measured.</summary>
    public IReadOnlyList<DataQualityRule> Rules { get; init => field = value ?? []; } = [];

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<DataQualityIssue> Issues { get; init => field = value ?? []; } = [];

    /// <summary>What holds for it.</summary>
    public IReadOnlyList<GovernancePolicy> Policies { get; init => field = value ?? []; } = [];

    /// <summary>How long it is kept.</summary>
    public IReadOnlyList<RetentionPolicy> Retention { get; init => field = value ?? []; } = [];
}

/// <summary>Where data comes from.</summary>
public sealed record DataSource : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is the organisation's own.</summary>
    public required DataOrigin Origin { get; init; }

    /// <summary>How often it is renewed; null when it is at any time.</summary>
    public Grain? Refreshed { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>Whose data it is.</summary>
public enum DataOrigin
{
    /// <summary>The organisation's own.</summary>
    Internal,

    /// <summary>That of others, such as market research.</summary>
    External,
}

/// <summary>Data that there is.</summary>
public sealed record DataAsset : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The fact that it is in definitions; null when it is in none.</summary>
    public string? Fact { get; init; }

    /// <summary>Its fields, as they are named in definitions or in its system.</summary>
    public IReadOnlyList<string> Elements { get; init => field = value ?? []; } = [];

    /// <summary>Where it comes from, by the key of a source; null when nobody knows.</summary>
    public string? Source { get; init; }

    /// <summary>Where it is kept.</summary>
    public required string System { get; init; }

    /// <summary>Who looks after it; null for nobody.</summary>
    public string? Steward { get; init; }

    /// <summary>How many rows it has; null when nobody counted.</summary>
    public long? Rows { get; init; }

    /// <summary>How carefully it is to be treated.</summary>
    public DataClassification Classification { get; init; }
}

/// <summary>How carefully data is to be treated.</summary>
public enum DataClassification
{
    /// <summary>As everything in the house.</summary>
    Internal,

    /// <summary>Anybody may see it.</summary>
    Public,

    /// <summary>It is about a person.</summary>
    Personal,

    /// <summary>It is about a person and could harm.</summary>
    Sensitive,
}

/// <summary>Something that is wrong with data.</summary>
public sealed record DataQualityIssue : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The data, by the key of an asset.</summary>
    public required string Asset { get; init; }

    /// <summary>What it lacks.</summary>
    public required DataQualityDimension Dimension { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Who mends it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>When it was mended; null while it is not.</summary>
    public LocalDate? Resolved { get; init; }
}

/// <summary>What a policy is about.</summary>
public enum GovernanceKind
{
    /// <summary>Who answers for data.</summary>
    Ownership,

    /// <summary>What may be done with data about persons.</summary>
    Privacy,

    /// <summary>Who may see and change data.</summary>
    Security,

    /// <summary>How good data has to be.</summary>
    Quality,
}

/// <summary>Something that holds for data.</summary>
public sealed record GovernancePolicy : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about.</summary>
    public required GovernanceKind Kind { get; init; }

    /// <summary>What holds.</summary>
    public required string Statement { get; init; }

    /// <summary>Who sees to it; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>What is done with data whose time is over.</summary>
public enum RetentionEnd
{
    /// <summary>It is deleted.</summary>
    Erase,

    /// <summary>What says whose it was is deleted.</summary>
    Anonymise,

    /// <summary>Somebody decides.</summary>
    Review,
}

/// <summary>How long data is kept.</summary>
public sealed record RetentionPolicy : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The data, by the key of an asset.</summary>
    public required string Asset { get; init; }

    /// <summary>For how many months after it was last needed.</summary>
    public required int Months { get; init; }

    /// <summary>What is done then.</summary>
    public required RetentionEnd Then { get; init; }

    /// <summary>By what right or duty it is kept so long.</summary>
    public required string Basis { get; init; }

    /// <summary>Who sees to it; null for nobody.</summary>
    public string? Owner { get; init; }
}
