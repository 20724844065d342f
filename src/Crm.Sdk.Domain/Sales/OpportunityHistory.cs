using Crm.Sdk.Customers;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Sales;

/// <summary>An opportunity entered a stage.</summary>
public sealed record StageTransition
{
    /// <summary>The key of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>What it meant.</summary>
    public required StageCategory Category { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}

/// <summary>What an opportunity was worth from some time on.</summary>
public sealed record AmountChange
{
    /// <summary>From when.</summary>
    public required Instant At { get; init; }

    /// <summary>The amount; null for unknown.</summary>
    public Money? Amount { get; init; }
}

/// <summary>When an opportunity was expected to be decided, from some time on.</summary>
public sealed record CloseDateChange
{
    /// <summary>From when.</summary>
    public required Instant At { get; init; }

    /// <summary>The date; null for unknown.</summary>
    public LocalDate? CloseDate { get; init; }
}

/// <summary>A stay of an opportunity in a stage.</summary>
public sealed record StageInterval
{
    /// <summary>The opportunity.</summary>
    public required OpportunityId Opportunity { get; init; }

    /// <summary>Its customer; null when unknown.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>Which stay of the opportunity it is, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The key of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>What it meant.</summary>
    public required StageCategory Category { get; init; }

    /// <summary>When it was entered.</summary>
    public required Instant Entered { get; init; }

    /// <summary>When it was left; null while it lasts.</summary>
    public Instant? Left { get; init; }

    /// <summary>The key of the stage after it; null while it lasts.</summary>
    public string? Next { get; init; }
}
