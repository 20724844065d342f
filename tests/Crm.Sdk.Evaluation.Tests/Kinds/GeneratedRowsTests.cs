using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Kinds;

/// <summary>The metrics of each page over rows that are made of the page's own values, mixed anew: both executors give the same cubes.</summary>
public class GeneratedRowsTests
{
    private const int Mixtures = 12, MostRows = 80;

    private static readonly Instant[] Nows =
        [Instant.FromUtc(2026, 1, 20, 12, 0), Instant.FromUtc(2026, 2, 1, 0, 0), Instant.FromUtc(2026, 3, 10, 12, 0), Instant.FromUtc(2030, 1, 1, 0, 0)];

    public static TheoryData<string> Pages => KindPageTests.Pages;

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_metrics_of_a_page_are_alike_in_both_executors_on_generated_rows(string page)
    {
        KindCase last = KindPage.All().Single(p => p.Name == page).Cases[^1];
        var cases = KindPage.All().Single(p => p.Name == page).Cases.Where(c => c.Definitions == last.Definitions).ToList();
        string[] asked = [.. cases.Where(c => !c.IsOfTarget).Select(c => c.Metric).Distinct().Where(m => m.Any(ch => !char.IsLetterOrDigit(ch) && ch is not ('_' or '.')))];
        string definitions = string.Join('\n', asked.Select((m, i) => $"metric asked_{i} = {m}").Prepend(last.Definitions));
        CrmModel model = CrmModel.Parse(definitions).ThrowIfInvalid();
        string[] segments = [.. model.Segments.Keys];
        int filled = 0;
        for (int seed = 1; seed <= Mixtures; seed++)
        {
            var random = new Random(seed);
            var tables = new HandTables(definitions, [.. last.Tables.Select(t => Mixed(t, model, random))]);
            foreach (string target in model.Targets.Keys)
            {
                filled += tables.Ask(new TargetQuery { Targets = [target], Now = random.Next(3) == 0 ? Nows[random.Next(Nows.Length)] : Instant.FromUtc(2027, random.Next(1, 13), 1, 0, 0), Rates = last.Rates }).Count(r => r.Actual.N > 0);
            }

            foreach (string metric in model.Metrics.Keys)
            {
                var query = new MetricQuery
                {
                    Metrics = [metric], From = new LocalDate(2025, 12, 1), To = new LocalDate(2026, 5, 1), Grain = Grain.Month, Now = Nows[random.Next(Nows.Length)],
                    Rates = last.Rates,
                };
                bool reachesSegments = QueryBinder.Bind(model, query with { Segments = segments }).IsValid;
                if (!QueryBinder.Bind(model, query).IsValid)
                {
                    query = query with { From = null, To = null, Grain = null };
                }

                Cube cube = tables.Ask(reachesSegments ? query with { Segments = segments } : query);
                filled += cube.CellsOf(0).Count(c => c.N > 0);
            }
        }

        filled.Should().BeGreaterThan(Mixtures, "empty cells would prove nothing");
    }

    // Events get rows of which each field is drawn from its column; entities and intervals keep their rows, some of them missing.
    private static string Mixed(string table, CrmModel model, Random random)
    {
        string[][] lines = [.. table.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        bool isEvent = model.Facts[lines[0][0]].Schema is { Shape: FactShape.Event };
        string[][] rows = !isEvent
            ? [.. lines.Skip(1).Where(_ => random.Next(8) > 0)]
            : [.. Enumerable.Range(1, random.Next(1, MostRows)).Select(i => (string[])[$"g{i}", .. Enumerable.Range(1, lines[0].Length - 2).Select(c => lines[random.Next(1, lines.Length)][c])])];
        return string.Join('\n', rows.Prepend(lines[0]).Select(l => string.Join(' ', l)));
    }
}
