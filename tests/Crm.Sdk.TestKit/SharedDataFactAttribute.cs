using Xunit;

namespace Crm.Sdk.TestKit;

/// <summary>A fact that reads <see cref="SharedData"/>; reported as skipped where the data is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>A fact that is skipped without the data.</summary>
    public SharedDataFactAttribute() => Skip = SharedData.ReasonToSkip;
}

/// <summary>A theory that reads <see cref="SharedData"/>; reported as skipped where the data is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>A theory that is skipped without the data.</summary>
    public SharedDataTheoryAttribute() => Skip = SharedData.ReasonToSkip;
}
