using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using NodaTime;

namespace Crm.Sdk.Customers;

/// <summary>A person who acts for a customer.</summary>
public sealed class Contact : Aggregate<ContactId>, IStored
{
    private Contact(ContactId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns, events and facts.</summary>
    public static Concept<Contact, ContactId> Concept { get; } = new ConceptBuilder<Contact, ContactId>("contact", id => new Contact(id))
        .Text("name", c => c.Name, (c, v) => c.Name = v!, required: true, indexed: true)
        .Reference("customer_id", "customer", c => c.Customer, (c, v) => c.Customer = v)
        .Text("role", c => c.Role, (c, v) => c.Role = v)
        .Text("email", c => c.Email, (c, v) => c.Email = v)
        .Text("phone", c => c.Phone, (c, v) => c.Phone = v)
        .Instant("added_at", c => c.AddedAt, (c, v) => c.AddedAt = v!.Value, required: true)
        .Event("contact.added", ContactJson.Default.ContactAdded)
        .Event("contact.renamed", ContactJson.Default.ContactRenamed)
        .Event("contact.reachable", ContactJson.Default.ContactReachable)
        .Event("contact.affiliated", ContactJson.Default.ContactAffiliated)
        .Fact("contact", FactShape.Entity, (fact, _) => fact
            .Key(c => c.Id.Value)
            .Time("added", c => (Instant?)c.AddedAt)
            .Reference("customer", c => c.Customer?.Value)
            .Dimension("role", c => c.Role))
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>What the person is called.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The customer that the person acts for; null for none now. The log has the former ones.</summary>
    public CustomerId? Customer { get; private set; }

    /// <summary>What the person does there, in the host's words; null when unknown.</summary>
    public string? Role { get; private set; }

    /// <summary>The e-mail address; null when unknown.</summary>
    public string? Email { get; private set; }

    /// <summary>The telephone number, best as E.164; null when unknown.</summary>
    public string? Phone { get; private set; }

    /// <summary>When the person became known.</summary>
    public Instant AddedAt { get; private set; }

    /// <summary>Takes up a person.</summary>
    /// <exception cref="ArgumentException">The id or the name is empty.</exception>
    public static Contact Create(ContactId id, string name, CustomerId? customer, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var contact = new Contact(id);
        contact.Raise(new ContactAdded { OccurredAt = at, Name = PersonalText.Of(name)!, Customer = customer });
        return contact;
    }

    /// <summary>Gives the person another name. Nothing happens when it is the same.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Rename(string name, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name != Name)
        {
            Raise(new ContactRenamed { OccurredAt = at, Name = PersonalText.Of(name)! });
        }
    }

    /// <summary>Says how the person is reached; null for unknown. Nothing happens when nothing differs.</summary>
    public void Reach(string? email, string? phone, Instant at)
    {
        if ((email, phone) != (Email, Phone))
        {
            Raise(new ContactReachable { OccurredAt = at, Email = PersonalText.Of(email), Phone = PersonalText.Of(phone) });
        }
    }

    /// <summary>Says for whom the person acts and as what; null for nobody and unknown. Nothing happens when nothing differs.</summary>
    public void Affiliate(CustomerId? customer, string? role, Instant at)
    {
        if ((customer, role) != (Customer, Role))
        {
            Raise(new ContactAffiliated { OccurredAt = at, Customer = customer, Role = role });
        }
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case ContactAdded x:
                (Name, Customer, AddedAt) = (x.Name.Value ?? "", x.Customer, x.OccurredAt);
                break;
            case ContactRenamed x:
                Name = x.Name.Value ?? "";
                break;
            case ContactReachable x:
                (Email, Phone) = (x.Email?.Value, x.Phone?.Value);
                break;
            case ContactAffiliated x:
                (Customer, Role) = (x.Customer, x.Role);
                break;
        }
    }
}
