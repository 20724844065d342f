using Crm.Sdk.Customers;
using NodaTime;

namespace Crm.Sdk.Testing.Models;

/// <summary>A customer as the model has it: plain values, changed in place.</summary>
internal sealed class ModelCustomer
{
    public required Guid Id { get; init; }

    public long Version { get; set; }

    public bool IsArchived { get; set; }

    public required string Name { get; set; }

    public LifecycleStage Stage { get; set; }

    public string? Owner { get; set; }

    public string? Industry { get; set; }

    public string? Country { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public Guid? Parent { get; set; }

    public required Instant RegisteredAt { get; init; }

    public List<(string Source, string Value)> ExternalIds { get; init; } = [];

    public SortedDictionary<string, object> Attributes { get; init; } = new(StringComparer.Ordinal);

    public ModelCustomer Copy() => new()
    {
        Id = Id, Version = Version, IsArchived = IsArchived, Name = Name, Stage = Stage, Owner = Owner, Industry = Industry, Country = Country, Email = Email, Phone = Phone,
        Parent = Parent, RegisteredAt = RegisteredAt, ExternalIds = [.. ExternalIds], Attributes = new SortedDictionary<string, object>(Attributes, StringComparer.Ordinal),
    };

    /// <summary>All of it in one line.</summary>
    public override string ToString() => Line(
        Id, Version, IsArchived, Name, Stage, Owner, Industry, Country, Email, Phone, Parent, RegisteredAt,
        ExternalIds.Select(e => $"{e.Source}:{e.Value}"), Attributes.Select(a => $"{a.Key}={a.Value}"));

    /// <summary>The same line of a customer of the store. Pending events count as versions.</summary>
    public static string Of(Customer c) => Line(
        c.Key, c.Version + c.PendingEvents.Count, c.IsArchived, c.Name, c.Stage, c.Owner, c.Industry, c.Country, c.Email, c.Phone, c.Parent?.Value, c.RegisteredAt,
        c.ExternalIds.Select(e => e.ToString()), c.Attributes.Keys.Select(k => $"{k}={c.Attributes[k]}"));

    private static string Line(
        Guid id, long version, bool archived, string name, LifecycleStage stage, string? owner, string? industry, string? country, string? email, string? phone, Guid? parent,
        Instant at, IEnumerable<string> externalIds, IEnumerable<string> attributes) =>
        $"{id} v{version}{(archived ? " archived" : "")} {name} {stage} owner={owner ?? "null"} industry={industry ?? "null"} country={country ?? "null"} email={email ?? "null"} "
        + $"phone={phone ?? "null"} parent={parent?.ToString() ?? "null"} at={at} ids=[{string.Join(',', externalIds)}] attributes=[{string.Join(',', attributes)}]";
}
