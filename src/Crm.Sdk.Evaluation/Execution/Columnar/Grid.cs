using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Numbers the cells of a cube. Rows are accumulated at the finest grain, a combination of one member of each dimension (a local
/// cell); from there every state is brought to the cells of all subsets of dimensions, which are the totals.
/// </summary>
internal sealed class Grid
{
    private readonly int _cellsPerPeriod;
    private readonly int _segments;
    private readonly int _periods;

    public Grid(BoundQuery query, IReadOnlyList<IReadOnlyList<Member>> members, IReadOnlyList<DataType> types)
    {
        _periods = query.Periods.Count;
        _segments = query.Segments.Count;
        var axes = new List<CubeAxis>
        {
            new("period", AxisKind.Period, [.. query.Periods.Select(p => new AxisMember(p.Label, MemberKind.Value)), Total()]),
        };
        for (int i = 0; i < members.Count; i++)
        {
            DataType type = types[i];
            axes.Add(new CubeAxis(query.Dimensions[i].Name, AxisKind.Dimension, [.. members[i].Select(m => m.ToAxisMember(type)), Total()]));
        }

        axes.Add(new CubeAxis("segment", AxisKind.Segment,
            [.. query.Segments.Select(s => new AxisMember(s.Segment.Name, MemberKind.Value)), new AxisMember(AxisMember.AllLabel, MemberKind.Total)]));
        Axes = axes;
        LocalCells = members.Aggregate(1, (n, m) => checked(n * Math.Max(1, m.Count)));
        _cellsPerPeriod = members.Aggregate(_segments + 1, (n, m) => checked(n * (m.Count + 1)));
        CellCount = checked(_cellsPerPeriod * (_periods + 1));
        Subsets = [.. Enumerable.Range(0, 1 << members.Count).Select(mask => new Subset(mask, members, LocalCells))];
    }

    private Grid(Grid whole)
    {
        _segments = whole._segments;
        Axes = [new CubeAxis("period", AxisKind.Period, [Total()]), .. whole.Axes.Skip(1)];
        LocalCells = whole.LocalCells;
        _cellsPerPeriod = CellCount = whole._cellsPerPeriod;
        Subsets = whole.Subsets;
    }

    /// <summary>The cells of a single member of the period axis, as those of a query without periods.</summary>
    public Grid Single() => new(this);

    public IReadOnlyList<CubeAxis> Axes { get; }

    public int CellCount { get; }

    /// <summary>Combinations of one member of each dimension.</summary>
    public int LocalCells { get; }

    /// <summary>The subsets of dimensions that are kept while the others are totalled.</summary>
    public Subset[] Subsets { get; }

    /// <summary>The cell of a period, of a combination of members with totals (from <see cref="Subset.Target"/>), and of a segment, -1 for all.</summary>
    /// <remarks>The bucket is the number of the period; it is the total where the query has no periods or where it is -1.</remarks>
    public int CellOf(int bucket, int target, int segment)
    {
        int period = bucket < 0 || _periods == 0 ? _periods : bucket;
        return (period * _cellsPerPeriod) + (target * (_segments + 1)) + (segment < 0 ? _segments : segment);
    }

    /// <summary>Whether a bucket has a cell of its own beside the total.</summary>
    public bool HasPeriods => _periods > 0;

    private static AxisMember Total() => new(AxisMember.TotalLabel, MemberKind.Total);
}

/// <summary>A subset of the dimensions: where each local cell goes when only these are kept.</summary>
internal sealed class Subset
{
    public Subset(int mask, IReadOnlyList<IReadOnlyList<Member>> members, int localCells)
    {
        NodeOf = new int[localCells];
        var targets = new List<int>();
        var nodes = new Dictionary<int, int>();
        for (int local = 0; local < localCells; local++)
        {
            int rest = local, target = 0;
            for (int i = 0; i < members.Count; i++)
            {
                int count = Math.Max(1, members[i].Count);
                rest = Math.DivRem(rest, count, out int member);
                bool kept = (mask >> i & 1) != 0 && members[i].Count > 0;
                target = (target * (members[i].Count + 1)) + (kept ? member : members[i].Count);
            }

            if (!nodes.TryGetValue(target, out int node))
            {
                node = targets.Count;
                nodes.Add(target, node);
                targets.Add(target);
            }

            NodeOf[local] = node;
        }

        Target = [.. targets];
    }

    /// <summary>For each local cell the cell of this subset.</summary>
    public int[] NodeOf { get; }

    /// <summary>For each cell of this subset its place among the combinations of members and totals.</summary>
    public int[] Target { get; }
}

/// <summary>How the rows of one fact lie on a grid.</summary>
internal sealed class FactGrid(int[]? local, int[]? signature, IReadOnlyList<int[]> segmentsOf)
{
    /// <summary>The place of rows of which nobody asks where they lie.</summary>
    public static FactGrid Nowhere { get; } = new(null, null, [[]]);

    /// <summary>For each row its local cell; null when there is only one.</summary>
    public int[]? Local { get; } = local;

    /// <summary>For each row its signature: the combination of segments that it is in; null when the query has no segments.</summary>
    public int[]? Signature { get; } = signature;

    /// <summary>For each signature its segments.</summary>
    public IReadOnlyList<int[]> SegmentsOf { get; } = segmentsOf;

    public int Signatures => SegmentsOf.Count;

    private int[]? _cells;

    /// <summary>For each row its local cell and signature as one number; null when there is only one.</summary>
    public int[]? Cells()
    {
        if (Local is null || Signature is null)
        {
            return Local ?? Signature;
        }

        if (_cells is null)
        {
            int[] cells = new int[Local.Length];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = (Local[i] * Signatures) + Signature[i];
            }

            _cells = cells;
        }

        return _cells;
    }

    public int LocalOf(int row) => Local is null ? 0 : Local[row];

    public int SignatureOf(int row) => Signature is null ? 0 : Signature[row];
}
