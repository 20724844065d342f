using Xunit;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>
/// Marks a method with generated arguments: it is run many times, and a failure is shrunk to a small counterexample.
/// </summary>
/// <remarks>
/// Stands in for the package FsCheck.Xunit with the same names, over FsCheck alone. The method returns nothing,
/// <see langword="bool"/>, a task of either, or a <see cref="Property"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("FsCheck.Xunit.PropertyDiscoverer", "Crm.Sdk.TestKit")]
public sealed class PropertyAttribute : FactAttribute
{
    /// <summary>How many times the method must pass.</summary>
    public int MaxTest { get; set; } = 100;

    /// <summary>The size of the last generated values; sizes grow from 1 to it.</summary>
    public int EndSize { get; set; } = 100;

    /// <summary>The seed that a failure printed, <c>(seed,gamma)</c> or <c>(seed,gamma,size)</c>, to run it again.</summary>
    public string? Replay { get; set; }

    /// <summary>Types whose public static members give generators, the last one first.</summary>
    public Type[] Arbitrary { get; set; } = [];

    /// <summary>Leaves out the line that counts the passed runs.</summary>
    public bool QuietOnSuccess { get; set; }

    /// <summary>Writes the arguments of every run to the test's output.</summary>
    public bool Verbose { get; set; }
}
