using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about calendars.</summary>
public static class CalendarsPage
{
    /// <summary>The weeks at a turn of the year.</summary>
    public static Task Weeks(TextWriter output)
    {
        DateTimeZone berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

        #region Weeks
        var iso = new ReportingCalendar(berlin, CalendarScheme.Iso);
        var plain = new ReportingCalendar(berlin, CalendarScheme.Gregorian(firstDayOfWeek: IsoDayOfWeek.Sunday));
        foreach (ReportingPeriod week in iso.Periods(new LocalDate(2004, 12, 20), new LocalDate(2005, 1, 10), Grain.Week))
        {
            string other = plain.PeriodOf(week.Start, Grain.Week).Label;
            output.WriteLine($"{week.Label}, number {week.Ordinal}, begins on {week.Start:uuuu-MM-dd}; with weeks from Sunday it is in {other}");
        }
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>The months of a retail year.</summary>
    public static Task Retail(TextWriter output)
    {
        #region Retail
        var nrf = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Nrf);
        ReportingPeriod quarter = nrf.Find("FY2023-Q4")!;
        foreach (ReportingPeriod month in nrf.Periods(quarter.Start, quarter.End, Grain.Month))
        {
            output.WriteLine($"{month.Label}: {month.Start:uuuu-MM-dd} up to {month.End:uuuu-MM-dd}, {nrf.Count(month.Start, month.End, Grain.Week)} weeks");
        }
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>Retail years that are not those of the federation.</summary>
    public static Task Own(TextWriter output)
    {
        #region Own
        var years = new RetailYear(RetailPattern.Weeks445, lastDay: IsoDayOfWeek.Sunday, RetailYearEnd.Last, endMonth: 12);
        var calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Retail(years));
        ReportingPeriod year = calendar.PeriodOf(new LocalDate(2026, 3, 1), Grain.Year);
        output.WriteLine($"{year.Label}: {year.Start:uuuu-MM-dd} up to {year.End:uuuu-MM-dd}");
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>What a week after a year of 53 weeks is compared with.</summary>
    public static Task YearBefore(TextWriter output)
    {
        #region YearBefore
        var nrf = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Nrf);
        foreach (string label in (string[])["FY2023-W53", "FY2024-W01"])
        {
            foreach (WeekYearRule rule in Enum.GetValues<WeekYearRule>())
            {
                ReportingPeriod? before = nrf.YearBefore(nrf.Find(label)!, Grain.Week, rule);
                output.WriteLine($"{label} by {rule}: {before?.Label ?? "not comparable"}");
            }
        }
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>A calendar that a host lists.</summary>
    public static Task Table(TextWriter output)
    {
        #region Table
        CalendarTable terms = CalendarTable.Check(
            new Dictionary<Grain, IReadOnlyList<CalendarEntry>>
            {
                [Grain.Month] = [new(new(2025, 9, 1), "Autumn 2025"), new(new(2025, 12, 20), "Winter 2025"), new(new(2026, 4, 1), "Summer 2026")],
                [Grain.Year] = [new(new(2025, 9, 1), "School 2025")],
            },
            end: new LocalDate(2026, 9, 1)).ThrowIfInvalid();
        var school = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"], CalendarScheme.Of(terms));
        ReportingPeriod term = school.PeriodOf(new LocalDate(2026, 2, 2), Grain.Month);
        output.WriteLine($"{term.Label} is number {term.Ordinal} of {school.ParentOf(term.Start, Grain.Month)!.Label}");
        #endregion
        return Task.CompletedTask;
    }
}
