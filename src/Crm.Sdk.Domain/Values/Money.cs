using System.Globalization;

namespace Crm.Sdk.Values;

/// <summary>An exact amount of one currency, a whole number of its minor units.</summary>
/// <remarks>
/// Equal when currency and amount are. Amounts of two currencies are never added or compared: that is a programming error, as no rate
/// is known here. The default value has no currency and is no amount; reading its currency throws.
/// </remarks>
public readonly struct Money : IEquatable<Money>, IComparable<Money>
{
    private readonly Currency? _currency;

    /// <summary>Creates an amount of minor units, such as cents.</summary>
    public Money(long minorUnits, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        MinorUnits = minorUnits;
        _currency = currency;
    }

    /// <summary>The amount in the minor units of the currency.</summary>
    public long MinorUnits { get; }

    /// <summary>The currency.</summary>
    /// <exception cref="InvalidOperationException">This is the default value.</exception>
    public Currency Currency => _currency ?? throw new InvalidOperationException("This is the default of Money, which is no amount.");

    /// <summary>The amount in the major unit, such as euros.</summary>
    public decimal Amount
    {
        get
        {
            bool negative = MinorUnits < 0;
            ulong units = negative ? (ulong)(-(Int128)MinorUnits) : (ulong)MinorUnits;
            return new decimal((int)(units & 0xFFFF_FFFF), (int)(units >> 32), 0, negative, (byte)Currency.MinorUnits);
        }
    }

    /// <summary>An amount in the major unit.</summary>
    /// <exception cref="ArgumentException">The amount has more digits than the currency, or is too large, or the code is no currency.</exception>
    public static Money Of(decimal amount, string currency)
    {
        var known = Currency.Get(currency);
        decimal units = amount;
        for (int i = 0; i < known.MinorUnits; i++)
        {
            units = units > decimal.MaxValue / 10 || units < decimal.MinValue / 10 ? throw TooLarge(amount, known) : units * 10;
        }

        if (decimal.Truncate(units) != units)
        {
            throw new ArgumentException(
                $"{amount.ToString(CultureInfo.InvariantCulture)} has more than the {known.MinorUnits} decimals of {known.Code}; round it first.", nameof(amount));
        }

        return units is > long.MaxValue or < long.MinValue ? throw TooLarge(amount, known) : new Money((long)units, known);
    }

    /// <summary>The sum.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum is too large.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.MinorUnits + right.In(left).MinorUnits), left.Currency);

    /// <summary>The difference.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference is too large.</exception>
    public static Money operator -(Money left, Money right) => new(checked(left.MinorUnits - right.In(left).MinorUnits), left.Currency);

    /// <summary>The amount, a whole number of times.</summary>
    /// <exception cref="OverflowException">The product is too large.</exception>
    public static Money operator *(Money left, long times) => new(checked(left.MinorUnits * times), left.Currency);

    /// <summary>Whether both are the same amount of the same currency.</summary>
    public static bool operator ==(Money left, Money right) => left.Equals(right);

    /// <summary>Whether they differ in amount or currency.</summary>
    public static bool operator !=(Money left, Money right) => !left.Equals(right);

    /// <summary>Whether the first is less.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first is more.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is at most the second.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is at least the second.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public int CompareTo(Money other) => MinorUnits.CompareTo(other.In(this).MinorUnits);

    /// <inheritdoc/>
    public bool Equals(Money other) => MinorUnits == other.MinorUnits && ReferenceEquals(_currency, other._currency);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Money other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MinorUnits, _currency);

    /// <summary>The amount and the code of the currency, such as <c>12.50 EUR</c>.</summary>
    public override string ToString() => _currency is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Amount} {_currency.Code}");

    private static ArgumentException TooLarge(decimal amount, Currency currency) =>
        new($"{amount.ToString(CultureInfo.InvariantCulture)} {currency.Code} is too large an amount.", nameof(amount));

    private Money In(Money other) => ReferenceEquals(Currency, other.Currency)
        ? this
        : throw new ArgumentException($"{other} and {this} are of two currencies; convert one of them first.");
}
