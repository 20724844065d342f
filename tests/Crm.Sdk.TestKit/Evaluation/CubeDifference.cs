using Crm.Sdk.Evaluation.Cubes;

namespace Crm.Sdk.TestKit.Evaluation;

/// <summary>Compares two cubes in every field of every cell.</summary>
public static class CubeDifference
{
    /// <summary>The first difference in words, or null when the cubes are equal but for the executor's name.</summary>
    public static string? Find(Cube expected, Cube actual)
    {
        string axes = Axes(expected), otherAxes = Axes(actual);
        if (axes != otherAxes)
        {
            return $"axes differ:\n{axes}\n{otherAxes}";
        }

        for (int m = 0; m < expected.Metrics.Count; m++)
        {
            for (int i = 0; i < expected.CellCount; i++)
            {
                if (!expected.CellsOf(m)[i].Equals(actual.CellsOf(m)[i]))
                {
                    int[] position = expected.PositionOf(i);
                    string place = string.Join(", ", position.Select((p, axis) => $"{expected.Axes[axis].Name}={expected.Axes[axis].Members[p]}"));
                    return $"{expected.Metrics[m].Name} at {place}: expected {expected.CellsOf(m)[i]}, got {actual.CellsOf(m)[i]}";
                }
            }
        }

        string Left(Cube cube) => string.Join(' ', cube.Meta.Excluded.SelectMany((m, i) => m.Select(e => $"{i}:{e.Name}={e.Count}")));
        if (Left(expected) != Left(actual))
        {
            return $"left out: {Left(expected)} and {Left(actual)}";
        }

        return expected.Meta.Undated.SequenceEqual(actual.Meta.Undated)
            ? null
            : $"undated differ: {string.Join(' ', expected.Meta.Undated)} and {string.Join(' ', actual.Meta.Undated)}";
    }

    private static string Axes(Cube cube) =>
        string.Join('\n', cube.Axes.Select(a => $"{a.Name} {a.Kind}: {string.Join(" | ", a.Members.Select(m => $"{m.Label} {m.Kind}"))}"));
}
