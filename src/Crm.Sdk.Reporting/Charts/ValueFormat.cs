using System.Text;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>How the numbers of a chart are written: unit, decimal places, factor.</summary>
/// <remarks>
/// Immutable. The same on every machine: a point before the decimals, a comma between thousands, ties rounded away from zero.
/// </remarks>
public sealed class ValueFormat
{
    private const int MaxDecimals = 12;

    private ValueFormat(string unit, int decimals, Rational factor, bool isPercent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, MaxDecimals);
        Unit = unit;
        Decimals = decimals;
        Factor = factor;
        IsPercent = isPercent;
    }

    /// <summary>What is shown behind a number and above the axis; empty for none.</summary>
    public string Unit { get; }

    /// <summary>Decimal places of a written number, 0 to 12.</summary>
    public int Decimals { get; }

    /// <summary>What a value is multiplied by before it is written.</summary>
    public Rational Factor { get; }

    /// <summary>Whether numbers are followed by a percent sign.</summary>
    public bool IsPercent { get; }

    /// <summary>Plain numbers.</summary>
    /// <param name="decimals">Decimal places, 0 to 12.</param>
    /// <param name="unit">The unit, such as <c>days</c>; empty for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is out of range.</exception>
    public static ValueFormat Number(int decimals = 0, string unit = "")
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new ValueFormat(unit, decimals, Rational.One, isPercent: false);
    }

    /// <summary>Shares of one, written times 100 with a percent sign.</summary>
    /// <param name="decimals">Decimal places of the percentage, 0 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is out of range.</exception>
    public static ValueFormat Percent(int decimals = 1) => new("", decimals, 100, isPercent: true);

    /// <summary>Amounts, with the code of their currency.</summary>
    /// <param name="currency">The currency.</param>
    /// <param name="decimals">Decimal places, 0 to 12, or null for those of the currency.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is out of range.</exception>
    public static ValueFormat Money(Currency currency, int? decimals = null)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return new ValueFormat(currency.Code, decimals ?? currency.MinorUnits, Rational.One, isPercent: false);
    }

    /// <summary>The values of a metric, in its unit.</summary>
    /// <param name="unit">The metric's unit; <c>number</c> and <c>count</c> are not written.</param>
    /// <param name="decimals">Decimal places, 0 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is out of range.</exception>
    public static ValueFormat Of(MetricUnit unit, int decimals)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new ValueFormat(NameOf(unit), decimals, unit.Factor, isPercent: unit.Name == "percent");
    }

    /// <summary>A value with its unit.</summary>
    public string Text(ChartValue value) => Unit.Length == 0 ? Bare(value) : $"{Bare(value)} {Unit}";

    /// <summary>A value without its unit: its own text where it has one, else its number, with a percent sign where that is the unit.</summary>
    public string Bare(ChartValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Text ?? Grouped((value.Value * Factor).ToString(Decimals)) + (IsPercent ? "%" : "");
    }

    /// <summary>A heading with the unit of the numbers below it.</summary>
    internal string Heading(string word) => Unit.Length == 0 ? word : $"{word} ({Unit})";

    /// <summary>What is written behind the numbers of a metric; empty where they need nothing.</summary>
    internal static string NameOf(MetricUnit unit) => unit.Name is "percent" or "number" or "count" or "date" or "instant" ? "" : unit.Name;

    /// <summary>What a cell of a cube shows, with commas between thousands as in all numbers of a report; null without a value.</summary>
    internal static string? Shown(Cell cell, CellFormat format) =>
        format.Shown(cell) is not { } text ? null : format.Unit.Type.Kind is DataKind.Date or DataKind.Instant ? text : Grouped(text);

    /// <summary>Puts a comma between the thousands of a plain decimal number, which a percent sign may follow.</summary>
    internal static string Grouped(string number)
    {
        int start = number.StartsWith('-') ? 1 : 0;
        int end = number.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        end = end < 0 ? number.Length : start + end;
        var text = new StringBuilder(number);
        for (int at = end - 3; at > start; at -= 3)
        {
            text.Insert(at, ',');
        }

        return text.ToString();
    }
}
