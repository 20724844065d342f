using System.Text.Json;
using Crm.Sdk.Samples.RealData.Verification;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.RealData.Tests.Verification;

/// <summary>The data sets, read once: their figures as the executors give them, and what was published.</summary>
public sealed class RealDataFixture
{
    private readonly Lazy<Task<List<(DataSetReading Reading, string GroundTruth)>>> _sets = new(ReadAsync);

    /// <summary>The sets with a workspace.</summary>
    public Task<List<(DataSetReading Reading, string GroundTruth)>> Sets => _sets.Value;

    /// <summary>The outcomes of a set against a ground truth.</summary>
    public static IReadOnlyList<FigureOutcome> Compare(DataSetReading reading, string groundTruth)
    {
        using JsonDocument document = JsonDocument.Parse(groundTruth);
        return reading.Compare(document.RootElement);
    }

    private static async Task<List<(DataSetReading Reading, string GroundTruth)>> ReadAsync()
    {
        var sets = new List<(DataSetReading, string)>();
        foreach (string workspace in Directory.EnumerateFiles(SampleFolder.Path, "crm.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string folder = Path.GetDirectoryName(workspace)!;
            string name = Path.GetFileName(folder);
            string groundTruth = await File.ReadAllTextAsync(SharedData.PathOf(name, "ground_truth.json"));
            sets.Add((await DataSetReader.ReadAsync(folder, SharedData.PathOf(name)), groundTruth));
        }

        return sets;
    }
}
