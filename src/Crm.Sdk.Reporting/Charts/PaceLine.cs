namespace Crm.Sdk.Reporting.Charts;

/// <summary>The straight way from where an objective began to its target: who is above it (or below, where less is better) is ahead.</summary>
/// <remarks>Immutable.</remarks>
public sealed class PaceLine
{
    /// <summary>Creates the line.</summary>
    /// <param name="from">The index of the period in which the objective starts, from 0.</param>
    /// <param name="start">The value at the start.</param>
    /// <param name="to">The index of the period in which it is due, above <paramref name="from"/>.</param>
    /// <param name="due">The value that is due.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is negative, or <paramref name="to"/> is not above it.</exception>
    public PaceLine(int from, ChartValue start, int to, ChartValue due)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(due);
        From = from;
        Start = start;
        To = to;
        Due = due;
    }

    /// <summary>The index of the first period.</summary>
    public int From { get; }

    /// <summary>The value there.</summary>
    public ChartValue Start { get; }

    /// <summary>The index of the last period.</summary>
    public int To { get; }

    /// <summary>The value there.</summary>
    public ChartValue Due { get; }

    /// <summary>The value that the line has in a period, or null outside of it.</summary>
    public ChartValue? At(int period)
    {
        if (period < From || period > To)
        {
            return null;
        }

        return period == From ? Start
            : period == To ? Due
            : new ChartValue(Start.Value + ((Due.Value - Start.Value) * (period - From) / (To - From)));
    }
}
