using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Crm.Sdk.Attributes;

/// <summary>The values of the attributes of one aggregate. Never changed: setting a value gives another bag.</summary>
/// <remarks>
/// Values are held in the form in which stores keep them: string, bool or long (StorageForm). Equal when all values are. A key without
/// a value is not in the bag.
/// </remarks>
public sealed class AttributeBag : IEquatable<AttributeBag>
{
    private readonly SortedDictionary<string, object> _values;

    private AttributeBag(SortedDictionary<string, object> values) => _values = values;

    /// <summary>No values.</summary>
    public static AttributeBag Empty { get; } = new(new SortedDictionary<string, object>(StringComparer.Ordinal));

    /// <summary>The keys that have a value, in the order of their letters.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>In a condition: the value of an attribute, to be compared with a value of its type.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value as a store keeps it (string, bool or long); null when there is none.</returns>
    [SuppressMessage("Design", "CA1043:Use Integral Or String Argument For Indexers", Justification = "The key is a string.")]
    public object? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The value of an attribute.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidCastException">The value was set through a definition of another type.</exception>
    public bool TryGet<T>(AttributeDefinition<T> attribute, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(attribute);
        bool known = _values.TryGetValue(attribute.Key, out object? raw);
        value = known ? attribute.FromRaw(raw!) : default;
        return known;
    }

    /// <summary>Reads what <see cref="ToJson"/> writes.</summary>
    /// <exception cref="FormatException">The text is no such object.</exception>
    public static AttributeBag FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json is "{}" or "")
        {
            return Empty;
        }

        var values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                values[property.Name] = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString()!,
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => property.Value.GetInt64(),
                };
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new FormatException("This is no bag of attributes.", e);
        }

        return new AttributeBag(values);
    }

    /// <summary>A JSON object of the values, keys in the order of their letters: the same values give the same text.</summary>
    public string ToJson()
    {
        if (_values.Count == 0)
        {
            return "{}";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach ((string key, object value) in _values)
            {
                switch (value)
                {
                    case string text:
                        writer.WriteString(key, text);
                        break;
                    case bool flag:
                        writer.WriteBoolean(key, flag);
                        break;
                    default:
                        writer.WriteNumber(key, (long)value);
                        break;
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public bool Equals(AttributeBag? other) =>
        other is not null && _values.Count == other._values.Count && _values.All(v => other._values.TryGetValue(v.Key, out object? x) && Equals(x, v.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributeBag);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(0, (h, v) => HashCode.Combine(h, v.Key, v.Value));

    /// <summary>The keys only: values may be personal.</summary>
    public override string ToString() => string.Join(", ", _values.Keys);

    internal AttributeBag With(string key, object? raw)
    {
        var values = new SortedDictionary<string, object>(_values, StringComparer.Ordinal);
        if (raw is null)
        {
            values.Remove(key);
        }
        else
        {
            values[key] = raw;
        }

        return new AttributeBag(values);
    }
}
