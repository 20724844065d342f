using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using NodaTime;

namespace Crm.Sdk.Customers;

/// <summary>What kind of customer somebody is.</summary>
public enum CustomerKind
{
    /// <summary>A company, authority or club; people act for it.</summary>
    Organization,

    /// <summary>A person who buys for herself.</summary>
    Person,
}

/// <summary>How far a relation with a customer has come; the host's own labels map to these.</summary>
public enum LifecycleStage
{
    /// <summary>Known, has not bought.</summary>
    Prospect,

    /// <summary>Has bought.</summary>
    Active,

    /// <summary>Has bought once and is gone.</summary>
    Former,
}

/// <summary>An organisation or a person that the host sells to, or wants to.</summary>
/// <remarks>Stages of the lifecycle are appended, never overwritten: the log has all of them with their times.</remarks>
public sealed class Customer : Aggregate<CustomerId>, IStored
{
    private Customer(CustomerId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns, events and facts.</summary>
    public static Concept<Customer, CustomerId> Concept { get; } = new ConceptBuilder<Customer, CustomerId>("customer", id => new Customer(id))
        .Text("name", c => c.Name, (c, v) => c.Name = v!, required: true, indexed: true)
        .Choice("kind", c => c.Kind, (c, v) => c.Kind = v)
        .Choice("stage", c => c.Stage, (c, v) => c.Stage = v)
        .Text("owner", c => c.Owner, (c, v) => c.Owner = v, indexed: true)
        .Text("industry", c => c.Industry, (c, v) => c.Industry = v)
        .Text("country", c => c.Country, (c, v) => c.Country = v)
        .Text("email", c => c.Email, (c, v) => c.Email = v)
        .Text("phone", c => c.Phone, (c, v) => c.Phone = v)
        .Reference("parent_id", "customer", c => c.Parent, (c, v) => c.Parent = v)
        .Instant("registered_at", c => c.RegisteredAt, (c, v) => c.RegisteredAt = v!.Value, required: true)
        .Event("customer.registered", CustomerJson.Default.CustomerRegistered)
        .Event("customer.renamed", CustomerJson.Default.CustomerRenamed)
        .Event("customer.reachable", CustomerJson.Default.CustomerReachable)
        .Event("customer.described", CustomerJson.Default.CustomerDescribed)
        .Event("customer.owner_assigned", CustomerJson.Default.OwnerAssigned)
        .Event("customer.stage_changed", CustomerJson.Default.LifecycleStageChanged)
        .Event("customer.placed_under", CustomerJson.Default.CustomerPlacedUnder)
        .Fact("customer", FactShape.Entity, (fact, _) => fact
            .Key(c => c.Id.Value)
            .Time("registered", c => (Instant?)c.RegisteredAt)
            .Reference("parent", c => c.Parent?.Value, "customer")
            .Dimension("kind", c => c.Kind.ToString())
            .Dimension("stage", c => c.Stage.ToString())
            .Dimension("owner", c => c.Owner)
            .Dimension("industry", c => c.Industry)
            .Dimension("country", c => c.Country))
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>What the customer is called; personal where the customer is a person.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The kind of customer.</summary>
    public CustomerKind Kind { get; private set; }

    /// <summary>How far the relation has come.</summary>
    public LifecycleStage Stage { get; private set; }

    /// <summary>Who looks after the customer, by the host's name for the user; null for nobody.</summary>
    public string? Owner { get; private set; }

    /// <summary>The host's word for the trade the customer is in; null when unknown.</summary>
    public string? Industry { get; private set; }

    /// <summary>The country, best as an ISO 3166 code; null when unknown.</summary>
    public string? Country { get; private set; }

    /// <summary>The general e-mail address; null when unknown.</summary>
    public string? Email { get; private set; }

    /// <summary>The general telephone number, best as E.164; null when unknown.</summary>
    public string? Phone { get; private set; }

    /// <summary>The customer that this one is a part of; null for none.</summary>
    public CustomerId? Parent { get; private set; }

    /// <summary>When the relation began.</summary>
    public Instant RegisteredAt { get; private set; }

    /// <summary>Begins a relation with a customer, as a prospect.</summary>
    /// <exception cref="ArgumentException">The id or the name is empty.</exception>
    public static Customer Register(CustomerId id, string name, CustomerKind kind, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var customer = new Customer(id);
        customer.Raise(new CustomerRegistered { OccurredAt = at, Name = PersonalText.Of(name)!, Kind = kind });
        return customer;
    }

    /// <summary>Gives the customer another name. Nothing happens when it is the same.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Rename(string name, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name != Name)
        {
            Raise(new CustomerRenamed { OccurredAt = at, Name = PersonalText.Of(name)! });
        }
    }

    /// <summary>Says how the customer is reached; null for unknown. Nothing happens when nothing differs.</summary>
    public void Reach(string? email, string? phone, Instant at)
    {
        if ((email, phone) != (Email, Phone))
        {
            Raise(new CustomerReachable { OccurredAt = at, Email = PersonalText.Of(email), Phone = PersonalText.Of(phone) });
        }
    }

    /// <summary>Says what trade the customer is in and where; null for unknown. Nothing happens when nothing differs.</summary>
    public void Describe(string? industry, string? country, Instant at)
    {
        if ((industry, country) != (Industry, Country))
        {
            Raise(new CustomerDescribed { OccurredAt = at, Industry = industry, Country = country });
        }
    }

    /// <summary>Says who looks after the customer; null for nobody. Nothing happens when it is the same.</summary>
    public void AssignTo(string? owner, Instant at)
    {
        if (owner != Owner)
        {
            Raise(new OwnerAssigned { OccurredAt = at, Owner = owner });
        }
    }

    /// <summary>Moves the customer to a stage of the lifecycle. Nothing happens when it is there.</summary>
    public void MoveTo(LifecycleStage stage, Instant at)
    {
        if (stage != Stage)
        {
            Raise(new LifecycleStageChanged { OccurredAt = at, Stage = stage });
        }
    }

    /// <summary>Makes the customer a part of another; null for a part of none. Nothing happens when it is so.</summary>
    /// <exception cref="ArgumentException">The customer would be a part of itself.</exception>
    public void PlaceUnder(CustomerId? parent, Instant at)
    {
        if (parent == Id)
        {
            throw new ArgumentException("A customer cannot be a part of itself.", nameof(parent));
        }

        if (parent != Parent)
        {
            Raise(new CustomerPlacedUnder { OccurredAt = at, Parent = parent });
        }
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case CustomerRegistered x:
                (Name, Kind, RegisteredAt) = (x.Name.Value ?? "", x.Kind, x.OccurredAt);
                break;
            case CustomerRenamed x:
                Name = x.Name.Value ?? "";
                break;
            case CustomerReachable x:
                (Email, Phone) = (x.Email?.Value, x.Phone?.Value);
                break;
            case CustomerDescribed x:
                (Industry, Country) = (x.Industry, x.Country);
                break;
            case OwnerAssigned x:
                Owner = x.Owner;
                break;
            case LifecycleStageChanged x:
                Stage = x.Stage;
                break;
            case CustomerPlacedUnder x:
                Parent = x.Parent;
                break;
        }
    }
}
