using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Time;

/// <summary>The names of periods, written and read.</summary>
internal static partial class PeriodName
{
    /// <summary>A year, with a part of it where <paramref name="part"/> is not empty: <c>FY2023-W53</c>.</summary>
    public static string Of(string prefix, long year, string part = "", long number = 0, int digits = 2)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{year:0000}");
        return part.Length == 0 ? name : name + "-" + part.Trim('-') + number.ToString(digits == 1 ? "0" : "00", CultureInfo.InvariantCulture);
    }

    /// <summary>The name of a day, and of a week that has no number.</summary>
    public static string OfDay(long day) => DayNumber.Iso(DayNumber.ToDate(day));

    public static long? Day(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? DayNumber.Of(day) : null;

    /// <summary>Takes a name to pieces: the part is <c>Q</c>, <c>W</c>, <c>P</c>, or <c>-</c> for a month; empty for a year.</summary>
    public static (string Prefix, long Year, string Part, int Number)? Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        string part = match.Groups["number"].Success ? match.Groups["part"].Value is { Length: > 0 } letter ? letter : "-" : "";
        int number = part.Length == 0 ? 0 : int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        return (match.Groups["prefix"].Value, long.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture), part, number);
    }

    [GeneratedRegex("^(?<prefix>FY)?(?<year>[0-9]{4})(-((?<part>Q)(?<number>[1-4])|(?<part>[WP]?)(?<number>[0-9]{2})))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
