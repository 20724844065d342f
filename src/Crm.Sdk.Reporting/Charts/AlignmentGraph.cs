namespace Crm.Sdk.Reporting.Charts;

/// <summary>What serves what: boxes in columns, from what the business wants at the left to who does what with which money at the right.</summary>
/// <remarks>Immutable. Columns and edges are given; the picture orders the boxes of a column so that few lines cross.</remarks>
public sealed class AlignmentGraph : Chart
{
    /// <summary>Creates a graph.</summary>
    /// <param name="title">The name of the chart, not blank.</param>
    /// <param name="description">What a reader should see in it; empty for nothing.</param>
    /// <param name="columns">The headings of the columns from left to right; at least one.</param>
    /// <param name="nodes">The boxes; may be none.</param>
    /// <param name="edges">What leads to what, by the keys of boxes.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="title"/> or a heading is blank, there is no column, two boxes have one key, a box stands in a column that is not there, or an edge
    /// names a box that is not there.
    /// </exception>
    public AlignmentGraph(string title, string description, IEnumerable<string> columns, IEnumerable<GraphNode> nodes, IEnumerable<GraphEdge> edges)
        : base(title, description, ValueFormat.Number())
    {
        Columns = Copied(columns, nameof(columns));
        Nodes = Copied(nodes, nameof(nodes));
        Edges = Copied(edges, nameof(edges));
        if (Columns.Count == 0 || Columns.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("There is at least one column, and each has a heading.", nameof(columns));
        }

        CheckKeys(Nodes.Select(n => n.Key), nameof(nodes));
        if (Nodes.FirstOrDefault(n => n.Column >= Columns.Count) is { } outside)
        {
            throw new ArgumentException($"'{outside.Key}' stands in column {outside.Column}; there are {Columns.Count}, from 0.", nameof(nodes));
        }

        var keys = Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        if (Edges.SelectMany(e => new[] { e.From, e.To }).FirstOrDefault(k => !keys.Contains(k)) is { } missing)
        {
            throw new ArgumentException($"An edge names '{missing}', which is not there.", nameof(edges));
        }
    }

    /// <summary>The headings of the columns from left to right.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The boxes.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>What leads to what.</summary>
    public IReadOnlyList<GraphEdge> Edges { get; }

    /// <summary>Empty: boxes are no series.</summary>
    public override IReadOnlyList<ChartValue?> Series => [];

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (Nodes.Count == 0)
        {
            return words.NoData + ".";
        }

        IEnumerable<string> columns = Columns.Select((c, i) => $"{c}: {string.Join(", ", Nodes.Where(n => n.Column == i).Select(n => n.Name))}")
            .Where((_, i) => Nodes.Any(n => n.Column == i));
        IEnumerable<string> marks = Nodes.Where(n => n.Mark.Length > 0).Select(n => $"{n.Name}: {n.Mark}");
        return string.Join(". ", columns.Concat(marks)) + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        Dictionary<string, string> names = Nodes.ToDictionary(n => n.Key, n => n.Name, StringComparer.Ordinal);
        ILookup<string, string> leads = Edges.ToLookup(e => e.From, e => names[e.To], StringComparer.Ordinal);
        bool hasMarks = Nodes.Any(n => n.Mark.Length > 0);
        IEnumerable<string> Row(GraphNode node) => [node.Name, node.Kind.Length > 0 ? node.Kind : Columns[node.Column], string.Join(", ", leads[node.Key]), .. hasMarks ? [node.Mark] : Array.Empty<string>()];

        return new ChartData(
            [words.Name, words.Kind, words.Leads, .. hasMarks ? [words.Note] : Array.Empty<string>()],
            [.. Nodes.OrderBy(n => n.Column).Select(n => (IReadOnlyList<string>)[.. Row(n)])],
            hasMarks,
            isWords: true);
    }
}

/// <summary>A box of an <see cref="AlignmentGraph"/>.</summary>
public sealed class GraphNode
{
    /// <summary>Creates a box.</summary>
    /// <param name="key">By which edges name it, not blank.</param>
    /// <param name="column">In which column it stands, from 0.</param>
    /// <param name="name">What is written in it, not blank.</param>
    /// <param name="kind">What it is, where a column holds several kinds; empty for what the heading of the column says.</param>
    /// <param name="mark">What is wrong with it, such as <c>no owner</c>; empty for nothing. Shown in words and by its rim.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> or <paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="column"/> is negative.</exception>
    public GraphNode(string key, int column, string name, string kind = "", string mark = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(mark);
        Key = key;
        Column = column;
        Name = name;
        Kind = kind;
        Mark = mark;
    }

    /// <summary>By which edges name it.</summary>
    public string Key { get; }

    /// <summary>In which column it stands, from 0.</summary>
    public int Column { get; }

    /// <summary>What is written in it.</summary>
    public string Name { get; }

    /// <summary>What it is; empty for what the heading of the column says.</summary>
    public string Kind { get; }

    /// <summary>What is wrong with it; empty for nothing.</summary>
    public string Mark { get; }
}

/// <summary>A line of an <see cref="AlignmentGraph"/>.</summary>
public sealed class GraphEdge
{
    /// <summary>Creates a line.</summary>
    /// <param name="from">The key of the box that it begins at, not blank.</param>
    /// <param name="to">The key of the box that it leads to, not blank.</param>
    /// <exception cref="ArgumentException">A key is blank.</exception>
    public GraphEdge(string from, string to)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(from);
        ArgumentException.ThrowIfNullOrWhiteSpace(to);
        From = from;
        To = to;
    }

    /// <summary>The key of the box that it begins at.</summary>
    public string From { get; }

    /// <summary>The key of the box that it leads to.</summary>
    public string To { get; }
}
