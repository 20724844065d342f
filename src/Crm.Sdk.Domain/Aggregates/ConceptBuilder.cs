using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Aggregates;

/// <summary>Declares a concept: for each part of the state a column, with how it is read and written; then the events and the facts.</summary>
/// <remarks>
/// A getter is written as a plain property, <c>c =&gt; c.Name</c>: its text names the property in conditions. The order of the columns is
/// the order of the calls.
/// </remarks>
/// <typeparam name="T">The aggregate.</typeparam>
/// <typeparam name="TId">Its id.</typeparam>
public sealed class ConceptBuilder<T, TId>
    where T : Aggregate<TId>
    where TId : struct, IEntityId<TId>
{
    private readonly string _name;
    private readonly Func<TId, T> _create;
    private readonly List<RowColumn> _columns = [];
    private readonly List<Func<T, object?>> _read = [];
    private readonly List<Action<T, IReadOnlyList<object?>, int>> _write = [];
    private readonly List<EventType> _events =
    [
        EventType.Of("archived", AggregateJson.Default.Archived),
        EventType.Of("restored", AggregateJson.Default.Restored),
        EventType.Of("identified", AggregateJson.Default.Identified),
        EventType.Of("unidentified", AggregateJson.Default.Unidentified),
        EventType.Of("attribute_changed", AggregateJson.Default.AttributeChanged),
    ];

    private readonly List<Func<FactSettings, FactProjection>> _facts = [];

    /// <summary>Begins a concept.</summary>
    /// <param name="name">Small letters and underscores.</param>
    /// <param name="create">Makes an aggregate to which nothing has happened yet.</param>
    public ConceptBuilder(string name, Func<TId, T> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        _name = name;
        _create = create;
    }

    /// <summary>A text by which aggregates of a tenant are told apart, such as the name of a segment: two of them that are not archived never share it.</summary>
    public ConceptBuilder<T, TId> UniqueText(
        string name, Func<T, string?> get, Action<T, string?> set, bool required = true, [CallerArgumentExpression(nameof(get))] string property = "") =>
        Add(name, ColumnKind.Text, property, get, (c, v) => set(c, (string?)v), required, indexed: true, unique: true);

    /// <summary>A text.</summary>
    public ConceptBuilder<T, TId> Text(
        string name, Func<T, string?> get, Action<T, string?> set, bool required = false, bool indexed = false,
        [CallerArgumentExpression(nameof(get))] string property = "") =>
        Add(name, ColumnKind.Text, property, get, (c, v) => set(c, (string?)v), required, indexed);

    /// <summary>A value of an enumeration, stored as its name.</summary>
    public ConceptBuilder<T, TId> Choice<TEnum>(
        string name, Func<T, TEnum> get, Action<T, TEnum> set, bool indexed = false, [CallerArgumentExpression(nameof(get))] string property = "")
        where TEnum : struct, Enum =>
        Add(name, ColumnKind.Text, property, c => get(c).ToString(), (c, v) => set(c, Enum.Parse<TEnum>((string)v!)), required: true, indexed);

    /// <summary>A whole number.</summary>
    public ConceptBuilder<T, TId> Number(
        string name, Func<T, long?> get, Action<T, long?> set, bool required = false, bool indexed = false,
        [CallerArgumentExpression(nameof(get))] string property = "") =>
        Add(name, ColumnKind.Number, property, c => get(c), (c, v) => set(c, (long?)v), required, indexed);

    /// <summary>True or false.</summary>
    public ConceptBuilder<T, TId> Flag(
        string name, Func<T, bool> get, Action<T, bool> set, bool indexed = false, [CallerArgumentExpression(nameof(get))] string property = "") =>
        Add(name, ColumnKind.Flag, property, c => get(c), (c, v) => set(c, (bool)v!), required: true, indexed);

    /// <summary>An instant, to the microsecond.</summary>
    public ConceptBuilder<T, TId> Instant(
        string name, Func<T, Instant?> get, Action<T, Instant?> set, bool required = false, bool indexed = false,
        [CallerArgumentExpression(nameof(get))] string property = "") =>
        Add(name, ColumnKind.Number, property, c => get(c) is { } v ? StorageForm.Of(v) : null,
            (c, v) => set(c, v is long number ? StorageForm.ToInstant(number) : null), required, indexed);

    /// <summary>A date.</summary>
    public ConceptBuilder<T, TId> Date(
        string name, Func<T, LocalDate?> get, Action<T, LocalDate?> set, bool required = false, bool indexed = false,
        [CallerArgumentExpression(nameof(get))] string property = "") =>
        Add(name, ColumnKind.Number, property, c => get(c) is { } v ? StorageForm.Of(v) : null,
            (c, v) => set(c, v is long number ? StorageForm.ToDate(number) : null), required, indexed);

    /// <summary>An amount of money: two columns, one for minor units and one, with <c>_currency</c> added, for the currency.</summary>
    public ConceptBuilder<T, TId> Money(
        string name, Func<T, Money?> get, Action<T, Money?> set, bool indexed = false, [CallerArgumentExpression(nameof(get))] string property = "")
    {
        Add(name, ColumnKind.Number, $"{property}.MinorUnits", c => get(c)?.MinorUnits, (_, _) => { }, required: false, indexed);
        _columns.Add(new RowColumn($"{name}_currency", ColumnKind.Text, $"{PropertyOf(property, name)}.Currency"));
        _read.Add(c => get(c)?.Currency.Code);
        _write.Add((c, values, at) => set(c, values[at] is string code ? new Money((long)values[at - 1]!, Currency.Get(code)) : null));
        return this;
    }

    /// <summary>A reference to another aggregate; the store refuses a commit whose reference leads nowhere.</summary>
    /// <typeparam name="TOther">The kind of id.</typeparam>
    /// <param name="name">The column.</param>
    /// <param name="concept">The name of the kind of aggregate that is referred to.</param>
    /// <param name="get">Reads it.</param>
    /// <param name="set">Writes it.</param>
    /// <param name="required">Whether there always is one.</param>
    /// <param name="property">The text of the getter.</param>
    public ConceptBuilder<T, TId> Reference<TOther>(
        string name, string concept, Func<T, TOther?> get, Action<T, TOther?> set, bool required = false,
        [CallerArgumentExpression(nameof(get))] string property = "")
        where TOther : struct, IEntityId<TOther> =>
        Add(name, ColumnKind.Id, property, c => get(c)?.Value, (c, v) => set(c, v is Guid id ? TOther.From(id) : null), required, indexed: true, concept);

    /// <summary>A part that is stored and loaded whole, as JSON.</summary>
    public ConceptBuilder<T, TId> Json<TPart>(
        string name, Func<T, TPart> get, Action<T, TPart> set, JsonTypeInfo<TPart> json, [CallerArgumentExpression(nameof(get))] string property = "")
        where TPart : class =>
        Add(name, ColumnKind.Json, property, c => JsonSerializer.Serialize(get(c), json), (c, v) => set(c, JsonSerializer.Deserialize((string)v!, json)!), required: true, indexed: false);

    /// <summary>A kind of event.</summary>
    /// <param name="name">Its name in the log, kept for ever.</param>
    /// <param name="json">How it is written.</param>
    public ConceptBuilder<T, TId> Event<TEvent>(string name, JsonTypeInfo<TEvent> json)
        where TEvent : DomainEvent
    {
        _events.Add(EventType.Of(name, json));
        return this;
    }

    /// <summary>A fact for each aggregate.</summary>
    /// <param name="name">The name of the fact in definitions.</param>
    /// <param name="shape">Whether it is an event or an entity.</param>
    /// <param name="declare">Declares key, time roles, references, dimensions and measures. The host's attributes are added by themselves.</param>
    public ConceptBuilder<T, TId> Fact(string name, FactShape shape, Action<FactMappingBuilder<T>, FactSettings> declare)
    {
        ArgumentNullException.ThrowIfNull(declare);
        return Facts<T>(name, shape, c => [c], (b, settings) =>
        {
            declare(b, settings);
            AttributeFields.Add(b, settings.Attributes.Of(_name), c => c.Attributes);
        });
    }

    /// <summary>Any number of facts for each aggregate, such as one for each line of an order.</summary>
    /// <param name="name">The name of the fact in definitions.</param>
    /// <param name="shape">Whether it is an event or an entity.</param>
    /// <param name="items">What gives a fact each.</param>
    /// <param name="declare">Declares key, time roles, references, dimensions and measures. Keys are unique over all aggregates.</param>
    public ConceptBuilder<T, TId> Facts<TItem>(
        string name, FactShape shape, Func<T, IEnumerable<TItem>> items, Action<FactMappingBuilder<TItem>, FactSettings> declare)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(declare);
        _facts.Add(settings =>
        {
            FactMappingBuilder<TItem> builder = FactSchema.For<TItem>(name, shape);
            declare(builder, settings);
            FactMapping<TItem> mapping = builder.Build();
            if (!mapping.Schema.HasOwnKey)
            {
                throw new InvalidOperationException($"The fact '{name}' is stored, and so its rows need a key of their own.");
            }

            return new FactProjection(mapping.Schema, aggregate => items((T)aggregate).Select(mapping.RecordOf));
        });
        return this;
    }

    /// <summary>Ends the declaration.</summary>
    public Concept<T, TId> Build()
    {
        var schema = new RowSchema(_name, [.. _columns]);
        Func<FactSettings, FactProjection>[] facts = [.. _facts];
        return new Concept<T, TId>(schema, [.. _events], _create, [.. _read], [.. _write], settings => [.. facts.Select(f => f(settings))]);
    }

    private ConceptBuilder<T, TId> Add(
        string name, ColumnKind kind, string getter, Func<T, object?> get, Action<T, object?> set, bool required, bool indexed,
        string? references = null, bool unique = false)
    {
        _columns.Add(new RowColumn(name, kind, PropertyOf(getter, name)) { IsNullable = !required, IsIndexed = indexed, IsUnique = unique, References = references });
        _read.Add(get);
        _write.Add((aggregate, values, at) => set(aggregate, values[at]));
        return this;
    }

    private static string PropertyOf(string getter, string name)
    {
        // "c => c.Account.Id" names the property "Account.Id"; a getter that is more than that names nothing that a condition can ask for.
        int dot = getter.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? name : getter[(dot + 1)..];
    }
}
