namespace Crm.Sdk.Testing.Conformance;

/// <summary>A store does not do what every store does. The message says what was expected and what came instead.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="what">What was looked at.</param>
    /// <param name="expected">What every store gives.</param>
    /// <param name="actual">What this one gave.</param>
    /// <param name="inner">The exception that came instead; null for none.</param>
    public ConformanceException(string what, string expected, string actual, Exception? inner = null)
        : base($"{what}\n  expected: {expected}\n  actual:   {actual}", inner)
    {
        Expected = expected;
        Actual = actual;
    }

    /// <summary>What every store gives.</summary>
    public string Expected { get; }

    /// <summary>What this one gave.</summary>
    public string Actual { get; }
}
