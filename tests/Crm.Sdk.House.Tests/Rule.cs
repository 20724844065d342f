namespace Crm.Sdk.House.Tests;

/// <summary>A rule of the house holds when nothing was found against it.</summary>
internal static class Rule
{
    /// <summary>Fails with every finding on a line of its own; collection assertions would show some of them only.</summary>
    public static void ShouldHold(this IEnumerable<string> findings, string advice = "")
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, string.Join('\n', advice.Length == 0 ? all : all.Append(advice)));
    }
}
