using System.Text.Json;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Samples.RealData.Figures;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Samples.RealData.Verification;

/// <summary>Asks the queries of a manifest, each with both executors, and reads the figures from the answers.</summary>
/// <param name="model">The definitions.</param>
/// <param name="facts">The rows.</param>
/// <param name="calendar">The calendar of the queries.</param>
/// <param name="now">The instant of queries that name none; null for the present.</param>
public sealed class DataSetReader(CrmModel model, FactSet facts, ReportingCalendar calendar, Instant? now)
{
    private static readonly ExecutorKind[] Executors = [ExecutorKind.Reference, ExecutorKind.Columnar];

    private readonly MetricEngine _engine = new(model, facts);

    /// <summary>Creates a reader of the queries of a workspace.</summary>
    /// <param name="workspace">The definitions.</param>
    /// <param name="facts">The rows.</param>
    public DataSetReader(Workspace workspace, FactSet facts)
        : this(workspace.Model, facts, workspace.Calendar, workspace.Now)
    {
    }

    /// <summary>Reads all figures of a data set from its files.</summary>
    /// <param name="folder">The folder of its manifest, and of its workspace unless that is only beside this sample.</param>
    /// <param name="data">The folder of its files.</param>
    /// <exception cref="JsonException">The manifest is not in its format.</exception>
    /// <exception cref="InvalidDefinitionException">The workspace or a row of a file has a finding.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async Task<DataSetReading> ReadAsync(string folder, string data)
    {
        Manifest manifest = Manifest.Read(folder);
        string name = new DirectoryInfo(data).Name;
        if (manifest.Figures.Values.All(figure => figure.Reason is not null))
        {
            return new DataSetReading(name, [.. manifest.Figures.Select(f => new FigureReading { Name = f.Key, Reason = f.Value.Reason })]);
        }

        string home = File.Exists(Path.Combine(folder, Workspace.FileName)) ? folder : Path.Combine(SampleFolder.Path, name);
        Workspace workspace = Workspace.Open(home, data).ThrowIfInvalid();
        var reader = new DataSetReader(workspace, await ImportAsync(workspace));
        return await reader.ReadAsync(name, manifest);
    }

    /// <summary>Reads all figures of a manifest.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="manifest">The manifest.</param>
    public async Task<DataSetReading> ReadAsync(string name, Manifest manifest)
    {
        var figures = new List<FigureReading>();
        foreach ((string figure, FigureSource source) in manifest.Figures)
        {
            figures.Add(source.Reason is null
                ? await ReadAsync(figure, new FigureReader(manifest, source))
                : new FigureReading { Name = figure, Reason = source.Reason });
        }

        return new DataSetReading(name, figures);
    }

    // Real files are read to the last row: one that is rejected would change figures without a word.
    private static async Task<FactSet> ImportAsync(Workspace workspace)
    {
        var tables = new List<FactTable>();
        foreach (WorkspaceSource source in workspace.Sources)
        {
            ImportResult result = await CsvImporter.RunAsync(source.Open());
            if (result.Table is null || result.Report.Rejected > 0)
            {
                throw new InvalidDefinitionException(result.Report.Findings);
            }

            tables.Add(result.Table);
        }

        return new FactSet(tables);
    }

    private static LocalDate? Day(string? text) => text is null ? null : LocalDatePattern.Iso.Parse(text) is { Success: true } day
        ? day.Value : throw new JsonException($"'{text}' is no day, as 2026-01-31 is.");

    private async Task<FigureReading> ReadAsync(string name, FigureReader reader)
    {
        try
        {
            var answers = new Dictionary<string, Dictionary<string, Cube>>(StringComparer.Ordinal);
            foreach (ExecutorKind executor in Executors)
            {
                var cubes = new Dictionary<string, Cube>(StringComparer.Ordinal);
                foreach ((string query, (FigureQuery source, IReadOnlyList<string> metrics)) in reader.Queries)
                {
                    cubes.Add(query, await _engine.EvaluateAsync(QueryOf(source, metrics), executor));
                }

                answers.Add(executor.ToString().ToLowerInvariant(), cubes);
            }

            return new FigureReading
            {
                Name = name,
                Leaves = answers.ToDictionary(a => a.Key, a => reader.Read(a.Value), StringComparer.Ordinal),
                Problems = [.. reader.Queries.Keys.Select(query => CubeComparison.FirstDifference(answers.Values.Select(cubes => cubes[query]))).OfType<string>()],
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidDefinitionException)
        {
            return new FigureReading { Name = name, Problems = [problem.Message.ReplaceLineEndings(" ")] };
        }
    }

    private MetricQuery QueryOf(FigureQuery query, IReadOnlyList<string> metrics) => new()
    {
        Metrics = metrics,
        From = Day(query.From),
        To = Day(query.To),
        Grain = query.Grain switch
        {
            null => null,
            "day" => Grain.Day,
            "week" => Grain.Week,
            "month" => Grain.Month,
            "quarter" => Grain.Quarter,
            "year" => Grain.Year,
            _ => throw new JsonException($"There is no grain '{query.Grain}'."),
        },
        By = query.By,
        Segments = query.Segments,
        Calendar = calendar,
        Now = query.Now is null ? now ?? SystemClock.Instance.GetCurrentInstant()
            : Workspace.ParseNow(query.Now, calendar) ?? throw new JsonException($"'{query.Now}' is no instant."),
    };
}
