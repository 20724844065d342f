using System.Diagnostics;
using Crm.Sdk.TestKit.Evaluation.Cases;
using Xunit.Abstractions;

namespace Crm.Sdk.Evaluation.Tests.Differential;

public class ExecutorTests(ITestOutputHelper output)
{
    private const int Cases = 2_500;

    [Fact]
    public void Columnar_equals_reference_in_every_field()
    {
        var coverage = new CaseCoverage();
        var watch = Stopwatch.StartNew();
        int written = 0, dropped = 0;
        for (int seed = 1; seed <= Cases; seed++)
        {
            var generator = new CaseGenerator(seed);
            DifferentialCase drawn = generator.Next();
            Demand(seed, drawn, coverage);
            written += generator.Written;
            dropped += generator.Dropped;
        }

        output.WriteLine($"{Cases} cases in {watch.Elapsed.TotalSeconds:0.0} s; of {written} definitions {dropped} did not bind");
        output.WriteLine(coverage.ToString());
        coverage.Missing.Should().BeEmpty("a case that never occurs proves nothing");
        dropped.Should().BeLessThan(written / 2);
    }

    [Theory]
    [InlineData(1_000_001, 8, 5_000)]
    [InlineData(1_000_101, 100, 400)]
    public void Columnar_equals_reference_over_more_rows(int firstSeed, int cases, int mostRows)
    {
        for (int seed = firstSeed; seed < firstSeed + cases; seed++)
        {
            Demand(seed, new CaseGenerator(seed, mostRows).Next(), new CaseCoverage());
        }
    }

    private static void Demand(int seed, DifferentialCase drawn, CaseCoverage coverage)
    {
        if (DifferentialRun.Difference(drawn, coverage.Count) is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        DifferentialCase small = CaseShrinker.Shrink(drawn, c => DifferentialRun.Difference(c) is not null, limit.Token);
        Assert.Fail($"seed {seed}: {DifferentialRun.Difference(small)}\n{small}");
    }
}
