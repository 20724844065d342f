using System.Text.Json;
using Crm.Sdk.Samples.RealData.Figures;

namespace Crm.Sdk.Samples.RealData.Verification;

/// <summary>How a figure compares with what was published.</summary>
public enum FigureState
{
    /// <summary>Every leaf of it is equal, by every executor.</summary>
    Equal,

    /// <summary>Something about it is not.</summary>
    Differs,

    /// <summary>The manifest says why it is not read.</summary>
    NotCovered,
}

/// <summary>The comparison of one figure.</summary>
public sealed record FigureOutcome
{
    /// <summary>The name of the figure.</summary>
    public required string Name { get; init; }

    /// <summary>How it compares.</summary>
    public required FigureState State { get; init; }

    /// <summary>What differs, a line each: place, expected, got, executor.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}

/// <summary>All figures of a data set as the executors give them; can be compared with any ground truth.</summary>
public sealed class DataSetReading(string name, IReadOnlyList<FigureReading> figures)
{
    /// <summary>The name of the data set.</summary>
    public string Name { get; } = name;

    /// <summary>The figures of the manifest.</summary>
    public IReadOnlyList<FigureReading> Figures { get; } = figures;

    /// <summary>Compares with the figures of a ground truth.</summary>
    /// <param name="groundTruth">The document, whose <c>figures</c> have a <c>value</c> each.</param>
    /// <returns>An outcome for each figure of the ground truth, then for those of the manifest that it does not have.</returns>
    /// <exception cref="JsonException">It has no figures, or a figure has no value.</exception>
    public IReadOnlyList<FigureOutcome> Compare(JsonElement groundTruth)
    {
        var readings = Figures.ToDictionary(figure => figure.Name, StringComparer.Ordinal);
        var outcomes = new List<FigureOutcome>();
        JsonElement published = Property(groundTruth, "figures");
        if (published.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The figures of the ground truth are no object.");
        }

        foreach (JsonProperty figure in published.EnumerateObject())
        {
            outcomes.Add(readings.Remove(figure.Name, out FigureReading? reading)
                ? Compare(reading, Property(figure.Value, "value"))
                : Differs(figure.Name, "the manifest does not name it"));
        }

        return [.. outcomes, .. readings.Keys.Select(name => Differs(name, "the ground truth does not have it"))];
    }

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value
        : throw new JsonException($"The ground truth has no '{name}' where it needs one.");

    private static FigureOutcome Compare(FigureReading reading, JsonElement published)
    {
        if (reading.Reason is not null)
        {
            return new FigureOutcome { Name = reading.Name, State = FigureState.NotCovered };
        }

        var differences = reading.Leaves
            .SelectMany(e => FigureComparison.Differences(published, e.Value).Select(difference => (Executor: e.Key, Difference: difference)))
            .GroupBy(d => d.Difference, d => d.Executor)
            .Select(d => $"{(d.Key.Pointer.Length == 0 ? "value" : d.Key.Pointer)}: expected {d.Key.Expected}, got {d.Key.Got} ({string.Join(", ", d)})");
        string[] lines = [.. reading.Problems, .. differences];
        return new FigureOutcome { Name = reading.Name, State = lines.Length == 0 ? FigureState.Equal : FigureState.Differs, Differences = lines };
    }

    private static FigureOutcome Differs(string name, string why) => new() { Name = name, State = FigureState.Differs, Differences = [why] };
}
