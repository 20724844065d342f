namespace Crm.Sdk.Values;

/// <summary>What another system calls something: a value that is unique within its source, tenant and kind of aggregate.</summary>
/// <remarks>Equal when source and value are, letter by letter. Written <c>source:value</c>.</remarks>
public sealed class ExternalId : IEquatable<ExternalId>
{
    /// <summary>Creates an external id.</summary>
    /// <param name="source">The other system: letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="value">Its key there.</param>
    /// <exception cref="ArgumentException">The source is no such name, or the value is empty or no well-formed text.</exception>
    public ExternalId(string source, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (!source.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            throw new ArgumentException($"'{source}' is no name of a source: use letters, digits, '_', '-' and '.'.", nameof(source));
        }

        UnicodeText.ThrowIfIllFormed(value, nameof(value));
        Source = source;
        Value = value;
    }

    /// <summary>The other system.</summary>
    public string Source { get; }

    /// <summary>The key in the other system.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public bool Equals(ExternalId? other) => other is not null && Source == other.Source && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExternalId);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Source}:{Value}";
}
