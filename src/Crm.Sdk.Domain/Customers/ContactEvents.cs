using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;

namespace Crm.Sdk.Customers;

/// <summary>A person was taken up.</summary>
public sealed record ContactAdded : DomainEvent
{
    /// <summary>What the person is called.</summary>
    public required PersonalText Name { get; init; }

    /// <summary>For whom the person acts; null for nobody.</summary>
    public CustomerId? Customer { get; init; }
}

/// <summary>A person got another name.</summary>
public sealed record ContactRenamed : DomainEvent
{
    /// <summary>The new name.</summary>
    public required PersonalText Name { get; init; }
}

/// <summary>It became known how a person is reached.</summary>
public sealed record ContactReachable : DomainEvent
{
    /// <summary>The e-mail address; null when unknown.</summary>
    public PersonalText? Email { get; init; }

    /// <summary>The telephone number; null when unknown.</summary>
    public PersonalText? Phone { get; init; }
}

/// <summary>A person acts for another customer or as something else.</summary>
public sealed record ContactAffiliated : DomainEvent
{
    /// <summary>For whom; null for nobody.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>As what; null when unknown.</summary>
    public string? Role { get; init; }
}

/// <summary>Generated JSON of the events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ContactAdded))]
[JsonSerializable(typeof(ContactRenamed))]
[JsonSerializable(typeof(ContactReachable))]
[JsonSerializable(typeof(ContactAffiliated))]
internal sealed partial class ContactJson : JsonSerializerContext;
