using Crm.Sdk.TestKit.Evaluation.Cases;
using Xunit.Abstractions;

namespace Crm.Sdk.Evaluation.Tests.Differential;

public class TargetExecutorTests(ITestOutputHelper output)
{
    private const int Cases = 300;

    [Fact]
    public void Both_executors_say_the_same_of_targets_and_everything_occurs()
    {
        SortedDictionary<string, int> counts = new(TargetClasses.All.ToDictionary(n => n, _ => 0), StringComparer.Ordinal);
        int reports = 0;
        for (int seed = 1; seed <= Cases; seed++)
        {
            string? difference = TargetRun.Difference(new CaseGenerator(seed, 40).Next(), seed, (report, query) =>
            {
                reports++;
                foreach (string name in TargetClasses.Of(report, query).Distinct())
                {
                    counts[name]++;
                }
            });
            difference.Should().BeNull("seed {0}", seed);
        }

        output.WriteLine($"{reports} reports: {string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"))}");
        counts.Where(c => c.Value == 0).Select(c => c.Key).Should().BeEmpty("a case that never occurs proves nothing");
    }
}
