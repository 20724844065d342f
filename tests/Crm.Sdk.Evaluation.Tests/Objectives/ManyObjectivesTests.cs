using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Tests.Segments;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Objectives;

/// <summary>Reports of many objectives at once are those of one after the other, also where one of them cannot be measured.</summary>
public sealed class ManyObjectivesTests
{
    private static readonly string[] Metrics = ["calls", "quality", "wait", "ratio", "callers", "minutes", "recent", "qualty"], Targets = [">= 12", "<= 90 %", "+5 %", "-3 points", "between 1 and 9", "+20 points"];
    private static readonly string?[] Segments = [null, null, "germans", "germans", "cheap", "nobody"];
    private static readonly LocalDate[] Begins = [new(2025, 9, 1), new(2026, 1, 1), new(2026, 1, 1), new(2026, 2, 10), new(2026, 8, 1)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Many_at_once_are_as_one_by_one(int seed)
    {
        var random = new Random(seed);
        CallCentre centre = await CallCentre.With([.. Enumerable.Range(0, 26).Where(_ => random.Next(12) > 0).Select(i => $"{2024 + (i / 12)}-{(i % 12) + 1:00} {random.Next(1, 20)} {random.Next(0, 9)} {random.Next(1, 9)}")]);
        var objectives = new List<SmartObjective>();
        for (int i = 0; i < 40; i++)
        {
            objectives.Add(await Objective(centre, random, i));
        }

        foreach (string now in (string[])["2025-08-01", "2026-01-20", "2026-03-01", "2027-06-01"])
        {
            var many = await centre.Tracker.ReportAsync(objectives, CallCentre.At(now));
            many.Should().HaveCount(objectives.Count);
            for (int i = 0; i < objectives.Count; i++)
            {
                Text(many[i]).Should().Be(Text(await centre.Tracker.ReportAsync(objectives[i], CallCentre.At(now))));
            }
        }
    }

    [Fact]
    public async Task Of_none_there_is_no_report() => (await (await CallCentre.With("2025-12 1 0")).Tracker.ReportAsync([], CallCentre.At("2026-01-01"))).Should().BeEmpty();

    private static async Task<SmartObjective> Objective(CallCentre centre, Random random, int number)
    {
        T Any<T>(T[] of) => of[random.Next(of.Length)];
        LocalDate from = Any(Begins);
        ObjectivePlan plan = CallCentre.Plan(Any(Metrics), Any(Targets), (ObjectiveReading)random.Next(2)) with
        {
            Title = $"Objective {number}", Segment = Any(Segments), Grain = Any([Grain.Month, Grain.Month, Grain.Week, Grain.Quarter, Grain.Day]), Pace = (PaceCurve)random.Next(2),
            From = from, To = from.PlusMonths(Any([3, 6, 12])).PlusDays(Any([0, 0, 9])), Reviews = [from.PlusDays(30)],
        };
        var objective = SmartObjective.Draft(SmallCompany.Id<ObjectiveId>(number + 1), plan, CallCentre.At("2025-01-01"));
        objective.Freeze(new Baseline { Value = random.Next(1, 5), N = 3, Period = "2025", TakenAt = CallCentre.At("2025-01-01"), DefinitionHash = "x" }, CallCentre.At("2025-01-01"));
        if (random.Next(4) > 0)
        {
            objective.Override("ann", "we can", CallCentre.At("2025-01-01"));
            objective.Activate(CallCentre.At("2025-01-01"));
        }

        return objective;
    }

    private static string Text(ObjectiveReport r) => $"""
        {r.Objective.Plan.Title} {r.Now} {r.Metric?.Name} {r.Status} {r.Current} {r.Progress} {r.Pace} {r.Expected} {r.PaceCurve} {r.Target?.Low} {r.Target?.High}
        {r.Forecast?.Value} {r.Forecast?.Low} {r.Forecast?.High} {r.Forecast?.Method} {r.Forecast?.Basis} {string.Join(' ', r.Forecast?.Caveats ?? [])}
        {string.Join('\n', r.History)}
        {string.Join('\n', r.Risks)}
        {string.Join('\n', r.Findings)}
        {string.Join('\n', r.Checks)}
        """;
}
