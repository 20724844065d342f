using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Parts;

/// <summary>How people learn to work by the plan, and why they would want to.</summary>
public sealed record PeoplePlan
{
    /// <summary>What is taught.</summary>
    public IReadOnlyList<TrainingModule> Modules { get; init => field = value ?? []; } = [];

    /// <summary>Who was there.</summary>
    public IReadOnlyList<Attendance> Attendance { get; init => field = value ?? []; } = [];

    /// <summary>What is done so that people go along.</summary>
    public IReadOnlyList<ChangeAction> Changes { get; init => field = value ?? []; } = [];

    /// <summary>Who goes along.</summary>
    public IReadOnlyList<BuyIn> BuyIn { get; init => field = value ?? []; } = [];

    /// <summary>What is rewarded.</summary>
    public IReadOnlyList<RecognitionProgram> Recognition { get; init => field = value ?? []; } = [];

    /// <summary>What people may decide themselves.</summary>
    public IReadOnlyList<Empowerment> Empowerments { get; init => field = value ?? []; } = [];

    /// <summary>The metrics that show whether people work with what was brought, by their names in definitions.</summary>
    public IReadOnlyList<string> AdoptionMetrics { get; init => field = value ?? []; } = [];
}

/// <summary>Something that is taught.</summary>
public sealed record TrainingModule : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Who has to attend: a role or a department.</summary>
    public required string For { get; init; }

    /// <summary>How many they are.</summary>
    public int People { get; init; }

    /// <summary>By when.</summary>
    public required LocalDate Due { get; init; }

    /// <summary>After how many months it is to be attended again; null for never.</summary>
    public int? RenewAfterMonths { get; init; }

    /// <summary>Who teaches it; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>Somebody attended a module.</summary>
public sealed record Attendance : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The module, by its key.</summary>
    public required string Module { get; init; }

    /// <summary>Who, by the host's name for the user.</summary>
    public required string Who { get; init; }

    /// <summary>When.</summary>
    public required LocalDate Day { get; init; }
}

/// <summary>Something that is done so that people go along.</summary>
public sealed record ChangeAction : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What is done.</summary>
    public required string Title { get; init; }

    /// <summary>Who does it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>By when.</summary>
    public required LocalDate Due { get; init; }

    /// <summary>When it was done; null while it is not.</summary>
    public LocalDate? Done { get; init; }
}

/// <summary>How somebody stands to the plan.</summary>
public enum Stance
{
    /// <summary>Wins others for it.</summary>
    Champion,

    /// <summary>Is for it.</summary>
    Supporter,

    /// <summary>Has not made up his mind.</summary>
    Neutral,

    /// <summary>Has doubts.</summary>
    Doubtful,

    /// <summary>Is against it.</summary>
    Opposed,
}

/// <summary>How a stakeholder stood to the plan on a day.</summary>
public sealed record BuyIn : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>Who, by the key of a stakeholder of the charter.</summary>
    public required string Stakeholder { get; init; }

    /// <summary>How.</summary>
    public required Stance Stance { get; init; }

    /// <summary>When.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>Why; null when nobody said.</summary>
    public string? Note { get; init; }
}

/// <summary>What is rewarded.</summary>
public sealed record RecognitionProgram : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>What one has to do.</summary>
    public required string Behaviour { get; init; }

    /// <summary>What one gets.</summary>
    public required string Reward { get; init; }

    /// <summary>The metric that shows it, by its name in definitions; null for none.</summary>
    public string? Metric { get; init; }
}

/// <summary>What people may decide for a customer without asking.</summary>
public sealed record Empowerment : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>Who.</summary>
    public required string Role { get; init; }

    /// <summary>What.</summary>
    public required string Decision { get; init; }

    /// <summary>Up to what amount; null without limit.</summary>
    public Money? Limit { get; init; }

    /// <summary>The metric of what was settled without asking; null for none.</summary>
    public string? Metric { get; init; }
}
