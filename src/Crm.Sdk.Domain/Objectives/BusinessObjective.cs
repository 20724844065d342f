using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using NodaTime;

namespace Crm.Sdk.Objectives;

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
            .Event("business_objective.stated", BusinessObjectiveJson.Default.BusinessObjectiveStated)
            .Event("business_objective.restated", BusinessObjectiveJson.Default.BusinessObjectiveRestated)
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

/// <summary>Generated JSON of the events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter)])]
[JsonSerializable(typeof(BusinessObjectiveStated))]
[JsonSerializable(typeof(BusinessObjectiveRestated))]
internal sealed partial class BusinessObjectiveJson : JsonSerializerContext;
