using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Crm.Sdk.Aggregates;

/// <summary>A kind of event by its name in the log, and how it is written there.</summary>
/// <remarks>The name is kept for ever: logs are read by it. Personal texts are written apart (see <see cref="PersonalText"/>).</remarks>
public sealed class EventType
{
    private readonly Func<DomainEvent, string> _write;
    private readonly Func<string, DomainEvent> _read;

    private EventType(string name, Type type, Func<DomainEvent, string> write, Func<string, DomainEvent> read)
    {
        Name = name;
        Type = type;
        _write = write;
        _read = read;
    }

    /// <summary>The name in the log, such as <c>customer.registered</c>.</summary>
    public string Name { get; }

    /// <summary>The type of the events.</summary>
    public Type Type { get; }

    /// <summary>A kind of event with generated JSON (System.Text.Json source generation).</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static EventType Of<TEvent>(string name, JsonTypeInfo<TEvent> json)
        where TEvent : DomainEvent
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(json);
        return new EventType(
            name, typeof(TEvent), e => JsonSerializer.Serialize((TEvent)e, json),
            text => JsonSerializer.Deserialize(text, json) ?? throw new JsonException("The event is null."));
    }

    /// <summary>Writes an event.</summary>
    /// <param name="e">The event, of this type.</param>
    /// <param name="personalTexts">The personal texts in it, by their places.</param>
    public string Write(DomainEvent e, out IReadOnlyList<string?> personalTexts)
    {
        ArgumentNullException.ThrowIfNull(e);
        return PersonalTextConverter.Write(() => _write(e), out personalTexts);
    }

    /// <summary>Reads an event.</summary>
    /// <param name="json">What <see cref="Write"/> gave.</param>
    /// <param name="personalTexts">The personal texts by their places; null or missing where they were erased.</param>
    /// <exception cref="JsonException">The text is no such event.</exception>
    public DomainEvent Read(string json, IReadOnlyList<string?> personalTexts)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(personalTexts);
        return PersonalTextConverter.Read(() => _read(json), personalTexts);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
