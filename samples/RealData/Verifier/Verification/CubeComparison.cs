using Crm.Sdk.Evaluation.Cubes;

namespace Crm.Sdk.Samples.RealData.Verification;

/// <summary>Holds answers to one query against each other, in every field of every cell.</summary>
public static class CubeComparison
{
    /// <summary>The first thing in which a cube differs from the first one, or null.</summary>
    public static string? FirstDifference(IEnumerable<Cube> cubes) => cubes.ToList() is [var first, .. var others]
        ? others.Select(other => FirstDifference(first, other) is { } difference
            ? $"{first.Meta.Executor} and {other.Meta.Executor} disagree: {difference}"
            : null).FirstOrDefault(difference => difference is not null)
        : null;

    private static string? FirstDifference(Cube left, Cube right)
    {
        string[] leftAxes = Axes(left), rightAxes = Axes(right);
        for (int i = 0; i < Math.Max(leftAxes.Length, rightAxes.Length); i++)
        {
            string a = leftAxes.ElementAtOrDefault(i) ?? "no axis", b = rightAxes.ElementAtOrDefault(i) ?? "no axis";
            if (a != b)
            {
                return $"axis {a} against {b}";
            }
        }

        for (int m = 0; m < left.Metrics.Count; m++)
        {
            for (int c = 0; c < left.CellCount; c++)
            {
                Cell a = left.CellsOf(m)[c], b = right.CellsOf(m)[c];
                if (!a.Equals(b))
                {
                    var at = left.Axes.Zip(left.PositionOf(c), (axis, position) => axis.Members[position].Label);
                    return $"{left.Metrics[m].Name} at {string.Join(", ", at)}: {a} against {b}";
                }
            }
        }

        return left.Meta.Undated.SequenceEqual(right.Meta.Undated) ? null
            : $"undated rows {string.Join(", ", left.Meta.Undated)} against {string.Join(", ", right.Meta.Undated)}";
    }

    private static string[] Axes(Cube cube) =>
        [.. cube.Axes.Select(axis => $"{axis.Name} [{string.Join(", ", axis.Members.Select(m => $"{m.Label} {m.Kind}"))}]")];
}
