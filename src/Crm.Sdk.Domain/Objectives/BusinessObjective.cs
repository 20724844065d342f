using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using NodaTime;

namespace Crm.Sdk.Objectives;

/// <summary>How far a business objective looks.</summary>
public enum BusinessHorizon
{
    /// <summary>It is wanted soon, mostly within a year.</summary>
    ShortTerm,

    /// <summary>It is wanted in the long run.</summary>
    LongTerm,
}

/// <summary>What the organisation wants as a whole; SMART objectives say what CRM does for it.</summary>
public sealed class BusinessObjective : Aggregate<BusinessObjectiveId>, IStored
{
    private BusinessObjective(BusinessObjectiveId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns and events.</summary>
    public static Concept<BusinessObjective, BusinessObjectiveId> Concept { get; } =
        new ConceptBuilder<BusinessObjective, BusinessObjectiveId>("business_objective", id => new BusinessObjective(id))
            .Text("title", o => o.Title, (o, v) => o.Title = v!, required: true)
            .Text("owner", o => o.Owner, (o, v) => o.Owner = v!, required: true)
            .Date("due", o => o.Due, (o, v) => o.Due = v!.Value, required: true)
            .Reference("parent_id", "business_objective", o => o.Parent, (o, v) => o.Parent = v)
            .Choice("horizon", o => o.Horizon, (o, v) => o.Horizon = v)
            .Event("business_objective.stated", BusinessObjectiveJson.Default.BusinessObjectiveStated)
            .Event("business_objective.restated", BusinessObjectiveJson.Default.BusinessObjectiveRestated)
            .Event("business_objective.placed", BusinessObjectiveJson.Default.BusinessObjectivePlaced)
            .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>What is wanted, in one sentence.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Who answers for it, by the host's name for the user.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>By when.</summary>
    public LocalDate Due { get; private set; }

    /// <summary>The objective that it serves; null for none.</summary>
    public BusinessObjectiveId? Parent { get; private set; }

    /// <summary>Whether it is wanted soon or in the long run.</summary>
    public BusinessHorizon Horizon { get; private set; }

    /// <summary>States an objective.</summary>
    /// <exception cref="ArgumentException">The id, the title or the owner is empty.</exception>
    public static BusinessObjective State(BusinessObjectiveId id, string title, string owner, LocalDate due, Instant at, BusinessObjectiveId? parent = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        var objective = new BusinessObjective(id);
        objective.Raise(new BusinessObjectiveStated { OccurredAt = at, Title = title, Owner = owner, Due = due, Parent = parent });
        return objective;
    }

    /// <summary>States it anew. Nothing happens when nothing differs.</summary>
    /// <exception cref="ArgumentException">The title or the owner is empty.</exception>
    public void Restate(string title, string owner, LocalDate due, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        if ((title, owner, due) != (Title, Owner, Due))
        {
            Raise(new BusinessObjectiveRestated { OccurredAt = at, Title = title, Owner = owner, Due = due });
        }
    }

    /// <summary>Says which objective it serves and how far it looks. Nothing happens when nothing differs.</summary>
    /// <exception cref="ArgumentException">It would serve itself.</exception>
    public void Place(BusinessObjectiveId? parent, BusinessHorizon horizon, Instant at)
    {
        if (parent == Id)
        {
            throw new ArgumentException($"'{Title}' cannot serve itself.", nameof(parent));
        }

        if ((parent, horizon) != (Parent, Horizon))
        {
            Raise(new BusinessObjectivePlaced { OccurredAt = at, Parent = parent, Horizon = horizon });
        }
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case BusinessObjectiveStated x:
                (Title, Owner, Due, Parent) = (x.Title, x.Owner, x.Due, x.Parent);
                break;
            case BusinessObjectiveRestated x:
                (Title, Owner, Due) = (x.Title, x.Owner, x.Due);
                break;
            case BusinessObjectivePlaced x:
                (Parent, Horizon) = (x.Parent, x.Horizon);
                break;
        }
    }
}

/// <summary>A business objective was stated.</summary>
public sealed record BusinessObjectiveStated : DomainEvent
{
    /// <summary>What is wanted.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>By when.</summary>
    public required LocalDate Due { get; init; }

    /// <summary>The objective that it serves; null for none.</summary>
    public BusinessObjectiveId? Parent { get; init; }
}

/// <summary>A business objective was stated anew.</summary>
public sealed record BusinessObjectiveRestated : DomainEvent
{
    /// <summary>What is wanted.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>By when.</summary>
    public required LocalDate Due { get; init; }
}

/// <summary>It was said which objective a business objective serves and how far it looks.</summary>
public sealed record BusinessObjectivePlaced : DomainEvent
{
    /// <summary>The objective that it serves; null for none.</summary>
    public BusinessObjectiveId? Parent { get; init; }

    /// <summary>Whether it is wanted soon or in the long run.</summary>
    public required BusinessHorizon Horizon { get; init; }
}

/// <summary>Generated JSON of the events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter)])]
[JsonSerializable(typeof(BusinessObjectiveStated))]
[JsonSerializable(typeof(BusinessObjectiveRestated))]
[JsonSerializable(typeof(BusinessObjectivePlaced))]
internal sealed partial class BusinessObjectiveJson : JsonSerializerContext;
