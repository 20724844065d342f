using Mono.Cecil;

namespace Crm.Sdk.Evaluation.Tests.Differential.Faults;

/// <summary>A mistake that somebody could have made in the columnar path: which method it changes, and how.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Type">The name of the type, the ones that hold it before a slash.</param>
/// <param name="Method">The name of the method; it and what the compiler made of its lambdas and local functions are searched.</param>
/// <param name="Change">The change; false when the method does not have what it changes.</param>
internal sealed record PlantedFault(string Name, string Type, string Method, Func<MethodDefinition, bool> Change)
{
    /// <summary>The assembly with the fault in it.</summary>
    /// <exception cref="InvalidOperationException">The fault can no longer be planted: its row in the table must follow the code.</exception>
    public byte[] Plant(string assemblyPath)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(assemblyPath);
        var type = assembly.MainModule.GetTypes().SingleOrDefault(t => t.FullName.EndsWith("." + Type, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"Fault '{Name}': there is no type '{Type}' any more.");
        var methods = type.Methods.Concat(Closures(type)).Where(m => m.Name == Method || m.Name.StartsWith($"<{Method}>", StringComparison.Ordinal)).ToList();
        if (!methods.Any(Change))
        {
            throw new InvalidOperationException($"Fault '{Name}': '{Type}.{Method}' no longer has what the fault changes.");
        }

        var patched = new MemoryStream();
        assembly.Write(patched);
        return patched.ToArray();
    }

    // What the compiler made of lambdas that capture something.
    private static IEnumerable<MethodDefinition> Closures(TypeDefinition type) =>
        type.NestedTypes.Where(t => t.Name.StartsWith("<>c", StringComparison.Ordinal)).SelectMany(t => t.Methods.Concat(Closures(t)));
}
