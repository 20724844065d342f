using System.CommandLine;
using Crm.Sdk.Cli.Explaining;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Explanations;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Commands;

/// <summary><c>crm explain METRIC</c>: what a metric means, and how one of its values came about.</summary>
internal static class ExplainCommand
{
    public static Command Create(ToolHost host)
    {
        var metric = new Argument<string>("METRIC") { Description = "The metric." };
        var options = new QueryOptions();
        var at = new Option<string[]>("--at")
        {
            Description = "Picks the cell to explain, such as channel=web or period=2025-03; may be repeated. Else the total.", HelpName = "AXIS=MEMBER",
        };
        var all = new Option<bool>("--all") { Description = "Lists every row of the cell, with what it brings, and every other one with the reason." };
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("explain", "Says what a metric means, what it stands on, and how one of its values came about.") { metric };
        options.AddTo(command);
        command.Add(at);
        command.Add(all);
        command.Add(format);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool asJson = parsed.GetValue(format) == "json";
            string folder = WorkspaceAccess.ExistingFolder(host, options.Folder(parsed));
            if (await StoreCommand.OpenWorkspaceAsync(host, folder, options.Data(parsed), asJson, cancellationToken) is not { } workspace)
            {
                return ExitCode.Findings;
            }

            string name = parsed.GetRequiredValue(metric);
            MetricQuery query = options.Query(parsed, host, workspace, [name]);
            string[] picked = parsed.GetValue(at) ?? [];
            bool needsRows = picked.Length > 0 || parsed.GetValue(all) || options.AsksForRows(parsed);
            Checked<BoundQuery> bound = needsRows ? WorkspaceQuery.Bind(workspace, query) : WorkspaceQuery.Resolve(workspace, query);
            if (bound.Value is null)
            {
                await WorkspaceAccess.ReportAsync(host, folder, QueryFindings.AsOptions(bound.Findings), asJson);
                return ExitCode.Findings;
            }

            FactSet? facts = null;
            if (needsRows)
            {
                (facts, int code) = await FactLoader.ReadAsync(host, workspace, WorkspaceQuery.FactsOf(bound.Value), query.KnownAt, asJson, cancellationToken);
                if (facts is null)
                {
                    return code;
                }
            }

            var engine = new MetricEngine(workspace.Model, facts ?? new FactSet());
            MetricQuery asked = query with { KnownAt = null };
            Cube? cube = facts is null ? null : await engine.EvaluateAsync(asked, options.Executor(parsed), cancellationToken);
            CellPick? pick = cube is null ? null : CellPick.Of(cube, workspace.Model, query, picked);
            bool isOfDays = pick is not null && pick.Cube.Metrics[0].Value.Aggregates().Any(a => a.Frame.IsDaily);
            CellExplanation? rows = pick is null || isOfDays ? null
                : await engine.ExplainCellAsync(asked, [.. pick.Cube.Axes.Select((axis, i) => (axis.Name, axis.Members[pick.Position[i]].Label))], cancellationToken);
            var explanation = new Explanation(workspace, query, engine.Explain(query), pick, rows is null ? null : new CellRows(rows, parsed.GetValue(all)));
            if (asJson)
            {
                await ToolJson.WriteAsync(host.Output, explanation.WriteJson);
            }
            else
            {
                await host.Output.WriteAsync(explanation.Text());
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
