using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;

namespace Crm.Sdk.Customers;

/// <summary>A relation with a customer began.</summary>
public sealed record CustomerRegistered : DomainEvent
{
    /// <summary>What the customer is called.</summary>
    public required PersonalText Name { get; init; }

    /// <summary>The kind of customer.</summary>
    public required CustomerKind Kind { get; init; }
}

/// <summary>A customer got another name.</summary>
public sealed record CustomerRenamed : DomainEvent
{
    /// <summary>The new name.</summary>
    public required PersonalText Name { get; init; }
}

/// <summary>It became known how a customer is reached.</summary>
public sealed record CustomerReachable : DomainEvent
{
    /// <summary>The general e-mail address; null when unknown.</summary>
    public PersonalText? Email { get; init; }

    /// <summary>The general telephone number; null when unknown.</summary>
    public PersonalText? Phone { get; init; }
}

/// <summary>It became known what trade a customer is in, and where.</summary>
public sealed record CustomerDescribed : DomainEvent
{
    /// <summary>The trade; null when unknown.</summary>
    public string? Industry { get; init; }

    /// <summary>The country; null when unknown.</summary>
    public string? Country { get; init; }
}

/// <summary>Somebody else looks after a customer.</summary>
public sealed record OwnerAssigned : DomainEvent
{
    /// <summary>Who; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>A customer came to another stage of the lifecycle.</summary>
public sealed record LifecycleStageChanged : DomainEvent
{
    /// <summary>The stage.</summary>
    public required LifecycleStage Stage { get; init; }
}

/// <summary>A customer became a part of another one, or of none.</summary>
public sealed record CustomerPlacedUnder : DomainEvent
{
    /// <summary>The other one; null for none.</summary>
    public CustomerId? Parent { get; init; }
}

/// <summary>Generated JSON of the events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(CustomerRegistered))]
[JsonSerializable(typeof(CustomerRenamed))]
[JsonSerializable(typeof(CustomerReachable))]
[JsonSerializable(typeof(CustomerDescribed))]
[JsonSerializable(typeof(OwnerAssigned))]
[JsonSerializable(typeof(LifecycleStageChanged))]
[JsonSerializable(typeof(CustomerPlacedUnder))]
internal sealed partial class CustomerJson : JsonSerializerContext;
