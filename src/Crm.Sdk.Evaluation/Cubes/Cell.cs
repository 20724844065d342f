using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Cubes;

/// <summary>Why a cell has no value.</summary>
public enum CellReason
{
    /// <summary>The cell has a value.</summary>
    None,

    /// <summary>An aggregate that needs a row, such as an average, had none.</summary>
    NoRows,

    /// <summary>No row contributed to the denominator.</summary>
    EmptyDenominator,

    /// <summary>Rows contributed to the denominator, and it is zero.</summary>
    ZeroDenominator,

    /// <summary>The period begins at or after the instant of the query.</summary>
    NotYetObservable,

    /// <summary>There is no period to compare with.</summary>
    NotComparable,

    /// <summary>Fewer rows contributed than the metric's minimum.</summary>
    Suppressed,

    /// <summary>An amount among its rows cannot be converted: its currency is missing or none, or there is no rate of its day.</summary>
    NoRate,

    /// <summary>The question does not arise: what was to be reached is reached or exceeded.</summary>
    Inapplicable,
}

/// <summary>What else is to be known of a cell.</summary>
[Flags]
public enum CellFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No row contributed to any input.</summary>
    Empty = 1,

    /// <summary>The instant of the query lies inside the period: the value will change.</summary>
    Open = 2,

    /// <summary>What follows its rows is still going on: the value is not to be had yet, though there are numbers.</summary>
    Immature = 4,
}

/// <summary>One value of a cube, with what it was made of.</summary>
/// <remarks>
/// <see cref="Value"/> is null exactly when <see cref="Reason"/> is not <see cref="CellReason.None"/>. A metric that ends in a
/// division keeps its two operands, unreduced, as <see cref="Numerator"/> and <see cref="Denominator"/>, also when it has no
/// value (an operand without a value counts as 0); another metric with a value has its numerator and denominator in lowest
/// terms, and 0 and 0 without. A suppressed cell or one that is not yet observable shows 0 for both, and for n and rows.
/// Values are in the units of the metric's type (durations in microseconds, dates in days since 1970-01-01, instants in
/// microseconds since then); <see cref="Language.Binding.MetricUnit.Factor"/> leads to the unit that is shown.
/// </remarks>
public sealed class Cell : IEquatable<Cell>
{
    /// <summary>The exact value, or null.</summary>
    public Rational? Value { get; init; }

    /// <summary>The number above the line.</summary>
    public Rational Numerator { get; init; }

    /// <summary>The number below the line.</summary>
    public Rational Denominator { get; init; }

    /// <summary>Rows, or entities, that contributed a value.</summary>
    public long N { get; init; }

    /// <summary>Rows, or entities, that matched.</summary>
    public long Rows { get; init; }

    /// <summary>Why there is no value.</summary>
    public CellReason Reason { get; init; }

    /// <summary>What else is to be known.</summary>
    public CellFlags Flags { get; init; }

    /// <summary>The lower bound of the interval of confidence, in the unit of <see cref="Value"/>; null without a value, and where none is asked.</summary>
    public Rational? Low { get; init; }

    /// <summary>The upper bound of the interval of confidence; null where <see cref="Low"/> is.</summary>
    public Rational? High { get; init; }

    /// <inheritdoc/>
    public bool Equals(Cell? other) =>
        other is not null && Value == other.Value && Low == other.Low && High == other.High && Numerator == other.Numerator && Denominator == other.Denominator
        && N == other.N && Rows == other.Rows && Reason == other.Reason && Flags == other.Flags;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Cell);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Numerator, Denominator, N, Rows, Reason, Flags, Low);

    /// <summary>All fields on one line, for people who look for a difference.</summary>
    public override string ToString() =>
        $"{Value?.ToString() ?? Reason.ToString()}{(Low is null ? "" : $" [{Low}; {High}]")} ({Numerator} / {Denominator}, n {N}, rows {Rows}, {Flags})";
}
