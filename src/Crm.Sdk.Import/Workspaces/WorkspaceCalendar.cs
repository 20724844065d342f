using System.Text.Json;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>Reads how days form periods: <c>fiscalStartMonth</c>, or <c>calendar</c> as a word or an object.</summary>
internal static class WorkspaceCalendar
{
    private static readonly string[] Words = ["gregorian", "iso", "nrf", "retail", "table"];
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly string[] Patterns = ["4-4-5", "4-5-4", "5-4-4"];
    private static readonly Grain[] Listed = [Grain.Week, Grain.Month, Grain.Quarter, Grain.Year];

    /// <summary>The scheme that the settings declare; that of everyday life when they say nothing, and after a finding.</summary>
    public static CalendarScheme Read(ObjectCursor root)
    {
        int? fiscalStartMonth = root.Integer("fiscalStartMonth", 1, 12);
        if (root.Any("calendar") is not { } value)
        {
            return CalendarScheme.Gregorian(fiscalStartMonth ?? 1);
        }

        if (root.Has("fiscalStartMonth"))
        {
            root.Conflict("fiscalStartMonth", "'fiscalStartMonth' and 'calendar' both say when years begin.", "Put 'fiscalStartMonth' into a calendar of the kind gregorian, or take it out.");
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            string? word = root.Word("calendar", "gregorian", "iso", "nrf");
            return word == "iso" ? CalendarScheme.Iso : word == "nrf" ? CalendarScheme.Nrf : CalendarScheme.Gregorian();
        }

        return root.Object("calendar") is { } calendar ? ReadObject(calendar) : CalendarScheme.Gregorian();
    }

    private static CalendarScheme ReadObject(ObjectCursor calendar)
    {
        if (!calendar.Has("kind"))
        {
            calendar.Missing("kind", "Write gregorian, iso, nrf, retail or table.");
            return CalendarScheme.Gregorian();
        }

        CalendarScheme scheme = calendar.Word("kind", Words) switch
        {
            "iso" => CalendarScheme.Iso,
            "nrf" => CalendarScheme.Nrf,
            "retail" => Retail(calendar),
            "table" => Table(calendar),
            "gregorian" => CalendarScheme.Gregorian(
                calendar.Integer("fiscalStartMonth", 1, 12) ?? 1, Weekday(calendar, "firstDayOfWeek") ?? IsoDayOfWeek.Monday, Naming(calendar)),
            _ => CalendarScheme.Gregorian(),
        };
        calendar.Finish();
        return scheme;
    }

    private static CalendarScheme Retail(ObjectCursor calendar)
    {
        foreach ((string name, string mend) in new[]
        {
            ("pattern", "Write the weeks of the months of a quarter: 4-4-5, 4-5-4 or 5-4-4."), ("lastDay", "Write the day of the week on which years end, such as saturday."),
            ("end", "Write 'last' or 'nearest': which of those days in or near the last month it is."), ("endMonth", "Write the month at whose end years end, 1 to 12."),
        })
        {
            if (!calendar.Has(name))
            {
                calendar.Missing(name, mend);
            }
        }

        int pattern = Array.IndexOf(Patterns, calendar.Word("pattern", Patterns) ?? Patterns[0]);
        return CalendarScheme.Retail(new RetailYear(
            (RetailPattern)pattern,
            Weekday(calendar, "lastDay") ?? IsoDayOfWeek.Saturday,
            calendar.Word("end", "last", "nearest") == "nearest" ? RetailYearEnd.Nearest : RetailYearEnd.Last,
            calendar.Integer("endMonth", 1, 12) ?? 12,
            Naming(calendar)));
    }

    private static CalendarScheme Table(ObjectCursor calendar)
    {
        var levels = new Dictionary<Grain, IReadOnlyList<CalendarEntry>>();
        bool isWhole = true;
        foreach (Grain grain in Listed)
        {
            string name = grain.ToString().ToLowerInvariant();
            if (calendar.Object(name) is { } level)
            {
                var entries = new List<CalendarEntry>();
                foreach (string start in level.Names)
                {
                    isWhole &= Day(level, start, start) is { } day && level.Text(start) is { } label && Add(entries, day, label);
                }

                levels.Add(grain, entries);
            }
        }

        if (!calendar.Has("end"))
        {
            calendar.Missing("end", "Write the day after the last one of the calendar.");
        }

        if (calendar.Text("end") is not { } text || Day(calendar, "end", text) is not { } end || !isWhole)
        {
            return CalendarScheme.Gregorian();
        }

        Checked<CalendarTable> table = CalendarTable.Check(levels, end);
        foreach (Finding finding in table.Findings)
        {
            calendar.Report(finding.Code, finding.Place.Path!, finding.Message, finding.Mend);
        }

        return table.Value is { } value ? CalendarScheme.Of(value) : CalendarScheme.Gregorian();
    }

    private static bool Add(List<CalendarEntry> entries, LocalDate start, string label)
    {
        entries.Add(new CalendarEntry(start, label));
        return true;
    }

    private static LocalDate? Day(ObjectCursor cursor, string name, string text)
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day })
        {
            return day;
        }

        cursor.Report(ImportCodes.ValueNotAllowed, name, $"'{text}' is no day.", "Write it as 2026-01-31.");
        return null;
    }

    private static IsoDayOfWeek? Weekday(ObjectCursor cursor, string name) =>
        cursor.Word(name, Weekdays) is { } word && Array.IndexOf(Weekdays, word) is >= 0 and var at ? (IsoDayOfWeek)(at + 1) : null;

    private static YearNaming Naming(ObjectCursor cursor) => cursor.Word("named", "begin", "end") == "begin" ? YearNaming.Begin : YearNaming.End;
}
