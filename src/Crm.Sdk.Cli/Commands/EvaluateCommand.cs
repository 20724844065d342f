using System.CommandLine;
using System.Globalization;
using System.Text;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Cli.Commands;

/// <summary><c>crm evaluate METRIC...</c>: the numbers.</summary>
internal static class EvaluateCommand
{
    public static Command Create(ToolHost host)
    {
        var metrics = new Argument<string[]>("METRIC") { Description = "The metrics; without one, all that can answer.", Arity = ArgumentArity.ZeroOrMore };
        var options = new QueryOptions();
        var across = new Option<bool>("--across") { Description = "Shows periods as columns of the table." };
        Option<string> format = CommonOptions.Format("table", "json", "csv");
        var output = new Option<string>("--output") { Description = "Writes the answer to a file, which is replaced.", HelpName = "FILE" };
        var command = new Command("evaluate", "Evaluates metrics over the data of a workspace.") { metrics };
        options.AddTo(command);
        command.Add(across);
        command.Add(format);
        command.Add(output);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string kind = parsed.GetRequiredValue(format);
            string folder = WorkspaceAccess.ExistingFolder(host, options.Folder(parsed));
            if (await StoreCommand.OpenWorkspaceAsync(host, folder, options.Data(parsed), kind == "json", cancellationToken) is not { } workspace)
            {
                return ExitCode.Findings;
            }

            var file = OutputFile.Of(host, workspace, parsed.GetValue(output), kind);
            MetricQuery query = options.Query(parsed, host, workspace, parsed.GetValue(metrics) ?? []);
            Checked<BoundQuery> bound = Bind(host, workspace, ref query);
            if (bound.Value is null)
            {
                await WorkspaceAccess.ReportAsync(host, folder, QueryFindings.AsOptions(bound.Findings), kind == "json");
                return ExitCode.Findings;
            }

            (FactSet? facts, int code) = await FactLoader.ReadAsync(host, workspace, WorkspaceQuery.FactsOf(bound.Value), query.KnownAt, kind == "json", cancellationToken);
            if (facts is null)
            {
                return code;
            }

            // The rows that were read are those that were known.
            MetricQuery asked = query with { KnownAt = null };
            Cube cube = await new MetricEngine(workspace.Model, facts).EvaluateAsync(asked, options.Executor(parsed), cancellationToken);
            if (await IsAllLaterAsync(workspace, facts, cube, asked, options.Executor(parsed), cancellationToken))
            {
                await host.Error.WriteLineAsync(options.AllIsLater(parsed, workspace, query.Now));
            }

            await OutputFile.WriteAsync(host, file, Text(cube, query, kind, parsed.GetValue(across)), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Binds the query; when it names no metric, it is made to name all that can answer, and the others are mentioned.</summary>
    private static Checked<BoundQuery> Bind(ToolHost host, Workspace workspace, ref MetricQuery query)
    {
        if (query.Metrics.Count > 0 || workspace.Model.Metrics.Count == 0)
        {
            return WorkspaceQuery.Bind(workspace, query);
        }

        var able = new List<string>();
        var skipped = new List<(string Metric, Finding Why)>();
        // A version is asked for by name only.
        foreach (string name in workspace.Model.Metrics.Keys.Where(m => !m.Contains('@', StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            Checked<BoundQuery> alone = WorkspaceQuery.Bind(workspace, query with { Metrics = [name] });
            if (alone.IsValid)
            {
                able.Add(name);
            }
            else
            {
                skipped.Add((name, alone.Findings[0]));
            }
        }

        if (able.Count == 0)
        {
            return WorkspaceQuery.Bind(workspace, query with { Metrics = [.. workspace.Model.Metrics.Keys] });
        }

        foreach ((string metric, Finding why) in skipped)
        {
            host.Error.WriteLine($"{metric} is left out: {why.Message}");
        }

        query = query with { Metrics = able };
        return WorkspaceQuery.Bind(workspace, query);
    }

    // Nothing is there yet when every cell says so, or when none has rows and all would have some in the far future.
    private static async Task<bool> IsAllLaterAsync(
        Workspace workspace, FactSet facts, Cube cube, MetricQuery query, ExecutorKind executor, CancellationToken cancellationToken)
    {
        if (Cells(cube).All(c => c.Reason == CellReason.NotYetObservable && !c.Flags.HasFlag(CellFlags.Immature)))
        {
            return true;
        }

        if (Cells(cube).Any(c => c.Rows > 0))
        {
            return false;
        }

        MetricQuery later = query with { Now = Instant.FromUtc(9990, 1, 1, 0, 0) };
        return Cells(await new MetricEngine(workspace.Model, facts).EvaluateAsync(later, executor, cancellationToken)).Any(c => c.Rows > 0);
    }

    private static IEnumerable<Cell> Cells(Cube cube) => Enumerable.Range(0, cube.Metrics.Count).SelectMany(cube.CellsOf);

    private static string Text(Cube cube, MetricQuery query, string format, bool across)
    {
        if (format == "json")
        {
            return CubeJson.Write(cube, query);
        }

        if (format == "csv")
        {
            var csv = new StringWriter();
            CubeCsv.Write(cube, csv);
            return csv.ToString();
        }

        var text = new StringBuilder(QueryWords.Heading(query)).Append("\n\n").Append(CubeTable.Write(cube, across));
        text.Append(QueryWords.Versions(cube, query));
        for (int m = 0; m < cube.Metrics.Count; m++)
        {
            foreach (ExcludedRows left in cube.Meta.Excluded[m])
            {
                text.Append(CultureInfo.InvariantCulture, $"{cube.Metrics[m].Name}: left out are {left.Count} rows, \"{left.Name}\"\n");
            }

            if (cube.Meta.Undated[m] > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{cube.Metrics[m].Name}: {cube.Meta.Undated[m]} matching rows have no time and belong to no period\n");
            }
        }

        return text.ToString();
    }
}
