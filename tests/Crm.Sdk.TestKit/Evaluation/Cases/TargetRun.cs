using System.Globalization;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Sets targets for the metrics of made-up cases and compares what both executors say of them.</summary>
public static class TargetRun
{
    private const int PerQuestion = 4, Tries = 12;

    /// <summary>The first difference in words, or null when both give the same reports.</summary>
    /// <param name="drawn">The case.</param>
    /// <param name="seed">Decides about the targets.</param>
    /// <param name="seen">Is shown what the reference answered.</param>
    public static string? Difference(DifferentialCase drawn, int seed, Action<TargetReport, TargetQuery>? seen = null)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        if (drawn.Model() is not { } model || model.Metrics.Count == 0)
        {
            return null;
        }

        var random = new Random(seed);
        foreach (MetricQuery query in drawn.Queries)
        {
            for (int i = 0, set = 0; i < Tries && set < PerQuestion; i++)
            {
                string line = Line(random, model, query);
                if (CrmParser.Parse(line).Value is not { } document || model.With(document).Value is not { Targets.Count: 1 } bound)
                {
                    continue;
                }

                set++;
                Grain? allocated = bound.Targets["t"].Declaration.Allocation?.Grain;
                var asked = new TargetQuery
                {
                    Targets = ["t"], Now = query.Now, Calendar = query.Calendar, Rates = query.Rates,
                    Grain = allocated is { } grain && random.Chance(40) ? (Grain)random.Next((int)grain, 5) : null,
                };
                if (Difference(drawn, bound, asked, random, seen) is { } difference)
                {
                    return $"{line}\nas of {InstantPattern.ExtendedIso.Format(query.Now)} by {asked.Grain}: {difference}";
                }
            }
        }

        return null;
    }

    private static string? Difference(DifferentialCase drawn, CrmModel model, TargetQuery query, Random random, Action<TargetReport, TargetQuery>? seen)
    {
        var engine = new MetricEngine(model, drawn.Facts(model));
        IReadOnlyList<TargetReport> expected;
        try
        {
            expected = engine.EvaluateTargetsAsync(query, ExecutorKind.Reference).AsTask().GetAwaiter().GetResult();
        }
        catch (InvalidDefinitionException)
        {
            return null;
        }

        foreach (TargetReport report in expected)
        {
            seen?.Invoke(report, query);
        }

        if (TargetDifference.Find(expected, engine.EvaluateTargetsAsync(query).AsTask().GetAwaiter().GetResult()) is { } difference)
        {
            return difference;
        }

        // What is frozen gives the same answer as what it was taken from.
        FrozenBaseline[] frozen = [.. expected.Where(r => r.Baseline is not null).Select(r => new FrozenBaseline { Target = "t", Members = r.Members, Baseline = r.Baseline! })];
        if (query.Baselines.Count > 0 || frozen.Length == 0 || !random.Chance(30))
        {
            return null;
        }

        IReadOnlyList<TargetReport> again = engine.EvaluateTargetsAsync(query with { Baselines = frozen }).AsTask().GetAwaiter().GetResult();
        foreach (TargetReport report in again)
        {
            seen?.Invoke(report, query with { Baselines = frozen });
        }

        return TargetDifference.Find([.. expected.Select(WithoutRowsBelow)], [.. again.Select(WithoutRowsBelow)]);
    }

    // A frozen baseline keeps n and neither rows nor flags.
    private static TargetReport WithoutRowsBelow(TargetReport report) => report with { BaselineCell = null };

    private static string Line(Random random, CrmModel model, MetricQuery query)
    {
        BoundMetric metric = random.Pick([.. model.Metrics.Values]);
        LocalDate anchor = query.From ?? query.Calendar.DayOf(query.Now);
        LocalDate start = anchor.PlusDays(random.Next(-30, 31)), end = start.PlusDays(random.Next(0, 90));
        ReportingPeriod named = query.Calendar.PeriodOf(start, random.Pick([.. query.Calendar.Scheme.Grains]));
        string segment = model.Segments.Count > 0 && random.Chance(30) ? $" in segment {random.Pick([.. model.Segments.Keys])}" : "";
        BoundFact? fact = metric.Value.Aggregates().Select(a => a.Fact).FirstOrDefault();
        string[] fields = fact is null ? [] : [.. fact.Schema.Fields.Where(f => f is { Role: Facts.FieldRole.Dimension, HasHistory: false }).Select(f => f.Name)];
        string filter = fields.Length > 0 && random.Chance(20) ? $" where {fact}.{random.Pick(fields)} is not null" : "";
        string per = fields.Length > 0 && random.Chance(25) ? $" per {random.Pick(fields)}" : "";
        bool isUntil = random.Chance(35), hasBaseline = isUntil || random.Chance(50);
        LocalDate before = start.PlusDays(-random.Next(1, 60));
        string baseline = !hasBaseline ? "" : random.Chance(25) ? $" baseline '{query.Calendar.PeriodOf(before, Grain.Day).Label}'" : $" baseline from {Day(before.PlusDays(-random.Next(0, 40)))} until {Day(before)}";
        string time = isUntil ? $" until {Day(end)}" : random.Chance(50) ? $" period '{named.Label}'" : $" from {Day(start)} until {Day(end)}";
        string? unit = metric.Value.Type.IsNumeric && random.Chance(40) ? random.Pick(["percent", "points"]) : null;
        string name = unit is null ? metric.Name : "shown", shown = unit is null ? "" : $"metric shown = {metric.Name} unit {unit}\n";
        return $"{shown}target t for {name}{segment}{filter}{per}{baseline}{time}{Goal(random, unit ?? metric.Unit.Name, hasBaseline)}{Allocation(random, query.Calendar)}";
    }

    private static string Goal(Random random, string unit, bool hasBaseline)
    {
        string form = hasBaseline ? random.Pick(["value", "relative", "points"]) : "value";
        string number = random.Pick(["0", "1", "3", "10.01", "100", "7777.77", "-5", "-100"]), change = number.StartsWith('-') ? number : "+" + number;
        string Amount(string n, string c) => form switch { "relative" => $"relative {c} %", "points" => $"{c} points", _ when unit == "percent" => $"{n} %", _ => n };
        if (form == "value" && random.Chance(20))
        {
            return $" at least {random.Pick(["1", "17", "701"])} of {random.Pick(["1", "20", "1003.5"])}";
        }

        return random.Next(3) switch
        {
            0 => $" at least {Amount(number, change)}",
            1 => $" at most {Amount(number, change)}",
            _ => $" between {Amount("-20", "-20")} and {Amount("10.5", "+10.5")}",
        };
    }

    private static string Allocation(Random random, ReportingCalendar calendar) => random.Chance(20) ? ""
        : $" allocate {random.Pick(["repeat", "even", "calendarDays", $"businessDays('{CaseGenerator.Calendars[0]}')", "profile(last year)"])} by {random.Pick([.. calendar.Scheme.Grains]).ToString().ToLowerInvariant()}";

    private static string Day(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}");
}
