namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Orders the boxes of an <see cref="AlignmentGraph"/> in their columns, so that few lines cross and none runs behind a box.</summary>
/// <remarks>
/// Layers as Sugiyama, Tagawa and Toda have them (IEEE Transactions on Systems, Man and Cybernetics 11, 1981): a line that leaps over columns gets a place in
/// each, then the columns are put in the order of the mean place of their neighbours, forwards and backwards, and the order with the fewest crossings is kept.
/// </remarks>
internal sealed class GraphLayout
{
    private const int Sweeps = 8;

    private readonly List<List<Place>> _columns;
    private readonly List<(Place From, Place To)> _steps = [];

    public GraphLayout(AlignmentGraph graph)
    {
        _columns = [.. graph.Columns.Select(_ => new List<Place>())];
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (GraphNode node in graph.Nodes)
        {
            places[node.Key] = Add(node.Column, node);
        }

        var known = new HashSet<(string, string)>();
        foreach (GraphEdge edge in graph.Edges.Where(e => e.From != e.To && known.Add((e.From, e.To))))
        {
            Place from = places[edge.From], to = places[edge.To];
            (Place first, Place last) = from.Column <= to.Column ? (from, to) : (to, from);
            List<Place> way = [first];
            for (int column = first.Column + 1; column < last.Column; column++)
            {
                way.Add(Add(column, null));
            }

            way.Add(last);
            if (first.Column < last.Column)
            {
                _steps.AddRange(way.Zip(way.Skip(1)));
            }

            Ways.Add((way, IsBackward: from.Column > to.Column));
        }

        Order();
    }

    /// <summary>The places of each column from top to bottom.</summary>
    public IReadOnlyList<IReadOnlyList<Place>> Columns => _columns;

    /// <summary>The lines, each by its places from left to right, and whether it leads to the left.</summary>
    public List<(IReadOnlyList<Place> Places, bool IsBackward)> Ways { get; } = [];

    private Place Add(int column, GraphNode? node)
    {
        var place = new Place { Column = column, Node = node };
        _columns[column].Add(place);
        return place;
    }

    private void Order()
    {
        Number();
        (int Crossings, List<List<Place>> Columns) best = (Crossings(), [.. _columns.Select(c => c.ToList())]);
        for (int sweep = 0; sweep < Sweeps && best.Crossings > 0; sweep++)
        {
            bool isForward = sweep % 2 == 0;
            foreach (int column in isForward ? Enumerable.Range(1, _columns.Count - 1) : Enumerable.Range(0, _columns.Count - 1).Reverse())
            {
                ILookup<Place, Place> neighbours = isForward ? _steps.ToLookup(s => s.To, s => s.From) : _steps.ToLookup(s => s.From, s => s.To);
                List<Place> ordered = [.. _columns[column].OrderBy(p => neighbours[p].Any() ? neighbours[p].Average(Share) : Share(p))];
                _columns[column] = ordered;
                Number();
            }

            int crossings = Crossings();
            if (crossings < best.Crossings)
            {
                best = (crossings, [.. _columns.Select(c => c.ToList())]);
            }
        }

        for (int column = 0; column < _columns.Count; column++)
        {
            _columns[column] = best.Columns[column];
        }

        Number();
    }

    private decimal Share(Place place) => (place.Index + 0.5m) / _columns[place.Column].Count;

    private void Number()
    {
        foreach (List<Place> column in _columns)
        {
            for (int i = 0; i < column.Count; i++)
            {
                column[i].Index = i;
            }
        }
    }

    private int Crossings() => _steps.GroupBy(s => s.From.Column).Sum(between =>
    {
        (Place From, Place To)[] steps = [.. between];
        int crossings = 0;
        for (int a = 0; a < steps.Length; a++)
        {
            for (int b = a + 1; b < steps.Length; b++)
            {
                crossings += (steps[a].From.Index - steps[b].From.Index) * (steps[a].To.Index - steps[b].To.Index) < 0 ? 1 : 0;
            }
        }

        return crossings;
    });

    /// <summary>A box in a column, or where a line passes through it.</summary>
    internal sealed class Place
    {
        public required int Column { get; init; }

        /// <summary>The box, or null where a line passes.</summary>
        public required GraphNode? Node { get; init; }

        public int Index { get; set; }
    }
}
