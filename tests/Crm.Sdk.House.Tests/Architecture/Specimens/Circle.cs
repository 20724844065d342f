#pragma warning disable IDE0130, CA1812 // Two namespaces in one file that use each other: what the rule must find.
namespace Crm.Sdk.House.Tests.Architecture.Specimens.Left
{
    internal sealed class InSignature
    {
        public List<Right.Shared[]> Items { get; } = [];
    }
}

namespace Crm.Sdk.House.Tests.Architecture.Specimens.Right
{
    internal sealed class Shared;

    internal sealed class InBody
    {
        public static Func<object> Make() => () => new Left.InSignature();
    }
}
