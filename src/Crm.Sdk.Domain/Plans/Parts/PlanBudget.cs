using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Parts;

/// <summary>What the plan costs, what it brings, and who works on it.</summary>
public sealed record PlanBudget
{
    /// <summary>The amount that was granted; null while none was. All amounts of a budget are in one currency.</summary>
    public Money? Total { get; init; }

    /// <summary>What money is spent on.</summary>
    public IReadOnlyList<CostLine> Lines { get; init => field = value ?? []; } = [];

    /// <summary>What money comes back by.</summary>
    public IReadOnlyList<BenefitLine> Benefits { get; init => field = value ?? []; } = [];

    /// <summary>Who works on it.</summary>
    public IReadOnlyList<ResourceAllocation> Resources { get; init => field = value ?? []; } = [];
}

/// <summary>What money is spent on.</summary>
public enum CostCategory
{
    /// <summary>Licences and subscriptions.</summary>
    Software,

    /// <summary>Machines.</summary>
    Hardware,

    /// <summary>Building and joining.</summary>
    Implementation,

    /// <summary>Teaching.</summary>
    Training,

    /// <summary>People's time.</summary>
    Staffing,

    /// <summary>Telling customers and staff.</summary>
    Communication,

    /// <summary>Buying, cleaning and keeping data.</summary>
    Data,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>Something that money is spent on.</summary>
public sealed record CostLine : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>What it is a case of.</summary>
    public required CostCategory Category { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>The objective that it is for, by its key in the plan; null for the plan as a whole.</summary>
    public string? Objective { get; init; }

    /// <summary>What is to be spent, each amount on its day.</summary>
    public IReadOnlyList<DatedAmount> Planned { get; init => field = value ?? []; } = [];

    /// <summary>What was spent.</summary>
    public IReadOnlyList<DatedAmount> Actual { get; init => field = value ?? []; } = [];
}

/// <summary>Something that money comes back by.</summary>
public sealed record BenefitLine : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The objective that brings it, by its key in the plan; null for the plan as a whole.</summary>
    public string? Objective { get; init; }

    /// <summary>The metric that shows it, by its name in definitions; null for none.</summary>
    public string? Metric { get; init; }

    /// <summary>How the amounts were reckoned; null when nobody said.</summary>
    public string? Basis { get; init; }

    /// <summary>What is to come back, each amount on its day.</summary>
    public IReadOnlyList<DatedAmount> Planned { get; init => field = value ?? []; } = [];

    /// <summary>What came back.</summary>
    public IReadOnlyList<DatedAmount> Realised { get; init => field = value ?? []; } = [];
}

/// <summary>An amount on a day.</summary>
public sealed record DatedAmount
{
    /// <summary>The day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>The amount.</summary>
    public required Money Amount { get; init; }

    /// <summary>What to know about it; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>Somebody works on the plan.</summary>
public sealed record ResourceAllocation : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The person, the role or the team.</summary>
    public required string Who { get; init; }

    /// <summary>How much of the working time, from 0 to 1 for each person.</summary>
    public required decimal Share { get; init; }

    /// <summary>How many they are.</summary>
    public int People { get; init; }

    /// <summary>The first day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The first day after.</summary>
    public required LocalDate To { get; init; }
}
