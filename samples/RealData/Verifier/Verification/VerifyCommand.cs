using System.Diagnostics;
using System.Text.Json;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Samples.RealData.Verification;

/// <summary>Verifies every data set of a folder and prints what it finds.</summary>
/// <param name="data">The folder of the data sets.</param>
/// <param name="manifests">The folder of the manifests, with a folder per set; null for those beside this sample.</param>
/// <param name="output">Takes the differences, a line per set and the totals.</param>
/// <param name="errors">Takes what kept the command from its work.</param>
public sealed class VerifyCommand(string data, string? manifests, TextWriter output, TextWriter errors)
{
    private const string TruthFile = "ground_truth.json";

    private readonly Dictionary<FigureState, int> _totals = Enum.GetValues<FigureState>().ToDictionary(state => state, _ => 0);

    /// <summary>Does the work.</summary>
    /// <returns>0 when no figure differs, 1 when one does, 2 when there was nothing to verify.</returns>
    public async Task<int> RunAsync()
    {
        string folder = manifests ?? SampleFolder.Path;
        if (!Directory.Exists(data) || !Directory.Exists(folder))
        {
            errors.WriteLine($"There is no folder {(Directory.Exists(data) ? folder : data)}.");
            return 2;
        }

        string[] sets = [.. Directory.EnumerateDirectories(data)
            .Where(set => File.Exists(Path.Combine(set, TruthFile)) && File.Exists(Path.Combine(folder, Path.GetFileName(set), Manifest.FileName)))
            .Order(StringComparer.Ordinal)];
        foreach (string set in sets)
        {
            await VerifyAsync(set, Path.Combine(folder, Path.GetFileName(set)));
        }

        if (sets.Length == 0)
        {
            errors.WriteLine($"No folder in {data} has a {TruthFile} and a {Manifest.FileName} in {folder}.");
            return 2;
        }

        output.WriteLine(Line(_totals));
        return _totals[FigureState.Differs] == 0 ? 0 : 1;
    }

    private static string Line(Dictionary<FigureState, int> counts) =>
        $"{counts[FigureState.Equal]} equal, {counts[FigureState.Differs]} differ, {counts[FigureState.NotCovered]} not covered";

    private async Task VerifyAsync(string set, string folder)
    {
        long started = Stopwatch.GetTimestamp();
        string name = Path.GetFileName(set);
        IReadOnlyList<FigureOutcome> outcomes;
        try
        {
            DataSetReading reading = await DataSetReader.ReadAsync(folder, set);
            using JsonDocument truth = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(set, TruthFile)));
            outcomes = reading.Compare(truth.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidDefinitionException or IOException or UnauthorizedAccessException)
        {
            // The set as a whole is one figure that differs: nothing of it could be read.
            outcomes = [new FigureOutcome { Name = "(set)", State = FigureState.Differs, Differences = problem.Message.Split(Environment.NewLine) }];
        }

        foreach (FigureOutcome figure in outcomes)
        {
            foreach (string difference in figure.Differences)
            {
                output.WriteLine($"{name} {figure.Name} {difference}");
            }

            _totals[figure.State]++;
        }

        var counts = _totals.Keys.ToDictionary(state => state, state => outcomes.Count(o => o.State == state));
        output.WriteLine($"{name}: {Line(counts)} ({Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s)");
    }
}
