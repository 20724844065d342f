using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using NodaTime;

namespace Crm.Sdk.Interactions;

/// <summary>From which side an interaction came.</summary>
public enum Direction
{
    /// <summary>The customer turned to the host.</summary>
    Inbound,

    /// <summary>The host turned to the customer.</summary>
    Outbound,
}

/// <summary>A contact with a customer that took place: a call, a visit, a message. It is a fact: it can be corrected, not changed.</summary>
public sealed class Interaction : Aggregate<InteractionId>, IStored
{
    private Interaction(InteractionId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns, events and facts.</summary>
    public static Concept<Interaction, InteractionId> Concept { get; } = new ConceptBuilder<Interaction, InteractionId>("interaction", id => new Interaction(id))
        .Reference("customer_id", "customer", i => i.Customer, (i, v) => i.Customer = v)
        .Reference("contact_id", "contact", i => i.Contact, (i, v) => i.Contact = v)
        .Instant("at", i => i.At, (i, v) => i.At = v!.Value, required: true, indexed: true)
        .Text("type", i => i.Type, (i, v) => i.Type = v!, required: true)
        .Text("channel", i => i.Channel, (i, v) => i.Channel = v!, required: true)
        .Choice("direction", i => i.Direction, (i, v) => i.Direction = v)
        .Text("owner", i => i.Owner, (i, v) => i.Owner = v)
        .Text("subject", i => i.Subject, (i, v) => i.Subject = v)
        .Number("seconds", i => i.Seconds, (i, v) => i.Seconds = v)
        .Flag("corrected", i => i.IsCorrected, (i, v) => i.IsCorrected = v)
        .Event("interaction.recorded", InteractionJson.Default.InteractionRecorded)
        .Event("interaction.corrected", InteractionJson.Default.InteractionCorrected)
        .Fact("interaction", FactShape.Event, (fact, _) => fact
            .Key(i => i.Id.Value)
            .Time("at", i => (Instant?)i.At)
            .Reference("customer", i => i.Customer?.Value)
            .Reference("contact", i => i.Contact?.Value)
            .Dimension("type", i => i.Type)
            .Dimension("channel", i => i.Channel)
            .Dimension("direction", i => i.Direction.ToString())
            .Dimension("owner", i => i.Owner)
            .Measure("duration", i => i.Duration))
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>With whom; null when it is not known yet.</summary>
    public CustomerId? Customer { get; private set; }

    /// <summary>With which person; null when it is not known.</summary>
    public ContactId? Contact { get; private set; }

    /// <summary>When it began.</summary>
    public Instant At { get; private set; }

    /// <summary>What it was, in the host's words: call, visit, message, review.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Over which channel, in the host's words.</summary>
    public string Channel { get; private set; } = "";

    /// <summary>From which side it came.</summary>
    public Direction Direction { get; private set; }

    /// <summary>Who was there for the host, by the host's name for the user; null when unknown.</summary>
    public string? Owner { get; private set; }

    /// <summary>What it was about; null when unknown. It may speak of persons.</summary>
    public string? Subject { get; private set; }

    /// <summary>How long it took, in whole seconds; null when unknown.</summary>
    public long? Seconds { get; private set; }

    /// <summary>How long it took; null when unknown.</summary>
    public Duration? Duration => Seconds is { } s ? NodaTime.Duration.FromSeconds(s) : null;

    /// <summary>Whether it was recorded wrongly at first.</summary>
    public bool IsCorrected { get; private set; }

    /// <summary>Records what took place.</summary>
    /// <exception cref="ArgumentException">The id is empty, what must be said is missing, or the seconds are out of range.</exception>
    public static Interaction Record(InteractionId id, InteractionDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        details.Check();
        var interaction = new Interaction(id);
        interaction.Raise(new InteractionRecorded { OccurredAt = details.At, Details = details });
        return interaction;
    }

    /// <summary>Says what really took place. What was recorded first stays in the log.</summary>
    /// <exception cref="ArgumentException">What must be said is missing, or the seconds are out of range.</exception>
    public void Correct(InteractionDetails details, Instant at)
    {
        ArgumentNullException.ThrowIfNull(details);
        details.Check();
        Raise(new InteractionCorrected { OccurredAt = at, Details = details });
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        InteractionDetails x = e is InteractionRecorded recorded ? recorded.Details : ((InteractionCorrected)e).Details;
        (Customer, Contact, At, Type, Channel, Direction) = (x.Customer, x.Contact, x.At, x.Type, x.Channel, x.Direction);
        (Owner, Subject, Seconds) = (x.Owner, x.Subject?.Value, x.Seconds);
        IsCorrected = e is InteractionCorrected;
    }
}
