using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>The rows of a fact, with their members of the dimensions and their segments.</summary>
internal sealed class FactRows
{
    private readonly int[][] _members;
    private readonly int[][] _segments;

    /// <summary>Reads the rows.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="interpreter">Reads rows.</param>
    /// <param name="dimensions">The dimensions of the query.</param>
    /// <param name="segments">For each segment of the query, whether a row of the fact is in it.</param>
    public FactRows(
        BoundFact fact, RowInterpreter interpreter, IReadOnlyList<DimensionMembers> dimensions, IReadOnlyList<Func<FactRow, bool>> segments)
    {
        Rows = [.. interpreter.Rows(fact.Schema)];
        _members = [.. dimensions.Select(dimension => dimension.Reads(fact) ? [] : Rows.Select(row => dimension.MemberOf(fact, row)).ToArray())];
        _segments = [.. Rows.Select(row => Positions(row, segments))];
    }

    /// <summary>The rows in the order of their table.</summary>
    public FactRow[] Rows { get; }

    /// <summary>The number of the member of a dimension that a row has; not for a dimension that is read at the time of a row.</summary>
    public int MemberOf(int dimension, int row) => _members[dimension][row];

    /// <summary>The positions of a row on the segment axis: its segments, and behind them the member for all rows.</summary>
    public int[] SegmentsOf(int row) => _segments[row];

    private static int[] Positions(FactRow row, IReadOnlyList<Func<FactRow, bool>> segments) =>
        [.. Enumerable.Range(0, segments.Count).Where(i => segments[i](row)), segments.Count];
}
