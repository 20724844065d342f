using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>Years of 52 or 53 whole weeks.</summary>
internal sealed class RetailScheme(RetailYear year) : CalendarScheme
{
    // The first week of each month of a quarter, counted from 0.
    private readonly int[] _firstWeeks = year.Pattern switch
    {
        RetailPattern.Weeks445 => [0, 4, 8],
        RetailPattern.Weeks454 => [0, 4, 9],
        _ => [0, 5, 9],
    };

    // A name is that of the year at whose month the year ends, or the one before.
    private readonly int _nameShift = year.Naming == YearNaming.Begin && year.EndMonth < 12 ? 1 : 0;

    public override string Name => "retail";

    public override IReadOnlyList<Grain> Grains { get; } = [Grain.Day, Grain.Week, Grain.Month, Grain.Quarter, Grain.Year];

    internal override int FiscalStartMonth => (year.EndMonth % 12) + 1;

    internal override long IndexOf(long day, Grain grain)
    {
        if (grain is Grain.Day or Grain.Week)
        {
            return grain == Grain.Day ? day : DayNumber.FloorDiv(day - FirstWeekday, 7);
        }

        // A year ends at most some days from the end of its month, so that the guess is off by one at most.
        long index = DayNumber.FloorDiv(DayNumber.MonthOf(day) - year.EndMonth, 12) + 1;
        index += day >= StartOfYear(index + 1) ? 1 : day < StartOfYear(index) ? -1 : 0;
        if (grain == Grain.Year)
        {
            return index;
        }

        long week = (day - StartOfYear(index)) / 7, quarter = Math.Min(week / 13, 3);
        long month = Array.FindLastIndex(_firstWeeks, first => first <= week - (quarter * 13));
        return grain == Grain.Quarter ? (index * 4) + quarter : (index * 12) + (quarter * 3) + month;
    }

    internal override long StartOf(long index, Grain grain) => grain switch
    {
        Grain.Day => index,
        Grain.Week => (index * 7) + FirstWeekday,
        Grain.Month => StartOfYear(DayNumber.FloorDiv(index, 12)) + (7 * ((DayNumber.Mod(index, 12) / 3 * 13) + _firstWeeks[DayNumber.Mod(index, 3)])),
        Grain.Quarter => StartOfYear(DayNumber.FloorDiv(index, 4)) + (7 * 13 * DayNumber.Mod(index, 4)),
        _ => StartOfYear(index),
    };

    internal override string Label(long index, Grain grain)
    {
        switch (grain)
        {
            case Grain.Day:
                return PeriodName.OfDay(index);
            case Grain.Week:
                long of = IndexOf(StartOf(index, Grain.Week), Grain.Year);
                return PeriodName.Of("FY", of - _nameShift, "W", index - FirstWeek(of) + 1);
            case Grain.Month:
                return PeriodName.Of("FY", DayNumber.FloorDiv(index, 12) - _nameShift, "P", DayNumber.Mod(index, 12) + 1);
            case Grain.Quarter:
                return PeriodName.Of("FY", DayNumber.FloorDiv(index, 4) - _nameShift, "Q", DayNumber.Mod(index, 4) + 1, digits: 1);
            default:
                return PeriodName.Of("FY", index - _nameShift);
        }
    }

    internal override (Grain Grain, long Index)? Find(string label)
    {
        if (PeriodName.Day(label) is { } day)
        {
            return (Grain.Day, day);
        }

        if (PeriodName.Parse(label) is not ("FY", var named, var part, var number))
        {
            return null;
        }

        long index = named + _nameShift;
        return part switch
        {
            "" => (Grain.Year, index),
            "Q" => (Grain.Quarter, (index * 4) + number - 1),
            "P" when number is >= 1 and <= 12 => (Grain.Month, (index * 12) + number - 1),
            "W" when number >= 1 && FirstWeek(index) + number <= FirstWeek(index + 1) => (Grain.Week, FirstWeek(index) + number - 1),
            _ => null,
        };
    }

    // 1970-01-05 was a Monday.
    private long FirstWeekday => ((int)year.LastDay % 7) + 4;

    private long FirstWeek(long index) => IndexOf(StartOfYear(index), Grain.Week);

    // A year is numbered by the calendar year at whose month it ends.
    private long StartOfYear(long index)
    {
        long end = DayNumber.OfMonth(((index - 1) * 12) + year.EndMonth) - 1;
        return DayNumber.OnOrBefore(year.End == RetailYearEnd.Nearest ? end + 3 : end, year.LastDay) + 1;
    }
}
