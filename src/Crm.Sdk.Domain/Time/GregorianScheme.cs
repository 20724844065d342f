using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>Months of the Gregorian calendar, fiscal quarters and years of them, and weeks beside them.</summary>
internal sealed class GregorianScheme : CalendarScheme
{
    private readonly IsoDayOfWeek _firstDayOfWeek;
    private readonly YearNaming _naming;
    private readonly string _prefix;
    private readonly int _startMonth;

    public GregorianScheme(int fiscalStartMonth, IsoDayOfWeek firstDayOfWeek, YearNaming naming)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fiscalStartMonth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fiscalStartMonth, 12);
        ArgumentOutOfRangeException.ThrowIfLessThan((int)firstDayOfWeek, 1, nameof(firstDayOfWeek));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)firstDayOfWeek, 7, nameof(firstDayOfWeek));
        _startMonth = fiscalStartMonth;
        _firstDayOfWeek = firstDayOfWeek;
        _naming = naming;
        _prefix = fiscalStartMonth == 1 ? "" : "FY";
    }

    public override string Name => "gregorian";

    public override IReadOnlyList<Grain> Grains { get; } = [Grain.Day, Grain.Week, Grain.Month, Grain.Quarter, Grain.Year];

    internal override int FiscalStartMonth => _startMonth;

    public override Grain? ParentOf(Grain grain) => grain switch
    {
        Grain.Day => Grain.Month,
        Grain.Week => Grain.Year,
        _ => base.ParentOf(grain),
    };

    internal override long IndexOf(long day, Grain grain) => grain switch
    {
        Grain.Day => day,
        Grain.Week => DayNumber.FloorDiv(day + 4 - (int)_firstDayOfWeek, 7),
        Grain.Month => DayNumber.MonthOf(day),
        Grain.Quarter => DayNumber.FloorDiv(DayNumber.MonthOf(day) - _startMonth + 1, 3),
        _ => DayNumber.FloorDiv(DayNumber.MonthOf(day) - _startMonth + 1, 12),
    };

    internal override long StartOf(long index, Grain grain) => grain switch
    {
        Grain.Day => index,
        Grain.Week => (index * 7) - 4 + (int)_firstDayOfWeek,
        Grain.Month => DayNumber.OfMonth(index),
        Grain.Quarter => DayNumber.OfMonth((index * 3) + _startMonth - 1),
        _ => DayNumber.OfMonth((index * 12) + _startMonth - 1),
    };

    internal override string Label(long index, Grain grain) => grain switch
    {
        Grain.Day or Grain.Week => PeriodName.OfDay(StartOf(index, grain)),
        Grain.Month => PeriodName.Of("", DayNumber.FloorDiv(index, 12), "-", DayNumber.Mod(index, 12) + 1),
        Grain.Quarter => PeriodName.Of(_prefix, DayNumber.FloorDiv(index, 4) + NameShift, "Q", DayNumber.Mod(index, 4) + 1, digits: 1),
        _ => PeriodName.Of(_prefix, index + NameShift),
    };

    internal override (Grain Grain, long Index)? Find(string label)
    {
        if (PeriodName.Day(label) is { } day)
        {
            return (Grain.Day, day);
        }

        return PeriodName.Parse(label) switch
        {
            ("", var year, "-", >= 1 and <= 12 and var month) => (Grain.Month, (year * 12) + month - 1),
            var (prefix, year, part, quarter) when prefix == _prefix && part == "Q" => (Grain.Quarter, ((year - NameShift) * 4) + quarter - 1),
            var (prefix, year, part, _) when prefix == _prefix && part.Length == 0 => (Grain.Year, year - NameShift),
            _ => null,
        };
    }

    // How far the name of a year is from the calendar year in which it begins.
    private int NameShift => _naming == YearNaming.End && _startMonth > 1 ? 1 : 0;
}
