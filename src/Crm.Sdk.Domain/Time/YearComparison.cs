namespace Crm.Sdk.Time;

/// <summary>Finds what days are compared with some years before.</summary>
internal sealed class YearComparison(CalendarScheme scheme, WeekYearRule rule, int years)
{
    /// <summary>What the days from <paramref name="start"/> up to <paramref name="end"/> are compared with; null when there is nothing.</summary>
    public (long Start, long End)? Of(long start, long end, Grain grain)
    {
        if (rule == WeekYearRule.Date364)
        {
            return (start - (364L * years), end - (364L * years));
        }

        if (!scheme.Serves(Grain.Year)
            || Counterpart(scheme.IndexOf(start, grain), grain) is not { } first || Counterpart(scheme.IndexOf(end - 1, grain), grain) is not { } last)
        {
            return null;
        }

        long offset = start - scheme.StartOf(scheme.IndexOf(start, grain), grain), ending = scheme.IndexOf(end - 1, grain);
        bool isCut = scheme.StartOf(ending + 1, grain) != end;
        return (Math.Min(first.Start + offset, first.End - 1),
            isCut ? Math.Min(last.Start + end - scheme.StartOf(ending, grain), last.End) : last.End);
    }

    private (long Start, long End)? Counterpart(long index, Grain grain)
    {
        long floor = scheme.StartOf(index, grain);
        if (grain == Grain.Day)
        {
            return scheme.ParentOf(Grain.Day) is { } parent ? Day(floor, parent) : null;
        }

        long year = scheme.IndexOf(floor, Grain.Year), shift = Restated(year, year - years, grain);
        if (grain == Grain.Year)
        {
            return (StartOfYear(year - years) + shift, StartOfYear(year - years + 1));
        }

        long ordinal = index - scheme.FirstFrom(StartOfYear(year), grain);
        long other = scheme.FirstFrom(StartOfYear(year - years), grain) + ordinal, start = scheme.StartOf(other, grain), end = scheme.StartOf(other + 1, grain);
        long endOfYear = StartOfYear(year - years + 1);
        return start >= endOfYear ? null : (start + shift, end >= endOfYear ? end : end + shift);
    }

    private (long Start, long End)? Day(long day, Grain parent)
    {
        long index = scheme.IndexOf(day, parent);
        if (Counterpart(index, parent) is not { } other)
        {
            return null;
        }

        long start = Math.Min(other.Start + day - scheme.StartOf(index, parent), other.End - 1);
        return (start, start + 1);
    }

    // The days that a longer year drops at its beginning. Years that are not whole weeks drop none but at the level of weeks.
    private long Restated(long year, long other, Grain grain)
    {
        if (rule != WeekYearRule.Restated || !scheme.Serves(Grain.Week) || Weeks(other) <= Weeks(year) || (grain != Grain.Week && !IsWholeWeeks(other)))
        {
            return 0;
        }

        long first = scheme.FirstFrom(StartOfYear(other), Grain.Week);
        return scheme.StartOf(first + 1, Grain.Week) - scheme.StartOf(first, Grain.Week);
    }

    private long StartOfYear(long year) => scheme.StartOf(year, Grain.Year);

    private long Weeks(long year) => scheme.FirstFrom(StartOfYear(year + 1), Grain.Week) - scheme.FirstFrom(StartOfYear(year), Grain.Week);

    private bool IsWholeWeeks(long year) => IsBoundary(StartOfYear(year)) && IsBoundary(StartOfYear(year + 1));

    private bool IsBoundary(long day) => scheme.StartOf(scheme.IndexOf(day, Grain.Week), Grain.Week) == day;
}
