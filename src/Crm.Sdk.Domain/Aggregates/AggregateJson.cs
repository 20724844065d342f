using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Sdk.Facts;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Aggregates;

/// <summary>Generated JSON of the events that every aggregate has.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter)])]
[JsonSerializable(typeof(Archived))]
[JsonSerializable(typeof(Restored))]
[JsonSerializable(typeof(Identified))]
[JsonSerializable(typeof(Unidentified))]
[JsonSerializable(typeof(AttributeChanged))]
internal sealed partial class AggregateJson : JsonSerializerContext;

/// <summary>Writes an instant as ISO 8601 text in UTC, such as <c>2026-03-01T09:30:00Z</c>, to the microsecond, as stores keep it.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Patterns.Read(InstantPattern.ExtendedIso, ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(StorageForm.ToInstant(StorageForm.Of(value))));
    }
}

/// <summary>Writes a date as ISO 8601 text, such as <c>2026-03-01</c>.</summary>
public sealed class LocalDateConverter : JsonConverter<LocalDate>
{
    /// <inheritdoc/>
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Patterns.Read(LocalDatePattern.Iso, ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
    }
}

/// <summary>Reads NodaTime's texts for JSON.</summary>
internal static class Patterns
{
    public static T Read<T>(IPattern<T> pattern, ref Utf8JsonReader reader)
    {
        ParseResult<T> result = pattern.Parse(reader.GetString() ?? "");
        return result.Success ? result.Value : throw new JsonException(result.Exception.Message, result.Exception);
    }
}
