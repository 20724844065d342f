using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Attributes;

/// <summary>
/// A typed attribute that a host adds to a kind of aggregate. Once registered it can be set, searched, imported and used in segments
/// and metrics like a property that was always there.
/// </summary>
/// <remarks>Create one with the methods here and keep it: <see cref="AttributeDefinition{T}"/> is the key to the values.</remarks>
public abstract class AttributeDefinition
{
    private protected AttributeDefinition(string key, DataType type, bool isPersonal)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!(char.IsAsciiLetterLower(key[0]) && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')))
        {
            throw new ArgumentException($"'{key}' is no key of an attribute: use small letters, digits and underscores, a letter first.", nameof(key));
        }

        Key = key;
        Type = type;
        IsPersonal = isPersonal;
    }

    /// <summary>The name in definitions, import mappings and stores: small letters, digits and underscores.</summary>
    public string Key { get; }

    /// <summary>The type of the values.</summary>
    public DataType Type { get; }

    /// <summary>Whether values say something about a person: they are then kept outside the log and can be erased.</summary>
    public bool IsPersonal { get; }

    /// <summary>What people call it; the key when nothing else was said.</summary>
    public string Label { get => field ?? Key; init; }

    /// <summary>A text.</summary>
    /// <exception cref="ArgumentException">The key is no name.</exception>
    public static AttributeDefinition<string> Text(string key, bool isPersonal = false) =>
        new(key, DataType.Text, isPersonal, v => v, raw => (string)raw);

    /// <summary>True or false.</summary>
    /// <exception cref="ArgumentException">The key is no name.</exception>
    public static AttributeDefinition<bool> Flag(string key) => new(key, DataType.Boolean, false, v => v, raw => (bool)raw);

    /// <summary>A whole number.</summary>
    /// <exception cref="ArgumentException">The key is no name.</exception>
    public static AttributeDefinition<long> Integer(string key) => new(key, DataType.Integer, false, v => v, raw => (long)raw);

    /// <summary>An exact number with a fixed number of decimals, 0 to 12.</summary>
    /// <exception cref="ArgumentException">The key is no name, or later a value has more decimals.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not within 0 to <see cref="DataType.MaxScale"/>.</exception>
    public static AttributeDefinition<decimal> Decimal(string key, int scale) => new(
        key, DataType.Decimal(scale), false,
        v => StorageForm.TryScale(v, scale, out long scaled) ? scaled : throw new ArgumentException($"{v} does not fit '{key}', which has {scale} decimals."),
        raw => (decimal)Rational.FromScaled((long)raw, scale).ToScaled(scale) / (decimal)System.Numerics.BigInteger.Pow(10, scale));

    /// <summary>A date.</summary>
    /// <exception cref="ArgumentException">The key is no name.</exception>
    public static AttributeDefinition<LocalDate> Date(string key) =>
        new(key, DataType.Date, false, v => StorageForm.Of(v), raw => StorageForm.ToDate((long)raw));

    /// <summary>An instant, to the microsecond.</summary>
    /// <exception cref="ArgumentException">The key is no name.</exception>
    public static AttributeDefinition<Instant> Instant(string key) =>
        new(key, DataType.Instant, false, v => StorageForm.Of(v), raw => StorageForm.ToInstant((long)raw));

    /// <summary>A reference to a row of a fact: to an aggregate by its id, or to a row of the host's own, such as one of its users, by its key.</summary>
    /// <param name="key">The name.</param>
    /// <param name="target">The fact that it leads to.</param>
    /// <remarks>Definitions follow it as they follow any reference. The store does not check that it leads somewhere.</remarks>
    /// <exception cref="ArgumentException">The key is no name.</exception>
    public static AttributeDefinition<string> Reference(string key, string target) => new(key, DataType.Reference(target), false, v => v, raw => (string)raw);

    /// <summary>Whether a raw value, a string, long or bool, can be one of this attribute.</summary>
    internal bool Fits(object raw) => Type.Kind switch
    {
        DataKind.Text or DataKind.Reference => raw is string,
        DataKind.Boolean => raw is bool,
        _ => raw is long,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Key} {Type}";
}

/// <summary>A typed attribute, and the key to its values.</summary>
/// <typeparam name="T">string, bool, long, decimal, LocalDate or Instant.</typeparam>
public sealed class AttributeDefinition<T> : AttributeDefinition
    where T : notnull
{
    private readonly Func<T, object> _toRaw;
    private readonly Func<object, T> _fromRaw;

    internal AttributeDefinition(string key, DataType type, bool isPersonal, Func<T, object> toRaw, Func<object, T> fromRaw)
        : base(key, type, isPersonal)
    {
        _toRaw = toRaw;
        _fromRaw = fromRaw;
    }

    internal object ToRaw(T value) => _toRaw(value);

    internal T FromRaw(object raw) => _fromRaw(raw);
}
