namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>The cells of a cube by number, the last axis fastest, and which of them a row belongs to.</summary>
internal sealed class CellGrid
{
    private readonly int[] _sizes;

    /// <summary>Creates the cells of some axes, by the number of their members.</summary>
    public CellGrid(IEnumerable<int> sizes)
    {
        _sizes = [.. sizes];
        Count = _sizes.Aggregate(1, (count, size) => checked(count * size));
    }

    /// <summary>Number of cells.</summary>
    public int Count { get; }

    /// <summary>The position of a cell on the first axis, that of the periods.</summary>
    public int PeriodOf(int cell) => cell / (Count / _sizes[0]);

    /// <summary>The position of a cell on each axis.</summary>
    public int[] PositionsOf(int cell)
    {
        var positions = new int[_sizes.Length];
        for (int axis = _sizes.Length - 1; axis >= 0; axis--)
        {
            cell = Math.DivRem(cell, _sizes[axis], out positions[axis]);
        }

        return positions;
    }

    /// <summary>The cell that is at the total of some axes, and where the given one is on the others.</summary>
    public int AtTotals(int cell, Func<int, bool> isTotalled)
    {
        int at = 0, stride = Count;
        for (int axis = 0; axis < _sizes.Length; axis++)
        {
            stride /= _sizes[axis];
            int position = isTotalled(axis) ? _sizes[axis] - 1 : cell / stride % _sizes[axis];
            at += position * stride;
        }

        return at;
    }

    /// <summary>For each cell, the numbers of the rows in it.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="positionsOf">The positions of a row on each axis.</param>
    public IReadOnlyList<int>[] Spread(int rows, Func<int, int[][]> positionsOf)
    {
        var cells = new List<int>?[Count];
        for (int row = 0; row < rows; row++)
        {
            foreach (int cell in Cells(positionsOf(row)))
            {
                (cells[cell] ??= []).Add(row);
            }
        }

        return [.. cells.Select(list => (IReadOnlyList<int>?)list ?? [])];
    }

    private IEnumerable<int> Cells(int[][] positions)
    {
        IEnumerable<int> cells = [0];
        for (int axis = 0; axis < _sizes.Length; axis++)
        {
            int size = _sizes[axis];
            int[] own = positions[axis];
            cells = cells.SelectMany(cell => own, (cell, position) => (cell * size) + position);
        }

        return cells;
    }
}
