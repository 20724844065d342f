using System.Diagnostics;
using Crm.Sdk.TestKit.Evaluation.Cases;
using Xunit.Abstractions;

namespace Crm.Sdk.Evaluation.Tests.Differential;

public class ExecutorTests(ITestOutputHelper output)
{
    [Fact]
    public void Scratch()
    {
        int first = int.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1"), count = int.Parse(Environment.GetEnvironmentVariable("COUNT") ?? "200");
        var kinds = new Dictionary<string, int>();
        var watch = Stopwatch.StartNew();
        int written = 0, dropped = 0, shown = 0, questions = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            var g = new CaseGenerator(seed);
            var c = g.Next();
            written += g.Written; dropped += g.Dropped; questions += c.Queries.Count;
            string? d = null;
            try { d = DifferentialRun.Difference(c); } catch (Exception e) { d = "REFERENCE " + e; }
            if (d is null) continue;
            string key = d.Contains("threw") || d.StartsWith("REF", StringComparison.Ordinal) ? string.Join(" ", d.Split('\n').Take(2)) : "diff";
            kinds[key] = kinds.GetValueOrDefault(key) + 1;
            if (shown++ < 5)
            {
                Func<DifferentialCase, string?> run = x => { try { return DifferentialRun.Difference(x); } catch (Exception e) { return "REFERENCE " + e; } };
                var small = CaseShrinker.Shrink(c, x => run(x) is { } n && (n.Contains("threw") == d.Contains("threw")), new CancellationTokenSource(8000).Token);
                output.WriteLine($"seed {seed}: {run(small)}\n{small}\n---------------");
            }
        }
        foreach (var (k, n) in kinds) output.WriteLine($"{n} x {k}");
        output.WriteLine($"{watch.Elapsed} written {written} dropped {dropped} questions {questions}");
        kinds.Should().BeEmpty();
    }
}
