using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Sdk.Samples.Docs;
using Crm.Sdk.TestKit;
using Crm.Sdk.Time;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>The tables that were worked out by hand, on the pages about calendars and business hours, against the code.</summary>
public sealed partial class CalendarPageTests
{
    public static TheoryData<string, string, string> Calendars { get; } = Rows("calendars.md", "Worked by hand", r => (r[0], r[1], r[2]));

    public static TheoryData<string, string, string> Hours { get; } = Rows("business-hours.md", "Worked by hand", r => (r[0], $"{r[1]} {r[2]}", r[3]));

    [Theory]
    [MemberData(nameof(Calendars))]
    public void A_calendar_answers_as_worked_out_by_hand(string calendar, string question, string answer) => Answer(Named(calendar), question).Should().Be(answer);

    [Theory]
    [MemberData(nameof(Hours))]
    public void Business_hours_are_those_worked_out_by_hand(string calendar, string range, string open)
    {
        BusinessCalendar hours = SupportDesk.Model.Calendars[calendar].Hours;
        Instant[] ends = [.. range.Split(' ').Select(t => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(t).Value.InZoneStrictly(hours.Zone).ToInstant())];

        hours.Elapsed(ends[0], ends[1]).Should().Be(DurationPattern.CreateWithInvariantCulture("-H:mm").Parse(open).Value);
    }

    [Fact]
    public void The_pages_have_enough_cases()
    {
        Calendars.Should().HaveCountGreaterThanOrEqualTo(8);
        Hours.Should().HaveCountGreaterThanOrEqualTo(8);
    }

    private static string Answer(ReportingCalendar calendar, string question)
    {
        if (question.StartsWith("year before ", StringComparison.Ordinal))
        {
            string[] parts = question["year before ".Length..].Split(" by ");
            ReportingPeriod period = calendar.Find(parts[0])!;
            return calendar.YearBefore(period, period.Grain!.Value, Enum.Parse<WeekYearRule>(parts[1], ignoreCase: true))?.Label ?? "none";
        }

        if (question.Split(" of ") is [var grain, var day])
        {
            return calendar.PeriodOf(Day(day), Enum.Parse<Grain>(grain, ignoreCase: true)).Label;
        }

        Match shift = Shift().Match(question);
        return LocalDatePattern.Iso.Format(calendar.Shift(
            Day(shift.Groups["day"].Value), int.Parse(shift.Groups["count"].ValueSpan, CultureInfo.InvariantCulture), Enum.Parse<Grain>(shift.Groups["grain"].Value, ignoreCase: true)));
    }

    private static ReportingCalendar Named(string name) => new(DateTimeZone.Utc, name switch
    {
        "iso" => CalendarScheme.Iso,
        "nrf" => CalendarScheme.Nrf,
        "april" => CalendarScheme.Gregorian(4),
        "sunday" => CalendarScheme.Gregorian(firstDayOfWeek: IsoDayOfWeek.Sunday),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    });

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static TheoryData<string, string, string> Rows(string page, string heading, Func<string[], (string, string, string)> read)
    {
        var rows = new TheoryData<string, string, string>();
        var lines = File.ReadLines(RepositoryRoot.Combine("docs", "articles", page)).SkipWhile(l => l != "## " + heading).Skip(1).SkipWhile(l => !l.StartsWith('|')).TakeWhile(l => l.StartsWith('|'));
        foreach ((string first, string second, string third) in lines.Skip(2).Select(l => read([.. l.Split('|', StringSplitOptions.TrimEntries).Skip(1)])))
        {
            rows.Add(first, second, third);
        }

        return rows;
    }

    [GeneratedRegex("^(?<day>[0-9-]{10}) and (?<count>[0-9]+) (?<grain>[a-z]+?)s?$")]
    private static partial Regex Shift();
}
