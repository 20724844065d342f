using System.Numerics;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>A number of a chart: the exact value, and how it is written where somebody has already decided that.</summary>
/// <remarks>Immutable. Exact, so neither infinite nor undefined numbers can be drawn; a missing number is null.</remarks>
public sealed class ChartValue
{
    /// <summary>Creates a value.</summary>
    /// <param name="value">The number, before the factor of the chart's <see cref="ValueFormat"/> is applied: 0.25 is 25%.</param>
    /// <param name="text">How it is written without its unit, or null to let the chart's format write it.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is blank.</exception>
    public ChartValue(Rational value, string? text = null)
    {
        if (text is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(text);
        }

        Value = value;
        Text = text;
    }

    /// <summary>The number.</summary>
    public Rational Value { get; }

    /// <summary>How it is written without its unit, or null.</summary>
    public string? Text { get; }

    /// <summary>A number without a text of its own.</summary>
    public static implicit operator ChartValue(Rational value) => new(value);

    /// <summary>A number without a text of its own.</summary>
    public static implicit operator ChartValue(long value) => new(value);

    /// <summary>A number without a text of its own; exact.</summary>
    public static implicit operator ChartValue(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = new BigInteger(new decimal(bits[0], bits[1], bits[2], isNegative: bits[3] < 0, scale: 0));
        return new ChartValue(Rational.FromScaled(unscaled, (bits[3] >> 16) & 0xFF));
    }

    /// <summary>The text, or the number.</summary>
    public override string ToString() => Text ?? Value.ToString();
}
