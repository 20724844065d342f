using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Sdk.Aggregates;

/// <summary>
/// A text about a person inside an event. The log keeps only a place for it; the text itself lies among the values of its subject, so
/// that it can be erased while the log stays whole.
/// </summary>
/// <remarks>Equal when the values are; two erased ones are equal.</remarks>
[JsonConverter(typeof(PersonalTextConverter))]
public sealed class PersonalText : IEquatable<PersonalText>
{
    private PersonalText(string? value) => Value = value;

    /// <summary>The text that was erased.</summary>
    public static PersonalText Erased { get; } = new(null);

    /// <summary>The text; null when it was erased.</summary>
    public string? Value { get; }

    /// <summary>A text, or null for none.</summary>
    public static PersonalText? Of(string? value) => value is null ? null : new PersonalText(value);

    /// <inheritdoc/>
    public bool Equals(PersonalText? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PersonalText);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the text, so that no log or exception shows it.</summary>
    public override string ToString() => Value is null ? "(erased)" : "(personal)";
}

/// <summary>Writes the place of a personal text, and keeps the text for whoever writes the event; reads it back from there.</summary>
/// <remarks>
/// It is public because JSON generated for events of a host needs to see it; only <see cref="EventType"/> gives it the texts. Converters
/// have no state of their own; one event is written or read at a time on a thread, between two calls here.
/// </remarks>
public sealed class PersonalTextConverter : JsonConverter<PersonalText>
{
    [ThreadStatic]
    private static List<string?>? s_written;

    [ThreadStatic]
    private static IReadOnlyList<string?>? s_known;

    /// <summary>Writes an event and gives the personal texts in it, in the order of their places.</summary>
    internal static string Write(Func<string> write, out IReadOnlyList<string?> texts)
    {
        var written = new List<string?>();
        s_written = written;
        try
        {
            texts = written;
            return write();
        }
        finally
        {
            s_written = null;
        }
    }

    /// <summary>Reads an event whose personal texts are known by their places; a missing one was erased.</summary>
    internal static T Read<T>(Func<T> read, IReadOnlyList<string?> texts)
    {
        s_known = texts;
        try
        {
            return read();
        }
        finally
        {
            s_known = null;
        }
    }

    /// <inheritdoc/>
    public override PersonalText? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        int place = reader.GetInt32();
        return s_known is { } known && place >= 0 && place < known.Count && PersonalText.Of(known[place]) is { } text ? text : PersonalText.Erased;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PersonalText value, JsonSerializerOptions options)
    {
        List<string?> written = s_written ?? throw new InvalidOperationException("A personal text is written through its event type only.");
        writer.WriteNumberValue(written.Count);
        written.Add(value.Value);
    }
}
