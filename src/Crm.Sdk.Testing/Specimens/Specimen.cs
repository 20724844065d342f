using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Testing.Specimens;

/// <summary>The identity of a specimen.</summary>
[JsonConverter(typeof(EntityIdConverter<SpecimenId>))]
internal readonly record struct SpecimenId(Guid Value) : IEntityId<SpecimenId>
{
    public static SpecimenId From(Guid value) => new(value);
}

/// <summary>A choice.</summary>
internal enum Colour
{
    Red,
    Green,
    Blue,
}

/// <summary>A part that is kept whole.</summary>
internal sealed record SpecimenTags
{
    public IReadOnlyList<string> Names { get; init; } = [];
}

/// <summary>A concept of the kit's own that has a column of every kind and gives one fact and, for its tags, several.</summary>
internal sealed class Specimen : Aggregate<SpecimenId>, IStored
{
    private Specimen(SpecimenId id)
        : base(id)
    {
    }

    public static Concept<Specimen, SpecimenId> Concept { get; } = new ConceptBuilder<Specimen, SpecimenId>("specimen", id => new Specimen(id))
        .Text("title", s => s.Title, (s, v) => s.Title = v!, required: true, indexed: true)
        .Text("note", s => s.Note, (s, v) => s.Note = v)
        .Choice("colour", s => s.Colour, (s, v) => s.Colour = v)
        .Number("count", s => s.Count, (s, v) => s.Count = v)
        .Flag("flagged", s => s.Flagged, (s, v) => s.Flagged = v)
        .Instant("at", s => s.At, (s, v) => s.At = v)
        .Date("day", s => s.Day, (s, v) => s.Day = v)
        .Money("price", s => s.Price, (s, v) => s.Price = v)
        .Reference("next_id", "specimen", s => s.Next, (s, v) => s.Next = v)
        .Json("tags", s => s.Tags, (s, v) => s.Tags = v, SpecimenJson.Default.SpecimenTags)
        .Event("specimen.changed", SpecimenJson.Default.SpecimenChanged)
        .Fact("specimen", FactShape.Entity, (fact, settings) => fact
            .Key(s => s.Id.Value)
            .Time("at", s => s.At)
            .Reference("next", s => s.Next?.Value, "specimen")
            .Dimension("title", s => s.Title)
            .Dimension("colour", s => s.Colour.ToString())
            .Dimension("flagged", s => (bool?)s.Flagged)
            .Measure("count", s => s.Count)
            .Money("price", settings.Currency.Code, s => settings.AmountOf(s.Price)))
        .Facts("specimen_tag", FactShape.Event, s => s.Tags.Names.Select((name, i) => (s, name, i)), (fact, _) => fact
            .Key(t => $"{t.s.Id.Value:D}/{t.i}")
            .Reference("specimen", t => (Guid?)t.s.Id.Value)
            .Dimension("name", t => t.name))
        .Build();

    static Concept IStored.StoredAs => Concept;

    public string Title { get; private set; } = "";

    public string? Note { get; private set; }

    public Colour Colour { get; private set; }

    public long? Count { get; private set; }

    public bool Flagged { get; private set; }

    public Instant? At { get; private set; }

    public LocalDate? Day { get; private set; }

    public Money? Price { get; private set; }

    public SpecimenId? Next { get; private set; }

    public SpecimenTags Tags { get; private set; } = new();

    public static Specimen Make(Guid id, SpecimenChanged first)
    {
        var specimen = new Specimen(new SpecimenId(id));
        specimen.Raise(first);
        return specimen;
    }

    public void Change(SpecimenChanged change) => Raise(change);

    /// <summary>The event that would make this of nothing.</summary>
    public SpecimenChanged State(Instant at) => new()
    {
        OccurredAt = at, Title = Title, Note = PersonalText.Of(Note), Colour = Colour, Count = Count, Flagged = Flagged, At = At, Day = Day, Price = Price,
        Next = Next, Tags = Tags.Names,
    };

    protected override void Apply(DomainEvent e)
    {
        if (e is SpecimenChanged x)
        {
            (Title, Note, Colour, Count, Flagged) = (x.Title, x.Note?.Value, x.Colour, x.Count, x.Flagged);
            (At, Day, Price, Next, Tags) = (x.At, x.Day, x.Price, x.Next, new SpecimenTags { Names = x.Tags });
        }
    }
}

/// <summary>A specimen is now so.</summary>
internal sealed record SpecimenChanged : DomainEvent
{
    public required string Title { get; init; }

    public PersonalText? Note { get; init; }

    public Colour Colour { get; init; }

    public long? Count { get; init; }

    public bool Flagged { get; init; }

    public Instant? At { get; init; }

    public LocalDate? Day { get; init; }

    public Money? Price { get; init; }

    public SpecimenId? Next { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>Generated JSON of the event and of the part.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter), typeof(MoneyConverter)])]
[JsonSerializable(typeof(SpecimenChanged))]
[JsonSerializable(typeof(SpecimenTags))]
internal sealed partial class SpecimenJson : JsonSerializerContext;
