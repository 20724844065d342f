using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Kinds.Laws;

public class TargetLaws
{
    private static readonly ReportingCalendar Berlin = RandomShop.Days().Calendar;
    private static readonly string[] Ways = ["even", "calendarDays", "businessDays('office')", "profile(last year)"];

    private const string Calendar = "calendar office zone 'Europe/Berlin' { mon tue wed thu fri 09:00-17:00 holiday 2026-04-03 }\n";

    [Property(MaxTest = 40)]
    public void The_parts_of_an_allocation_add_up_to_the_target_to_the_cent(int seed)
    {
        var shop = new RandomShop(seed);
        string way = Ways[shop.Random.Next(Ways.Length)], grain = Pick(shop, "day", "week", "month", "quarter");
        (string first, string last) = Stretch(shop);
        string amount = new Rational(shop.Random.Next(-10_000_000, 10_000_000), 100).ToString();

        TargetReport report = Ask(shop, $"{Calendar}target t for revenue from {first} until {last} at least {amount} allocate {way} by {grain}").Single();

        if (report.Periods[0].Goal.Value is null)
        {
            report.Periods.Should().OnlyContain(p => p.Goal.Value == null);
            return;
        }

        Sum(report.Periods.Select(p => p.Goal.Value!.Value)).Should().Be(report.Goal.Value!.Value);
        report.Periods.Should().OnlyContain(p => (p.Goal.Value!.Value * 100).IsInteger);
    }

    [Property(MaxTest = 40)]
    public void The_months_of_a_quarter_get_what_the_quarter_gets(int seed)
    {
        var shop = new RandomShop(seed);
        string way = Ways[shop.Random.Next(1, 3)], amount = new Rational(shop.Random.Next(-10_000_000, 10_000_000), 100).ToString();
        (string first, string last) = Stretch(shop);
        string Target(string name, string grain) => $"target {name} for revenue from {first} until {last} at least {amount} allocate {way} by {grain}\n";

        IReadOnlyList<TargetReport> reports = Ask(shop, Calendar + Target("quarters", "quarter") + Target("months", "month") + Target("days", "day"), Grain.Quarter);

        Goals(reports[1]).Should().Equal(Goals(reports[0]));
        Goals(reports[2]).Should().Equal(Goals(reports[0]));
    }

    [Property(MaxTest = 40)]
    public void What_is_allocated_even_by_month_is_the_same_rolled_up_from_its_months(int seed)
    {
        var shop = new RandomShop(seed);
        string target = $"{Calendar}target t for orders period 2026 at least {shop.Random.Next(0, 5_000)} of {shop.Random.Next(1, 5_000)} allocate even by month";
        TargetReport byMonth = Ask(shop, target.Replace("orders", "web", StringComparison.Ordinal) + "\nmetric web = count(order where channel = 'web') / count(order)").Single();
        TargetReport byQuarter = Ask(shop, target.Replace("orders", "web", StringComparison.Ordinal) + "\nmetric web = count(order where channel = 'web') / count(order)", Grain.Quarter).Single();

        for (int i = 0; i < 4; i++)
        {
            var months = byMonth.Periods.Skip(3 * i).Take(3).ToList();
            byQuarter.Periods[i].Goal.Numerator.Should().Be(Sum(months.Select(m => m.Goal.Numerator)));
            byQuarter.Periods[i].Goal.Denominator.Should().Be(Sum(months.Select(m => m.Goal.Denominator)));
        }

        Sum(byMonth.Periods.Select(m => m.Goal.Numerator)).Should().Be(byMonth.Goal.Numerator);
        Sum(byMonth.Periods.Select(m => m.Goal.Denominator)).Should().Be(byMonth.Goal.Denominator);
    }

    [Property(MaxTest = 40)]
    public void The_actual_values_of_the_periods_of_a_sum_add_up_to_that_of_the_whole(int seed)
    {
        var shop = new RandomShop(seed);
        (string first, string last) = Stretch(shop);
        TargetReport report = Ask(shop, $"target t for revenue from {first} until {last} at least 5 allocate even by {Pick(shop, "day", "week", "month")}").Single();

        Sum(report.Periods.Select(p => p.Actual.Value ?? 0)).Should().Be(report.Actual.Value!.Value, "what has not begun has nothing yet");
    }

