namespace Crm.Sdk.House.Tests.Architecture;

/// <summary>Arrows between names, and the circles they form.</summary>
internal sealed class Graph
{
    private readonly SortedDictionary<string, HashSet<string>> _next = new(StringComparer.Ordinal);

    public Graph(IEnumerable<(string From, string To)> arrows)
    {
        foreach (var (from, to) in arrows)
        {
            Targets(from).Add(to);
            Targets(to);
        }
    }

    /// <summary>The largest sets of two or more names that all reach each other, each sorted.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        var reached = _next.Keys.ToDictionary(name => name, ReachedFrom);
        return
        [
            .. _next.Keys
                .Select(name => reached[name].Where(other => reached[other].Contains(name)).Append(name).Distinct().Order(StringComparer.Ordinal).ToList())
                .Where(circle => circle.Count > 1)
                .DistinctBy(circle => circle[0]),
        ];
    }

    private HashSet<string> ReachedFrom(string start)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(_next[start]);
        while (open.TryPop(out var name))
        {
            if (reached.Add(name))
            {
                foreach (var next in _next[name])
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    private HashSet<string> Targets(string name)
    {
        if (!_next.TryGetValue(name, out var targets))
        {
            _next[name] = targets = [];
        }

        return targets;
    }
}
