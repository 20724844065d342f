using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>What an expression gives: nothing, an exact number, or a text.</summary>
/// <remarks>
/// <c>default</c> is null. Booleans are the numbers 1 and 0, amounts and decimals their true value, durations and instants
/// microseconds, dates days since 1970-01-01; keys and references are texts. Equal by content, where null equals null: that is
/// equality of values that were found, not the three-valued one of the language.
/// </remarks>
public readonly struct Value : IEquatable<Value>
{
    private readonly bool _isNumber;
    private readonly Rational _number;

    private Value(Rational number)
    {
        _isNumber = true;
        _number = number;
    }

    private Value(string? text) => Text = text;

    /// <summary>The missing value.</summary>
    public static Value Null => default;

    /// <summary>Whether the value is missing.</summary>
    public bool IsNull => !_isNumber && Text is null;

    /// <summary>Whether the value is a boolean that is true. Neither false nor null is.</summary>
    public bool IsTrue => _isNumber && !_number.IsZero;

    /// <summary>The text, or null when the value is a number or missing.</summary>
    public string? Text { get; }

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The value is a text or missing.</exception>
    public Rational Number => _isNumber ? _number : throw new InvalidOperationException("The value is not a number.");

    /// <summary>A number.</summary>
    public static Value Of(Rational number) => new(number);

    /// <summary>A text, or the missing value.</summary>
    public static Value Of(string? text) => new(text);

    /// <summary>1 for true, 0 for false, the missing value for null.</summary>
    public static Value Of(bool? truth) => truth is { } known ? new Value(known ? Rational.One : Rational.Zero) : Null;

    /// <summary>The order of two values of one kind: numbers by value, texts by code point, null first.</summary>
    /// <exception cref="InvalidOperationException">One is a number and the other a text.</exception>
    public static int Compare(Value left, Value right)
    {
        if (left.IsNull || right.IsNull)
        {
            return (left.IsNull ? 0 : 1) - (right.IsNull ? 0 : 1);
        }

        return left.Text is { } text ? CodePointOrder.Instance.Compare(text, right.Text ?? throw Unlike()) : left.Number.CompareTo(right.Number);
    }

    /// <inheritdoc/>
    public bool Equals(Value other) =>
        _isNumber == other._isNumber && string.Equals(Text, other.Text, StringComparison.Ordinal) && _number == other._number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text is { } text ? StringComparer.Ordinal.GetHashCode(text) : _number.GetHashCode();

    /// <summary>The number or the text; <c>null</c> when missing.</summary>
    public override string ToString() => Text ?? (_isNumber ? _number.ToString() : "null");

    /// <summary>Equality of content.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Inequality of content.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    private static InvalidOperationException Unlike() => new("A number and a text have no order.");
}
