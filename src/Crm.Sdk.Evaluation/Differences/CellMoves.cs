using Crm.Sdk.Evaluation.Cubes;

namespace Crm.Sdk.Evaluation.Differences;

/// <summary>Follows the cells of a cube over steps, by metric and by the members at which they stand.</summary>
internal sealed class CellMoves(Cube first)
{
    private readonly Dictionary<string, List<DifferencePart>> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Metric, AxisMember[] Members)> _places = new(StringComparer.Ordinal);
    private Dictionary<string, Cell> _cells = CellsOf(first, null);

    /// <summary>Takes in the cube after a step.</summary>
    public void Next(DifferenceStep step, Cube cube)
    {
        Dictionary<string, Cell> next = CellsOf(cube, _places);
        foreach ((string place, Cell before) in _cells)
        {
            Cell? after = next.GetValueOrDefault(place);
            if (!before.Equals(after))
            {
                Add(place, new DifferencePart(step, before, after));
            }
        }

        foreach ((string place, Cell after) in next)
        {
            if (!_cells.ContainsKey(place))
            {
                Add(place, new DifferencePart(step, null, after));
            }
        }

        _cells = next;
    }

    /// <summary>The cells that moved, in the order of the last cube; then those that only the first has, then those that were between.</summary>
    public IReadOnlyList<CellDifference> Moved(Cube last)
    {
        _ = CellsOf(first, _places);
        Dictionary<string, int>[] order = [.. last.Axes.Select((axis, a) => Order(axis, first.Axes[a]))];
        return
        [
            .. _parts.Select(p => (Place: _places[p.Key], Parts: p.Value))
                .OrderBy(p => p.Place.Metric)
                .ThenBy(p => p.Place.Members.Select((m, a) => (order[a].GetValueOrDefault(KeyOf(m), int.MaxValue), m.Label)).ToArray(), Comparer<(int, string)[]>.Create(Compare))
                .Select(p => new CellDifference(p.Place.Metric, p.Place.Members, p.Parts[0].Before, p.Parts[^1].After, p.Parts)),
        ];
    }

    private void Add(string place, DifferencePart part)
    {
        if (!_parts.TryGetValue(place, out List<DifferencePart>? parts))
        {
            _parts.Add(place, parts = []);
        }

        parts.Add(part);
    }

    private static Dictionary<string, int> Order(CubeAxis last, CubeAxis first)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (AxisMember member in last.Members.Concat(first.Members))
        {
            order.TryAdd(KeyOf(member), order.Count);
        }

        return order;
    }

    private static Dictionary<string, Cell> CellsOf(Cube cube, Dictionary<string, (int Metric, AxisMember[] Members)>? places)
    {
        var cells = new Dictionary<string, Cell>(StringComparer.Ordinal);
        for (int i = 0; i < cube.CellCount; i++)
        {
            int[] position = cube.PositionOf(i);
            AxisMember[] members = [.. position.Select((p, axis) => cube.Axes[axis].Members[p])];
            string at = string.Concat(members.Select(KeyOf));
            for (int m = 0; m < cube.Metrics.Count; m++)
            {
                string place = $"{m} {at}";
                cells.Add(place, cube.CellsOf(m)[i]);
                places?.TryAdd(place, (m, members));
            }
        }

        return cells;
    }

    // Labels may hold anything: the length says where one ends.
    private static string KeyOf(AxisMember member) => $"{(int)member.Kind}:{member.Label.Length}:{member.Label};";

    private static int Compare((int Order, string Label)[] a, (int Order, string Label)[] b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            int compared = a[i].Order != b[i].Order ? a[i].Order.CompareTo(b[i].Order) : string.CompareOrdinal(a[i].Label, b[i].Label);
            if (compared != 0)
            {
                return compared;
            }
        }

        return 0;
    }
}
