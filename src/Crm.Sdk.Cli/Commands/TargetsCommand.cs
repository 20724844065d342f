using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Commands;

/// <summary><c>crm targets TARGET...</c>: how far targets are reached.</summary>
internal static class TargetsCommand
{
    private static readonly string[] Grains = ["day", "week", "month", "quarter", "year"];

    public static Command Create(ToolHost host)
    {
        var names = new Argument<string[]>("TARGET") { Description = "The targets; without one, all.", Arity = ArgumentArity.ZeroOrMore };
        var folder = new Option<string>("--folder") { Description = "The folder of the workspace.", DefaultValueFactory = _ => ".", HelpName = "DIR" };
        var data = new Option<string>("--data") { Description = "The folder of the CSV files, instead of the one that crm.json names.", HelpName = "DIR" };
        Option<string> grain = CommonOptions.OneOf(
            new Option<string>("--grain") { Description = "Adds up what targets are allocated to into longer periods.", HelpName = string.Join('|', Grains) }, Grains);
        var now = new Option<string>("--now") { Description = "The instant as of which targets are told, such as 2026-01-01T12:00:00Z; else the one in crm.json, else this very moment.", HelpName = "INSTANT" };
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("targets", "Says how far targets are reached.") { names, folder, data, grain, now, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool asJson = parsed.GetValue(format) == "json";
            string place = WorkspaceAccess.ExistingFolder(host, parsed.GetRequiredValue(folder));
            if (await StoreCommand.OpenWorkspaceAsync(host, place, parsed.GetValue(data), asJson, cancellationToken) is not { } workspace)
            {
                return ExitCode.Findings;
            }

            var query = new TargetQuery
            {
                Targets = parsed.GetValue(names) ?? [], Grain = parsed.GetValue(grain) is { } level ? (Grain)Array.IndexOf(Grains, level) : null, Calendar = workspace.Calendar,
                Now = parsed.GetValue(now) is not { } text ? workspace.Now ?? host.Clock.GetCurrentInstant()
                    : Workspace.ParseNow(text, workspace.Calendar) ?? throw ToolException.BadUse($"--now: '{text}' is no instant. Write 2026-01-01 or 2026-01-01T12:00:00Z."),
            };
            return await RunAsync(host, workspace, query, asJson, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, Workspace workspace, TargetQuery query, bool asJson, CancellationToken cancellationToken)
    {
        BoundTarget[] targets = [.. workspace.Model.Targets.Values.Where(t => query.Targets.Count == 0 || query.Targets.Contains(t.Name))];
        Checked<BoundQuery>[] needs = [.. targets.Select(t => WorkspaceQuery.Bind(workspace, new MetricQuery { Metrics = [t.Actual.Name], Segments = t.Segment is { } s ? [s.Name] : [], Now = query.Now }))];
        if (needs.SelectMany(n => n.Findings).Where(f => f.Severity == FindingSeverity.Error).ToArray() is { Length: > 0 } findings)
        {
            await WorkspaceAccess.ReportAsync(host, workspace.Folder, findings, asJson);
            return ExitCode.Findings;
        }

        (FactSet? facts, int code) = await FactLoader.ReadAsync(host, workspace, [.. needs.SelectMany(n => WorkspaceQuery.FactsOf(n.Value!)).Distinct()], knownAt: null, asJson, cancellationToken);
        if (facts is null)
        {
            return code;
        }

        IReadOnlyList<TargetReport> reports = await new MetricEngine(workspace.Model, facts).EvaluateTargetsAsync(query, cancellationToken: cancellationToken);
        await host.Output.WriteAsync(asJson ? TargetJson.Write(reports, query) : reports.Count == 0 ? "There are no targets.\n" : TargetText.Write(reports));
        return ExitCode.Ok;
    }
}
