using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Cubes;

/// <summary>How the cells of one metric are written: exactly, and rounded for people, both in the metric's unit.</summary>
/// <remarks>
/// Amounts have the decimal places of their currency, percentages and durations one, ratios three, decimals those of their type.
/// Another number has none when every cell of the metric is whole, else two, so that the numbers of one column line up. Dates and
/// instants are written in ISO 8601, rounded down to the day and to the second.
/// </remarks>
public sealed class CellFormat
{
    /// <summary>What stands for a value that is missing.</summary>
    public const string Missing = "-";

    private readonly int _decimals;

    /// <summary>Creates the format of a metric.</summary>
    /// <param name="unit">The metric's unit.</param>
    /// <param name="cells">The cells that will stand together; they decide on decimal places where the type does not.</param>
    public CellFormat(MetricUnit unit, IEnumerable<Cell> cells)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(cells);
        Unit = unit;
        _decimals = unit.Name == "percent" ? 1 : unit.Type.Kind switch
        {
            DataKind.Money => unit.Type.Currency!.MinorUnits,
            DataKind.Duration => 1,
            _ when unit.Name == "ratio" => 3,
            DataKind.Integer => 0,
            DataKind.Decimal => unit.Type.Scale,
            _ => cells.All(c => c.Value is not { IsInteger: false }) ? 0 : 2,
        };
    }

    /// <summary>The unit in which values are written.</summary>
    public MetricUnit Unit { get; }

    /// <summary>The format of a metric of a cube.</summary>
    public static CellFormat Of(Cube cube, int metric)
    {
        ArgumentNullException.ThrowIfNull(cube);
        return new CellFormat(cube.Metrics[metric].Unit, cube.CellsOf(metric));
    }

    /// <summary>The value in the unit, without loss: a decimal number, or <c>numerator/denominator</c> when none ends; null without a value.</summary>
    /// <remarks>A date is its days since 1970-01-01, an instant its microseconds since then.</remarks>
    public string? Exact(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Value is { } value ? (value * Unit.Factor).ToString() : null;
    }

    /// <summary>The value in the unit, rounded half away from zero; null without a value.</summary>
    public string? Shown(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Value is not { } value ? null : Unit.Type.Kind switch
        {
            DataKind.Date => Day(value),
            DataKind.Instant => Second(value),
            _ => Number(value),
        };
    }

    /// <summary>
    /// The value as <see cref="Shown"/>, with the bounds of its interval of confidence between parentheses, or <c>-</c> and why there is none; a
    /// star behind a cell that will change.
    /// </summary>
    public string Text(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        string text = Shown(cell) ?? $"{Missing} {Words(cell.Reason)}";
        text = cell is { Low: { } low, High: { } high } ? $"{text} ({Number(low)} to {Number(high)})" : text;
        return cell.Flags.HasFlag(CellFlags.Open) ? text + "*" : text;
    }

    /// <summary>A reason in words for people, such as <c>no rows</c>; empty for <see cref="CellReason.None"/>.</summary>
    public static string Words(CellReason reason) => reason switch
    {
        CellReason.None => "",
        CellReason.NoRows => "no rows",
        CellReason.EmptyDenominator => "empty denominator",
        CellReason.ZeroDenominator => "zero denominator",
        CellReason.NotYetObservable => "not yet",
        CellReason.NotComparable => "not comparable",
        CellReason.Suppressed => "too few",
        CellReason.NoRate => "no rate",
        CellReason.Inapplicable => "inapplicable",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There is no such reason."),
    };

    /// <summary>The name of a member of an enumeration as JSON and CSV write it: its first letter in lower case.</summary>
    internal static string Code<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        string name = value.ToString();
        return string.Concat(name[..1].ToLowerInvariant(), name.AsSpan(1));
    }

    /// <summary>The flags of a cell by name, in the order of their values.</summary>
    internal static IEnumerable<string> Codes(CellFlags flags) =>
        Enum.GetValues<CellFlags>().Where(f => f != CellFlags.None && flags.HasFlag(f)).Select(Code);

    private static string Day(Rational value) => LocalDatePattern.Iso.Format(StorageForm.ToDate(Floor(value)));

    private static string Second(Rational value) => InstantPattern.General.Format(StorageForm.ToInstant(Floor(value)));

    private static long Floor(Rational value)
    {
        var down = value.ToScaled(0, Rounding.Down);
        return (long)(value.Sign < 0 && !value.IsInteger ? down - 1 : down);
    }

    private string Number(Rational value)
    {
        string number = (value * Unit.Factor).ToString(_decimals);
        return Unit.Name == "percent" ? number + "%" : number;
    }
}
