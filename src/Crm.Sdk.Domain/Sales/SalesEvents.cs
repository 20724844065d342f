using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Sales;

/// <summary>A pipeline was defined.</summary>
public sealed record PipelineDefined : DomainEvent
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The stages in order.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }
}

/// <summary>A stage was added to a pipeline, or got another label or probability.</summary>
public sealed record StageSet : DomainEvent
{
    /// <summary>The stage.</summary>
    public required Stage Stage { get; init; }
}

/// <summary>An opportunity began.</summary>
public sealed record OpportunityOpened : DomainEvent
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>With whom; null when unknown.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The pipeline.</summary>
    public required PipelineId Pipeline { get; init; }

    /// <summary>The key of the first stage.</summary>
    public required string Stage { get; init; }
}

/// <summary>An opportunity moved to another open stage.</summary>
public sealed record StageChanged : DomainEvent
{
    /// <summary>The key of the stage.</summary>
    public required string Stage { get; init; }
}

/// <summary>An opportunity was won.</summary>
public sealed record OpportunityWon : DomainEvent
{
    /// <summary>The key of the stage.</summary>
    public required string Stage { get; init; }
}

/// <summary>An opportunity was lost.</summary>
public sealed record OpportunityLost : DomainEvent
{
    /// <summary>The key of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>A closed opportunity was taken up again.</summary>
public sealed record OpportunityReopened : DomainEvent
{
    /// <summary>The key of the stage.</summary>
    public required string Stage { get; init; }
}

/// <summary>An opportunity is called otherwise or is with somebody else than was said.</summary>
public sealed record OpportunityCorrected : DomainEvent
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>With whom; null when unknown.</summary>
    public CustomerId? Customer { get; init; }
}

/// <summary>An opportunity is worth something else.</summary>
public sealed record AmountChanged : DomainEvent
{
    /// <summary>The amount; null for unknown.</summary>
    public Money? Amount { get; init; }
}

/// <summary>An opportunity is expected to be decided at another date.</summary>
public sealed record CloseDateMoved : DomainEvent
{
    /// <summary>The date; null for unknown.</summary>
    public LocalDate? CloseDate { get; init; }
}

/// <summary>Somebody else works on an opportunity.</summary>
public sealed record OpportunityAssigned : DomainEvent
{
    /// <summary>Who; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>It became known where an opportunity came from and what it is about.</summary>
public sealed record OpportunityDescribed : DomainEvent
{
    /// <summary>Where from; null when unknown.</summary>
    public string? Source { get; init; }

    /// <summary>What about; null when unknown.</summary>
    public string? Product { get; init; }
}

/// <summary>Generated JSON of the events and of the parts of the state.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter), typeof(MoneyConverter)])]
[JsonSerializable(typeof(PipelineDefined))]
[JsonSerializable(typeof(StageSet))]
[JsonSerializable(typeof(OpportunityOpened))]
[JsonSerializable(typeof(StageChanged))]
[JsonSerializable(typeof(OpportunityWon))]
[JsonSerializable(typeof(OpportunityLost))]
[JsonSerializable(typeof(OpportunityReopened))]
[JsonSerializable(typeof(OpportunityCorrected))]
[JsonSerializable(typeof(AmountChanged))]
[JsonSerializable(typeof(CloseDateMoved))]
[JsonSerializable(typeof(OpportunityAssigned))]
[JsonSerializable(typeof(OpportunityDescribed))]
[JsonSerializable(typeof(List<Stage>))]
[JsonSerializable(typeof(List<StageTransition>))]
[JsonSerializable(typeof(List<AmountChange>))]
[JsonSerializable(typeof(List<CloseDateChange>))]
internal sealed partial class SalesJson : JsonSerializerContext;
