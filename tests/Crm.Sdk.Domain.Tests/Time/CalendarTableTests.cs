using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Time;

public sealed class CalendarTableTests
{
    public static TheoryData<string, string> Mistakes { get; } = new()
    {
        { "nothing", "levels: CRM3022: The calendar lists no periods. List the months or the years at least." },
        { "days", "day: CRM3022: Days are not listed: they are those of the zone. Leave the level out." },
        { "empty level", "year: CRM3022: The level 'year' has no period. List its periods, or leave the level out." },
        { "order", "year[0]: CRM3022: 'B' begins on 2026-01-01 and would end on 2025-01-01. List periods in the order of time." },
        { "end", "year[0]: CRM3022: 'A' begins on 2025-01-01 and would end on 2024-01-01. 'end' is the day after the last one." },
        { "label twice", "month[1]: CRM3022: Two periods are labelled 'A'. Give each period of a level a label of its own." },
        { "no label", "month[1]: CRM3022: A period has no label. Give each period of a level a label of its own." },
        { "starts", "year[0]: CRM3022: 'A' begins on 2025-02-01, and the table on 2025-01-01. Begin all levels on the same day." },
        { "nesting", "year[1]: CRM3022: 'B' begins on 2025-02-10, inside a month. Begin it where a month begins." },
    };

    [Fact]
    public void Periods_have_the_labels_ordinals_and_parents_of_the_table()
    {
        var calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Of(Terms()));

        ReportingPeriod period = calendar.PeriodOf(new LocalDate(2026, 1, 10), Grain.Month);

        (period.Label, period.Ordinal, period.Start, period.End).Should().Be(("Winter 2025", 2, new LocalDate(2025, 12, 20), new LocalDate(2026, 4, 1)));
        calendar.ParentOf(period.Start, Grain.Month)!.Label.Should().Be("School 2025");
        calendar.Scheme.Grains.Should().Equal(Grain.Day, Grain.Month, Grain.Year);
    }

    [Fact]
    public void What_lies_outside_is_one_period_at_either_end()
    {
        var calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Of(Terms()));

        calendar.PeriodOf(new LocalDate(1999, 1, 1), Grain.Year).Label.Should().Be("before 2025-09-01");
        calendar.PeriodOf(new LocalDate(2099, 1, 1), Grain.Year).Label.Should().Be("from 2027-09-01");
        calendar.Covers(calendar.FirstDay, calendar.EndDay).Should().BeTrue();
        calendar.Covers(calendar.FirstDay.PlusDays(-1), calendar.EndDay).Should().BeFalse();
        calendar.Covers(calendar.FirstDay, calendar.EndDay.PlusDays(1)).Should().BeFalse();
    }

    [Fact]
    public void A_period_is_compared_with_the_one_of_its_number_and_with_none_outside()
    {
        var calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Of(Terms()));
        ReportingPeriod winter = calendar.Find("Winter 2026")!;

        calendar.YearBefore(winter, Grain.Month, WeekYearRule.Ordinal)!.Label.Should().Be("Winter 2025");
        calendar.YearBefore(calendar.Find("Winter 2025")!, Grain.Month, WeekYearRule.Ordinal).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_table_with_a_mistake_says_where_it_is_and_what_to_do(string mistake, string finding)
    {
        Checked<CalendarTable> table = mistake switch
        {
            "nothing" => CalendarTable.Check(new Dictionary<Grain, IReadOnlyList<CalendarEntry>>(), Day(2026, 1, 1)),
            "days" => Check(Day(2026, 1, 1), (Grain.Day, [At(2025, 1, 1, "A")])),
            "empty level" => Check(Day(2026, 1, 1), (Grain.Year, [])),
            "order" => Check(Day(2027, 1, 1), (Grain.Year, [At(2026, 1, 1, "B"), At(2025, 1, 1, "A")])),
            "end" => Check(Day(2024, 1, 1), (Grain.Year, [At(2025, 1, 1, "A")])),
            "label twice" => Check(Day(2026, 1, 1), (Grain.Month, [At(2025, 1, 1, "A"), At(2025, 2, 1, "A")])),
            "no label" => Check(Day(2026, 1, 1), (Grain.Month, [At(2025, 1, 1, "A"), At(2025, 2, 1, "")])),
            "starts" => Check(Day(2026, 1, 1), (Grain.Month, [At(2025, 1, 1, "A"), At(2025, 2, 1, "B")]), (Grain.Year, [At(2025, 2, 1, "A")])),
            _ => Check(Day(2026, 1, 1), (Grain.Month, [At(2025, 1, 1, "A"), At(2025, 2, 1, "B")]), (Grain.Year, [At(2025, 1, 1, "A"), At(2025, 2, 10, "B")])),
        };

        table.IsValid.Should().BeFalse();
        table.Findings.Should().ContainSingle();
        Finding found = table.Findings[0];
        $"{found.Place.Path}: {found.Code}: {found.Message} {found.Mend}".Should().Be(finding);
    }

    internal static CalendarTable Terms() => Check(
        Day(2027, 9, 1),
        (Grain.Month, [At(2025, 9, 1, "Autumn 2025"), At(2025, 12, 20, "Winter 2025"), At(2026, 4, 1, "Summer 2026"), At(2026, 9, 1, "Autumn 2026"), At(2026, 12, 18, "Winter 2026")]),
        (Grain.Year, [At(2025, 9, 1, "School 2025"), At(2026, 9, 1, "School 2026")])).ThrowIfInvalid();

    private static Checked<CalendarTable> Check(LocalDate end, params (Grain Grain, CalendarEntry[] Entries)[] levels) =>
        CalendarTable.Check(levels.ToDictionary(l => l.Grain, l => (IReadOnlyList<CalendarEntry>)l.Entries), end);

    private static LocalDate Day(int year, int month, int day) => new(year, month, day);

    private static CalendarEntry At(int year, int month, int day, string label) => new(Day(year, month, day), label);
}
