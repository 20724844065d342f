namespace Crm.Sdk.Facts;

/// <summary>One fact by itself: a value for each field, in storage form.</summary>
/// <remarks>
/// Values are null, string or long; true is 1. Equal when schema and all values are. Stores keep these; columns are made of them with
/// <see cref="AddTo"/>.
/// </remarks>
public sealed class FactRecord : IEquatable<FactRecord>
{
    private readonly object?[] _values;
    private readonly int _key;

    /// <summary>Creates a fact.</summary>
    /// <exception cref="ArgumentException">There are not as many values as fields, or no key, or one has the wrong form.</exception>
    public FactRecord(FactSchema schema, IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(values);
        Schema = schema;
        _values = [.. values];
        _key = schema.OrdinalOf(schema.Key.Name);
        if (_values.Length != schema.Fields.Count)
        {
            throw new ArgumentException($"'{schema.Name}' has {schema.Fields.Count} fields, not {_values.Length}.", nameof(values));
        }

        for (int i = 0; i < _values.Length; i++)
        {
            if (_values[i] is { } value && (schema.Fields[i].Type.IsTextual ? value is not string : value is not long))
            {
                throw new ArgumentException($"A {value.GetType().Name} is no stored value of '{schema.Name}.{schema.Fields[i].Name}'.", nameof(values));
            }
        }

        if (_values[_key] is null)
        {
            throw new ArgumentException($"A fact of '{schema.Name}' needs its key.", nameof(values));
        }
    }

    /// <summary>The fields.</summary>
    public FactSchema Schema { get; }

    /// <summary>The key.</summary>
    public string Key => _values[_key] as string ?? ((long)_values[_key]!).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The values by field.</summary>
    public IReadOnlyList<object?> Values => _values;

    /// <summary>Adds the fact to a batch of columns.</summary>
    /// <exception cref="InvalidOperationException">The batch is full.</exception>
    public void AddTo(FactBatchBuilder batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (int i = 0; i < _values.Length; i++)
        {
            switch (_values[i])
            {
                case string text:
                    batch.SetText(i, text);
                    break;
                case long number:
                    batch.SetNumber(i, number);
                    break;
            }
        }

        batch.EndRow();
    }

    /// <inheritdoc/>
    public bool Equals(FactRecord? other) => other is not null && ReferenceEquals(Schema, other.Schema) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FactRecord);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Schema.Name} {Key}";
}
