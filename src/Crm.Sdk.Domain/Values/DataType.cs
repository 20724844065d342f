namespace Crm.Sdk.Values;

/// <summary>The kinds of value that facts hold and expressions give.</summary>
public enum DataKind
{
    /// <summary>True or false; stored as 1 or 0.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number at a declared scale; stored as a count of 10^-scale.</summary>
    Decimal,

    /// <summary>An amount at a declared scale, in one currency or in that of its row; stored as a count of 10^-scale.</summary>
    Money,

    /// <summary>A length of time; stored in microseconds.</summary>
    Duration,

    /// <summary>A point on the time line; stored in microseconds since 1970-01-01T00:00:00Z.</summary>
    Instant,

    /// <summary>A day without a zone; stored in days since 1970-01-01.</summary>
    Date,

    /// <summary>Unicode text, compared by code point.</summary>
    Text,

    /// <summary>The key of a row of another fact.</summary>
    Reference,

    /// <summary>An exact number of any size: what counts, ratios and formulas give.</summary>
    Number,
}

/// <summary>The type of a field or an expression: its kind and, where they matter, scale, currency and target.</summary>
/// <remarks>Immutable; equal by content.</remarks>
public sealed class DataType : IEquatable<DataType>
{
    /// <summary>The largest scale of a decimal or an amount.</summary>
    public const int MaxScale = 12;

    /// <summary>The scale of amounts whose currency stands in their row, unless another is said: no currency has more decimal places.</summary>
    public const int MixedScale = 4;

    private DataType(DataKind kind, int scale = 0, Currency? currency = null, string? target = null, string? currencyField = null)
    {
        CurrencyField = currencyField;
        Kind = kind;
        Scale = scale;
        Currency = currency;
        Target = target;
    }

    /// <summary>True or false.</summary>
    public static DataType Boolean { get; } = new(DataKind.Boolean);

    /// <summary>A whole number.</summary>
    public static DataType Integer { get; } = new(DataKind.Integer);

    /// <summary>A length of time.</summary>
    public static DataType Duration { get; } = new(DataKind.Duration);

    /// <summary>A point on the time line.</summary>
    public static DataType Instant { get; } = new(DataKind.Instant);

    /// <summary>A day without a zone.</summary>
    public static DataType Date { get; } = new(DataKind.Date);

    /// <summary>Unicode text.</summary>
    public static DataType Text { get; } = new(DataKind.Text);

    /// <summary>An exact number of any size.</summary>
    public static DataType Number { get; } = new(DataKind.Number);

    /// <summary>What kind of value it is.</summary>
    public DataKind Kind { get; }

    /// <summary>Decimal places of a decimal or an amount; 0 otherwise.</summary>
    public int Scale { get; }

    /// <summary>The currency of an amount; null otherwise, and where it stands in the row.</summary>
    public Currency? Currency { get; }

    /// <summary>For an amount whose currency stands in its row: the field that holds the code, with the references that lead to it; else null.</summary>
    public string? CurrencyField { get; }

    /// <summary>The name of the fact that a reference leads to; null otherwise.</summary>
    public string? Target { get; }

    /// <summary>Whether the kind is a plain number: integer, decimal or number.</summary>
    public bool IsNumeric => Kind is DataKind.Integer or DataKind.Decimal or DataKind.Number;

    /// <summary>Whether the kind is stored as text: text or reference.</summary>
    public bool IsTextual => Kind is DataKind.Text or DataKind.Reference;

    /// <summary>Whether values of the kind can be added up.</summary>
    public bool IsAdditive => IsNumeric || Kind is DataKind.Money or DataKind.Duration;

    /// <summary>A decimal number with <paramref name="scale"/> decimal places.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not within 0 to <see cref="MaxScale"/>.</exception>
    public static DataType Decimal(int scale) => new(DataKind.Decimal, CheckScale(scale));

    /// <summary>An amount in <paramref name="currency"/>, at its minor unit unless <paramref name="scale"/> says otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not within 0 to <see cref="MaxScale"/>.</exception>
    public static DataType Money(Currency currency, int? scale = null)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return new DataType(DataKind.Money, CheckScale(scale ?? currency.MinorUnits), currency);
    }

    /// <summary>An amount whose currency stands in a field of its row.</summary>
    /// <param name="field">The name of the field, which holds codes of ISO 4217.</param>
    /// <param name="scale">The decimal places, <see cref="MixedScale"/> unless said.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not within 0 to <see cref="MaxScale"/>.</exception>
    public static DataType MoneyBy(string field, int? scale = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        return new DataType(DataKind.Money, CheckScale(scale ?? MixedScale), currencyField: field);
    }

    /// <summary>An amount of the same currency, or the same field of it, with other decimal places.</summary>
    internal DataType WithScale(int scale) => new(Kind, CheckScale(scale), Currency, Target, CurrencyField);

    /// <summary>The same amount, seen from a row that leads to its row by references.</summary>
    internal DataType Behind(IEnumerable<string> references) =>
        CurrencyField is null ? this : new DataType(Kind, Scale, currencyField: string.Join('.', references.Append(CurrencyField)));

    /// <summary>The key of a row of the fact <paramref name="target"/>.</summary>
    public static DataType Reference(string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        return new DataType(DataKind.Reference, target: target);
    }

    /// <inheritdoc/>
    public bool Equals(DataType? other) =>
        other is not null && Kind == other.Kind && Scale == other.Scale && Equals(Currency, other.Currency)
        && string.Equals(Target, other.Target, StringComparison.Ordinal) && string.Equals(CurrencyField, other.CurrencyField, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DataType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Scale, Currency, Target, CurrencyField);

    /// <summary>The type as the language writes it, such as <c>money(EUR)</c>.</summary>
    public override string ToString() => Kind switch
    {
        DataKind.Boolean => "bool",
        DataKind.Integer => "int",
        DataKind.Decimal => $"decimal({Scale})",
        DataKind.Money when Currency is null => Scale == MixedScale ? $"money(by {CurrencyField})" : $"money(by {CurrencyField}, {Scale})",
        DataKind.Money when Scale == Currency.MinorUnits => $"money({Currency})",
        DataKind.Money => $"money({Currency}, {Scale})",
        DataKind.Duration => "duration",
        DataKind.Instant => "instant",
        DataKind.Date => "date",
        DataKind.Text => "text",
        DataKind.Reference => $"ref {Target}",
        _ => "number",
    };

    private static int CheckScale(int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, MaxScale);
        return scale;
    }
}
