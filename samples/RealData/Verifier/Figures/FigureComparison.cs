using System.Text.Json;

namespace Crm.Sdk.Samples.RealData.Figures;

/// <summary>A leaf of a figure that is not what was published.</summary>
public sealed record FigureDifference
{
    /// <summary>The place inside the figure's value.</summary>
    public required string Pointer { get; init; }

    /// <summary>What was published; <c>nothing</c> when it has no such leaf.</summary>
    public required string Expected { get; init; }

    /// <summary>What the executor gave; <c>nothing</c> when the manifest has no such leaf.</summary>
    public required string Got { get; init; }
}

/// <summary>Compares figures with what was published.</summary>
public static class FigureComparison
{
    private const string Nothing = "nothing";

    /// <summary>What differs, in the order of the published value; leaves that it does not have come last.</summary>
    /// <param name="published">The value of the figure in the ground truth.</param>
    /// <param name="leaves">The leaves that an executor gave.</param>
    public static IReadOnlyList<FigureDifference> Differences(JsonElement published, IReadOnlyList<FigureLeaf> leaves)
    {
        var differences = new List<FigureDifference>();
        var given = leaves.ToLookup(leaf => leaf.Pointer, StringComparer.Ordinal);
        var expected = JsonPointer.Leaves(published).ToList();
        foreach ((string pointer, JsonElement value) in expected)
        {
            FigureLeaf[] found = [.. given[pointer]];
            if (found.Length != 1 || !found[0].Matches(value))
            {
                string got = found.Length == 0 ? Nothing : string.Join(" and ", found.Select(leaf => leaf.Shown));
                differences.Add(new FigureDifference { Pointer = pointer, Expected = value.GetRawText(), Got = got });
            }
        }

        var known = expected.Select(leaf => leaf.Pointer).ToHashSet(StringComparer.Ordinal);
        differences.AddRange(leaves.Where(leaf => !known.Contains(leaf.Pointer)).Select(leaf =>
            new FigureDifference { Pointer = leaf.Pointer, Expected = Nothing, Got = leaf.Shown }));
        return differences;
    }
}