    [Property(MaxTest = 40)]
    public void Progress_is_0_on_the_day_after_the_baseline_and_1_where_the_goal_is_what_was_reached(int seed)
    {
        var shop = new RandomShop(seed);
        const string Time = "baseline from 2026-01-20 until 2026-02-18 until 2026-04-18";
        Instant after = Berlin.StartOf(new LocalDate(2026, 2, 19)), end = Berlin.StartOf(new LocalDate(2026, 4, 19));
        TargetReport atStart = Ask(shop, $"target t for revenue {Time} at least relative +5 %", now: after).Single();
        if (atStart.BaselineCell!.Value!.Value is { IsZero: true } || atStart.Goal.Value is null)
        {
            return;
        }

        atStart.Actual.Value.Should().Be(atStart.BaselineCell.Value);
        atStart.Progress.Value.Should().Be(Rational.Zero);
        atStart.Pace.Value.Should().Be(Rational.Zero);
        atStart.Expected.Value.Should().Be(atStart.BaselineCell.Value);

        Rational reached = Ask(shop, $"target t for revenue {Time} at least 5", now: end).Single().Actual.Value!.Value;
        string bound = reached > atStart.BaselineCell.Value!.Value ? "least" : "most";
        TargetReport atEnd = Ask(shop, $"target t for revenue {Time} at {bound} {reached}", now: end).Single();
        atEnd.IsReached.Should().Be(true);
        atEnd.Attainment.Value.Should().Be(reached.IsZero ? null : Rational.One);
        atEnd.Progress.Value.Should().Be(reached == atStart.BaselineCell.Value ? null : Rational.One);
        atEnd.Pace.Value.Should().Be(Rational.One);
        atEnd.Expected.Value.Should().Be(reached);
    }

    [Property(MaxTest = 20)]
    public void Pace_grows_from_0_to_1_and_is_what_the_days_before_have_been_given(int seed)
    {
        var shop = new RandomShop(seed);
        string way = Ways[shop.Random.Next(3)];
        string target = $"{Calendar}target t for revenue from 2026-03-20 until 2026-04-19 at least 100 allocate {way} by day";
        Rational before = -1;
        for (int i = -1; i <= 32; i += shop.Random.Next(1, 4))
        {
            Instant now = Berlin.StartOf(new LocalDate(2026, 3, 20).PlusDays(i)).PlusTicks(shop.Random.Next(0, 22) * NodaConstants.TicksPerHour);
            TargetReport report = Ask(shop, target, now: now).Single();
            Rational pace = report.Pace.Value!.Value;
            pace.Should().BeGreaterThanOrEqualTo(before).And.BeInRange(0, 1);
            Rational given = Sum(report.Periods.Where(p => p.Period.To <= now).Select(p => p.Goal.Value!.Value));
            (report.Expected.Value!.Value - given).Abs().Should().BeLessThan(1, "parts are whole cents, and 31 of them lose less than a euro");
            before = pace;
        }
    }

    [Property(MaxTest = 40)]
    public void The_order_of_the_rows_and_how_they_arrive_change_nothing(int seed)
    {
        const string Targets = "target a for revenue per channel baseline 2025 period 2026 at least 100 allocate profile(last year) by week\ntarget b for buyers period 2026 at most 3 allocate repeat by month\n";
        var shop = new RandomShop(seed);

        TargetDifference.Find(Ask(shop, Targets), Ask(shop, Targets, isShuffled: true)).Should().BeNull();
    }

    private static IReadOnlyList<TargetReport> Ask(RandomShop shop, string targets, Grain? grain = null, Instant? now = null, bool isShuffled = false)
    {
        (CrmModel model, FactSet facts) = shop.Build(targets, isShuffled, isShuffled ? 3 : 1);
        var engine = new MetricEngine(model, facts);
        var query = new TargetQuery { Grain = grain, Now = now ?? Instant.FromUtc(2027, 1, 1, 0, 0), Calendar = Berlin };
        IReadOnlyList<TargetReport> reports = engine.EvaluateTargetsAsync(query, ExecutorKind.Reference).AsTask().GetAwaiter().GetResult();
        TargetDifference.Find(reports, engine.EvaluateTargetsAsync(query).AsTask().GetAwaiter().GetResult()).Should().BeNull();
        return reports;
    }

    private static IEnumerable<Rational?> Goals(TargetReport report) => report.Periods.Select(p => p.Goal.Value);

    private static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (sum, v) => sum + v);

    private static string Pick(RandomShop shop, params string[] words) => words[shop.Random.Next(words.Length)];

    private static (string, string) Stretch(RandomShop shop)
    {
        LocalDate first = new LocalDate(2026, 1, 1).PlusDays(shop.Random.Next(0, 120)), last = first.PlusDays(shop.Random.Next(0, 400));
        return ($"{first:uuuu-MM-dd}", $"{last:uuuu-MM-dd}");
    }
}
