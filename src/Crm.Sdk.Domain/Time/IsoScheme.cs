namespace Crm.Sdk.Time;

/// <summary>Weeks and week-years of ISO 8601.</summary>
internal sealed class IsoScheme : CalendarScheme
{
    public override string Name => "iso";

    public override IReadOnlyList<Grain> Grains { get; } = [Grain.Day, Grain.Week, Grain.Year];

    // A week belongs to the year of its Thursday.
    internal override long IndexOf(long day, Grain grain) => grain switch
    {
        Grain.Day => day,
        Grain.Week => DayNumber.FloorDiv(day + 3, 7),
        _ => DayNumber.FloorDiv(DayNumber.MonthOf((DayNumber.FloorDiv(day + 3, 7) * 7)), 12),
    };

    internal override long StartOf(long index, Grain grain) => grain switch
    {
        Grain.Day => index,
        Grain.Week => (index * 7) - 3,
        _ => DayNumber.OnOrBefore(DayNumber.OfMonth(index * 12) + 3, NodaTime.IsoDayOfWeek.Monday),
    };

    internal override string Label(long index, Grain grain)
    {
        if (grain == Grain.Day)
        {
            return PeriodName.OfDay(index);
        }

        long year = grain == Grain.Year ? index : IndexOf(StartOf(index, grain), Grain.Year);
        return grain == Grain.Year ? PeriodName.Of("", year) : PeriodName.Of("", year, "W", index - FirstWeek(year) + 1);
    }

    internal override (Grain Grain, long Index)? Find(string label)
    {
        if (PeriodName.Day(label) is { } day)
        {
            return (Grain.Day, day);
        }

        return PeriodName.Parse(label) switch
        {
            ("", var year, "", _) => (Grain.Year, year),
            ("", var year, "W", >= 1 and var week) when FirstWeek(year) + week <= FirstWeek(year + 1) => (Grain.Week, FirstWeek(year) + week - 1),
            _ => null,
        };
    }

    private long FirstWeek(long year) => IndexOf(StartOf(year, Grain.Year), Grain.Week);
}
