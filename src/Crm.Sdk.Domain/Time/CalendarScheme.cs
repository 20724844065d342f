using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>How days form weeks, months, quarters and years.</summary>
/// <remarks>
/// Immutable. At each level the periods follow one another without a gap and are numbered one by one, so that a shift by n periods is
/// a sum of numbers. Years without end: what lies beyond the days that can be written is cut to the first or the last of them.
/// </remarks>
public abstract class CalendarScheme
{
    private protected CalendarScheme()
    {
    }

    /// <summary>Weeks and week-years of ISO 8601: weeks begin on Monday, and week 1 holds 4 January. It has no months and no quarters.</summary>
    public static CalendarScheme Iso { get; } = new IsoScheme();

    /// <summary>The calendar of the National Retail Federation: 4-5-4 weeks, years end on the Saturday nearest to 31 January.</summary>
    public static CalendarScheme Nrf { get; } = new RetailScheme(RetailYear.Nrf);

    /// <summary>The name: <c>gregorian</c>, <c>iso</c>, <c>retail</c> or <c>table</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The levels that the calendar has, finest first; days are always among them.</summary>
    public abstract IReadOnlyList<Grain> Grains { get; }

    /// <summary>The month, 1 to 12, in which years begin; 1 where weeks or a table decide.</summary>
    internal virtual int FiscalStartMonth => 1;

    /// <summary>The days that the calendar knows, by number; the second is the day after the last.</summary>
    internal virtual (long First, long End) Range => (long.MinValue, long.MaxValue);

    /// <summary>The calendar of everyday life.</summary>
    /// <param name="fiscalStartMonth">The month, 1 to 12, in which the fiscal year begins.</param>
    /// <param name="firstDayOfWeek">The day on which weeks begin.</param>
    /// <param name="naming">After which calendar year a fiscal year is named.</param>
    /// <exception cref="ArgumentOutOfRangeException">The month is not within 1 to 12, or the day is none.</exception>
    public static CalendarScheme Gregorian(
        int fiscalStartMonth = 1, IsoDayOfWeek firstDayOfWeek = IsoDayOfWeek.Monday, YearNaming naming = YearNaming.End) =>
        new GregorianScheme(fiscalStartMonth, firstDayOfWeek, naming);

    /// <summary>Years of 52 or 53 whole weeks.</summary>
    public static CalendarScheme Retail(RetailYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        return new RetailScheme(year);
    }

    /// <summary>Periods that the host lists.</summary>
    public static CalendarScheme Of(CalendarTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TableScheme(table);
    }

    /// <summary>Whether the calendar has a level.</summary>
    public bool Serves(Grain grain) => Grains.Contains(grain);

    /// <summary>The level whose periods number those of <paramref name="grain"/>; null for the coarsest, and for a level that the calendar lacks.</summary>
    /// <remarks>Weeks of the Gregorian calendar do not fit into months: they are numbered within the year in which they begin.</remarks>
    public virtual Grain? ParentOf(Grain grain)
    {
        int at = Grains.Index().FirstOrDefault(g => g.Item == grain, (-1, default)).Index;
        return at < 0 || at == Grains.Count - 1 ? null : Grains[at + 1];
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>The number of the period that holds a day.</summary>
    internal abstract long IndexOf(long day, Grain grain);

    /// <summary>The first day of the period with a number.</summary>
    internal abstract long StartOf(long index, Grain grain);

    internal abstract string Label(long index, Grain grain);

    /// <summary>The period that has a name; null when none has.</summary>
    internal abstract (Grain Grain, long Index)? Find(string label);

    /// <summary>The number of the first period that begins on or after a day.</summary>
    internal long FirstFrom(long day, Grain grain)
    {
        long index = IndexOf(day, grain);
        return StartOf(index, grain) < day ? index + 1 : index;
    }
}
