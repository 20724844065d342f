using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>What is wrong with cutting days at a level of a calendar.</summary>
internal static class CalendarFindings
{
    private const string TooManyPeriods = "CRM3011", NoSuchLevel = "CRM3020", BeyondTable = "CRM3021";

    /// <summary>Why the periods of a level cannot be had; null when they can.</summary>
    public static Finding? Of(ReportingCalendar calendar, Grain grain, string path = "grain") => calendar.Scheme.Serves(grain) ? null
        : Error(NoSuchLevel, path, $"The calendar '{calendar.Scheme}' has no {Plural(grain)}.",
            $"Ask by {string.Join(" or ", calendar.Scheme.Grains.Select(Word))}, or with another calendar.");

    /// <summary>Why days cannot be cut; null when they can.</summary>
    public static Finding? Of(ReportingCalendar calendar, LocalDate from, LocalDate to, Grain grain)
    {
        if (Of(calendar, grain) is { } lacking)
        {
            return lacking;
        }

        if (grain != Grain.Day && !calendar.Covers(from, to))
        {
            return Error(BeyondTable, from < calendar.FirstDay ? "from" : "to",
                $"The calendar lists the days from {calendar.FirstDay:R} up to, and without, {calendar.EndDay:R}, and the range reaches further.",
                "Ask for days within it, by day, or add periods to the calendar.");
        }

        return calendar.Count(from, to, grain) <= ReportingCalendar.MaxPeriods ? null
            : Error(TooManyPeriods, "grain", $"The range has more than {ReportingCalendar.MaxPeriods} {Plural(grain)}.", "Ask by year, or for a shorter range.");
    }

    private static Finding Error(string code, string path, string message, string mend) =>
        new(code, FindingSeverity.Error, message, mend, new FindingPlace { Path = path });

    private static string Word(Grain grain) => grain.ToString().ToLowerInvariant();

    private static string Plural(Grain grain) => $"{Word(grain)}s";
}
