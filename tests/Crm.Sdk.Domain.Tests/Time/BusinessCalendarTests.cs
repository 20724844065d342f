using Crm.Sdk.Time;
using FsCheck.Xunit;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Domain.Tests.Time;

public sealed class BusinessCalendarTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu", "UTC"];

    /// <summary>
    /// Frappe counts working time second by second, with one interval a weekday and naive times (its defect D6 of ours to avoid); here it is
    /// a difference of sums, and the walk is the test.
    /// </summary>
    [Property(MaxTest = 150, EndSize = 1_000_000)]
    public void Business_time_D6_is_what_a_naive_walk_of_minutes_counts(int seed)
    {
        var random = new Random(seed);
        BusinessCalendar calendar = Draw(random);
        (Instant from, Instant to) = (Moment(random, calendar.Zone), Moment(random, calendar.Zone));
        (from, to) = from < to ? (from, to) : (to, from);
        long open = 0;
        for (Instant at = from; at < to; at += Duration.FromMinutes(1))
        {
            open += IsOpen(calendar, at) ? 1 : 0;
        }

        calendar.Elapsed(from, to).Should().Be(Duration.FromMinutes(open));
        calendar.Elapsed(to, from).Should().Be(Duration.FromMinutes(-open));
        calendar.IsOpen(from).Should().Be(IsOpen(calendar, from));
    }

    [Property(MaxTest = 2_000, EndSize = 1_000_000)]
    public void Two_stretches_of_time_add_up(int seed)
    {
        var random = new Random(seed);
        BusinessCalendar calendar = Draw(random);
        Instant a = Odd(random, calendar), b = Odd(random, calendar), c = Odd(random, calendar);

        (calendar.Elapsed(a, b) + calendar.Elapsed(b, c)).Should().Be(calendar.Elapsed(a, c));
        calendar.Elapsed(a, b).Should().Be(-calendar.Elapsed(b, a));
        (calendar.Elapsed(a, b) >= Duration.Zero).Should().Be(a <= b || calendar.Elapsed(a, b) == Duration.Zero);
    }

    [Property(MaxTest = 300, EndSize = 1_000_000)]
    public void What_is_added_has_gone_by_and_not_a_microsecond_earlier(int seed)
    {
        var random = new Random(seed);
        BusinessCalendar calendar = Draw(random);
        Instant start = Odd(random, calendar);
        var amount = Duration.FromTicks(random.NextInt64(-40L * NodaConstants.TicksPerDay, 40L * NodaConstants.TicksPerDay) / 10 * 10);

        if (calendar.Add(start, amount) is not { } due)
        {
            calendar.Week.Values.Sum(h => h.Count).Should().Be(0, "some open hour a week is enough for all");
            return;
        }

        calendar.Elapsed(start, due).Should().Be(amount);
        Instant near = due.PlusTicks(amount > Duration.Zero ? -10 : 10);
        if (amount != Duration.Zero)
        {
            calendar.Elapsed(start, near).Should().NotBe(amount);
        }
    }

    [Theory]
    [InlineData("2026-03-02T09:00", "2026-03-02T17:00", "07:30:00")]
    [InlineData("2026-03-02T12:00", "2026-03-02T13:30", "01:00:00")]
    [InlineData("2026-03-02T12:30", "2026-03-02T13:00", "00:00:00")]
    [InlineData("2026-03-06T16:00", "2026-03-09T10:00", "02:00:00")]
    [InlineData("2026-03-07T09:00", "2026-03-08T23:00", "00:00:00")]
    [InlineData("2026-03-02T00:00", "2026-03-09T00:00", "37:30:00")]
    [InlineData("2025-12-23T09:00", "2025-12-29T09:00", "10:30:00")]
    [InlineData("2026-03-02T17:00", "2026-03-02T16:00", "-01:00:00")]
    [InlineData("2026-03-27T16:00", "2026-03-30T10:00", "02:00:00")]
    public void Two_stretches_a_day_and_holidays_are_worked_out_by_hand(string from, string to, string expected)
    {
        BusinessCalendar calendar = Support();

        calendar.Elapsed(At(calendar, from), At(calendar, to)).Should().Be(DurationPattern.CreateWithInvariantCulture("-H:mm:ss").Parse(expected).Value);
    }

    [Theory]
    [InlineData("2026-03-29", 5)]
    [InlineData("2026-10-25", 7)]
    [InlineData("2026-10-26", 6)]
    public void A_night_shift_over_a_change_of_the_clocks_has_the_hours_that_go_by(string day, int hours)
    {
        var nights = new BusinessCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"], Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None)
            .ToDictionary(d => d, IReadOnlyList<OpenHours> (_) => [OpenHours.Parse("00:00-06:00")]));
        LocalDate date = LocalDatePattern.Iso.Parse(day).Value;

        nights.Elapsed(nights.Zone.AtStartOfDay(date).ToInstant(), nights.Zone.AtStartOfDay(date.PlusDays(1)).ToInstant()).Should().Be(Duration.FromHours(hours));
    }

    [Fact]
    public void An_answer_promised_within_four_hours_is_due_on_the_next_working_day()
    {
        BusinessCalendar calendar = Support();

        Instant? due = calendar.Add(At(calendar, "2026-03-06T16:00"), Duration.FromHours(4));

        due.Should().Be(At(calendar, "2026-03-09T12:00"));
        calendar.Add(At(calendar, "2026-03-07T16:00"), Duration.Zero).Should().Be(At(calendar, "2026-03-07T16:00"));
        calendar.Add(At(calendar, "2026-03-09T09:30"), Duration.FromHours(-1)).Should().Be(At(calendar, "2026-03-06T16:30"));
    }

    [Fact]
    public void Hours_that_never_come_are_no_instant()
    {
        var never = new BusinessCalendar(DateTimeZone.Utc, new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>>());

        never.Add(Instant.FromUtc(2026, 1, 1, 0, 0), Duration.FromMinutes(1)).Should().BeNull();
        Support().Add(Instant.FromUtc(2026, 1, 1, 0, 0), Duration.MaxValue).Should().BeNull();
        Support().Add(Instant.FromUtc(2026, 1, 1, 0, 0), Duration.MinValue).Should().BeNull();
    }

    [Fact]
    public void The_ends_of_time_are_no_exception()
    {
        BusinessCalendar calendar = Support();

        calendar.Elapsed(Instant.MinValue, Instant.MaxValue).Should().BeGreaterThan(Duration.Zero);
        calendar.IsOpen(Instant.MinValue).Should().Be(calendar.IsOpen(Instant.MinValue));
        calendar.ElapsedMicroseconds(long.MinValue, long.MaxValue).Should().Be(-calendar.ElapsedMicroseconds(long.MaxValue, long.MinValue));
    }

    [Theory]
    [InlineData("09:00-12:00 11:00-13:00")]
    [InlineData("09:00-12:00 12:00-13:00")]
    [InlineData("13:00-14:00 09:00-12:00")]
    public void Hours_that_do_not_rise_are_refused(string hours) =>
        FluentActions.Invoking(() => new BusinessCalendar(DateTimeZone.Utc, Week(hours, IsoDayOfWeek.Monday))).Should().Throw<ArgumentException>().WithMessage("The hours of Monday do not rise:*");

    [Theory]
    [InlineData("9:00-12:00")]
    [InlineData("09:00")]
    [InlineData("12:00-12:00")]
    [InlineData("12:00-11:00")]
    [InlineData("00:00-24:01")]
    [InlineData("09:60-12:00")]
    public void A_text_that_is_no_stretch_of_a_day_is_refused(string text) => FluentActions.Invoking(() => OpenHours.Parse(text)).Should().Throw<FormatException>();

    [Fact]
    public void A_whole_day_ends_at_24() => OpenHours.Parse("00:00-24:00").Should().Be(new OpenHours(0, OpenHours.MinutesPerDay)).And.Subject.ToString().Should().Be("00:00-24:00");

    private static BusinessCalendar Support() => new(
        DateTimeZoneProviders.Tzdb["Europe/Berlin"],
        Week("09:00-12:30 13:00-17:00", IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday),
        new Dictionary<LocalDate, IReadOnlyList<OpenHours>>
        {
            [new(2025, 12, 24)] = [OpenHours.Parse("09:00-12:00")], [new(2025, 12, 25)] = [], [new(2025, 12, 26)] = [],
        });

    private static Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> Week(string hours, params IsoDayOfWeek[] days) =>
        days.ToDictionary(d => d, IReadOnlyList<OpenHours> (_) => [.. hours.Split(' ').Select(OpenHours.Parse)]);

    private static Instant At(BusinessCalendar calendar, string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(calendar.Zone).ToInstant();

    private static bool IsOpen(BusinessCalendar calendar, Instant at)
    {
        ZonedDateTime local = at.InZone(calendar.Zone);
        int minute = (local.Hour * 60) + local.Minute;
        IReadOnlyList<OpenHours> hours = calendar.Holidays.TryGetValue(local.Date, out var own) ? own : calendar.Week.GetValueOrDefault(local.DayOfWeek, []);
        return hours.Any(h => h.From <= minute && minute < h.To);
    }

    private static BusinessCalendar Draw(Random random)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]];
        var week = Enumerable.Range(1, 7).ToDictionary(d => (IsoDayOfWeek)d, IReadOnlyList<OpenHours> (_) => Hours(random));
        var holidays = Enumerable.Range(0, random.Next(6)).Select(_ => Anchor(zone).PlusDays(random.Next(-20, 21))).Distinct()
            .ToDictionary(d => d, IReadOnlyList<OpenHours> (_) => Hours(random));
        return new BusinessCalendar(zone, week, holidays);
    }

    private static OpenHours[] Hours(Random random)
    {
        int[] edges = [.. Enumerable.Range(0, random.Next(4) * 2).Select(_ => random.Next(4) == 0 ? random.Next(1441) : random.Next(97) * 15).Distinct().Order()];
        return [.. Enumerable.Range(0, edges.Length / 2).Select(i => new OpenHours(edges[2 * i], edges[(2 * i) + 1]))];
    }

    // A day near which the clocks of the zone change, or do something odder.
    private static LocalDate Anchor(DateTimeZone zone) => zone.Id switch
    {
        "Europe/Berlin" => new(2021, 3, 28),
        "America/New_York" => new(2020, 11, 1),
        "Australia/Lord_Howe" => new(2024, 4, 7),
        "America/Sao_Paulo" => new(2018, 11, 4),
        _ => new(2011, 12, 30),
    };

    private static Instant Moment(Random random, DateTimeZone zone) =>
        Anchor(zone).AtMidnight().InZoneLeniently(zone).ToInstant() + Duration.FromMinutes(random.Next(-25 * 1440, 25 * 1440));

    private static Instant Odd(Random random, BusinessCalendar calendar) => random.Next(6) == 0
        ? Instant.FromUnixTimeSeconds(random.NextInt64(-100_000_000_000, 200_000_000_000))
        : Moment(random, calendar.Zone).PlusTicks(random.NextInt64(NodaConstants.TicksPerHour) / 10 * 10);
}
