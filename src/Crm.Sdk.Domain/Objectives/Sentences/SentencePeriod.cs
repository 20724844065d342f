using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Crm.Sdk.Objectives.Sentences;

/// <summary>The part of a sentence that says by when.</summary>
internal sealed partial class SentencePeriod
{
    private SentencePeriod(Match match, LocalDate from, LocalDate to, string? also) => (Start, Length, From, To, Also) = (match.Index, match.Length, from, to, also);

    public int Start { get; }

    public int Length { get; }

    public LocalDate From { get; }

    public LocalDate To { get; }

    /// <summary>What else the words may mean; null where they mean one thing.</summary>
    public string? Also { get; }

    /// <summary>Reads it; null where a sentence has none.</summary>
    public static SentencePeriod? Of(string text, LocalDate today)
    {
        foreach (var (regex, read) in new (Regex, Func<Match, LocalDate, SentencePeriod?>)[] { (EndOf(), ReadEnd), (Day(), ReadDay), (Named(), ReadNamed), (Stretch(), ReadStretch), (Coming(), ReadComing) })
        {
            foreach (Match match in regex.Matches(text))
            {
                if (read(match, today) is { } period)
                {
                    return period;
                }
            }
        }

        return null;
    }

    // by the end of the quarter, of next year, of 2027, of June 2027
    private static SentencePeriod? ReadEnd(Match m, LocalDate today)
    {
        if (Year(m) is { } year)
        {
            LocalDate first = m.Groups["month"].Success ? new LocalDate(year, MonthOf(m), 1) : new LocalDate(year, 1, 1);
            return new SentencePeriod(m, today, m.Groups["month"].Success ? first.PlusMonths(1) : first.PlusYears(1), null);
        }

        LocalDate start = StartOf(m.Groups["unit"].Value, today);
        return new SentencePeriod(m, today, Plus(start, m.Groups["unit"].Value, m.Groups["next"].Success ? 2 : 1), null);
    }

    // by 2027-06-30, by 30 June 2027, before 2027-07-01
    private static SentencePeriod? ReadDay(Match m, LocalDate today)
    {
        int month = m.Groups["month"].Success ? MonthOf(m) : int.Parse(m.Groups["m"].Value, CultureInfo.InvariantCulture);
        int day = int.Parse(m.Groups["d"].Value, CultureInfo.InvariantCulture), year = Year(m)!.Value;
        return month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month) ? null
            : new SentencePeriod(m, today, new LocalDate(year, month, day).PlusDays(m.Groups["before"].Success ? 0 : 1), null);
    }

    // by June 2027, by 2027, in 2027, by Q3 2027
    private static SentencePeriod ReadNamed(Match m, LocalDate today)
    {
        int year = Year(m)!.Value;
        var (first, after) = m.Groups["month"].Success ? (new LocalDate(year, MonthOf(m), 1), new LocalDate(year, MonthOf(m), 1).PlusMonths(1))
            : m.Groups["q"].Success ? (Quarter(m, year), Quarter(m, year).PlusMonths(3)) : (new LocalDate(year, 1, 1), new LocalDate(year + 1, 1, 1));
        string name = m.Value[(m.Value.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return m.Groups["within"].Success ? new SentencePeriod(m, LocalDate.Max(first, today), after, null)
            : m.Groups["before"].Success ? new SentencePeriod(m, today, first, null)
            : new SentencePeriod(m, today, after, $"its beginning: here it is read as the end of {name}");
    }

    // within a year, in the next six months, over 90 days
    private static SentencePeriod? ReadStretch(Match m, LocalDate today)
    {
        string count = m.Groups["n"].Value;
        if (count.Length == 0 && !m.Groups["next"].Success)
        {
            return null;
        }

        string unit = m.Groups["unit"].Value;
        LocalDate to = Plus(today, unit, Number(count));
        return new SentencePeriod(m, today, to, count.Length > 0 || !m.Groups["next"].Success || unit.StartsWith('d') ? null
            : $"the {unit} of the calendar that comes next: here it is read as the {unit} from {today:uuuu-MM-dd} on");
    }

    // this quarter, next year
    private static SentencePeriod ReadComing(Match m, LocalDate today)
    {
        string unit = m.Groups["unit"].Value;
        LocalDate start = StartOf(unit, today);
        return m.Groups["next"].Success ? new SentencePeriod(m, Plus(start, unit, 1), Plus(start, unit, 2), null) : new SentencePeriod(m, today, Plus(start, unit, 1), null);
    }

    private static int? Year(Match m) => m.Groups["y"].Success ? int.Parse(m.Groups["y"].Value, CultureInfo.InvariantCulture) : null;

    private static LocalDate Quarter(Match m, int year) => new(year, ((m.Groups["q"].Value[0] - '1') * 3) + 1, 1);

    private static int MonthOf(Match m) => 1 + "JanFebMarAprMayJunJulAugSepOctNovDec".IndexOf(
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(m.Groups["month"].Value[..3].ToLowerInvariant()), StringComparison.Ordinal) / 3;

    private static LocalDate StartOf(string unit, LocalDate day) => char.ToLowerInvariant(unit[0]) switch
    {
        'y' => new LocalDate(day.Year, 1, 1),
        'q' => new LocalDate(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        'm' => new LocalDate(day.Year, day.Month, 1),
        _ => day.PlusDays(-((int)day.DayOfWeek - 1)),
    };

    private static LocalDate Plus(LocalDate day, string unit, int count) => char.ToLowerInvariant(unit[0]) switch
    {
        'y' => day.PlusYears(count),
        'q' => day.PlusMonths(3 * count),
        'm' => day.PlusMonths(count),
        'w' => day.PlusWeeks(count),
        _ => day.PlusDays(count),
    };

    private static int Number(string text) => text.ToLowerInvariant() switch
    {
        "" or "a" or "an" or "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        string digits => int.Parse(digits, CultureInfo.InvariantCulture),
    };

    private const string Months = @"(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    private const string Years = @"(?<y>20[0-9]{2})\b";

    [GeneratedRegex(@"\b(?:by|until|till|before|at)\s+(?:the\s+)?end\s+of\s+(?:the\s+|this\s+|(?<next>next\s+))?(?:(?<unit>year|quarter|month|week)\b|(?:" + Months + @"\s+)?" + Years + ")",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EndOf();

    [GeneratedRegex(@"\b(?:by|until|till|(?<before>before))\s+(?:the\s+)?(?:(?<y>20[0-9]{2})-(?<m>[0-9]{2})-(?<d>[0-9]{2})|(?<d>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + Months + @"\s+" + Years + ")",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"\b(?:by|until|till|(?<before>before)|(?<within>in|during))\s+(?:" + Months + @"\s+|q(?<q>[1-4])\s+)?" + Years,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\b(?:within|in|over|during|for)\s+(?:the\s+)?(?<next>next\s+|coming\s+|following\s+)?(?:(?<n>[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+)?(?<unit>day|week|month|quarter|year)s?\b(?:\s+from\s+now)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stretch();

    [GeneratedRegex(@"\b(?:(?:within|in|during)\s+)?(?:this|(?<next>next))\s+(?<unit>year|quarter|month|week)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Coming();
}
