using Crm.Sdk.Evaluation.Cubes;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>One period of a <see cref="TrendChart"/>: a value, a prediction, or a gap.</summary>
/// <remarks>Immutable; made by its static methods, so that no point is both measured and predicted.</remarks>
public sealed class TrendPoint
{
    private TrendPoint(string label, string note)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        ArgumentNullException.ThrowIfNull(note);
        Label = label;
        Note = note;
    }

    /// <summary>The name of the period, not blank.</summary>
    public string Label { get; }

    /// <summary>Why there is no value, or what is to be known of it; empty for nothing.</summary>
    public string Note { get; }

    /// <summary>The measured value, or null.</summary>
    public ChartValue? Value { get; private init; }

    /// <summary>Whether the period is not over, so that <see cref="Value"/> will change; drawn hollow.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>The predicted value, or null.</summary>
    public ChartValue? Forecast { get; private init; }

    /// <summary>The lower end of the prediction, or null; never above <see cref="Forecast"/>.</summary>
    public ChartValue? Low { get; private init; }

    /// <summary>The upper end of the prediction, or null; null exactly when <see cref="Low"/> is.</summary>
    public ChartValue? High { get; private init; }

    /// <summary>A measured value.</summary>
    /// <param name="label">The name of the period.</param>
    /// <param name="value">The value.</param>
    /// <param name="isOpen">Whether the period is not over.</param>
    /// <param name="note">What is to be known of the value; empty for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="label"/> is blank.</exception>
    public static TrendPoint Actual(string label, ChartValue value, bool isOpen = false, string note = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        return new TrendPoint(label, note) { Value = value, IsOpen = isOpen };
    }

    /// <summary>A period without a value: the line is interrupted there.</summary>
    /// <param name="label">The name of the period.</param>
    /// <param name="note">Why there is no value; empty for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="label"/> is blank.</exception>
    public static TrendPoint Gap(string label, string note = "") => new(label, note);

    /// <summary>A predicted value.</summary>
    /// <param name="label">The name of the period.</param>
    /// <param name="value">What is expected.</param>
    /// <param name="low">The lower end of what is expected, or null for no range.</param>
    /// <param name="high">The upper end, or null for no range.</param>
    /// <param name="note">What is to be known of the prediction; empty for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="label"/> is blank, only one end is given, or the value lies outside.</exception>
    public static TrendPoint Predicted(string label, ChartValue value, ChartValue? low = null, ChartValue? high = null, string note = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        if (low is null != high is null)
        {
            throw new ArgumentException("A range has both ends or none.", nameof(high));
        }

        if (low is not null && (low.Value > value.Value || value.Value > high!.Value))
        {
            throw new ArgumentException("The prediction lies outside of its range.", nameof(value));
        }

        return new TrendPoint(label, note) { Forecast = value, Low = low, High = high };
    }

    /// <summary>What a cell of a cube says: its value, written as its format does with commas between thousands, or a gap with the reason in words.</summary>
    /// <param name="label">The name of the period.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="format">How the cells of the metric are written.</param>
    /// <exception cref="ArgumentException"><paramref name="label"/> is blank.</exception>
    public static TrendPoint FromCell(string label, Cell cell, CellFormat format)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(format);
        return cell.Value is { } value
            ? Actual(label, new ChartValue(value, ValueFormat.Shown(cell, format)), cell.Flags.HasFlag(CellFlags.Open))
            : Gap(label, CellFormat.Words(cell.Reason));
    }
}
