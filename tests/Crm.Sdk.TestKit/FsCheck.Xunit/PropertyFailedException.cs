using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>A property does not hold; the message shows the counterexample before and after shrinking, and the seed.</summary>
public sealed class PropertyFailedException : XunitException
{
    internal PropertyFailedException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
