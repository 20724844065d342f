using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Crm.Sdk.House.Tests.TestKit;

/// <summary>Properties that are run by <see cref="PropertyAttributeTests"/> only: xunit does not look into internal classes.</summary>
#pragma warning disable xUnit1000, CA1812 // Made by xunit on purpose of those tests.
internal sealed class Specimens
#pragma warning restore xUnit1000, CA1812
{
    public static int Runs { get; set; }

    [Property]
    public bool Counted(int n) => Runs++ >= 0 && n == n + 0;

    [Property(MaxTest = 7)]
    public bool Counted_seven_times(int n) => Runs++ >= 0 && n == n + 0;

    [Property(Replay = "(11,13)", EndSize = 5000)]
    public bool Below_50(int n) => n < 50;

    [Property(Replay = "(11,13)", EndSize = 5000)]
    public void Below_50_asserted(int n) => n.Should().BeLessThan(50);

    [Property(Replay = "(11,13)", EndSize = 5000)]
    public async Task Below_50_awaited(int n)
    {
        await Task.Yield();
        n.Should().BeLessThan(50);
    }

    [Property(Replay = "(11,13)", EndSize = 5000)]
    public Property Below_50_as_Property(int n) => (n < 50).Label("below 50");

    [Property(Replay = "(11,13)")]
    public bool Replayed(int n) => n < 50;

    [Property]
    public Property Never_applies(int n) => true.When(n != n + 0);

    [Property(Verbose = true, MaxTest = 5)]
    public bool Talkative(int n) => n == n + 0;

    [Property(Skip = "to show it")]
    public bool Skipped(int n) => n != n + 0;
}
