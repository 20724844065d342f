using Mono.Cecil;

namespace Crm.Sdk.House.Tests.Architecture;

/// <summary>The namespaces of one assembly, an arrow where one uses a type of another.</summary>
internal sealed class NamespaceMap
{
    private readonly ILookup<(string From, string To), string> _pairs;

    public NamespaceMap(ModuleDefinition module) =>
        _pairs = module.GetTypes()
            .SelectMany(TypeUses.Of, (user, used) => (User: TypeUses.Outermost(user), Used: TypeUses.Outermost(used)))
            .Where(use => use.User.Namespace.Length > 0 && use.Used.Namespace.Length > 0 && use.User.Namespace != use.Used.Namespace)
            .Distinct()
            .ToLookup(use => (use.User.Namespace, use.Used.Namespace), use => $"{use.User.Name} -> {use.Used.Name}");

    /// <summary>One text per circle: its namespaces, then each arrow inside it with the pairs of types that carry it.</summary>
    public IReadOnlyList<string> Circles() =>
        [.. new Graph(_pairs.Select(pair => pair.Key)).Circles().Select(Describe)];

    private string Describe(IReadOnlyList<string> circle)
    {
        var arrows = _pairs
            .Where(pair => circle.Contains(pair.Key.From) && circle.Contains(pair.Key.To))
            .OrderBy(pair => pair.Count())
            .ThenBy(pair => pair.Key.From, StringComparer.Ordinal)
            .Select(pair => $"  {pair.Key.From} -> {pair.Key.To}: {string.Join(", ", pair.Order(StringComparer.Ordinal))}");
        return string.Join('\n', arrows.Prepend("circle: " + string.Join(" <-> ", circle)));
    }
}
