using Crm.Sdk.Testing.Conformance;

namespace Crm.Sdk.Testing.Tests;

public sealed class ConformanceSuiteTests
{
    public static TheoryData<string> Ids => [.. ConformanceSuite.Cases.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_store_in_memory_passes(string id)
    {
        await using var harness = new StoreHarness("in memory");

        await ConformanceSuite.Find(id).RunAsync(harness);
    }

    [Fact]
    public async Task All_cases_ran_and_none_was_skipped()
    {
        await using var harness = new StoreHarness("in memory");

        ConformanceReport report = await ConformanceSuite.RunAsync(harness);

        report.ThrowIfFailed();
        report.Passed.Select(r => r.Case.Id).Should().Equal(ConformanceSuite.Cases.Select(c => c.Id));
        report.ToString().Should().Be($"in memory: {ConformanceSuite.Cases.Count} passed, 0 failed, 0 skipped");
    }

    [Fact]
    public async Task What_a_store_cannot_do_is_skipped_and_listed()
    {
        await using var harness = new InMemoryHarness();
        var heard = new List<string>();

        ConformanceReport report = await ConformanceSuite.RunAsync(harness, new Hearer(heard));

        report.Failed.Should().BeEmpty();
        report.Skipped.Select(r => r.Case).Should().Equal(ConformanceSuite.Cases.Where(c => c.Needs == StoreCapabilities.Reopen)).And.NotBeEmpty();
        report.ToString().Should().Contain("skipped CRM-ST-223").And.Contain("(needs Reopen)");
        heard.Should().Equal(ConformanceSuite.Cases.Select(c => c.Id));
    }

    [Fact]
    public void Ids_are_unique_and_rise_and_titles_are_claims_of_their_own()
    {
        ConformanceSuite.Cases.Should().HaveCountGreaterThan(100);
        ConformanceSuite.Cases.Select(c => c.Id).Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
        ConformanceSuite.Cases.Select(c => c.Title).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_failure_says_what_was_expected_and_what_came()
    {
        await using var harness = new StoreHarness("faulty", inner => new Faults.ArchivedFound(inner));

        ConformanceException failure = (await ConformanceSuite.Find("CRM-ST-090").Invoking(c => c.RunAsync(harness)).Should().ThrowAsync<ConformanceException>()).Which;

        failure.Expected.Should().Be("['a', 'c']");
        failure.Actual.Should().Be("['a', 'b', 'c']");
        failure.Message.Should().Contain("The list").And.Contain(failure.Expected).And.Contain(failure.Actual);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(2026)]
    [InlineData(-7)]
    public async Task Random_sessions_on_the_store_in_memory_do_what_the_model_does(int seed)
    {
        await using var harness = new StoreHarness("in memory");

        await ConformanceSuite.RunModelAsync(harness, seed, 400);
    }

    [Fact]
    public async Task A_difference_from_the_model_is_shown_with_its_seed_and_a_short_sequence()
    {
        await using var harness = new StoreHarness("faulty", inner => new Faults.LostUpdate(inner));

        Func<Task> run = () => ConformanceSuite.RunModelAsync(harness, 1, 400);

        string message = (await run.Should().ThrowAsync<ConformanceException>()).Which.Message;
        message.Should().Contain("seed 1, 400 steps").And.MatchRegex("The shortest sequence found has [1-9] steps");
    }

    private sealed class Hearer(List<string> heard) : IProgress<CaseResult>
    {
        public void Report(CaseResult value) => heard.Add(value.Case.Id);
    }
}
