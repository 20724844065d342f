using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit.Abstractions;

namespace Crm.Sdk.House.Tests.TestKit;

public sealed class PropertyAttributeTests
{
    [Property]
    public bool A_property_may_return_a_bool(int a, int b) => (long)a + b == (long)b + a;

    [Property]
    public void A_property_may_return_nothing(NonNegativeInt n) => n.Get.Should().BeGreaterThanOrEqualTo(0);

    [Property]
    public async Task A_property_may_return_a_task(int n)
    {
        await Task.Yield();
        (n ^ n).Should().Be(0);
    }

    [Property]
    public Property A_property_may_return_a_Property(int n) => (n != 0).Label("not zero").Or(n == 0);

    [Property(Arbitrary = [typeof(EvenNumbers)], QuietOnSuccess = true)]
    public bool A_property_may_bring_its_own_generators(int n) => n % 2 == 0;

    [Fact]
    public async Task A_true_property_runs_100_times()
    {
        Specimens.Runs = 0;

        var report = await XunitRun.Of<Specimens>(nameof(Specimens.Counted));

        report.Should().BeAssignableTo<ITestPassed>().Which.Output.Should().Contain("Ok, passed 100 tests");
        Specimens.Runs.Should().Be(100);
    }

    [Fact]
    public async Task MaxTest_sets_the_number_of_runs()
    {
        Specimens.Runs = 0;

        await XunitRun.Of<Specimens>(nameof(Specimens.Counted_seven_times));

        Specimens.Runs.Should().Be(7);
    }

    [Theory]
    [InlineData(nameof(Specimens.Below_50))]
    [InlineData(nameof(Specimens.Below_50_asserted))]
    [InlineData(nameof(Specimens.Below_50_awaited))]
    [InlineData(nameof(Specimens.Below_50_as_Property))]
    public async Task A_false_property_fails_and_shrinks_to_the_smallest_counterexample(string method)
    {
        var message = (await XunitRun.Failure<Specimens>(method)).Messages[0];

        message.Should().Contain("Falsifiable").And.MatchRegex(@"Shrunk:\s+50\b");
    }

    [Fact]
    public async Task A_failure_names_the_seed_that_replays_it()
    {
        var first = (await XunitRun.Failure<Specimens>(nameof(Specimens.Replayed))).Messages[0];
        var second = (await XunitRun.Failure<Specimens>(nameof(Specimens.Replayed))).Messages[0];

        first.Should().Contain("Replay").And.Contain("(11,13)");
        second.Should().Be(first);
    }

    [Fact]
    public async Task A_failed_assertion_is_the_cause_of_the_failure()
    {
        var failure = await XunitRun.Failure<Specimens>(nameof(Specimens.Below_50_asserted));

        failure.ExceptionTypes.Should().HaveCountGreaterThan(1);
        failure.ExceptionTypes[0].Should().Be(typeof(PropertyFailedException).FullName);
    }

    [Fact]
    public async Task A_property_whose_filter_lets_nothing_through_fails()
    {
        var message = (await XunitRun.Failure<Specimens>(nameof(Specimens.Never_applies))).Messages[0];

        message.Should().Contain("Arguments exhausted");
    }

    [Fact]
    public async Task Verbose_writes_the_arguments_of_every_run()
    {
        var report = await XunitRun.Of<Specimens>(nameof(Specimens.Talkative));

        report.Should().BeAssignableTo<ITestPassed>().Which.Output.Should().Contain("0:").And.Contain("4:");
    }

    [Fact]
    public async Task A_skipped_property_is_reported_as_skipped()
    {
        var report = await XunitRun.Of<Specimens>(nameof(Specimens.Skipped));

        report.Should().BeAssignableTo<ITestSkipped>().Which.Reason.Should().Be("to show it");
    }

    private static class EvenNumbers
    {
        public static Arbitrary<int> Numbers() => ArbMap.Default.ArbFor<int>().Filter(n => n % 2 == 0);
    }
}
