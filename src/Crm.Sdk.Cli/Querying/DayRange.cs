using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Sdk.Time;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Cli.Querying;

/// <summary>Days as people type them: a day, a month, a quarter or a year stands for all its days.</summary>
internal static partial class DayRange
{
    /// <summary>What can be typed.</summary>
    public static string Forms(ReportingCalendar calendar) => calendar.Scheme.Name switch
    {
        "iso" => "Write 2025, 2025-W01, 2025-03 or 2025-03-31.",
        "retail" => "Write FY2025, FY2025-Q1, FY2025-P01, FY2025-W01, 2025-03 or 2025-03-31.",
        "table" => "Write the label of a period of the calendar, 2025, 2025-03 or 2025-03-31.",
        _ => "Write 2025, 2025-Q1, 2025-03, 2025-03-31, FY2025 or FY2025-Q1.",
    };

    /// <summary>The first of the days that are meant and the day after the last; null when the text is none of the forms.</summary>
    /// <param name="text">
    /// The name of a period of the calendar; else <c>2025-03-31</c>, <c>2025-03</c>, <c>2025-Q1</c>, <c>2025</c>, or a fiscal year or
    /// quarter, <c>FY2025</c> or <c>FY2025-Q1</c>.
    /// </param>
    /// <param name="calendar">The calendar whose periods are meant.</param>
    public static (LocalDate First, LocalDate After)? Parse(string text, ReportingCalendar calendar)
    {
        if (calendar.Scheme.Name != "gregorian" && calendar.Find(text) is { } period)
        {
            return (period.Start, period.End);
        }

        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day })
        {
            return (day, calendar.Next(day, Grain.Day));
        }

        int fiscalStartMonth = calendar.FiscalStartMonth;
        Match match = Pattern().Match(text);
        int year = match.Success ? Number(match, "year") : 0;
        if (year is 0 or 9999)
        {
            return null;
        }

        bool isFiscal = match.Groups["fiscal"].Success;
        if (isFiscal && calendar.Scheme.Name != "gregorian")
        {
            return null;
        }

        var start = new LocalDate(isFiscal && fiscalStartMonth > 1 ? year - 1 : year, isFiscal ? fiscalStartMonth : 1, 1);
        if (match.Groups["quarter"].Success)
        {
            start = start.PlusMonths(3 * (Number(match, "quarter") - 1));
            return (start, start.PlusMonths(3));
        }

        if (match.Groups["month"].Success)
        {
            int month = Number(match, "month");
            return month is < 1 or > 12 || isFiscal ? null : (start.PlusMonths(month - 1), start.PlusMonths(month));
        }

        return (start, start.PlusMonths(12));
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<fiscal>FY)?(?<year>[0-9]{4})(-(Q(?<quarter>[1-4])|(?<month>[0-9]{2})))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
