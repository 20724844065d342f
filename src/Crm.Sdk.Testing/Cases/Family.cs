using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;

namespace Crm.Sdk.Testing.Cases;

/// <summary>Makes cases: of concepts of the SDK, which every store keeps, or of the kit's own concept as well.</summary>
internal static class Family
{
    public static ConformanceCase Standard(int number, string title, Func<Scene, Task> run, StoreCapabilities needs = StoreCapabilities.None) =>
        new(number, title, needs, Schemas.Standard, run);

    public static ConformanceCase Own(int number, string title, Func<Scene, Task> run) =>
        new(number, title, StoreCapabilities.AnyConcept, Schemas.WithSpecimens, run);
}
