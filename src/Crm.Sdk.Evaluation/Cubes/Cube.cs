using Crm.Sdk.Language.Binding;
using Crm.Sdk.Rates;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Cubes;

/// <summary>The answer to a query: a cell for each metric and each combination of members of the axes.</summary>
/// <remarks>Axes are the periods, then the dimensions in the order of the query, then the segments; the last axis varies fastest.</remarks>
public sealed class Cube
{
    private readonly Cell[][] _cells;

    /// <summary>Creates a cube.</summary>
    /// <param name="axes">Periods, dimensions, segments.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="cells">For each metric a cell for each combination of members, the last axis fastest.</param>
    /// <param name="meta">What the answer depends on.</param>
    /// <exception cref="ArgumentException">The number of cells does not fit the axes.</exception>
    public Cube(IReadOnlyList<CubeAxis> axes, IReadOnlyList<BoundMetric> metrics, IReadOnlyList<Cell[]> cells, CubeMeta meta)
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(meta);
        CellCount = axes.Aggregate(1, (count, axis) => checked(count * axis.Members.Count));
        if (cells.Count != metrics.Count || cells.Any(c => c.Length != CellCount))
        {
            throw new ArgumentException($"Each of the {metrics.Count} metrics needs {CellCount} cells.", nameof(cells));
        }

        Axes = [.. axes];
        Metrics = [.. metrics];
        Meta = meta;
        _cells = [.. cells];
    }

    /// <summary>Periods, dimensions in the order of the query, segments.</summary>
    public IReadOnlyList<CubeAxis> Axes { get; }

    /// <summary>The metrics in the order of the query.</summary>
    public IReadOnlyList<BoundMetric> Metrics { get; }

    /// <summary>Cells of one metric.</summary>
    public int CellCount { get; }

    /// <summary>What the answer depends on.</summary>
    public CubeMeta Meta { get; }

    /// <summary>All cells of a metric, the last axis fastest.</summary>
    public IReadOnlyList<Cell> CellsOf(int metric) => _cells[metric];

    /// <summary>The cell of a metric at a position on each axis.</summary>
    public Cell this[int metric, params ReadOnlySpan<int> position] => _cells[metric][IndexOf(position)];

    /// <summary>The cell of a metric at the members with those labels; an axis that is left out is read at its total.</summary>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="members">Pairs of the name of an axis and the label of a member.</param>
    /// <returns>The cell, or null when the metric, an axis or a member is not in the cube.</returns>
    public Cell? Find(string metric, params ReadOnlySpan<(string Axis, string Member)> members)
    {
        Span<int> position = stackalloc int[Axes.Count];
        for (int i = 0; i < position.Length; i++)
        {
            position[i] = Axes[i].Members.Count - 1;
        }

        foreach ((string axisName, string label) in members)
        {
            int axis = -1;
            for (int i = 0; i < Axes.Count && axis < 0; i++)
            {
                axis = Axes[i].Name == axisName ? i : -1;
            }

            if (axis < 0 || (position[axis] = Axes[axis].IndexOf(label)) < 0)
            {
                return null;
            }
        }

        for (int i = 0; i < Metrics.Count; i++)
        {
            if (Metrics[i].Name == metric)
            {
                return this[i, position];
            }
        }

        return null;
    }

    /// <summary>The number of a combination of members among the cells of a metric.</summary>
    public int IndexOf(params ReadOnlySpan<int> position)
    {
        if (position.Length != Axes.Count)
        {
            throw new ArgumentException($"The cube has {Axes.Count} axes.", nameof(position));
        }

        int index = 0;
        for (int i = 0; i < position.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position[i], nameof(position));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position[i], Axes[i].Members.Count, nameof(position));
            index = (index * Axes[i].Members.Count) + position[i];
        }

        return index;
    }

    /// <summary>The position on each axis of the combination with that number.</summary>
    public int[] PositionOf(int index)
    {
        var position = new int[Axes.Count];
        for (int i = Axes.Count - 1; i >= 0; i--)
        {
            index = Math.DivRem(index, Axes[i].Members.Count, out position[i]);
        }

        return position;
    }
}

/// <summary>What a cube depends on besides definitions and facts.</summary>
public sealed record CubeMeta
{
    /// <summary>The instant as of which the query was answered.</summary>
    public required Instant Now { get; init; }

    /// <summary>The calendar and zone of the periods.</summary>
    public required ReportingCalendar Calendar { get; init; }

    /// <summary>For each metric, how many matching rows of its aggregates had no time and so belong to no period; 0 without a range.</summary>
    public required IReadOnlyList<long> Undated { get; init; }

    /// <summary>
    /// For each metric, the rows that its definition leaves out, by name and in its order: how many of them the whole range of the question
    /// would have had, whatever dimension and segment.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<ExcludedRows>> Excluded { get; init; }

    /// <summary>The position of the log up to which facts were known; null when they come without a log.</summary>
    public long? Position { get; init; }

    /// <summary>The tables of rates by which amounts were converted, in the order of their names; may be none.</summary>
    public IReadOnlyList<RateTable> Rates { get; init; } = [];

    /// <summary>The executor that answered.</summary>
    public required string Executor { get; init; }
}

/// <summary>Rows that a metric left out.</summary>
public sealed record ExcludedRows
{
    /// <summary>What the definition calls them.</summary>
    public required string Name { get; init; }

    /// <summary>How many there were.</summary>
    public required long Count { get; init; }
}
